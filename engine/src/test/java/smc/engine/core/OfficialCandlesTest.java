package smc.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.event.Inputs;
import smc.engine.event.MarketEvent.HistoryHeld;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderRequest.Submit;
import smc.strategy.block.DetectorListener;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryChain;
import smc.strategy.candle.HistoryMark;
import smc.strategy.candle.RandomCandles;
import smc.strategy.number.FixedPoint;
import smc.strategy.number.StateHash;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** The venue's own candles against those made of trades: design, "When a candle closes (live)". */
class OfficialCandlesTest {
    private static final long CANDLE_NANOS = RandomCandles.INTERVAL_NANOS;
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A core that makes candles of trades and hears of the venue's, and beside it one made again from a copy after every input. */
    private static final class Engine {
        private final SaidEffects effects = new SaidEffects();
        private final Inputs core = new StraightAndRemade(settings(), effects.asEffects());
        private long sequence;

        private Engine() {
            core.at(++sequence, RandomCandles.START_NANOS);
            core.onLiveStarted(1);
            core.onTradingSwitched(0, true);
        }

        private static CoreSettings settings() {
            var zone = new ZoneSettings(4_000, 20, 2_000, 200, 150);
            var account = new DeskSettings(
                    Mode.LIMIT,
                    100_000 * FixedPoint.ONE_E8,
                    zone,
                    zone,
                    5_000,
                    false,
                    3,
                    1,
                    200,
                    8_000,
                    TimeUnit.SECONDS.toNanos(5));
            var instrument = new Instrument(0, "SOLUSD", 1_000_000, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE);
            return new CoreSettings(0, CANDLE_NANOS, GRACE_NANOS, true, List.of(instrument), List.of(account));
        }

        /** Its four trades, and the clock that closes it. */
        private Engine trades(Candle candle) {
            long[] pricesE8 = {candle.openE8(), candle.lowE8(), candle.highE8(), candle.closeE8()};
            for (int i = 0; i < pricesE8.length; i++) {
                long atNanos = candle.openTimeNanos() + TimeUnit.MINUTES.toNanos(i + 1);
                core.at(++sequence, atNanos);
                core.onTrade(0, atNanos, pricesE8[i], candle.contracts() / 4);
            }
            return clock(candle);
        }

        private Engine clock(Candle candle) {
            core.at(++sequence, candle.openTimeNanos() + CANDLE_NANOS + GRACE_NANOS);
            core.onClock();
            return this;
        }

        private Engine missed(Candle candle) {
            core.onTradesMissed(0, candle.openTimeNanos(), candle.openTimeNanos() + CANDLE_NANOS);
            return this;
        }

        private Engine official(Candle candle) {
            core.onOfficialCandle(0, candle);
            return this;
        }

        private Engine history(List<Candle> candles) {
            for (Candle candle : candles) {
                core.onHistoryCandle(0, candle);
            }
            core.onHistoryEnded(0, candles.getFirst().openTimeNanos(), candles.size());
            return this;
        }

        /** Held up to a candle, told from there on. */
        private Engine historyHeld(List<Candle> candles) {
            HistoryMark held = held();
            core.onHistoryHeld(0, held);
            candles.subList((int) held.candles(), candles.size()).forEach(candle -> core.onHistoryCandle(0, candle));
            core.onHistoryEnded(0, candles.getFirst().openTimeNanos(), candles.size());
            return this;
        }

        private HistoryMark held() {
            effects.take("");
            core.onHistoryAsked();
            return effects.take(HistoryHeld.class).getFirst().held();
        }

        private Engine both(Candle candle) {
            return trades(candle).official(candle);
        }

        private List<String> said(String... names) {
            return effects.take(names);
        }
    }

    private static Candle raised(Candle candle, long byE8) {
        return new Candle(
                candle.openTimeNanos(),
                candle.openE8(),
                candle.highE8() + byE8,
                candle.lowE8(),
                candle.closeE8() + byE8,
                candle.contracts());
    }

    @Test
    void aCandleThatTheVenueConfirmsChangesNothing() {
        var engine = new Engine();
        Candle candle = RandomCandles.walk(1, 1).getFirst();
        engine.trades(candle).said("candleClosed");

        engine.official(candle).official(candle);

        assertThat(engine.said("")).isEmpty();
    }

