package smc.execution.venue.delta.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.execution.venue.delta.ledger.LedgerSetup.facts;
import static smc.execution.venue.delta.ledger.LedgerSetup.fill;
import static smc.execution.venue.delta.ledger.LedgerSetup.leg;
import static smc.execution.venue.delta.ledger.LedgerSetup.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.venue.delta.ledger.OrderFacts.State;

/** What is reported must not hang on the order in which answers and channels say it. */
class OrderLedgerTest {
    private static final String FEE = "0.177";

    @Test
    void aFillProvesThatTheOrderWasAccepted() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");

        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onOrder(order(11, true, 2, 2, State.CLOSED));

        assertThat(setup.said.lines()).containsExactly("accepted 11", "filled 11: 2 at 150 for " + FEE);
    }

    /** Neither is a fill of an order, and both take the position. */
    @Test
    void aLiquidationIsToldAsSuchAndSoIsWhatIsTakenForSomebodyElses() {
        for (String reason : List.of("liquidation", "adl")) {
            var setup = new LedgerSetup();
            setup.entry(11, Direction.LONG, 2, "140");
            setup.ledger.onFill(fill(1, 11, true, 2, 2));

            setup.ledger.onFill(new FillFacts(
                    "f2",
                    0,
                    "",
                    0,
                    false,
                    2,
                    LedgerSetup.e8("150"),
                    false,
                    reason,
                    OptionalLong.of(0),
                    OptionalLong.empty(),
                    2,
                    2));

            assertThat(setup.said.lines()).as(reason).endsWith("liquidated 2 at 150");
            assertThat(setup.said.alarms()).isEmpty();
        }
    }

    @Test
    void theSameFillTwiceIsReportedOnce() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");

        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onFills(List.of(fill(1, 11, true, 2, 2)));

        assertThat(setup.said.of(11)).containsExactly("accepted 11", "filled 11: 2 at 150 for " + FEE);
    }

    @Test
    void anEndWaitsForTheFillsBeforeIt() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 3, "140");

        setup.ledger.onOrder(order(11, true, 3, 2, State.CANCELLED));
        assertThat(setup.said.lines()).containsExactly("accepted 11");
        setup.ledger.onFill(fill(1, 11, true, 2, 2));

        assertThat(setup.said.of(11)).containsExactly("accepted 11", "filled 11: 2 at 150 for " + FEE, "cancelled 11");
    }

    @Test
    void fillsThatDoNotComeAreAskedFor() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.orders.add(leg(2_000, false, 2, 0, State.PENDING));
        setup.fills.add(fill(1, 11, true, 2, 2));

        setup.ledger.onOrder(order(11, true, 2, 2, State.CLOSED));
        setup.settle();

        assertThat(setup.said.lines()).containsExactly("accepted 11", "filled 11: 2 at 150 for " + FEE, "accepted 12");
    }

    @Test
    void aFillThatCameTooEarlyWaitsForTheOneBeforeIt() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 1, "140");
        setup.exit(13, OrderPurpose.EXIT, Direction.SHORT, 1);
        setup.exit(15, OrderPurpose.EXIT, Direction.SHORT, 1);
        setup.ledger.onFill(fill(1, 11, true, 1, 1));

        setup.ledger.onFill(fill(3, 15, false, 1, 0));
        assertThat(setup.said.of(15)).isEmpty();
        setup.ledger.onFill(fill(2, 13, false, 1, 0));

        List<String> filled = setup.said.lines().stream()
                .filter(line -> line.startsWith("filled"))
                .toList();
        assertThat(filled)
                .extracting(line -> line.substring(0, 9))
                .containsExactly("filled 11", "filled 13", "filled 15");
    }

    @Test
    void aReduceOnlyOrderThatEndsByItselfWaitsForTheExit() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.exit(13, OrderPurpose.TARGET, Direction.SHORT, 1);
        setup.exit(15, OrderPurpose.EXIT, Direction.SHORT, 2);
        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onOrder(order(13, false, 1, 0, State.OPEN));

        setup.ledger.onOrder(order(13, false, 1, 0, State.CANCELLED));
        assertThat(setup.said.of(13)).containsExactly("accepted 13");
        setup.ledger.onFill(fill(2, 15, false, 2, 0));

        assertThat(setup.said.of(13)).containsExactly("accepted 13", "cancelled 13");
    }

    @Test
    void aStopThatWasCancelledBesideAnOpenPositionIsReportedOnceTheVenueWasAsked() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.fills.add(fill(1, 11, true, 2, 2));
        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.PENDING));

        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.CANCELLED));
        assertThat(setup.said.of(12)).containsExactly("accepted 12");
        setup.settle();

        assertThat(setup.said.of(12)).containsExactly("accepted 12", "cancelled 12");
    }

    @Test
    void aLegUnderAnotherNumberTakesOver() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.PENDING));

        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.CANCELLED));
        setup.ledger.onOrder(leg(2_001, false, 2, 0, State.PENDING));
        setup.ledger.onFill(fill(2, 2_001, "", false, 2, 0));

        assertThat(setup.said.of(12)).containsExactly("accepted 12", "filled 12: 2 at 150 for " + FEE);
    }

    @Test
    void oneLegFillsTheStopsOfBothEntriesInTurn() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.entry(21, Direction.LONG, 3, "140");
        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.PENDING));
        setup.ledger.onFill(fill(2, 21, true, 3, 5));

        setup.ledger.onFill(fill(3, 2_000, "", false, 5, 0));
        setup.ledger.onOrder(leg(2_000, false, 5, 5, State.CLOSED));

        // 2 and 3 of 5 x 150 x 0.0005 x 1.18 = 0.4425
        assertThat(setup.said.of(12)).containsExactly("accepted 12", "filled 12: 2 at 150 for 0.177");
        assertThat(setup.said.of(22)).containsExactly("accepted 22", "filled 22: 3 at 150 for 0.2655");
    }

    @Test
    void aMissingLegIsSaidSoThatTheEngineProtectsItself() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.fills.add(fill(1, 11, true, 2, 2));
        setup.orders.add(order(11, true, 2, 2, State.CLOSED));

        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.settle();

        assertThat(setup.said.of(12)).containsExactly("cancelled 12");
        assertThat(setup.said.alarms()).hasSize(1);
    }

    @Test
    void aFillOfNobodyIsAnAlarmAndHoldsNothingUp() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.orders.addAll(List.of(leg(2_000, false, 2, 0, State.PENDING), order(11, true, 2, 2, State.CLOSED)));

        setup.ledger.onFill(fill(1, 9_999, "", true, 1, 1));
        setup.ledger.onFill(fill(2, 11, true, 2, 3));
        assertThat(setup.said.lines()).isEmpty();
        setup.settle();

        assertThat(setup.said.alarms()).hasSize(1);
        assertThat(setup.said.of(11)).containsExactly("accepted 11", "filled 11: 2 at 150 for " + FEE);
    }

    @Test
    void anotherFeeThanReportedIsAnAlarm() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        FillFacts told = fill(1, 11, true, 2, 2);
        setup.ledger.onFill(told);

        setup.ledger.onFills(List.of(new FillFacts(
                told.fillId(),
                told.venueOrderId(),
                told.clientOrderId(),
                0,
                true,
                2,
                told.priceE8(),
                false,
                "normal",
                told.positionContracts(),
                OptionalLong.of(15_930_000),
                told.venueNanos(),
                0)));

        assertThat(setup.said.alarms()).singleElement().asString().contains("15930000 instead of 17700000");
    }

    @Test
    void theHighestLeverageOfTheWorkingEntriesCounts() {
        var setup = new LedgerSetup();
        TrackedOrder first = setup.entry(11, Direction.LONG, 2, "140");
        TrackedOrder second = setup.entry(21, Direction.LONG, 2, "140");
        first.leverage = 20;
        second.leverage = 10;

        setup.ledger.onOrder(order(11, true, 2, 0, State.OPEN));
        assertThat(setup.ledger.orders().leverageFor(second)).isEqualTo(20);
        setup.ledger.onOrder(order(11, true, 2, 0, State.CANCELLED));

        assertThat(setup.ledger.orders().leverageFor(second)).isEqualTo(10);
    }

    @Test
    void aLegThatIsNotWhereItWasReportedIsMovedAgain() {
        var setup = new LedgerSetup();
        TrackedOrder entry = setup.entry(11, Direction.LONG, 2, "140");
        setup.ledger.orders().edited(entry.stop, LedgerSetup.e8("141"), 2);
        setup.ledger.onFill(fill(1, 11, true, 2, 2));

        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.PENDING));
        setup.pass(100);
        assertThat(setup.wishes).isEmpty();
        setup.pass(300);

        assertThat(setup.wishes).containsExactly("edit 12");
    }

    @Test
    void anEntryThatWorksThereAndIsRefusedHereIsSaidOnceAndCancelledUntilTheVenueShowsItOver() {
        var setup = new LedgerSetup();
        setup.ledger.orders().rejected(setup.entry(11, Direction.LONG, 2, "140"), Refusal.OTHER);

        setup.ledger.onOrder(order(11, true, 2, 0, State.OPEN));
        setup.ledger.onOpenOrders(List.of(order(11, true, 2, 0, State.OPEN)), setup.nowMillis);
        assertThat(setup.wishes).containsExactly("cancel stray 1011");
        assertThat(setup.ledger.isSettled()).isFalse();
        setup.pass(5_000);
        assertThat(setup.wishes).containsExactly("cancel stray 1011", "cancel stray 1011");
        setup.ledger.onOrder(order(11, true, 2, 0, State.CANCELLED));
        setup.pass(5_000);

        assertThat(setup.wishes).hasSize(2);
        assertThat(setup.said.lines())
                .containsExactly(
                        "rejected 11: 99",
                        "alarm 0 the venue works order 11, which is over here, and it is cancelled: SOLUSD order 1011, buy 2");
        assertThat(setup.ledger.isSettled()).isTrue();
    }

    @Test
    void whatProtectsIsKeptThoughItIsOverHere() {
        var setup = new LedgerSetup();
        setup.ledger.orders().rejected(setup.exit(13, OrderPurpose.STOP, Direction.SHORT, 2), Refusal.OTHER);

        setup.ledger.onOrder(order(13, false, 2, 0, State.OPEN));

        assertThat(setup.wishes).isEmpty();
        assertThat(setup.said.alarms()).singleElement().asString().contains("order 13", "left");
    }

    @Test
    void whoShowsAnOrderOpenThatTheVenueHadShownOverIsLate() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.ledger.onOrder(order(11, true, 2, 0, State.CANCELLED));

        setup.ledger.onOrder(order(11, true, 2, 0, State.OPEN));
        setup.ledger.onOpenOrders(List.of(order(11, true, 2, 0, State.OPEN)), setup.nowMillis);

        assertThat(setup.said.lines()).containsExactly("accepted 11", "cancelled 11");
        assertThat(setup.wishes).isEmpty();
    }

    @Test
    void whoIsAskedLongAfterTheEndAndShowsTheOrderOpenIsNotLate() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.ledger.onOrder(order(11, true, 2, 0, State.CANCELLED));
        setup.pass(LedgerSetup.SETTINGS.graceMillis());

        setup.ledger.onOpenOrders(List.of(order(11, true, 2, 0, State.OPEN)), setup.nowMillis);

        assertThat(setup.wishes).containsExactly("cancel stray 1011");
        assertThat(setup.said.alarms()).singleElement().asString().contains("works order 11, which is over here");
    }

    @Test
    void aMissingLegIsSaidWithinASecondOfTheFill() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");
        setup.fills.add(fill(1, 11, true, 2, 2));
        setup.orders.add(order(11, true, 2, 2, State.CLOSED));
        setup.ledger.onFill(fill(1, 11, true, 2, 2));

        for (int millis = 0; millis < 1_000; millis += 20) {
            setup.pass(20);
            setup.answer();
        }

        assertThat(setup.said.lines()).endsWith("cancelled 12");
    }

    @Test
    void aFillOfAnEntryThatIsRefusedHereIsReportedAndItsStopIsLookedFor() {
        var setup = new LedgerSetup();
        setup.ledger.orders().rejected(setup.entry(11, Direction.LONG, 2, "140"), Refusal.OTHER);
        setup.fills.add(fill(1, 11, true, 2, 2));

        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.settle();

        assertThat(setup.said.of(11)).contains("rejected 11: 99", "filled 11: 2 at 150 for " + FEE);
        assertThat(setup.said.of(12)).containsExactly("cancelled 12");
    }

    @Test
    void aStopThatCameWithSuchAFillIsTheEngines() {
        var setup = new LedgerSetup();
        setup.ledger.orders().rejected(setup.entry(11, Direction.LONG, 2, "140"), Refusal.OTHER);

        setup.ledger.onFill(fill(1, 11, true, 2, 2));
        setup.ledger.onOrder(leg(2_000, false, 2, 0, State.PENDING));
        setup.ledger.onFill(fill(2, 2_000, "", false, 2, 0));

        assertThat(setup.said.of(12)).containsExactly("accepted 12", "filled 12: 2 at 150 for " + FEE);
    }

    @Test
    void fillsThatTheVenueSpeaksOfAreAskedForAlsoOfAnOrderThatIsOverHere() {
        var setup = new LedgerSetup();
        setup.ledger.orders().rejected(setup.entry(11, Direction.LONG, 2, "140"), Refusal.OTHER);
        setup.fills.add(fill(1, 11, true, 2, 2));
        setup.orders.add(leg(2_000, false, 2, 0, State.PENDING));

        setup.ledger.onOrder(order(11, true, 2, 2, State.CLOSED));
        setup.settle();

        assertThat(setup.said.of(11)).contains("filled 11: 2 at 150 for " + FEE);
        assertThat(setup.said.of(12)).containsExactly("accepted 12");
    }

    @Test
    void aFillOfNobodySaysWhatIsHeldSinceThen() {
        var setup = new LedgerSetup();
        setup.orders.add(facts(9_999, "by hand", true, 3, 3, 0, State.CLOSED, false, ""));

        setup.ledger.onFill(fill(1, 9_999, "by hand", true, 3, 3));

        assertThat(setup.said.lines()).contains("position 0/0 3");
    }

    @Test
    void moreThanAnOrdersSizeIsReportedAndSaid() {
        var setup = new LedgerSetup();
        setup.entry(11, Direction.LONG, 2, "140");

        setup.ledger.onFill(fill(1, 11, true, 3, 3));

        assertThat(setup.said.alarms()).containsExactly("alarm 0 order 11 of 2 contracts fills 3");
        assertThat(setup.said.of(11)).anyMatch(line -> line.startsWith("filled 11: 3"));
    }

    /** Everything that two channels and the answers say of a trade, in any order in which each of them keeps its own. */
    @Test
    void everyInterleavingGivesTheSameReports() {
        for (long seed = 1; seed <= 2_000; seed++) {
            var random = new Random(seed);
            var setup = new LedgerSetup();
            setup.entry(11, Direction.LONG, 4, "140");
            setup.exit(13, OrderPurpose.TARGET, Direction.SHORT, 2);
            setup.exit(15, OrderPurpose.EXIT, Direction.SHORT, 4);
            setup.fills.addAll(List.of(
                    fill(1, 11, true, 1, 1),
                    fill(2, 11, true, 3, 4),
                    fill(3, 13, false, 1, 3),
                    fill(4, 15, false, 3, 0)));
            setup.orders.addAll(List.of(
                    order(11, true, 4, 4, State.CLOSED),
                    order(13, false, 2, 1, State.CANCELLED),
                    order(15, false, 3, 3, State.CLOSED),
                    leg(2_000, false, 1, 0, State.CANCELLED)));
            List<Queue<Runnable>> channels = List.of(
                    orders(
                            setup,
                            order(11, true, 4, 0, State.OPEN),
                            order(11, true, 4, 1, State.OPEN),
                            leg(2_000, false, 1, 0, State.PENDING),
                            order(11, true, 4, 4, State.CLOSED),
                            leg(2_000, false, 4, 0, State.PENDING),
                            order(13, false, 2, 0, State.OPEN),
                            order(13, false, 2, 1, State.OPEN),
                            leg(2_000, false, 3, 0, State.PENDING),
                            order(15, false, 4, 3, State.OPEN),
                            order(13, false, 2, 1, State.CANCELLED),
                            order(15, false, 3, 3, State.CLOSED),
                            leg(2_000, false, 1, 0, State.CANCELLED)),
                    fills(setup, random),
                    orders(setup, order(11, true, 4, 1, State.OPEN)),
                    orders(setup, order(13, false, 2, 1, State.OPEN)),
                    orders(setup, order(15, false, 3, 3, State.CLOSED)));

            play(channels, random);
            setup.settle();

            String why = "seed " + seed + ": " + setup.said.lines();
            assertThat(setup.said.alarms()).describedAs(why).isEmpty();
            assertThat(setup.said.of(11))
                    .describedAs(why)
                    .containsExactly("accepted 11", "filled 11: 1 at 150 for 0.0885", "filled 11: 4 at 150 for 0.2655");
            // A leg that is first heard of when the position is gone was never there for the engine.
            assertThat(setup.said.of(12)).describedAs(why).isIn(List.of(), List.of("accepted 12", "cancelled 12"));
            assertThat(setup.said.of(13))
                    .describedAs(why)
                    .containsExactly("accepted 13", "filled 13: 1 at 150 for 0.0885", "cancelled 13");
            assertThat(setup.said.of(15))
                    .describedAs(why)
                    .containsExactly("accepted 15", "filled 15: 3 at 150 for 0.2655", "cancelled 15");
            assertThat(setup.ledger.isSettled()).describedAs(why).isTrue();
        }
    }

    private static Queue<Runnable> orders(LedgerSetup setup, OrderFacts... facts) {
        var channel = new ArrayDeque<Runnable>();
        for (OrderFacts each : facts) {
            channel.add(() -> setup.ledger.onOrder(each));
        }
        return channel;
    }

    /** Some come twice, and sometimes two change places. */
    private static Queue<Runnable> fills(LedgerSetup setup, Random random) {
        var told = new ArrayList<>(setup.fills);
        int swapped = random.nextInt(1, told.size());
        if (swapped + 1 < told.size()) {
            told.add(swapped, told.remove(swapped + 1));
        }
        var channel = new ArrayDeque<Runnable>();
        for (FillFacts each : told) {
            channel.add(() -> setup.ledger.onFill(each));
            if (random.nextInt(4) == 0) {
                channel.add(() -> setup.ledger.onFill(each));
            }
        }
        return channel;
    }

    private static void play(List<Queue<Runnable>> channels, Random random) {
        var left = new ArrayList<>(channels);
        while (!left.isEmpty()) {
            int next = random.nextInt(left.size());
            Queue<Runnable> channel = left.get(next);
            channel.remove().run();
            if (channel.isEmpty()) {
                left.remove(next);
            }
        }
    }
}
