package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.exchange.matching.RecordedReports.e8;

import org.junit.jupiter.api.Test;

/** What the venue does with a command, whatever the market is made of. */
class OrderRulesTest {
    private static final String FLAT_100 = "100 100 100 100";

    @Test
    void refusesAnOrderIdThatWasUsedBefore() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.entry(1, 1, "99").entry(2, 0, "99").cancel(1).quietly();

        desk.entry(1, 1, "98").entry(2, 1, "98");

        assertThat(desk.reported()).containsExactly("rejected 1 DUPLICATE_ORDER_ID", "rejected 2 DUPLICATE_ORDER_ID");
    }

    @Test
    void refusesABracketStopIdThatWasUsedBefore() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.entry(1, 1, "99", 20, 2, "90").quietly();

        desk.entry(3, 1, "98", 20, 2, "90").entry(4, 1, "98", 20, 4, "90").entry(2, 1, "98");

        assertThat(desk.reported())
                .containsExactly(
                        "rejected 3 DUPLICATE_ORDER_ID",
                        "rejected 4 DUPLICATE_ORDER_ID",
                        "rejected 2 DUPLICATE_ORDER_ID");
    }

    @Test
    void refusesPricesOffTheTickGrid() {
        Desk desk = openLong(5);

        desk.entry(11, 1, "99.005").entry(12, 1, "0").stop(13, -5, "90.001").target(14, -5, "110.00000001");
        desk.entry(15, 1, "99", 20, 16, "90.005").market(17, 1, 20, 18, "90.005");

        assertThat(desk.reported())
                .containsExactly(
                        "rejected 11 PRICE_OFF_TICK",
                        "rejected 12 PRICE_OFF_TICK",
                        "rejected 13 PRICE_OFF_TICK",
                        "rejected 14 PRICE_OFF_TICK",
                        "rejected 15 PRICE_OFF_TICK",
                        "rejected 17 PRICE_OFF_TICK");
    }

    @Test
    void refusesFewerThanOneContract() {
        Desk desk = Desk.overRows().row(FLAT_100);

        desk.entry(1, 0, "99");
        desk.venue.submitMarket(Desk.ACCOUNT, 2, Desk.SOL, true, -1, false, 20, 0, 0);

        assertThat(desk.reported()).containsExactly("rejected 1 SIZE_TOO_SMALL", "rejected 2 SIZE_TOO_SMALL");
    }

    @Test
    void refusesALeverageThatLeavesNoRoomAboveTheMaintenanceMargin() {
        Desk desk = Desk.overRows().row(FLAT_100);

        // 1/200 is the maintenance rate itself.
        desk.entry(1, 1, "99", 0, 0, "0").entry(2, 1, "99", 200, 0, "0").entry(3, 1, "99", 199, 0, "0");

        assertThat(desk.reported())
                .containsExactly("rejected 1 LEVERAGE_OUT_OF_RANGE", "rejected 2 LEVERAGE_OUT_OF_RANGE", "accepted 3");
    }

    @Test
    void refusesAMarketOrderWhileThereIsNoPrice() {
        Desk desk = Desk.overRows();

        desk.market(1, 1);

        assertThat(desk.reported()).containsExactly("rejected 1 NO_MARKET_PRICE");
    }

    @Test
    void refusesAPostOnlyOrderAtOrBeyondTheLastPrice() {
        Desk desk = Desk.overRows().row(FLAT_100);

        desk.entry(1, 1, "100").entry(2, 1, "99.99").entry(3, -1, "100").entry(4, -1, "100.01");

        assertThat(desk.reported())
                .containsExactly(
                        "rejected 1 POST_ONLY_WOULD_CROSS",
                        "accepted 2",
                        "rejected 3 POST_ONLY_WOULD_CROSS",
                        "accepted 4");
    }

    @Test
    void postOnlyIsNotRefusedInsideARowWhereThePriceIsNotKnown() {
        Desk desk = Desk.overRows().row(FLAT_100).entry(1, 1, "99").quietly();
        desk.whenReported("filled 1", () -> desk.entry(2, 1, "101"));

        desk.row("100 102 98 101.50");

        assertThat(desk.reported()).endsWith("accepted 2");
    }

    @Test
    void acceptsALimitBeyondTheLastPriceThatIsNotPostOnly() {
        Desk desk = openLong(5);

        desk.target(11, -5, "99");

        assertThat(desk.reported()).containsExactly("accepted 11");
    }

    @Test
    void refusesAnOrderWhoseMarginExceedsTheFreeWallet() {
        Desk desk = Desk.overRows().row(FLAT_100);

        // Wallet 100: 20 x 100 / 20 is all of it.
        desk.market(1, 21).market(2, 20).entry(3, 1, "99");

        assertThat(desk.reported())
                .containsExactly("rejected 1 INSUFFICIENT_MARGIN", "accepted 2", "rejected 3 INSUFFICIENT_MARGIN");
        assertThat(desk.free()).isEqualTo("0");
    }

    @Test
    void acceptsWhatReducesThoughNothingIsFree() {
        Desk desk = Desk.overRows()
                .row(FLAT_100)
                .market(1, 20, 20, 2, "95")
                .row(FLAT_100)
                .quietly();
        // All of the wallet is margin, and the fee is gone from it.
        assertThat(desk.free()).isEqualTo("-1.18");

        desk.edit(2, 20, "96")
                .exit(3, -5)
                .stop(4, -5, "97")
                .target(5, -5, "110")
                .entry(6, -5, "120");

        assertThat(desk.reported())
                .containsExactly("edited 2: 20 at 96", "accepted 3", "accepted 4", "accepted 5", "accepted 6");
    }

    @Test
    void reservesMarginForPositionsAndWorkingOrdersOfAllInstruments() {
        Desk desk = openLong(5);
        desk.venue.openRow(Desk.AAVE, desk.nextRowNanos, e8("200"), () -> {});
        desk.venue.fillRow(Desk.AAVE, desk.nextRowNanos, e8("200"), e8("200"), e8("200"), e8("200"), () -> {});

        desk.entry(11, 2, "98");
        desk.venue.submitLimit(Desk.ACCOUNT, 12, Desk.AAVE, false, e8("210"), 1, true, false, 10, 0, 0);

        // 5 x 100 / 20 + 2 x 98 / 20 = 34.8; 210 / 10 = 21; wallet 100 - 0.295.
        AccountState state = desk.venue.account(Desk.ACCOUNT);
        assertThat(state.holding(Desk.SOL).marginE8()).isEqualTo(e8("34.8"));
        assertThat(state.holding(Desk.AAVE).marginE8()).isEqualTo(e8("21"));
        assertThat(state.freeE8()).isEqualTo(e8("43.905"));
    }

    @Test
    void cancelledAndReducingOrdersReserveNothing() {
        Desk desk = openLong(5);

        desk.entry(11, 2, "98").cancel(11).target(12, -5, "110").entry(13, -5, "120");
        assertThat(desk.holding().marginE8()).isEqualTo(e8("25"));
        // Only what exceeds the position would be opened: 2 x 120 / 20.
        desk.cancel(13).entry(14, -7, "120");

        assertThat(desk.holding().marginE8()).isEqualTo(e8("37"));
    }

    @Test
    void refusesReduceOnlyWithoutAPositionOfTheOtherSide() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.exit(1, -5).target(2, -5, "110").stop(3, -5, "90");
        desk.market(4, 5).row(FLAT_100);

        desk.exit(5, 5).stop(6, 5, "110");

        assertThat(desk.reported())
                .contains(
                        "rejected 1 NO_POSITION_TO_REDUCE",
                        "rejected 2 NO_POSITION_TO_REDUCE",
                        "rejected 3 NO_POSITION_TO_REDUCE",
                        "rejected 5 NO_POSITION_TO_REDUCE",
                        "rejected 6 NO_POSITION_TO_REDUCE");
    }

    @Test
    void reduceOnlyIsCutDownToThePosition() {
        Desk desk = openLong(5);

        desk.exit(11, -8).row(FLAT_100);

        assertThat(desk.contracts()).isZero();
        assertThat(desk.reported())
                .containsExactly("accepted 11", "filled 11: 5 at 100, fee 0.295 taker", "cancelled 11: 5");
    }

    @Test
    void secondExitOfTheWholePositionFindsNothingAndIsCancelled() {
        Desk desk = openLong(5);

        desk.exit(11, -5).exit(12, -5).row(FLAT_100);

        assertThat(desk.contracts()).isZero();
        assertThat(desk.reported())
                .containsExactly(
                        "accepted 11", "accepted 12", "filled 11: 5 at 100, fee 0.295 taker", "cancelled 12: 0");
    }

    @Test
    void reduceOnlyOrdersEndWithTheirPositionAndCannotHitALaterOne() {
        Desk desk = openLong(5);
        desk.target(11, -5, "110").stop(12, -5, "90").exit(13, -5).row(FLAT_100);
        assertThat(desk.reported()).endsWith("cancelled 11: 0", "cancelled 12: 0");

        desk.market(14, 5).row(FLAT_100).row("100 111 89 100");

        assertThat(desk.contracts()).isEqualTo(5);
    }

    @Test
    void reduceOnlyOrdersEndWhenThePositionIsTurnedRound() {
        Desk desk = openLong(5);
        desk.stop(11, -5, "90").quietly();

        desk.market(12, -8).row("101 101 101 101");

        assertThat(desk.reported())
                .containsExactly("accepted 12", "filled 12: 8 at 101, fee 0.47672 taker", "cancelled 11: 0");
        assertThat(desk.contracts()).isEqualTo(-3);
        // 5 x 1 gained, fees 5 x 100 and 8 x 101 at 0.059 %.
        assertThat(desk.wallet()).isEqualTo("104.22828");
        assertThat(desk.holding().averageEntryE8()).isEqualTo(e8("101"));
    }

    @Test
    void accountsDoNotTouchEachOther() {
        Desk desk = openLong(5);
        desk.stop(11, -5, "90").quietly();
        desk.venue.submitMarket(Desk.OTHER_ACCOUNT, 12, Desk.SOL, false, 5, false, 20, 0, 0);

        desk.row(FLAT_100);

        assertThat(desk.contracts()).isEqualTo(5);
        assertThat(desk.venue.account(Desk.OTHER_ACCOUNT).holding(Desk.SOL).contracts())
                .isEqualTo(-5);
        assertThat(desk.reported()).noneMatch(line -> line.startsWith("cancelled"));
    }

    @Test
    void bracketStopAppearsWithTheFirstFillAndNotBefore() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.entry(1, 5, "99", 20, 2, "95");
        desk.edit(2, 5, "94").row(FLAT_100);
        assertThat(desk.reported()).containsExactly("accepted 1", "edit rejected 2 ORDER_NOT_OPEN");

        desk.row("100 100 98 98.50");

        assertThat(desk.reported()).containsExactly("filled 1: 5 at 99, fee 0.11682 maker", "accepted 2");
    }

    @Test
    void bracketOfAnOrderThatOnlyReducesDoesNotAppear() {
        Desk desk = openLong(5);

        desk.market(11, -3, 20, 12, "110").row(FLAT_100);

        assertThat(desk.reported()).containsExactly("accepted 11", "filled 11: 3 at 100, fee 0.177 taker");
        assertThat(desk.contracts()).isEqualTo(2);
    }

    @Test
    void bracketStopDoesNotComeBackAfterItsCancel() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 0, true)).trade(1, "100", 1);
        desk.entry(1, 5, "99", 20, 2, "95").trade(2, "98.99", 2);
        desk.cancel(2).quietly();

        desk.trade(3, "98.99", 9);

        assertThat(desk.reported()).containsExactly("filled 1: 5 at 99, fee 0.070092 maker");
    }

    @Test
    void positionKeepsTheLeverageItWasOpenedWith() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.market(1, 2, 10, 0, "0").row(FLAT_100);

        desk.market(2, 3, 20, 0, "0").row("110 110 110 110");

        assertThat(desk.holding().leverage()).isEqualTo(10);
        // (2 x 100 + 3 x 110) / 5 = 106; 530 / 10.
        assertThat(desk.holding().averageEntryE8()).isEqualTo(e8("106"));
        assertThat(desk.holding().marginE8()).isEqualTo(e8("53"));
    }

    @Test
    void averageEntryIsOfTheOpenContractsAndRoundedAgainstTheHolder() {
        Desk desk = Desk.overRows().row(FLAT_100);
        // (100 + 2 x 100.01) / 3 = 100.00666666...
        desk.market(1, 1).row(FLAT_100).market(2, 2).row("100.01 100.01 100.01 100.01");
        assertThat(desk.holding().averageEntryE8()).isEqualTo(e8("100.00666667"));

        desk.exit(3, -2).row("120 120 120 120");
        assertThat(desk.holding().averageEntryE8()).isEqualTo(e8("100.00666667"));

        // (100.00666667 + 110) / 2 = 105.003333335
        desk.market(4, 1).row("110 110 110 110");
        assertThat(desk.holding().averageEntryE8()).isEqualTo(e8("105.00333334"));
    }

    @Test
    void averageEntryOfAShortIsRoundedDown() {
        Desk desk = Desk.overRows().row(FLAT_100);

        desk.market(1, -1).row(FLAT_100).market(2, -2).row("100.01 100.01 100.01 100.01");

        assertThat(desk.holding().averageEntryE8()).isEqualTo(e8("100.00666666"));
    }

    @Test
    void gainIsBookedOnceWhenThePositionIsBackAtZero() {
        Desk desk = openLong(5);
        assertThat(desk.wallet()).isEqualTo("99.705");

        desk.exit(11, -3).row("110 110 110 110");
        // Only the fee, 330 x 0.059 %.
        assertThat(desk.wallet()).isEqualTo("99.5103");

        desk.exit(12, -2).row("90 90 90 90");
        // 3 x 10 - 2 x 10, less 180 x 0.059 %.
        assertThat(desk.wallet()).isEqualTo("109.4041");
    }

    @Test
    void editChangesPriceAndSizeOfAnOpenOrder() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.entry(1, 5, "99").quietly();

        desk.edit(1, 4, "98").row("100 100 98 100").row("100 100 97.99 100");

        assertThat(desk.reported()).containsExactly("edited 1: 4 at 98", "filled 1: 4 at 98, fee 0.092512 maker");
    }

    @Test
    void refusedEditLeavesTheOrderAsItWas() {
        Desk desk = Desk.overRows().row(FLAT_100);
        desk.entry(1, 5, "99").market(2, 1).quietly();

        desk.edit(1, 0, "99")
                .edit(1, 5, "98.001")
                .edit(1, 5, "100")
                .edit(1, 30, "99")
                .edit(2, 2, "99")
                .edit(9, 1, "99");

        assertThat(desk.reported())
                .containsExactly(
                        "edit rejected 1 SIZE_TOO_SMALL",
                        "edit rejected 1 PRICE_OFF_TICK",
                        "edit rejected 1 POST_ONLY_WOULD_CROSS",
                        "edit rejected 1 INSUFFICIENT_MARGIN",
                        "edit rejected 2 NOT_EDITABLE",
                        "edit rejected 9 ORDER_NOT_OPEN");
        desk.cancel(2).row("100 100 98.99 100");
        assertThat(desk.reported()).endsWith("filled 1: 5 at 99, fee 0.11682 maker");
    }

    @Test
    void editedOrderMayUseTheMarginItHadReserved() {
        Desk desk = Desk.overRows().row(FLAT_100);
        // 100 x 19 / 20 = 95 of 100; 100 x 20 / 20 = 100.
        desk.entry(1, 100, "19").quietly();

        desk.edit(1, 100, "20").edit(1, 100, "20.01");

        assertThat(desk.reported()).containsExactly("edited 1: 100 at 20", "edit rejected 1 INSUFFICIENT_MARGIN");
    }

    @Test
    void filledOrderCanBeNeitherEditedNorCancelled() {
        Desk desk = openLong(5);

        desk.edit(1, 6, "99").cancel(1).cancel(99);

        assertThat(desk.reported())
                .containsExactly("edit rejected 1 ORDER_NOT_OPEN", "cancel rejected 1", "cancel rejected 99");
        assertThat(desk.contracts()).isEqualTo(5);
    }

    @Test
    void editBelowWhatIsFilledIsRefused() {
        Desk desk = Desk.overTrades(new VenueSettings(0, 1, 0, true)).trade(1, "100", 1);
        desk.entry(1, 5, "99").trade(2, "98.99", 2).trade(3, "100", 1).quietly();

        desk.edit(1, 2, "99").edit(1, 3, "99").cancel(1);

        assertThat(desk.reported())
                .containsExactly("edit rejected 1 SIZE_TOO_SMALL", "edited 1: 3 at 99", "cancelled 1: 2");
    }

    @Test
    void commandFromInsideAReportIsRefusedLoudly() {
        Desk desk = Desk.overRows();
        desk.reports.inPlace = () -> desk.cancel(1);

        assertThatThrownBy(() -> desk.entry(1, 1, "99"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reaction points only");
    }

    @Test
    void sizeBeyondAllMoneyIsAFaultNotAWrap() {
        Desk desk = Desk.overRows().row(FLAT_100);

        assertThatThrownBy(
                        () -> desk.venue.submitMarket(Desk.ACCOUNT, 1, Desk.SOL, true, Long.MAX_VALUE, false, 1, 0, 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void unknownAccountOrInstrumentIsTheCallersMistake() {
        Desk desk = Desk.overRows();

        assertThatThrownBy(() -> desk.venue.submitStop(99, 1, Desk.SOL, true, e8("1"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an account of [1, 2], was 99");
        assertThatThrownBy(() -> desk.venue.submitStop(Desk.ACCOUNT, 1, 99, true, e8("1"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an instrument of [7, 8], was 99");
    }

    /** A long of so many contracts, bought at 100 with leverage 20. */
    private static Desk openLong(int contracts) {
        return Desk.overRows().row(FLAT_100).market(1, contracts).row(FLAT_100).quietly();
    }
}