    @Test
    void aCandleIsTrustedOnlyIfAllBeforeItWereConfirmed() {
        var engine = new Engine();
        List<Candle> candles = RandomCandles.walk(1, 3);

        engine.trades(candles.get(0))
                .trades(candles.get(1))
                .official(candles.get(0))
                .official(candles.get(1));
        engine.trades(candles.get(2));

        assertThat(engine.said("candleClosed"))
                .extracting(line -> line.endsWith(" true"))
                .containsExactly(true, false, true);
    }

    @Test
    void anOfficialCandleBeforeOursIsClosedWaitsForIt() {
        var engine = new Engine();
        List<Candle> candles = RandomCandles.walk(1, 2);

        engine.official(candles.get(0)).trades(candles.get(0)).trades(candles.get(1));

        assertThat(engine.said("candleClosed")).hasSize(2).allMatch(line -> line.endsWith(" true"));
    }

    @Test
    void anOfficialCandleIsTakenOnlyAfterThoseBeforeIt() {
        var engine = new Engine();
        List<Candle> candles = RandomCandles.walk(1, 4);
        engine.trades(candles.get(0)).trades(candles.get(1));

        engine.official(candles.get(1)).trades(candles.get(2));
        engine.official(candles.get(0))
                .official(candles.get(1))
                .official(candles.get(2))
                .trades(candles.get(3));

        assertThat(engine.said("candleClosed"))
                .extracting(line -> line.endsWith(" true"))
                .containsExactly(true, false, false, true);
    }

    /** The venue leaves out an interval that ours has a candle of: trading must not wait for it for ever. */
    @Test
    void oneThatIsToldTwiceSaysThatTheVenueHasNoneBeforeIt() {
        var engine = new Engine();
        List<Candle> candles = RandomCandles.walk(1, 4);
        engine.trades(candles.get(0)).trades(candles.get(1));

        engine.official(candles.get(1)).trades(candles.get(2));
        engine.official(candles.get(1)).official(candles.get(1)).official(candles.get(2));
        engine.trades(candles.get(3));

        assertThat(engine.said("candleClosed"))
                .extracting(line -> line.endsWith(" true"))
                .containsExactly(true, false, false, true);
        assertThat(engine.said("candleCorrected")).isEmpty();
    }

    /** Afterwards the blocks are those of an engine that had seen the right candle in the first place. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aCorrectedCandleLeavesTheBlocksOfTheRightOne(long seed) {
        List<Candle> candles = RandomCandles.walk(seed, 1_200);
        var right = new Engine();
        var corrected = new Engine();
        int wrongAt = 600;
        for (int i = 0; i < candles.size(); i++) {
            Candle candle = candles.get(i);
            right.both(candle);
            boolean isWrong = i >= wrongAt && i % 50 == 0;
            corrected.trades(isWrong ? raised(candle, candle.highE8() / 20) : candle);
            if (i % 50 == 3) {
                // The answers come late and together: the wrong one, and those closed since.
                candles.subList(i - 3, i + 1).forEach(corrected::official);
            } else if (i % 50 > 3) {
                corrected.official(candle);
            }
            if (i % 50 >= 3) {
                assertThat(liveBlocks(corrected.effects.lines()))
                        .as("seed %d candle %d", seed, i)
                        .isEqualTo(liveBlocks(right.effects.lines()));
            }
        }
        assertThat(corrected.said("candleCorrected")).hasSizeGreaterThan(10);
    }

    /** Folded from the effects: side, state and origin of every block alive, as a reader of the journal would. */
    private static List<String> liveBlocks(List<String> said) {
        var alive = new ArrayList<String>();
        for (String line : said) {
            String[] word = line.split(" ", -1);
            switch (word[0]) {
                case "blockBorn" -> alive.add(word[3] + " FRESH " + word[4]);
                case "blockBroken" -> {
                    alive.remove(word[3] + " FRESH " + word[4]);
                    alive.add(word[3] + " BREAKER " + word[4]);
                }
                case "blockDead" -> alive.remove(word[3] + " BREAKER " + word[4]);
                case "blockWithdrawn" -> alive.remove(word[2] + " " + word[3] + " " + word[4]);
                case "blockFound" -> alive.add(word[2] + " " + word[3] + " " + word[4]);
                default -> {
                    // Not about blocks.
                }
            }
        }
        return alive.stream().sorted().toList();
    }

