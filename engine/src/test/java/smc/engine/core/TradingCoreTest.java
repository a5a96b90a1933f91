package smc.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.engine.event.Inputs;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.number.FixedPoint;

/**
 * Inputs to effects: when candles close, and who is told. Candles of 15 minutes with a grace of 500 ms. Each scenario runs straight, and made again
 * from a copy after every input.
 */
class TradingCoreTest {
    private static final long CANDLE_NANOS = RandomCandles.INTERVAL_NANOS;
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long START_NANOS = RandomCandles.START_NANOS;
    private static final long BOUNDARY_NANOS = START_NANOS + CANDLE_NANOS;

    private final SaidEffects effects = new SaidEffects();
    private final Inputs core = new StraightAndRemade(settings(), effects.asEffects());
    private long sequence;

    /** Two symbols; account 0 trades mode A, account 1 mode B. */
    private static CoreSettings settings() {
        var fresh = new ZoneSettings(4_000, 20, 2_000, 200, 150);
        var breaker = new ZoneSettings(3_000, 10, 2_000, 150, 100);
        List<DeskSettings> accounts = List.of(Mode.CANDLE_CLOSE, Mode.LIMIT).stream()
                .map(mode -> new DeskSettings(
                        mode,
                        100_000 * FixedPoint.ONE_E8,
                        fresh,
                        breaker,
                        5_000,
                        false,
                        3,
                        1,
                        200,
                        8_000,
                        TimeUnit.SECONDS.toNanos(5)))
                .toList();
        List<Instrument> instruments = List.of(
                new Instrument(0, "SOLUSD", 1_000_000, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE),
                new Instrument(1, "AAVEUSD", 1_000_000, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE));
        return new CoreSettings(0, CANDLE_NANOS, GRACE_NANOS, false, instruments, accounts);
    }

    private Inputs at(long nanos) {
        core.at(++sequence, nanos);
        return core;
    }

    private List<String> said(String name) {
        return effects.take(name + " ");
    }

    private void candles(int instrumentId, List<Candle> candles) {
        for (Candle candle : candles) {
            at(candle.openTimeNanos() + CANDLE_NANOS).onCandle(instrumentId, candle, true);
        }
    }

    // ---- when a candle closes

