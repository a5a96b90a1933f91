package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.live.LiveStatus;
import smc.engine.outcome.RunRecord;
import smc.engine.replay.Replay;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineView;
import smc.execution.desk.Mode;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.blocks.RecordedBlocks;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.run.MissedTradesJournal.Closed;
import smc.ops.run.MissedTradesJournal.Hole;
import smc.ops.run.MissedTradesJournal.Touch;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * The whole engine over sockets, at an exchange that drops the stream within a candle, over a boundary, and for several candles. A client of its
 * own beside the engine's holds the market while the engine comes back, so that as much is missed as the seed says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissedTradesTest {
    private static final long SEED = Long.getLong("smc.missed.seed", 1);
    private static final String RERUN = "-Dsmc.missed.seed=" + SEED;

    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int HISTORY_DAYS = 20;
    private static final int HOURS = 5;

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final CoreSettings core = CoreSettings.of(configuration, MadeFeed.SYMBOLS, EnumSet.allOf(Mode.class), 0);
    private final MadeFeed feed = new MadeFeed(1, MIDNIGHT_NANOS, HISTORY_DAYS, TimeUnit.HOURS.toNanos(HOURS));
    private final List<Drop> drops = drops();
    private MissedTradesJournal journal;

    @TempDir
    private static Path data;

    /** The stream is lost after the first trade from one time on, and back after the first from the other on. */
    private record Drop(long fromNanos, long toNanos) {}

    private List<Drop> drops() {
        var random = new Random(SEED);
        long withinNanos = MIDNIGHT_NANOS + random.nextInt(2, 4) * CANDLE_NANOS + random.nextInt(1, 6) * MINUTE_NANOS;
        long overNanos =
                MIDNIGHT_NANOS + random.nextInt(6, 8) * CANDLE_NANOS - random.nextInt(1, 60) * MINUTE_NANOS / 60;
        long longNanos = MIDNIGHT_NANOS + random.nextInt(9, 11) * CANDLE_NANOS + random.nextInt(1, 14) * MINUTE_NANOS;
        return List.of(
                new Drop(withinNanos, withinNanos + random.nextInt(1, 8) * MINUTE_NANOS),
                new Drop(overNanos, overNanos + random.nextInt(60, 180) * MINUTE_NANOS / 60),
                new Drop(longNanos, longNanos + random.nextInt(30, 75) * MINUTE_NANOS));
    }

    @BeforeAll
    void runAndRead() throws Exception {
        run();
        journal = MissedTradesJournal.read(data, core, CANDLE_NANOS);
    }

    @Test
    void everyMissedTradeLiesInAHoleThatTheJournalHas() {
        for (int i = 0; i < MadeFeed.SYMBOLS.size(); i++) {
            List<Hole> holes = journal.holes(i);
            List<Long> missed = missed(i);

            assertThat(holes).as(RERUN).hasSize(1 + drops.size()); // the first before the stream was joined
            assertThat(holes).as(RERUN).allMatch(hole -> hole.fromNanos() == hole.knownNanos());
            assertThat(missed)
                    .as(RERUN)
                    .hasSizeGreaterThan(drops.size())
                    .allMatch(trade ->
                            holes.stream().anyMatch(hole -> hole.fromNanos() <= trade && trade < hole.toNanos()));
            for (Drop drop : drops) {
                assertThat(missed).as(RERUN).anyMatch(trade -> drop.fromNanos <= trade && trade < drop.toNanos);
            }
        }
    }

    @Test
    void aCandleIsTrustedExactlyIfItLiesInNoHoleAndTheOnesBeforeItAreConfirmed() {
        for (int i = 0; i < MadeFeed.SYMBOLS.size(); i++) {
            List<Closed> closed = journal.closed(i);

            assertThat(closed).as(RERUN).hasSizeGreaterThan(HOURS * 4 - 3);
            assertThat(closed)
                    .as(RERUN)
                    .allMatch(candle -> candle.isTrusted() == (candle.isWhole() && candle.isNext()));
            assertThat(closed).as(RERUN).filteredOn(Closed::isTrusted).hasSizeGreaterThan(HOURS);
            for (long trade : missed(i)) {
                long openNanos = trade - Math.floorMod(trade, CANDLE_NANOS);
                assertThat(closed)
                        .as(RERUN)
                        .filteredOn(candle -> candle.openNanos() == openNanos)
                        .hasSize(1)
                        .noneMatch(Closed::isTrusted);
            }
        }
    }

    @Test
    void theTouchesOfAnUntrustedCandleAndOnlyTheyHaveItsVerdict() {
        List<Touch> touches = journal.touches(MIDNIGHT_NANOS);

        assertThat(touches)
                .as(RERUN)
                .anyMatch(Touch::isNotTrusted)
                .anyMatch(touch -> touch.verdict().equals("TRADE"));
        assertThat(touches)
                .as(RERUN)
                .allMatch(touch ->
                        // What a cancel came too late for is a trade all the same.
                        touch.isNotTrusted() == touch.isBarred()
                                || touch.verdict().equals("TRADE"));
        assertThat(journal.entriesOnUntrustedCandles()).as(RERUN).isZero();
    }

    @Test
    void onceTheVenueHasConfirmedACandleTheBlocksAreThoseOfAnUndisturbedRun() {
        for (int i = 0; i < MadeFeed.SYMBOLS.size(); i++) {
            Map<Long, Set<Block>> confirmed = journal.confirmedBlocks(i);
            Map<Long, Set<Block>> undisturbed = undisturbedBlocks(i);

            assertThat(confirmed).as(RERUN).hasSizeGreaterThan(HOURS * 3);
            confirmed.forEach((candleNanos, blocks) -> assertThat(blocks)
                    .as("at %s, %s", Instant.ofEpochSecond(0, candleNanos), RERUN)
                    .isNotEmpty()
                    .isEqualTo(undisturbed.get(candleNanos)));
        }
    }

    /** Corrections are no candle's events, and yet in what is read off the journal. */
    @Test
    void theBlocksOfTheResultsAreThoseTheEngineHas() throws Exception {
        var view = new EngineView(core);
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll(view) > 0) {
                // folded frame by frame
            }
        }
        TestExchange.describeMarket(data);
        RunRecord results = JournalResult.of(data, "test", Moment.END).result().record();

        for (int i = 0; i < MadeFeed.SYMBOLS.size(); i++) {
            var alive = new HashSet<Block>();
            results.blockEvents(i).forEach(event -> fold(event, alive));
            assertThat(alive)
                    .as(RERUN)
                    .isNotEmpty()
                    .isEqualTo(Set.copyOf(view.image().markets().get(i).blocks()));
        }
    }

    @Test
    void theJournalReplaysToTheSameBytes() {
        var replay = new Replay(effects -> new TradingCore(core, effects));

        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(reader, _ -> {})).as(RERUN).isEmpty();
        }
    }

    // ---- what should have been

    /** Times of the trades that the journal has not, up to the last candle that closed. */
    private List<Long> missed(int instrumentId) {
        long endNanos = journal.closed(instrumentId).getLast().openNanos() + CANDLE_NANOS;
        List<Long> known = journal.trades(instrumentId);
        var missed = new ArrayList<Long>();
        int next = 0;
        for (MadeFeed.Trade trade : feed.trades) {
            if (trade.instrumentId() != instrumentId || trade.timeNanos() >= endNanos) {
                continue;
            }
            if (next < known.size() && known.get(next) == trade.timeNanos()) {
                next++;
            } else {
                missed.add(trade.timeNanos());
            }
        }
        return missed;
    }

    private Map<Long, Set<Block>> undisturbedBlocks(int instrumentId) {
        CandleSeries series = CandleSeries.of(CANDLE_NANOS, venueCandles(instrumentId));
        Map<Long, List<BlockEvent>> events =
                RecordedBlocks.of(series).events().stream().collect(Collectors.groupingBy(BlockEvent::timeNanos));
        var alive = new HashSet<Block>();
        var blocks = new HashMap<Long, Set<Block>>();
        for (Candle candle : series.candles()) {
            for (BlockEvent event : events.getOrDefault(candle.openTimeNanos(), List.of())) {
                fold(event, alive);
            }
            blocks.put(candle.openTimeNanos(), Set.copyOf(alive));
        }
        return blocks;
    }

    private static void fold(BlockEvent event, Set<Block> alive) {
        switch (event.kind()) {
            case OB_CREATED -> alive.add(block(event, BlockState.FRESH));
            case OB_BREAKER -> {
                alive.remove(block(event, BlockState.FRESH));
                alive.add(block(event, BlockState.BREAKER));
            }
            case OB_INVALIDATED -> {
                alive.remove(block(event, BlockState.FRESH));
                alive.remove(block(event, BlockState.BREAKER));
            }
            case BOS, CHOCH, SWEEP -> {
                // Of no block.
            }
        }
    }

    private static Block block(BlockEvent event, BlockState state) {
        return new Block(event.side(), state, event.originNanos(), event.topE8(), event.bottomE8());
    }

    /** The history, then what all trades make. */
    private List<Candle> venueCandles(int instrumentId) {
        List<Candle> rows = feed.history(MadeFeed.SYMBOLS.get(instrumentId)).stream()
                .map(row -> new Candle(
                        row.openTimeNanos(), row.openE8(), row.highE8(), row.lowE8(), row.closeE8(), row.contracts()))
                .toList();
        var candles = new ArrayList<>(
                CandleSeries.of(MINUTE_NANOS, rows).aggregate(CANDLE_NANOS).candles());
        for (MadeFeed.Trade trade : feed.trades) {
            if (trade.instrumentId() == instrumentId) {
                addTrade(candles, trade);
            }
        }
        return candles;
    }

    private static void addTrade(List<Candle> candles, MadeFeed.Trade trade) {
        long openNanos = trade.timeNanos() - Math.floorMod(trade.timeNanos(), CANDLE_NANOS);
        long priceE8 = trade.priceE8();
        Candle last = candles.getLast();
        if (last.openTimeNanos() < openNanos) {
            candles.add(new Candle(openNanos, priceE8, priceE8, priceE8, priceE8, trade.contracts()));
        } else {
            candles.removeLast();
            candles.add(new Candle(
                    openNanos,
                    last.openE8(),
                    Math.max(last.highE8(), priceE8),
                    Math.min(last.lowE8(), priceE8),
                    priceE8,
                    last.contracts() + trade.contracts()));
        }
    }

    // ---- the run

    private void run() throws Exception {
        try (var exchange = TestExchange.withoutLatestTrades(configuration, feed, 2);
                var gate = new MarketGate(exchange.exchange(), feed, RERUN)) {
            try (var engine = exchange.startEngine(data, false, RingSettings.Idle.SLEEPING)) {
                for (int i = 0; i < drops.size(); i++) {
                    gate.goOnUntil(drops.get(i).fromNanos);
                    gate.dropTheStream();
                    gate.goOnUntil(drops.get(i).toNanos);
                    awaitReconnected(engine, i + 1);
                }
                gate.goOnUntil(feed.trades.getLast().timeNanos());
                engine.stopTrading(Duration.ofSeconds(3));
            }
            exchange.assertNoAlarm(RERUN);
        }
    }

    private static void awaitReconnected(RunningEngine engine, int times) throws InterruptedException {
        LiveStatus status = engine.status();
        while (status.disconnects() < times || !status.isConnected()) {
            TimeUnit.MILLISECONDS.sleep(10); // asks again now and then: how long it takes is no rule
            status = engine.status();
        }
    }
}