    @Test
    void aCandleWhoseTradesWereAllMissedIsTakenLateAndNotTradedOn() {
        List<Candle> candles = RandomCandles.walk(3, 1_000);
        var engine = new Engine();
        candles.forEach(engine::both);
        Candle last = candles.getLast();
        var missed = new Candle(
                last.openTimeNanos() + CANDLE_NANOS,
                last.closeE8(),
                last.closeE8() * 2,
                last.closeE8() / 2,
                last.closeE8(),
                1);
        engine.said("");

        engine.missed(missed).clock(missed);
        assertThat(engine.said("candleClosed")).isEmpty();
        engine.official(missed);

        assertThat(engine.said("candleCorrected", "candleClosed", "touchJudged"))
                .hasSizeGreaterThan(3)
                .anyMatch(line -> line.startsWith("candleClosed") && line.endsWith(" false"))
                .noneMatch(line -> line.contains(" TRADE "));
        engine.trades(new Candle(
                missed.openTimeNanos() + CANDLE_NANOS,
                last.closeE8(),
                last.closeE8(),
                last.closeE8(),
                last.closeE8(),
                4));
        assertThat(engine.said("candleClosed")).singleElement().asString().endsWith(" true");
    }

    @Test
    void anEngineThatReadTheHistoryStandsWhereOneStandsThatWasThere() {
        List<Candle> candles = RandomCandles.walk(7, 1_001);
        List<Candle> past = candles.subList(0, 1_000);
        var wasThere = new Engine();
        past.forEach(wasThere::both);

        var engine = new Engine().history(past);

        assertThat(liveBlocks(engine.effects.lines())).isNotEmpty().isEqualTo(liveBlocks(wasThere.effects.lines()));
        assertThat(engine.effects.said(Submit.class)).isEmpty();
        assertThat(engine.effects.take(TouchJudged.class)).noneMatch(touch -> touch.verdict() == Verdict.TRADE);
        assertThat(engine.trades(candles.getLast()).said("candleClosed"))
                .singleElement()
                .asString()
                .endsWith(" true");
    }

    @Test
    void historyReadAgainClosesWhatWasMissedOnceAndMendsWhatWasTakenWrong() {
        List<Candle> candles = RandomCandles.walk(8, 1_000);
        var right = new Engine();
        candles.forEach(right::both);
        var engine = new Engine();
        candles.subList(0, 599).forEach(engine::both);
        Candle wrong = raised(candles.get(599), candles.get(599).highE8());
        engine.trades(wrong); // and stopped before the venue's own came

        engine.history(candles);

        assertThat(liveBlocks(engine.effects.lines())).isEqualTo(liveBlocks(right.effects.lines()));
        assertThat(engine.said("candleClosed")).hasSize(1_000);
        assertThat(engine.history(candles).said("")).isEmpty();
    }

    // ---- the history held

    private static HistoryMark markOf(List<Candle> candles) {
        var chain = new HistoryChain();
        candles.forEach(chain::add);
        return chain.mark();
    }

    private static final DetectorListener NOBODY = new DetectorListener() {
        @Override
        public void structureBroken(Break kind, Side direction, long levelE8) {}

        @Override
        public void levelSwept(Side side, long levelE8) {}

        @Override
        public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {}

        @Override
        public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {}

        @Override
        public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {}
    };

