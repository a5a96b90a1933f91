package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.exchange.matching.RecordedReports.e8;

import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/rules.md section 24, steps 1 to 5. */
class RowFillsTest {
    private static final String FLAT_150 = "150 150 150 150";

    // Step 2: market orders at the open.

    @Test
    void marketOrdersFillAtTheNextOpenSlippedAgainstThem() {
        Desk desk = Desk.overRows(VenueSettings.DEFAULTS).row("152.50 152.50 152.50 152.50");
        desk.market(1, 5);
        desk.venue.submitMarket(Desk.OTHER_ACCOUNT, 2, Desk.SOL, false, 1, false, 20, 0, 0);

        desk.row("152.53 153 152 152");

        // 152.53 x 1.0002 and x 0.9998.
        assertThat(desk.reported())
                .filteredOn(line -> line.startsWith("filled"))
                .containsExactly(
                        "filled 1: 5 at 152.560506, fee 0.4500535 taker",
                        "filled 2: 1 at 152.499494, fee 0.08997471 taker");
    }

    @Test
    void exitsFillBeforeEntriesWhateverTheirOrder() {
        Desk desk = openLong();
        desk.market(11, -2).exit(12, -5);

        desk.row(FLAT_150);

        assertThat(desk.reported())
                .filteredOn(line -> line.startsWith("filled"))
                .extracting(line -> line.substring(0, 9))
                .containsExactly("filled 12", "filled 11");
        assertThat(desk.contracts()).isEqualTo(-2);
    }

    @Test
    void exitCanCallOffAnEntryThatWaitsForTheSameOpen() {
        Desk desk = openLong();
        desk.market(11, -2).exit(12, -5).whenReported("filled 12", () -> desk.cancel(11));

        desk.row(FLAT_150);

        assertThat(desk.contracts()).isZero();
    }

    @Test
    void marketOrderGivenDuringARowWaitsForTheNextOpen() {
        Desk desk = openLong();
        desk.exit(11, -3).whenReported("filled 11", () -> desk.exit(12, -2));

        desk.row("150 151 149 149.50");
        assertThat(desk.contracts()).isEqualTo(2);
        desk.row("149 149 149 149");

        assertThat(desk.contracts()).isZero();
        assertThat(desk.reported()).contains("filled 12: 2 at 149, fee 0.17582 taker");
    }

    @Test
    void entryGivenAtTheOpenWaitsForTheNextOpen() {
        Desk desk = openLong();
        desk.exit(11, -5).whenReported("filled 11", () -> desk.market(12, -2));

        desk.row(FLAT_150);
        assertThat(desk.contracts()).isZero();
        desk.row("149 149 149 149");

        assertThat(desk.reported()).endsWith("accepted 12", "filled 12: 2 at 149, fee 0.17582 taker");
    }

    // Step 3 (a): the open has passed the target.

    @Test
    void targetFillsAtAnOpenExactlyOneTickBeyondIt() {
        Desk desk = openLong().target(11, -3, "156.90").quietly();

        desk.row("156.91 156.91 156 156");

        assertThat(desk.reported()).containsExactly("filled 11: 3 at 156.91, fee 0.11109228 maker");
    }

    @Test
    void afterTheTargetAtTheOpenTheStopStillCounts() {
        Desk desk = openLong().target(11, -3, "156.90").stop(12, -5, "148").quietly();

        desk.row("157 157 148 149");

        assertThat(desk.contracts()).isZero();
        assertThat(desk.reported())
                .containsExactly(
                        "filled 11: 3 at 157, fee 0.111156 maker",
                        "filled 12: 2 at 148, fee 0.17464 taker",
                        "cancelled 12: 2");
    }

    @Test
    void openExactlyAtTheTargetIsNotEnoughAndTheStopComesFirst() {
        Desk desk = openLong().target(11, -3, "156.90").stop(12, -5, "148").quietly();

        desk.row("156.90 157 148 149");

        assertThat(desk.reported()).containsExactly("filled 12: 5 at 148, fee 0.4366 taker", "cancelled 11: 0");
    }

    // Step 3 (b): the range reaches the venue stop.

    @Test
    void stopComesFirstThoughTheTargetWasInRange() {
        Desk desk = openLong().target(11, -3, "156.90").stop(12, -5, "148").quietly();

        desk.row("150 160 147 155");

        assertThat(desk.reported()).containsExactly("filled 12: 5 at 148, fee 0.4366 taker", "cancelled 11: 0");
    }

