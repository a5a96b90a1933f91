package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.strategy.structure.Side;

/** The examples of docs/rules.md, section 26, number by number, at the simulated venue. */
class WorkedExamplesTest {
    /** Bull block 152-150 armed at 152.40, touched and closed in favour by c1. */
    private static TradingDesk longFreshAfterC1() {
        var desk = DeskSetup.modeA().overRows();
        desk.draw(Side.BULL, "152.00", "150.00").candle("152.60 152.80 152.30 152.40");
        return desk.atr("2.20").candle("152.40 152.60 151.30 152.50");
    }

    @Test
    void longFreshModeATakesItsTargetAndTrailsTheRest() {
        TradingDesk desk = longFreshAfterC1();
        assertThat(desk.requests()).containsExactly("submit #1 A ENTRY MARKET long 5 at 152.5 x20, stop #2 at 148");

        desk.candle("152.50 154.80 152.10 154.60");
        assertThat(desk.trades())
                .containsExactly(
                        "opened T1 A long, bull fresh, by #1 with stop #2, atr 2.2",
                        "entered T1: 5 at 152.5, average 152.5, target 3 at 156.9, stop 148");
        assertThat(desk.requests()).containsExactly("submit #3 A TARGET LIMIT short 3 at 156.9 for T1");
        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 TRADE trade=1 contracts=5 price=152.5");

        desk.candle("154.60 157.20 154.20 156.50");
        assertThat(desk.trades()).containsExactly("reduced T1: 3 at 156.9, TARGET", "stop of T1 at 153.9, TRAIL_STOP");

        desk.candle("156.50 158.40 156.00 158.00");
        assertThat(desk.trades()).containsExactly("stop of T1 at 155.1, TRAIL_STOP");

        desk.candle("158.00 158.10 154.90 155.30");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 2 at 155.1, TRAIL_STOP",
                        "closed T1 A TRAIL_STOP: gain 18.4, fees 0.7439782, funding 0, capital 117.6560218");
        assertThat(desk.verdicts()).isEmpty();
    }

    /** x = c5, so that a long may be decided again at the close of c8 and fill in c9; the new block is touched by c6 to c8. */
    @Test
    void longFreshModeAMayBuyAgainInC9() {
        TradingDesk desk = longFreshAfterC1()
                .candle("152.50 154.80 152.10 154.60")
                .candle("154.60 157.20 154.20 156.50")
                .draw(Side.BULL, "156.00", "154.00")
                .candle("156.50 158.40 156.00 158.00")
                .candle("158.00 158.10 154.90 155.30")
                .quietly();

        desk.candle("155.30 155.90 155.20 155.80");
        desk.candle("155.80 155.95 155.50 155.90");
        assertThat(desk.verdicts())
                .containsExactly(
                        "A bull fresh 155.6 COOLDOWN candles_left=2", "A bull fresh 155.6 COOLDOWN candles_left=1");
        desk.candle("155.90 156.10 155.50 156.00");
        assertThat(desk.requests()).containsExactly("submit #4 A ENTRY MARKET long 6 at 156 x20, stop #5 at 152");
        desk.candle("156.00 156.10 155.90 156.05");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 155.6 TRADE trade=2 contracts=6 price=156");
    }

    @Test
    void longFreshModeAIsStoppedByTheBody() {
        TradingDesk desk = longFreshAfterC1().quietly();

        desk.candle("152.50 152.70 149.50 149.80");
        assertThat(desk.requests())
                .containsExactly(
                        "submit #3 A TARGET LIMIT short 3 at 156.9 for T1",
                        "submit #4 A EXIT MARKET short 5 at 149.8 for T1");
        assertThat(desk.verdicts())
                .containsExactly(
                        "A bull fresh 151.6 TRADE trade=1 contracts=5 price=152.5",
                        "A bull fresh 151.6 STATE_CHANGED edge=150 body=149.8");

        desk.trades();
        desk.candle("149.75 149.75 149.75 149.75");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 5 at 149.75, BODY_STOP",
                        "closed T1 A BODY_STOP: gain -13.75, fees 0.8916375, funding 0, capital 85.3583625");
    }

    @Test
    void shortBreakerModeBIsClosedWholeAtItsTarget() {
        TradingDesk desk = breakerSoldInC0("100");
        assertThat(desk.requests()).containsExactly("submit #1 B ENTRY LIMIT short 1 at 150.4 x10, stop #2 at 154");

        desk.atr("1.90").candle("149.30 150.60 148.90 149.90");
        assertThat(desk.trades())
                .containsExactly(
                        "opened T1 B short, bull breaker, by #1 with stop #2, atr 2",
                        "entered T1: 1 at 150.4, average 150.4, target 1 at 147.4, stop 154");
        assertThat(desk.verdicts()).containsExactly("B bull breaker 150.4 TRADE trade=1 contracts=1 price=150.4");

        desk.candle("149.90 150.00 147.30 147.90");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 1 at 147.4, TARGET",
                        "closed T1 B TARGET: gain 3, fees 0.0702808, funding 0, capital 102.9297192");
    }

    @Test
    void shortBreakerModeBTrailsWhatTheTargetLeft() {
        TradingDesk desk = breakerSoldInC0("300");
        assertThat(desk.requests()).containsExactly("submit #1 B ENTRY LIMIT short 5 at 150.4 x10, stop #2 at 154");

        desk.candle("149.30 150.60 148.90 149.90");
        assertThat(desk.trades()).last().asString().contains("target 3 at 147.4, stop 154");
        desk.candle("149.90 150.00 147.30 147.90");
        assertThat(desk.trades()).containsExactly("reduced T1: 3 at 147.4, TARGET", "stop of T1 at 149.3, TRAIL_STOP");
        desk.candle("147.90 148.00 146.00 146.40");
        assertThat(desk.trades()).containsExactly("stop of T1 at 148, TRAIL_STOP");
        desk.candle("146.40 148.20 146.20 148.00");

        // 3 · 3.00 + 2 · 2.40; maker on 5 · 150.40 and 3 · 147.40, taker on 2 · 148.00
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 2 at 148, TRAIL_STOP",
                        "closed T1 B TRAIL_STOP: gain 13.8, fees 0.4564712, funding 0, capital 313.3435288");
    }

    /** Bull block 152-150, closed through at c0: its breaker is sold at 150.40 from there on. */
    private static TradingDesk breakerSoldInC0(String capital) {
        var desk = DeskSetup.modeB().capital(capital).overRows();
        desk.draw(Side.BULL, "152.00", "150.00").candle("151.00 151.10 150.90 151.00");
        desk.candle("151.00 151.20 149.10 149.30");
        // The fresh zone was born with price past its level.
        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 PRICE_BEYOND_LEVEL close=151");
        return desk;
    }

    @Test
    void shortFreshModeBEndsAtTheEmergencyStopAndTheOtherDirectionIsFree() {
        var desk = DeskSetup.modeB().overRows();
        desk.draw(Side.BEAR, "160.00", "158.00").atr("1.80").candle("157.00 157.40 156.90 157.20");
        assertThat(desk.requests()).containsExactly("submit #1 B ENTRY LIMIT short 5 at 158.4 x20, stop #2 at 162");

        desk.candle("157.20 158.60 157.00 158.10");
        assertThat(desk.trades())
                .containsExactly(
                        "opened T1 B short, bear fresh, by #1 with stop #2, atr 1.8",
                        "entered T1: 5 at 158.4, average 158.4, target 3 at 154.8, stop 162");
        desk.requests();

        desk.candle("158.10 162.30 158.00 161.00");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 5 at 162, EMERGENCY_STOP",
                        "closed T1 B EMERGENCY_STOP: gain -18, fees 0.664812, funding 0, capital 81.335188");
        assertThat(desk.requests())
                .contains("submit #4 B ENTRY LIMIT long 1 at 159.6 x10, stop #5 at 156")
                .noneMatch(line -> line.contains("EXIT"));
    }

    @Test
    void longBreakerModeAFillsItsTargetOnTheCandleOfItsOpen() {
        var desk = DeskSetup.modeA().capital("200").overRows();
        desk.draw(Side.BEAR, "160.00", "158.00").candle("159.00 159.20 158.90 159.10");
        desk.candle("159.10 161.00 159.00 160.80").quietly();

        desk.candle("160.80 161.00 159.40 159.90");
        assertThat(desk.verdicts()).containsExactly("A bear breaker 159.6 CLOSE_NOT_FAVOURABLE open=160.8 close=159.9");

        desk.atr("1.90").candle("159.90 160.30 159.20 160.10");
        assertThat(desk.requests()).containsExactly("submit #1 A ENTRY MARKET long 3 at 160.1 x10, stop #2 at 156");

        desk.candle("160.10 163.10 160.00 162.90");
        assertThat(desk.trades())
                .containsExactly(
                        "opened T1 A long, bear breaker, by #1 with stop #2, atr 1.9",
                        "entered T1: 3 at 160.1, average 160.1, target 2 at 162.95, stop 156",
                        "reduced T1: 2 at 162.95, TARGET",
                        "stop of T1 at 161.2, TRAIL_STOP");

        desk.candle("162.90 163.00 161.00 161.30");
        assertThat(desk.trades())
                .containsExactly(
                        "reduced T1: 1 at 161.2, TRAIL_STOP",
                        "closed T1 A TRAIL_STOP: gain 6.8, fees 0.4553974, funding 0, capital 206.3446026");
    }

    @Test
    void guardRefusesAnEntryWhoseStopWouldLieInTheZone() {
        var desk = DeskSetup.modeA().overRows();
        desk.draw(Side.BULL, "152.00", "150.00").candle("152.60 152.80 152.30 152.40");

        desk.candle("152.40 156.10 151.50 156.00");

        assertThat(desk.verdicts()).containsExactly("A bull fresh 151.6 STOP_GUARD stop=150.39 edge=150");
        assertThat(desk.requests()).isEmpty();
    }
}
