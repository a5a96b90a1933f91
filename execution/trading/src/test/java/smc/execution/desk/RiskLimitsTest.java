package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import smc.execution.risk.Limits;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.strategy.structure.Side;

/**
 * What holds entries back (docs/rules.md, section 30), from a market to its verdict. A block 152-150 is entered at 152.5 by mode A with 5 contracts
 * of 100 USD, worth 762.50 USD, and its stop is one height below the edge, at 148; mode B's order rests at 151.6.
 */
class RiskLimitsTest {
    private static final String ABOVE = "152.60 152.80 152.30 152.40";
    private static final String TOUCH_IN_FAVOUR = "151.70 152.60 151.30 152.50";
    private static final String ENTRY = "submit #1 A ENTRY MARKET long 5 at 152.5 x20, stop #2 at 148";
    private static final long E8 = 100_000_000;

    private static TradingDesk modeA(UnaryOperator<Limits> limits) {
        return DeskSetup.modeA()
                .risk(Limits.of(limits))
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE)
                .quietly();
    }

    private static TradingDesk modeB(UnaryOperator<Limits> limits) {
        return DeskSetup.modeB()
                .risk(Limits.of(limits))
                .byHand()
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE);
    }

    /** One whose trade has lost: 5 contracts from 152.5 to 148 are 22.50 USD, so 77.50 are left. */
    private static TradingDesk lost(UnaryOperator<Limits> limits) {
        return modeA(limits).candle(TOUCH_IN_FAVOUR).filled(1, 5, "152.5").filled(2, 5, "148");
    }

    private static void refused(TradingDesk desk, String numbers) {
        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 ORDER_REFUSED " + numbers);
        assertThat(desk.requests()).isEmpty();
    }

    private static void entered(TradingDesk desk) {
        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.requests()).containsExactly(ENTRY);
    }

    // ---- limits of one order

    @Test
    void anOrderHasSoManyContractsAndNoMore() {
        refused(modeA(limits -> limits.orderContracts(4)), "by=ORDER_SIZE contracts=5 limit=4");
        entered(modeA(limits -> limits.orderContracts(5)));
    }

    @Test
    void anOrderIsWorthSoMuchAndNoMore() {
        refused(modeA(limits -> limits.orderE8(762 * E8)), "by=ORDER_VALUE value=762.5 limit=762");
        entered(modeA(limits -> limits.orderE8(762 * E8 + E8 / 2)));
    }

    @Test
    void aPriceFarFromTheMarkIsNotTraded() {
        // 1 % of 150.9 is 1.509: up to 152.409 would do.
        refused(
                modeA(limits -> limits.pricePct(1)).quote("150.9", "0", "0"),
                "by=PRICE_FROM_MARK price=152.5 mark=150.9");
        entered(modeA(limits -> limits.pricePct(1)).quote("151", "0", "0"));
        // A market order that is far too cheap is as odd as one that is too dear.
        refused(modeA(limits -> limits.pricePct(1)).quote("155", "0", "0"), "by=PRICE_FROM_MARK price=152.5 mark=155");
    }

    @Test
    void aRestingOrderMayBeFarBelowTheMark() {
        TradingDesk desk = DeskSetup.modeB()
                .risk(Limits.of(limits -> limits.pricePct(1)))
                .byHand()
                .quote("170", "0", "0")
                .draw(Side.BULL, "152.00", "150.00")
                .candle(ABOVE);

        assertThat(desk.requests()).singleElement().asString().contains("ENTRY LIMIT long 5 at 151.6");
    }

    @Test
    void aMarketThatWasNotHeardOfIsNotTraded() {
        refused(modeA(limits -> limits.dataAgeMillis(5_000)), "by=DATA_AGE age_ms=-1 limit_ms=5000");
        refused(
                modeA(limits -> limits.dataAgeMillis(5_000)).quote("152.5", "0", "0"),
                "by=DATA_AGE age_ms=900000 limit_ms=5000");
        entered(modeA(limits -> limits.dataAgeMillis(5_000))
                .after(TimeUnit.SECONDS.toNanos(895))
                .quote("152.5", "0", "0"));
    }

    @Test
    void aClockThatIsOffIsNotTradedBy() {
        refused(
                modeA(limits -> limits.clockSkewMillis(2_000)).clockAhead(-2_001_000_000),
                "by=CLOCK_SKEW offset_ms=2001 limit_ms=2000");
        entered(modeA(limits -> limits.clockSkewMillis(2_000)).clockAhead(2_000_000_000));
    }

    @Test
    void aWideSpreadIsNotTraded() {
        // 0.5 % of 152.5 is 0.7625.
        refused(modeA(limits -> limits.spreadBps(50)).quote("152.5", "152", "153"), "by=SPREAD spread=1 limit=0.7625");
        entered(modeA(limits -> limits.spreadBps(50)).quote("152.5", "152.2", "152.8"));
    }

    @Test
    void aRestingOrderThatIsHeldBackHasItsVerdictWithTheTouch() {
        TradingDesk desk = modeB(limits -> limits.orderContracts(4));
        assertThat(desk.requests()).isEmpty();

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.verdicts())
                .containsExactly("B bull fresh 151.6 ORDER_REFUSED by=ORDER_SIZE contracts=5 limit=4");
    }

    @Test
    void whatReducesIsCountedAndNotHeldBack() {
        // The entry is the one order that a minute has; stop and target go all the same.
        TradingDesk desk = modeA(limits -> limits.ordersPerMinute(1))
                .candle(TOUCH_IN_FAVOUR)
                .quietly();

        desk.filled(1, 5, "152.5");

        assertThat(desk.requests()).singleElement().asString().startsWith("submit #3 A TARGET");
    }

    // ---- breakers

    @Test
    void theLossOfADayPausesToItsEnd() {
        TradingDesk desk = lost(limits -> limits.dailyLossPct(10));
        assertThat(desk.states())
                .containsExactly("A PAUSED by DAILY_LOSS, 2250000000 of 1000000000, until 2025-01-02T00:00:00Z");

        desk.quietly().draw(Side.BULL, "152.00", "150.00").candle(ABOVE).candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts())
                .allMatch(verdict -> verdict.endsWith("TRADING_OFF by=DAILY_LOSS loss=22.5 limit=10"));

        // A restart ends nothing.
        desk.trading(false).trading(true);
        assertThat(desk.states()).isEmpty();

        long midnightNanos = 1_735_776_000_000_000_000L;
        desk.after(midnightNanos - 1 - desk.nowNanos());
        assertThat(desk.states()).isEmpty();
        desk.after(1);
        assertThat(desk.states()).containsExactly("A ACTIVE by null, 0 of 0");
    }

    /** 77.50 USD are left and another day begins with them: the limit is 7.75. */
    @Test
    void anotherDayCountsFromItsOwnBeginning() {
        TradingDesk desk = lost(limits -> limits.dailyLossPct(10)).quietly();

        desk.after(TimeUnit.DAYS.toNanos(1)).quietly().funded(0, "7.74");
        assertThat(desk.states()).isEmpty();
        desk.funded(0, "0.01");
        assertThat(desk.states())
                .containsExactly("A PAUSED by DAILY_LOSS, 775000000 of 775000000, until 2025-01-03T00:00:00Z");
    }

    /** At 05:30 ahead of UTC a day ends at 18:30 UTC. */
    @Test
    void aDayEndsWhereItIsConfiguredTo() {
        TradingDesk desk = lost(limits -> limits.dailyLossPct(10).dayOffsetNanos(TimeUnit.MINUTES.toNanos(330)));

        assertThat(desk.states()).singleElement().asString().endsWith("until 2025-01-01T18:30:00Z");
    }

    @Test
    void aFallFromThePeakHaltsUntilSomebodyResumes() {
        TradingDesk desk = lost(limits -> limits.drawdownPct(20));
        assertThat(desk.states()).containsExactly("A HALTED by DRAWDOWN, 2250000000 of 2000000000");

        desk.after(TimeUnit.DAYS.toNanos(3)).trading(false).trading(true);
        assertThat(desk.states()).isEmpty();

        // The peak counts anew, or it would halt again at once: 20 % of 77.50 are 15.50.
        desk.asked(TradingState.ACTIVE);
        assertThat(desk.states()).containsExactly("A ACTIVE by null, 0 of 0");
        desk.funded(0, "15.49");
        assertThat(desk.states()).isEmpty();
        desk.funded(0, "0.01");
        assertThat(desk.states()).containsExactly("A HALTED by DRAWDOWN, 1550000000 of 1550000000");
    }

    @Test
    void whatIsOpenCountsAtTheClose() {
        // 5 contracts from 152.5 to 150.1: 12 USD are lost if it were closed now. The body is not beyond the edge.
        TradingDesk desk = modeA(limits -> limits.drawdownPct(10))
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .quietly()
                .candle("151.00 151.20 150.05 150.10");

        assertThat(desk.states()).containsExactly("A HALTED by DRAWDOWN, 1200000000 of 1000000000");
        // The trade goes on: no exit is asked for.
        assertThat(desk.requests()).noneMatch(request -> request.contains("EXIT"));
    }

    @Test
    void aBreakerClosesOnlyWhereItIsToldTo() {
        TradingDesk desk = modeA(limits -> limits.drawdownPct(10).flattensOnBreach())
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .quietly()
                .candle("151.00 151.20 150.05 150.10");

        assertThat(desk.requests()).singleElement().asString().contains("EXIT MARKET short 5 at 150.1");
        desk.quietly().filled(4, 5, "150.1");
        assertThat(desk.trades()).anyMatch(line -> line.startsWith("closed T1 A RISK_LIMIT"));
    }

    @Test
    void tradesLostInARowHalt() {
        TradingDesk desk = lost(limits -> limits.losingStreak(1));

        assertThat(desk.states()).containsExactly("A HALTED by LOSING_STREAK, 1 of 1");
    }

    @Test
    void ordersOfADayPauseToItsEnd() {
        // The entry and its target.
        TradingDesk desk = modeA(limits -> limits.ordersPerDay(2)).candle(TOUCH_IN_FAVOUR);
        assertThat(desk.states()).isEmpty();

        desk.filled(1, 5, "152.5");

        assertThat(desk.states()).containsExactly("A PAUSED by ORDERS_A_DAY, 2 of 2, until 2025-01-02T00:00:00Z");
    }

    @Test
    void capitalThatIsTakenIsNoLoss() {
        TradingDesk desk =
                modeA(limits -> limits.drawdownPct(20).dailyLossPct(10)).capitalMovedByHand(0, "-50");
        assertThat(desk.states()).isEmpty();

        // Of the 50 that are left 10 % are 5.
        desk.funded(0, "5");
        assertThat(desk.states())
                .singleElement()
                .asString()
                .startsWith("A PAUSED by DAILY_LOSS, 500000000 of 500000000");
    }

    // ---- states

    @Test
    void aPauseCancelsWhatRestsAndLetsNothingNewRest() {
        TradingDesk desk = modeB(limits -> limits).accepted(1).quietly();

        desk.asked(TradingState.PAUSED);
        assertThat(desk.requests()).containsExactly("cancel #1");
        assertThat(desk.states()).containsExactly("B PAUSED by OPERATOR, 0 of 0");

        desk.cancelled(1).placeAgain().candle(ABOVE).placeAgain();
        assertThat(desk.requests()).isEmpty();
        desk.candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 TRADING_OFF by=OPERATOR");

        desk.asked(TradingState.ACTIVE).candle(ABOVE);
        assertThat(desk.requests()).singleElement().asString().startsWith("submit #3 B ENTRY LIMIT");
    }

    @Test
    void aHaltIsNotMadeLessByAPause() {
        TradingDesk desk = modeB(limits -> limits).asked(TradingState.HALTED).quietly();

        desk.asked(TradingState.PAUSED).asked(TradingState.REDUCING);

        assertThat(desk.states()).isEmpty();
    }

    /** Once both pictures are equal again, whoever compares them ends its own pause, and no other. */
    @Test
    void whoeverComparesEndsOnlyItsOwnPause() {
        TradingDesk desk = modeA(limits -> limits)
                .asked(TradingState.PAUSED, RiskReason.RECONCILIATION)
                .quietly();
        desk.asked(TradingState.ACTIVE, RiskReason.RECONCILIATION);
        assertThat(desk.states()).containsExactly("A ACTIVE by null, 0 of 0");

        desk.asked(TradingState.PAUSED).quietly().asked(TradingState.ACTIVE, RiskReason.RECONCILIATION);
        assertThat(desk.states()).isEmpty();
        desk.asked(TradingState.HALTED, RiskReason.RECONCILIATION)
                .quietly()
                .asked(TradingState.ACTIVE, RiskReason.RECONCILIATION);
        assertThat(desk.states()).isEmpty();
    }

    /** The pause of the day goes on as one of the comparison, and is one of the day again. */
    @Test
    void aComparisonThatComesEqualLeavesTheOrdersOfTheDayCounted() {
        TradingDesk desk = modeA(limits -> limits.ordersPerDay(2))
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .quietly();

        desk.asked(TradingState.PAUSED, RiskReason.RECONCILIATION);
        assertThat(desk.states()).containsExactly("A PAUSED by RECONCILIATION, 0 of 0");
        desk.asked(TradingState.ACTIVE, RiskReason.RECONCILIATION);

        assertThat(desk.states()).containsExactly("A PAUSED by ORDERS_A_DAY, 2 of 2, until 2025-01-02T00:00:00Z");
    }

    @Test
    void whoeverKnowsThatDataWasLostEndsThatHaltAndNoOther() {
        TradingDesk desk = modeA(limits -> limits)
                .asked(TradingState.HALTED, RiskReason.DATA_LOST)
                .quietly();
        desk.asked(TradingState.ACTIVE, RiskReason.RECONCILIATION);
        assertThat(desk.states()).isEmpty();
        desk.asked(TradingState.ACTIVE, RiskReason.DATA_LOST);
        assertThat(desk.states()).containsExactly("A ACTIVE by null, 0 of 0");

        desk.asked(TradingState.HALTED, RiskReason.FAULT).quietly().asked(TradingState.ACTIVE, RiskReason.DATA_LOST);
        assertThat(desk.states()).isEmpty();
        desk.asked(TradingState.ACTIVE, RiskReason.OPERATOR);
        assertThat(desk.states()).containsExactly("A ACTIVE by null, 0 of 0");
    }

    /** A pause of a person's does not end with the day, though that of the breaker before it would have. */
    @Test
    void aPersonsPauseReplacesThatOfABreaker() {
        TradingDesk desk = lost(limits -> limits.dailyLossPct(10)).quietly();

        desk.asked(TradingState.PAUSED);
        assertThat(desk.states()).containsExactly("A PAUSED by OPERATOR, 0 of 0");
        desk.after(TimeUnit.DAYS.toNanos(2));
        assertThat(desk.states()).isEmpty();
    }

    /** The trail of 1.5 average true ranges of 2 lies 3 below the best price; half of it 1.5. */
    @Test
    void whoeverReducesTrailsCloser() {
        TradingDesk wide = trailing(TradingState.ACTIVE);
        TradingDesk close = trailing(TradingState.REDUCING);

        assertThat(wide.trades()).anyMatch(line -> line.startsWith("stop of T1 at 155, TRAIL_STOP"));
        assertThat(close.trades()).anyMatch(line -> line.startsWith("stop of T1 at 156.5, TRAIL_STOP"));
    }

    /** Its target, 4 above the entry, has filled; then a candle to 158. */
    private static TradingDesk trailing(TradingState state) {
        return modeA(limits -> limits.reducingTrailPct(50))
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .filled(3, 3, "156.5")
                .asked(state)
                .quietly()
                .candle("156.50 158.00 156.40 157.80");
    }

    // ---- everything is closed

    @Test
    void whatIsFlattenedIsClosedAtMarketWhileItsStopStands() {
        TradingDesk desk = modeA(limits -> limits)
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .quietly();

        desk.flatten(RiskReason.OPERATOR);

        assertThat(desk.requests()).singleElement().asString().contains("EXIT MARKET short 5");
        assertThat(desk.states()).containsExactly("A PAUSED by OPERATOR, 0 of 0");
        desk.filled(4, 5, "152.4");
        assertThat(desk.trades()).anyMatch(line -> line.startsWith("closed T1 A OPERATOR"));
        // Stop and target are nobody's any more.
        assertThat(desk.requests()).containsExactly("cancel #2", "cancel #3");
    }

    /** The cancel comes too late: what was to be closed is not left open by what fills after it. */
    @Test
    void whatFillsAfterEverythingWasToBeClosedIsClosedToo() {
        TradingDesk desk = modeB(limits -> limits)
                .accepted(1)
                .quietly()
                .flatten(RiskReason.KILL)
                .quietly();

        desk.filled(1, 5, "151.6");

        assertThat(desk.requests()).anyMatch(request -> request.contains("EXIT MARKET short 5"));
        assertThat(desk.trades()).noneMatch(line -> line.startsWith("closed"));
        desk.filled(3, 5, "151.5");
        assertThat(desk.trades()).anyMatch(line -> line.startsWith("closed T1 B OPERATOR"));
    }

    /** A pause is no flattening: what fills before its cancel arrives is a trade like any other. */
    @Test
    void whatFillsAfterAPauseIsATrade() {
        TradingDesk desk = modeB(limits -> limits)
                .accepted(1)
                .asked(TradingState.PAUSED)
                .quietly()
                .filled(1, 5, "151.6");

        assertThat(desk.requests()).noneMatch(request -> request.contains("EXIT"));
    }

    @Test
    void aKillHalts() {
        TradingDesk desk = modeB(limits -> limits).accepted(1).quietly();

        desk.flatten(RiskReason.KILL);

        assertThat(desk.requests()).containsExactly("cancel #1");
        assertThat(desk.states()).containsExactly("B HALTED by KILL, 0 of 0");
    }

    /** Orders that only reduce may stand in the way of a close: the target goes first, then the stop, and the stop comes again. */
    @Test
    void whatIsInTheWayOfACloseGivesWay() {
        TradingDesk desk = modeA(limits -> limits)
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .accepted(2, 3)
                .flatten(RiskReason.KILL)
                .quietly();

        desk.rejected(4, 22);
        assertThat(desk.requests()).containsExactly("cancel #3", "submit #5 A EXIT MARKET short 5 at 152.5 for T1");

        desk.cancelled(3).rejected(5, 22);
        assertThat(desk.requests()).containsExactly("cancel #2", "submit #6 A EXIT MARKET short 5 at 152.5 for T1");

        // The stop that went is placed again, behind the exit.
        desk.cancelled(2);
        assertThat(desk.requests()).containsExactly("submit #7 A STOP STOP_MARKET short 5 at 148 for T1");

        // And gives way once more before the next.
        desk.accepted(7).rejected(6, 22);
        assertThat(desk.requests()).isEmpty();
        desk.after(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(desk.requests()).containsExactly("cancel #7", "submit #8 A EXIT MARKET short 5 at 152.5 for T1");

        desk.quietly().filled(8, 5, "152.4");
        assertThat(desk.trades()).anyMatch(line -> line.startsWith("closed T1 A OPERATOR"));
    }

    /** The venue may also take a close and cancel it. One that a process never sent is cancelled too, and nothing was in its way. */
    @Test
    void aCloseThatTheVenueCancelsWasBlockedAndOneThatNeverLeftWasNot() {
        TradingDesk desk = modeA(limits -> limits)
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .accepted(2, 3)
                .flatten(RiskReason.KILL)
                .quietly();

        desk.cancelled(4);
        assertThat(desk.requests()).isEmpty();
        desk.after(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(desk.requests()).containsExactly("submit #5 A EXIT MARKET short 5 at 152.5 for T1");

        desk.accepted(5).cancelled(5);
        assertThat(desk.requests()).containsExactly("cancel #3", "submit #6 A EXIT MARKET short 5 at 152.5 for T1");
    }

    @Test
    void anExitRefusedForAnythingElseLeavesStopAndTarget() {
        TradingDesk desk = modeA(limits -> limits)
                .candle(TOUCH_IN_FAVOUR)
                .filled(1, 5, "152.5")
                .accepted(2, 3)
                .flatten(RiskReason.KILL)
                .quietly();

        desk.rejected(4, 17);

        assertThat(desk.requests()).isEmpty();
        desk.after(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(desk.requests()).containsExactly("submit #5 A EXIT MARKET short 5 at 152.5 for T1");
    }

    // ---- the stage

    /** 20 USD x 40 % x 20 / 152.5 are 1.05 contracts. */
    @Test
    void theStageCapsWhatIsSized() {
        TradingDesk desk = modeA(limits -> limits).stage("20");

        desk.candle(TOUCH_IN_FAVOUR);

        assertThat(desk.requests()).singleElement().asString().contains("long 1 at 152.5");
    }

    /** The configuration can lower the stage and not raise it: 10 USD pay for half a contract. */
    @Test
    void theConfigurationOnlyLowersTheStage() {
        TradingDesk desk =
                modeA(limits -> limits.stageCapE8(10 * E8)).stage("20").candle(TOUCH_IN_FAVOUR);
        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 SIZE_BELOW_ONE capital=10 needed=19.0625");

        TradingDesk raised =
                modeA(limits -> limits.stageCapE8(1_000 * E8)).stage("20").candle(TOUCH_IN_FAVOUR);
        assertThat(raised.requests()).singleElement().asString().contains("long 1 at 152.5");
    }
}