    @Test
    void stopIsReachedAtExactlyItsTriggerAndNotOneTickBefore() {
        Desk desk = openLong().stop(12, -5, "148").quietly();

        desk.row("150 151 148.01 150");
        assertThat(desk.reported()).isEmpty();
        desk.row("150 151 148 150");

        assertThat(desk.reported()).containsExactly("filled 12: 5 at 148, fee 0.4366 taker");
    }

    @Test
    void stopFillsAtAWorseOpenSlipped() {
        Desk desk =
                Desk.overRows(VenueSettings.DEFAULTS).row(FLAT_150).market(1, 5).row(FLAT_150);
        desk.stop(12, -5, "148").quietly();

        desk.row("146 147 145 146");

        // 146 x 0.9998
        assertThat(desk.reported()).containsExactly("filled 12: 5 at 145.9708, fee 0.43061386 taker");
    }

    @Test
    void stopOfAShortIsTheMirror() {
        Desk desk = openShort().target(11, 3, "144").stop(12, 5, "152").quietly();

        desk.row("150 152 143 150");

        assertThat(desk.reported()).containsExactly("filled 12: 5 at 152, fee 0.4484 taker", "cancelled 11: 0");
    }

    @Test
    void stopOfAShortFillsAtAWorseOpen() {
        Desk desk = openShort().stop(12, 5, "152").quietly();

        desk.row("153 154 150 150");

        assertThat(desk.reported()).containsExactly("filled 12: 5 at 153, fee 0.45135 taker");
    }

    @Test
    void ofTwoStopsTheOneThatPriceMeetsFirstFills() {
        Desk desk = openLong().stop(11, -5, "147").stop(12, -5, "148").quietly();

        desk.row("150 150 146 147");

        assertThat(desk.reported()).containsExactly("filled 12: 5 at 148, fee 0.4366 taker", "cancelled 11: 0");
    }

    @Test
    void ofTwoStopsAtOnePriceTheOlderFills() {
        Desk longDesk = openLong().stop(11, -5, "148").stop(12, -5, "148").quietly();
        Desk shortDesk = openShort().stop(11, 5, "152").stop(12, 5, "152").quietly();

        longDesk.row("150 150 148 148");
        shortDesk.row("150 152 150 150");

        assertThat(longDesk.reported().getFirst()).startsWith("filled 11");
        assertThat(shortDesk.reported().getFirst()).startsWith("filled 11");
    }

    @Test
    void stopOfPartOfThePositionLeavesTheTargetForAnotherRow() {
        Desk desk = openLong().target(11, -3, "156.90").stop(12, -2, "148").quietly();

        desk.row("150 160 147 155");

        assertThat(desk.reported()).containsExactly("filled 12: 2 at 148, fee 0.17464 taker");
        assertThat(desk.contracts()).isEqualTo(3);
    }

    // Step 3 (c): the target inside the range.

    @Test
    void targetFillsAtItsPriceOnceTheRangeIsOneTickBeyondIt() {
        Desk desk = openLong().target(11, -3, "156.90").stop(12, -5, "148").quietly();

        desk.row("150 156.90 149 156");
        assertThat(desk.reported()).isEmpty();
        desk.row("156 156.91 149 156");

        assertThat(desk.reported()).containsExactly("filled 11: 3 at 156.9, fee 0.1110852 maker");
    }

    @Test
    void targetOfAShortIsTheMirror() {
        Desk desk = openShort().target(11, 3, "144").quietly();

        desk.row("150 151 144 145");
        assertThat(desk.reported()).isEmpty();
        desk.row("145 151 143.99 145");
        desk.target(12, 2, "142").row("141.99 142 141 142");

        assertThat(desk.reported())
                .containsExactly(
                        "filled 11: 3 at 144, fee 0.101952 maker",
                        "accepted 12",
                        "filled 12: 2 at 141.99, fee 0.06701928 maker");
    }

    @Test
    void targetCountsOnTheRowWhoseOpenWasItsEntry() {
        Desk desk = Desk.overRows().row(FLAT_150).market(1, 5);
        desk.whenReported("filled 1", () -> desk.target(11, -3, "156.90"));

        desk.row("150 157 149 156");

        assertThat(desk.contracts()).isEqualTo(2);
    }