    @Test
    void aClockClosesTheCandleTheGraceAfterItsBoundary() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);

        at(BOUNDARY_NANOS + GRACE_NANOS - 1).onClock();
        assertThat(said("candleClosed")).isEmpty();
        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();

        assertThat(said("candleClosed")).containsExactly("candleClosed 0 " + START_NANOS + " 100 100 100 100 3 true");
    }

    @Test
    void aTradeClosesTheCandleBeforeItIsTaken() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);

        at(BOUNDARY_NANOS + GRACE_NANOS).onTrade(0, BOUNDARY_NANOS + GRACE_NANOS, 200, 5);

        assertThat(said("candleClosed")).containsExactly("candleClosed 0 " + START_NANOS + " 100 100 100 100 3 true");
    }

    @Test
    void duringTheGraceATradeUnderWayStillCounts() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);
        at(BOUNDARY_NANOS + 1).onTrade(0, BOUNDARY_NANOS + 1, 200, 5);
        at(BOUNDARY_NANOS + 2).onTrade(0, BOUNDARY_NANOS - 1, 110, 7);

        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();

        assertThat(said("candleClosed")).containsExactly("candleClosed 0 " + START_NANOS + " 100 110 100 110 10 true");
    }

    @Test
    void aTradeOfAClosedCandleIsNeverApplied() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);
        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();
        effects.take();

        at(BOUNDARY_NANOS + GRACE_NANOS + 1).onTrade(0, BOUNDARY_NANOS - 1, 900, 1);
        at(BOUNDARY_NANOS + GRACE_NANOS + 2).onTrade(0, BOUNDARY_NANOS + GRACE_NANOS + 2, 120, 1);
        at(BOUNDARY_NANOS + CANDLE_NANOS + GRACE_NANOS).onClock();

        assertThat(said("candleClosed"))
                .containsExactly("candleClosed 0 " + BOUNDARY_NANOS + " 120 120 120 120 1 true");
    }

    @Test
    void oneClockClosesOneSymbolAndTheNextTheOther() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);
        at(START_NANOS + 2).onTrade(1, START_NANOS + 2, 300, 4);

        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();
        assertThat(said("candleClosed")).singleElement().asString().startsWith("candleClosed 0 ");
        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();
        assertThat(said("candleClosed")).singleElement().asString().startsWith("candleClosed 1 ");
        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();
        assertThat(said("candleClosed")).isEmpty();
    }

    @Test
    void aSymbolWithoutTradesHasNoCandle() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);

        for (int candle = 1; candle < 5; candle++) {
            at(START_NANOS + candle * CANDLE_NANOS + GRACE_NANOS).onClock();
        }

        // Of the one that has traded, flat ones.
        assertThat(said("candleClosed"))
                .hasSize(4)
                .allMatch(line -> line.startsWith("candleClosed 0 "))
                .last()
                .asString()
                .endsWith(" 100 100 100 100 0 true");
    }

    @Test
    void aTradeAfterALongSilenceClosesEveryCandleThatIsDue() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);

        at(START_NANOS + 3 * CANDLE_NANOS + GRACE_NANOS).onTrade(0, START_NANOS + 3 * CANDLE_NANOS, 200, 5);

        assertThat(said("candleClosed")).hasSize(3);
    }

    @Test
    void aCandleWhoseTradesWereMissedIsNotTrusted() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);
        at(START_NANOS + 2).onTradesMissed(0, START_NANOS, START_NANOS + 1);

        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();

        assertThat(said("candleClosed")).containsExactly("candleClosed 0 " + START_NANOS + " 100 100 100 100 3 false");
    }

    @Test
    void aTradeThatIsNotAppliedIsCountedAloud() {
        at(START_NANOS + 1).onTrade(0, START_NANOS + 1, 100, 3);
        at(BOUNDARY_NANOS + GRACE_NANOS).onClock();

        at(BOUNDARY_NANOS + GRACE_NANOS + 1).onTrade(0, START_NANOS + 5, 110, 3);

        assertThat(said("tradeIgnored")).containsExactly("tradeIgnored 0 " + (START_NANOS + 5) + " 1");
    }

    // ---- who trades

    @Test
    void tradingIsOffAtTheStart() {
        candles(0, RandomCandles.walk(1, 2_000));

        assertThat(effects.said(Submit.class)).isEmpty();
        assertThat(effects.take(TouchJudged.class))
                .isNotEmpty()
                .allMatch(touch -> touch.verdict() == Verdict.TRADING_OFF);
    }

    @Test
    void anAccountIsSwitchedOnForAllItsSymbolsAndAlone() {
        at(START_NANOS).onTradingSwitched(1, true);

        for (Candle candle : RandomCandles.walk(1, 2_000)) {
            candles(0, List.of(candle));
            candles(1, List.of(candle));
        }

        List<Submit> submitted = effects.take(Submit.class);
        assertThat(submitted).isNotEmpty().allMatch(order -> order.accountId() == 1);
        assertThat(submitted).extracting(Submit::instrumentId).contains(0, 1);
    }

    @Test
    void switchingOffCancelsWhatRestsOnEverySymbol() {
        at(START_NANOS).onTradingSwitched(1, true);
        for (Candle candle : RandomCandles.walk(1, 2_000)) {
            candles(0, List.of(candle));
            candles(1, List.of(candle));
            if (effects.take(Submit.class).stream()
                    .anyMatch(order -> order.isEntry() && order.type() == OrderType.LIMIT)) {
                break;
            }
        }

        core.onTradingSwitched(1, false);

        // The same market twice, so what rests on one rests on the other.
        assertThat(effects.take(Cancel.class))
                .isNotEmpty()
                .extracting(Cancel::instrumentId)
                .contains(0, 1);
    }

    // ---- faults

    @Test
    void timeDoesNotRunBackwards() {
        at(START_NANOS);

        assertThatThrownBy(() -> at(START_NANOS - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected time not to run backwards: " + (START_NANOS - 1) + " after " + START_NANOS
                        + " at sequence 2");
    }

    @Test
    void aReportOnAnOrderNobodyWantedIsSaidAndEndsNothing() {
        at(START_NANOS);

        core.onOrderReport(1, 0, new Filled(77, 1, 100, 0));

        // Account and symbol; how much it holds by its own book, and that nobody can tell what else.
        assertThat(said("positionDiffers")).containsExactly("positionDiffers 1 0 0 0");
    }

    @Test
    void instrumentsAreNumberedByTheirPlace() {
        var second = new Instrument(1, "AAVEUSD", 1, 1, 0, Long.MAX_VALUE);

        assertThatThrownBy(() -> new CoreSettings(0, CANDLE_NANOS, 0, true, List.of(second), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected instrument id 0");
    }
}