    @Test
    void theHistoryHeldIsThatOfTheConfirmedCandlesAndOfADetectorThatTookThem() {
        List<Candle> candles = RandomCandles.walk(4, 402);
        var engine = new Engine().history(candles.subList(0, 300));
        candles.subList(300, 400).forEach(engine::both);
        engine.trades(candles.get(400)); // not confirmed yet
        engine.said("");

        engine.core.onHistoryAsked();

        HistoryHeld held = engine.effects.take(HistoryHeld.class).getFirst();
        assertThat(held.held()).isEqualTo(markOf(candles.subList(0, 400)));
        var hash = new StateHash();
        var detector = new OrderBlockDetector(NOBODY);
        candles.subList(0, 400)
                .forEach(candle -> detector.onCandle(
                        candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8()));
        detector.hashTo(hash);
        assertThat(held.stateHash()).isEqualTo(hash.take());
        assertThat(held).isEqualTo(FreshHistory.of(0, candles.subList(0, 400)));
    }

    @Test
    void anEngineThatHoldsNothingSaysSoAndOneThatAwaitsNoOfficialCandlesSaysNothing() {
        var engine = new Engine();
        var effects = new SaidEffects();
        var backtest = new TradingCore(Engine.settings(), effects.asEffects());

        backtest.onHistoryAsked();

        assertThat(engine.held()).isEqualTo(new HistoryMark(0, 0, 0, 0, 0, 0, 0));
        assertThat(effects.lines()).isEmpty();
        assertThatThrownBy(() -> backtest.onHistoryHeld(0, new HistoryMark(0, 0, 0, 0, 0, 0, 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    /** With candles awaited, one of them wrong, and some missed: everything that is said later is the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anEngineThatIsToldOnlyWhatIsNewStandsAsOneThatIsToldAllOfTheHistory(long seed) {
        List<Candle> candles = RandomCandles.walk(seed, 1_000);
        var told = new Engine();
        var held = new Engine();
        for (Engine engine : List.of(told, held)) {
            engine.history(candles.subList(0, 400));
            candles.subList(400, 600).forEach(engine::both);
            engine.trades(raised(candles.get(600), candles.get(600).highE8() / 20));
            engine.trades(candles.get(601));
            engine.core.onEngineStarted(2, 0, 0, 0);
            engine.core.onLiveStarted(1);
            engine.said("");
        }

        told.history(candles.subList(0, 640));
        List<String> saidToAll = told.said("");
        held.historyHeld(candles.subList(0, 640));

        assertThat(saidToAll).anyMatch(line -> line.startsWith("candleClosed"));
        assertThat(held.said("")).isEqualTo(saidToAll);
        assertThat(held.held()).isEqualTo(told.held()).isEqualTo(markOf(candles.subList(0, 640)));
        for (Engine engine : List.of(told, held)) {
            candles.subList(640, 1_000).forEach(engine::both);
        }
        assertThat(told.effects.lines()).anyMatch(line -> line.startsWith("stateHashed"));
        assertThat(held.effects.lines()).isEqualTo(told.effects.lines());
    }

    @Test
    void aHistoryThatIsNotTheOneHeldIsAFault() {
        List<Candle> candles = RandomCandles.walk(6, 301);
        var engine = new Engine().history(candles.subList(0, 300));
        HistoryMark other = markOf(candles);

        assertThatThrownBy(() -> engine.core.onHistoryHeld(0, other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected the history held of instrument 0")
                .hasMessageContaining("candles=300")
                .hasMessageContaining("candles=301");
    }

    /** Of a start that was killed: it does not count, as the candles that one had told do not. */
    @Test
    void whatAStartHadSaidToBeHeldIsVoidAtTheNext() {
        List<Candle> candles = RandomCandles.walk(9, 600);
        var engine = new Engine().history(candles);
        Candle wrong = raised(candles.get(500), candles.get(500).highE8());
        List<Candle> other = new ArrayList<>(candles);
        other.set(500, wrong);
        engine.core.onHistoryHeld(0, engine.held());

        engine.core.onEngineStarted(2, 0, 0, 0);
        engine.core.onLiveStarted(1);
        engine.history(other);

        assertThat(engine.held()).isEqualTo(markOf(other));
    }

    @Test
    void anotherPositionAtTheVenueIsSaid() {
        var engine = new Engine();

        engine.core.onPositionRead(0, 0, 0, 0);
        assertThat(engine.said("")).isEmpty();
        engine.core.onPositionRead(0, 0, -3, 15_000_000_000L);

        assertThat(engine.said("")).containsExactly("positionDiffers 0 0 0 -3");
    }
}