    @Test
    void limitEditedInsideARowRestsFromTheNextRowOn() {
        Desk desk = openLong().target(11, -1, "151").target(12, -3, "160").quietly();
        desk.whenReported("filled 11", () -> desk.edit(12, 3, "152"));

        desk.row("150 153 150 153");
        assertThat(desk.contracts()).isEqualTo(4);
        desk.row("151 152.01 151 152");

        assertThat(desk.contracts()).isEqualTo(1);
    }

    // Step 4: resting entries.

    @Test
    void restingBuyFillsAtItsPriceOnceTheLowIsOneTickBeyondIt() {
        Desk desk = Desk.overRows().row(FLAT_150).entry(1, 5, "149");

        desk.row("150 150 149 150");
        assertThat(desk.contracts()).isZero();
        desk.row("150 150 148.99 150");

        assertThat(desk.contracts()).isEqualTo(5);
        assertThat(desk.reported()).endsWith("filled 1: 5 at 149, fee 0.17582 maker");
    }

    @Test
    void restingSellFillsAtItsPriceOnceTheHighIsOneTickBeyondIt() {
        Desk desk = Desk.overRows().row(FLAT_150).entry(1, -5, "151");

        desk.row("150 151 150 150");
        assertThat(desk.contracts()).isZero();
        desk.row("150 151.01 150 150");

        assertThat(desk.reported()).endsWith("filled 1: 5 at 151, fee 0.17818 maker");
    }

    @Test
    void restingOrdersFillAtABetterOpen() {
        Desk desk = Desk.overRows().row(FLAT_150).entry(1, 5, "149");
        desk.row("148 149.50 147 149").entry(2, -2, "150").row("151 151 150 151");

        assertThat(desk.reported())
                .contains("filled 1: 5 at 148, fee 0.17464 maker", "filled 2: 2 at 151, fee 0.071272 maker");
    }

    @Test
    void noTickThroughMeansFilledOnTouch() {
        Desk desk =
                Desk.overRows(new VenueSettings(0, 0, 0, false)).row(FLAT_150).entry(1, 5, "149");
        desk.whenReported("filled 1", () -> desk.target(2, -5, "152"));

        desk.row("150 150 149 150").row("150 152 150 150");

        assertThat(desk.contracts()).isZero();
        assertThat(desk.reported()).contains("filled 2: 5 at 152, fee 0.17936 maker");
    }

    @Test
    void worstAtTheCloseFillsFirstAndItsOwnerCancelsTheOther() {
        Desk desk = Desk.overRows().row(FLAT_150);
        // At the close of 149.50 the nearer stands at -0.50, the deeper at +0.50.
        desk.entry(1, 5, "149").entry(2, 5, "149.99").quietly();
        desk.whenReported("filled 2", () -> desk.cancel(1));

        desk.row("150 150 148 149.50");

        assertThat(desk.reported()).containsExactly("filled 2: 5 at 149.99, fee 0.1769882 maker", "cancelled 1: 0");
    }

    @Test
    void bothFillIfTheirOwnerDoesNotCancel() {
        Desk desk = Desk.overRows()
                .row(FLAT_150)
                .entry(1, 2, "149")
                .entry(2, -5, "151")
                .quietly();

        desk.row("150 152 148 148.50");

        // Long stands at -0.50, short at +2.50.
        assertThat(desk.reported())
                .containsExactly("filled 1: 2 at 149, fee 0.070328 maker", "filled 2: 5 at 151, fee 0.17818 maker");
        assertThat(desk.contracts()).isEqualTo(-3);
    }

    @Test
    void worstIsPerContractWhateverTheSize() {
        Desk desk = Desk.overRows()
                .row(FLAT_150)
                .entry(1, 9, "149")
                .entry(2, -1, "151")
                .quietly();

        // Long: +0.90 for each of 9; short: +1.10 for one.
        desk.row("150 152 148 149.90");

        assertThat(desk.reported().getFirst()).startsWith("filled 1");
    }

    @Test
    void ofTwoThatStandAlikeTheOneNearerToTheOpenFills() {
        Desk desk = Desk.overRows()
                .row(FLAT_150)
                .entry(1, 1, "149")
                .entry(2, -1, "151")
                .quietly();

        // Both +1 at the close; the sell is 0.50 from the open, the buy 1.50.
        desk.row("150.50 152 148 150");

        assertThat(desk.reported().getFirst()).startsWith("filled 2");
    }

    @Test
    void ofTwoThatStandAlikeAndAreEquallyNearTheLongFills() {
        Desk desk = Desk.overRows()
                .row(FLAT_150)
                .entry(1, -1, "151")
                .entry(2, 1, "149")
                .quietly();

        desk.row("150 152 148 150");

        assertThat(desk.reported().getFirst()).startsWith("filled 2");
    }

    @Test
    void ofTwoThatAreAlikeInAllTheOlderFills() {
        Desk desk = Desk.overRows()
                .row(FLAT_150)
                .entry(1, 1, "149")
                .entry(2, 1, "149")
                .quietly();

        desk.row("150 152 148 150");

        assertThat(desk.reported().getFirst()).startsWith("filled 1");
    }

    @Test
    void entriesComeAfterThePositionsThatWereOpen() {
        Desk desk = openLong().stop(11, -5, "148").entry(12, 1, "149").quietly();

        desk.row("150 150 147 147");

        assertThat(desk.reported())
                .containsExactly("filled 11: 5 at 148, fee 0.4366 taker", "filled 12: 1 at 149, fee 0.035164 maker");
    }

    // Step 5: the row of a resting entry.

    @Test
    void bracketStopCountsOnTheRowOfItsEntry() {
        Desk desk =
                Desk.overRows().row(FLAT_150).entry(1, 5, "149", 20, 2, "147").quietly();

        desk.row("150 150 147 149");

        assertThat(desk.reported())
                .containsExactly(
                        "filled 1: 5 at 149, fee 0.17582 maker", "accepted 2", "filled 2: 5 at 147, fee 0.43365 taker");
    }

    @Test
    void stopEditedAtTheReactionCountsAsEdited() {
        Desk desk =
                Desk.overRows().row(FLAT_150).entry(1, 5, "149", 20, 2, "147").quietly();
        desk.whenReported("filled 1", () -> desk.edit(2, 5, "146.50"));

        desk.row("150 150 146.80 149");

        assertThat(desk.contracts()).isEqualTo(5);
        desk.row("149 149 146.50 149");
        assertThat(desk.reported()).endsWith("filled 2: 5 at 146.5, fee 0.432175 taker");
    }

    @Test
    void stopBehindAnOpenThatFilledTheEntryFillsAtThatOpen() {
        Desk desk =
                Desk.overRows().row(FLAT_150).entry(1, 5, "149", 20, 2, "147").quietly();

        desk.row("146 149 145 148");

        assertThat(desk.reported())
                .containsExactly(
                        "filled 1: 5 at 146, fee 0.17228 maker", "accepted 2", "filled 2: 5 at 146, fee 0.4307 taker");
    }

    @Test
    void targetDoesNotCountOnTheRowOfARestingEntry() {
        Desk desk = Desk.overRows().row(FLAT_150).entry(1, 5, "149").quietly();
        desk.whenReported("filled 1", () -> desk.target(2, -5, "152"));

        desk.row("150 155 148 154");
        assertThat(desk.contracts()).isEqualTo(5);
        desk.row("151 152.01 151 152");

        assertThat(desk.contracts()).isZero();
    }

    // Step 1: funding.

    @Test
    void fundingIsChargedAtItsInstantsOnly() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS + 7 * 60 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, 3);
        while (desk.nextRowNanos <= Desk.MIDNIGHT_NANOS + 24 * 60 * Desk.MINUTE_NANOS) {
            desk.row("152.53 153 150 151");
        }

        // 08:00, 16:00 and 24:00; 3 x 152.53 x 0.01 %.
        assertThat(desk.reported())
                .filteredOn(line -> line.startsWith("funding"))
                .isEqualTo(List.of("funding 1/7: 0.045759", "funding 1/7: 0.045759", "funding 1/7: 0.045759"));
        // 100 - 3 x 0.045759 - 3 x 152.53 x 0.059 %
        assertThat(desk.wallet()).isEqualTo("99.5927449");
    }

    @Test
    void fundingIsOnThePositionHeldBeforeTheExitsAndEntriesOfThatOpen() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, 3).row(FLAT_150).quietly();
        desk.exit(2, -3).market(3, 5);

        desk.openRow("160");

        assertThat(desk.reported())
                .containsExactly(
                        "accepted 2",
                        "accepted 3",
                        "funding 1/7: 0.048",
                        "filled 2: 3 at 160, fee 0.2832 taker",
                        "filled 3: 5 at 160, fee 0.472 taker");
    }

    @Test
    void shortPaysFundingToo() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, -3).row(FLAT_150).quietly();

        desk.openRow("160");

        assertThat(desk.reported()).containsExactly("funding 1/7: 0.048");
    }

    @Test
    void anInstantThatNoRowOpensAtIsPaidAtTheCloseBeforeItHoweverLongTheHole() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, 3).row("150 152 150 151").quietly();
        desk.exit(2, -3).quietly();

        desk.nextRowNanos = Desk.MIDNIGHT_NANOS + 20 * 60 * Desk.MINUTE_NANOS;
        desk.openRow("160");

        // 3 x 151 x 0.01 % at 00:00, 08:00 and 16:00, before what waits for the open; 3 x 160 x 0.059 %.
        assertThat(desk.reports.timesNanos())
                .containsExactly(
                        Desk.MIDNIGHT_NANOS,
                        Desk.MIDNIGHT_NANOS + 8 * 60 * Desk.MINUTE_NANOS,
                        Desk.MIDNIGHT_NANOS + 16 * 60 * Desk.MINUTE_NANOS,
                        Desk.MIDNIGHT_NANOS + 20 * 60 * Desk.MINUTE_NANOS);
        assertThat(desk.reported())
                .containsExactly(
                        "funding 1/7: 0.0453",
                        "funding 1/7: 0.0453",
                        "funding 1/7: 0.0453",
                        "filled 2: 3 at 160, fee 0.2832 taker");
    }

    @Test
    void aMissingMinuteAtTheInstantIsPaidAtTheCloseBeforeIt() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, -3).row("150 152 150 151").quietly();

        desk.nextRowNanos = Desk.MIDNIGHT_NANOS + Desk.MINUTE_NANOS;
        desk.row("160 160 160 160").row("170 170 170 170");

        assertThat(desk.reported()).containsExactly("funding 1/7: 0.0453");
    }

    @Test
    void theInstantThatTimeHasJustReachedWaitsForTheRowThatOpensAtIt() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, 3).row(FLAT_150).quietly();

        desk.venue.onTime(Desk.MIDNIGHT_NANOS, () -> {});
        assertThat(desk.reported()).isEmpty();
        desk.row("160 170 160 165");
        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 15 * Desk.MINUTE_NANOS, () -> {});

        assertThat(desk.reported()).containsExactly("funding 1/7: 0.048");
    }

    @Test
    void timeThatPassesAnInstantChargesItWithoutAnyRow() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, 3).row("150 152 150 151").quietly();

        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 1, () -> {});
        desk.venue.onTime(Desk.MIDNIGHT_NANOS + 2, () -> {});

        assertThat(desk.reported()).containsExactly("funding 1/7: 0.0453");
    }

    @Test
    void whereAnotherInstrumentHasARowAtTheInstantTheOneWithoutPaysItsLastClose() {
        Desk desk = Desk.overRowsWithFunding();
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS - 30 * Desk.MINUTE_NANOS;
        desk.row(FLAT_150).market(1, 3).row("150 152 150 151").quietly();

        desk.venue.openRow(Desk.AAVE, Desk.MIDNIGHT_NANOS, e8("250"), () -> {});
        assertThat(desk.reported()).isEmpty();
        desk.venue.fillRow(Desk.AAVE, Desk.MIDNIGHT_NANOS, e8("250"), e8("250"), e8("250"), e8("250"), () -> {});
        desk.nextRowNanos = Desk.MIDNIGHT_NANOS + 15 * Desk.MINUTE_NANOS;
        desk.row("160 160 160 160");

        assertThat(desk.reported()).containsExactly("funding 1/7: 0.0453");
    }

    // Time and rows.

    @Test
    void opensAreStampedWithTheRowAndInnerFillsAfterIt() {
        Desk desk = Desk.overRows().row(FLAT_150);
        desk.market(1, 5, 20, 2, "148").entry(3, 1, "149").quietly();
        long openNanos = desk.nextRowNanos;

        desk.row("150 150 147 147");

        assertThat(desk.reports.lines())
                .containsExactly(
                        "filled 1: 5 at 150, fee 0.4425 taker",
                        "accepted 2",
                        "filled 2: 5 at 148, fee 0.4366 taker",
                        "filled 3: 1 at 149, fee 0.035164 maker");
        assertThat(desk.reports.timesNanos()).containsExactly(openNanos, openNanos, openNanos + 1, openNanos + 2);
    }

    @Test
    void answersToCommandsCarryTheTimeLastHandedIn() {
        Desk desk = Desk.overRows().row(FLAT_150).quietly();
        long closeNanos = desk.nextRowNanos;

        desk.venue.onTime(closeNanos, () -> {});
        desk.entry(1, 1, "149");

        assertThat(desk.reports.timesNanos()).containsExactly(closeNanos);
        desk.row(FLAT_150);
    }

    @Test
    void rowsOfTwoInstrumentsShareATimeline() {
        Desk desk = Desk.overRows().row(FLAT_150).market(1, 5, 20, 2, "148");
        long openNanos = desk.nextRowNanos;

        desk.openRow("150");
        desk.venue.openRow(Desk.AAVE, openNanos, e8("300"), () -> {});
        desk.fillRow("150 150 148 149");
        desk.venue.fillRow(Desk.AAVE, openNanos, e8("300"), e8("300"), e8("300"), e8("300"), () -> {});

        assertThat(desk.reports.timesNanos()).isSorted();
        assertThat(desk.contracts()).isZero();
        desk.row("149 149 149 149");
    }

    @Test
    void rowsOutOfOrderAreRefused() {
        Desk desk = Desk.overRows().row(FLAT_150);
        long openNanos = desk.nextRowNanos;

        assertThatThrownBy(() -> desk.venue.openRow(Desk.SOL, openNanos - 900_000_000_000L, e8("150"), () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.fillRow(FLAT_150))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a row opened at " + openNanos);
        desk.openRow(FLAT_150);
        assertThatThrownBy(() -> desk.venue.openRow(Desk.AAVE, openNanos + 1, e8("150"), () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("to be filled before " + (openNanos + 1));
        assertThatThrownBy(() -> desk.fillRow("150 149 148 149")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.fillRow("151 152 148 149")).isInstanceOf(IllegalStateException.class);
        desk.venue.fillRow(Desk.SOL, openNanos, e8("150"), e8("150"), e8("150"), e8("150"), () -> {});
        assertThatThrownBy(() -> desk.fillRow(FLAT_150)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tradesAreRefusedByAVenueOverRows() {
        assertThatThrownBy(() -> Desk.overRows().trade(1, "150", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected rows, was a trade");
    }

    @Test
    void ownerReactsAfterEveryFill() {
        Desk desk = openLong()
                .target(11, -3, "151")
                .entry(12, 1, "149")
                .exit(13, -1)
                .quietly();
        int[] reactions = {0};
        desk.reaction = () -> reactions[0]++;

        desk.row("150 152 148 150");

        assertThat(desk.reported()).hasSize(3).allMatch(line -> line.startsWith("filled"));
        assertThat(reactions[0]).isEqualTo(3);
    }

    @Test
    void nothingIsLiquidatedOverRows() {
        Desk desk = openLong();

        desk.row("100 100 100 100").exit(11, -5).row("100 100 100 100");

        // Leverage 20 was gone at 142.50; the whole 5 x 50 is lost: 100 - 250 - 0.4425 - 0.295.
        assertThat(desk.wallet()).isEqualTo("-150.7375");
    }

    /** Long 5 from 150. */
    private static Desk openLong() {
        return Desk.overRows().row(FLAT_150).market(1, 5).row(FLAT_150).quietly();
    }

    /** Short 5 from 150. */
    private static Desk openShort() {
        return Desk.overRows().row(FLAT_150).market(1, -5).row(FLAT_150).quietly();
    }

    @Test
    void onTheTickEveryFillOfARowIsOnIt() {
        Desk desk = Desk.overRows(VenueSettings.ON_TICK)
                .row("152.50 152.50 152.50 152.50")
                .market(1, 5, 20, 9, "150");

        desk.row("152.505 153 149 150");

        // 152.505 x 1.0002 = 152.535501; the stop 150 x 0.9998 = 149.97 is on the tick already.
        assertThat(desk.reported())
                .containsExactly(
                        "accepted 1",
                        "filled 1: 5 at 152.54, fee 0.449993 taker",
                        "accepted 9",
                        "filled 9: 5 at 149.97, fee 0.4424115 taker");
    }
}
