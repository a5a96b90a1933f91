package smc.engine.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import smc.engine.loopback.CandlesOfTheFeed.Closed;
import smc.engine.loopback.CandlesOfTheFeed.Gap;
import smc.engine.loopback.CandlesOfTheFeed.Told;
import smc.exchange.host.EmbeddedExchange;
import smc.feed.decode.Symbols;
import smc.feed.history.CandleClient;
import smc.feed.history.Resolution;
import smc.feed.netty.MarketClient;
import smc.feed.session.SessionSettings;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.strategy.candle.Candle;

/**
 * Candles built from the feed are the exchange's own, and where the connection was lost nobody takes a candle for whole that is not.
 * {@code -Dsmc.days=30} for longer than CI has time for, {@code -Dsmc.seed=N} for another market.
 */
class FeedCandlesTest {
    private static final int DAYS = Integer.getInteger("smc.days", 1);
    private static final long SEED = Long.getLong("smc.seed", 6);
    private static final int DISCONNECTS_A_DAY = 20;

    /** The market goes on for so many trades at most before it waits for the client to be back. */
    private static final int AWAY_TRADES_MAX = 400;

    private static final long QUARTER_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long START_NANOS = SyntheticMarket.ORIGIN_NANOS + TimeUnit.DAYS.toNanos(2_000);
    private static final long END_NANOS = START_NANOS + TimeUnit.DAYS.toNanos(DAYS);
    private static final Duration BOUND = Duration.ofSeconds(30);
    /** Away for longer than the exchange needs for the trades that it tells a new connection: most holes are real. */
    private static final SessionSettings QUICK =
            new SessionSettings(10_000, 35_000, 10_000, 100, 200, 300_000, 60_000, 60_000);

    private final SyntheticMarket market = new SyntheticMarket(Preset.CALM, SEED);

    /** The last minutes let the last candle close and settle. */
    private final MadeFeed feed = new MadeFeed(
            market,
            Loopback.SYMBOLS,
            START_NANOS - TimeUnit.HOURS.toNanos(1),
            START_NANOS,
            END_NANOS + TimeUnit.MINUTES.toNanos(5));

    private MarketClient client;

    @Test
    void candlesOfTheFeedAreTheExchangesOwnWithManyDisconnectsInside() throws Exception {
        try (var exchange =
                        EmbeddedExchange.start(Loopback.inLockStep(2), Loopback.INSTRUMENTS, Loopback.ACCOUNTS, feed);
                var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
                var http = HttpClient.newHttpClient();
                var rest = new CandleClient(exchange.restUri(), BOUND, Thread::sleep)) {
            CandlesOfTheFeed candles = play(exchange, group.next(), http);
            List<Map<Long, Candle>> own = new ArrayList<>();
            for (String symbol : Loopback.SYMBOLS) {
                own.add(closedCandles(rest, symbol));
            }

            assertThat(candles.disconnections).hasValue(DAYS * DISCONNECTS_A_DAY);
            List<MadeFeed.Trade> missed = missed(candles.trades);
            assertThat(missed).as("trades missed, seed %d", SEED).hasSizeGreaterThan(DISCONNECTS_A_DAY);
            assertThat(missed)
                    .as("each missed trade lies in a gap that was told, seed %d", SEED)
                    .allMatch(trade -> candles.gaps.stream().anyMatch(gap -> gap.holds(trade)));
            for (int i = 0; i < own.size(); i++) {
                requireSame(i, candles, own.get(i));
            }
        }
    }

    private void requireSame(int symbolIndex, CandlesOfTheFeed candles, Map<Long, Candle> own) {
        int whole = 0;
        for (long openNanos = START_NANOS; openNanos < END_NANOS; openNanos += QUARTER_NANOS) {
            String place = "%s at %d, seed %d".formatted(Loopback.SYMBOLS.get(symbolIndex), openNanos, SEED);
            Closed built = candles.closed.get(symbolIndex).get(openNanos);
            if (isTouched(candles.gaps, symbolIndex, openNanos)) {
                assertThat(built == null || !built.isComplete())
                        .as("incomplete or left out: %s", place)
                        .isTrue();
                continue;
            }
            assertThat(built).as(place).isEqualTo(new Closed(own.get(openNanos), true));
            whole++;
        }
        assertThat(whole).as("whole candles of %d, seed %d", DAYS * 96, SEED).isBetween(DAYS * 96 / 2, DAYS * 96 - 5);
    }

    private static boolean isTouched(List<Gap> gaps, int symbolIndex, long openNanos) {
        return gaps.stream().anyMatch(gap -> gap.touches(symbolIndex, openNanos, QUARTER_NANOS));
    }

    /** Lets the whole market pass, dropping the client's connection at seeded places. */
    private CandlesOfTheFeed play(EmbeddedExchange exchange, EventLoop loop, HttpClient http) throws Exception {
        List<Long> lastClosesE8 =
                Loopback.SYMBOLS.stream().map(this::closeBeforeE8).toList();
        var candles = new CandlesOfTheFeed(
                QUARTER_NANOS, GRACE_NANOS, START_NANOS, lastClosesE8, (place, wake) -> client.ack(place, wake));
        client = new MarketClient(
                loop,
                exchange.publicSocketUri(),
                new Symbols(Loopback.SYMBOLS),
                QUICK,
                START_NANOS - 1,
                SEED,
                candles,
                candles);
        client.start();
        await(() -> candles.place == 0);

        var random = new Random(SEED);
        int strides = DAYS * DISCONNECTS_A_DAY;
        int stride = feed.trades().size() / strides;
        var drops = new TreeSet<Long>();
        for (int i = 0; i < strides; i++) {
            drops.add((long) i * stride + random.nextInt(stride - AWAY_TRADES_MAX - 1));
        }
        try (var conductor = new Conductor(http, exchange.publicSocketUri())) {
            int connections = 1;
            long backBefore = Long.MAX_VALUE;
            for (long place = 0; place < feed.trades().size(); place++) {
                conductor.awaitStep(place);
                if (drops.contains(place)) {
                    drop(http, exchange.restUri());
                    connections++;
                    backBefore = place + 1 + random.nextInt(AWAY_TRADES_MAX);
                }
                if (place == backBefore) {
                    int expected = connections;
                    await(() -> candles.connections.get() == expected);
                    backBefore = Long.MAX_VALUE;
                }
                conductor.acknowledge(place);
            }
            conductor.awaitStep(feed.trades().size());
            await(() -> candles.place == feed.trades().size());
        }
        client.stop();
        var _ = loop.submit(() -> {}).sync();
        return candles;
    }

    private static void drop(HttpClient http, URI rest) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rest.resolve("/sim/faults"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"drop\",\"target\":\"public\"}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private long closeBeforeE8(String symbol) {
        return market.candles(
                        SyntheticInstrument.named(symbol), QUARTER_NANOS, START_NANOS - QUARTER_NANOS, START_NANOS)
                .candles()
                .getLast()
                .closeE8();
    }

    private static Map<Long, Candle> closedCandles(CandleClient rest, String symbol) {
        var candles = new HashMap<Long, Candle>();
        long dayNanos = TimeUnit.DAYS.toNanos(1);
        for (long fromNanos = START_NANOS; fromNanos < END_NANOS; fromNanos += dayNanos) {
            rest.closedCandles(symbol, Resolution.FIFTEEN_MINUTES, fromNanos, fromNanos + dayNanos, Long.MAX_VALUE)
                    .join()
                    .forEach(candle -> candles.put(candle.openTimeNanos(), candle));
        }
        return candles;
    }

    /**
     * What the exchange delivered and the feed did not tell; each trade told must be the exchange's next of its symbol. Over symbols the order is
     * another where a new connection begins with the latest trades of one, then of the next.
     */
    private List<MadeFeed.Trade> missed(List<Told> told) {
        var missed = new ArrayList<MadeFeed.Trade>();
        int found = 0;
        for (int symbolIndex = 0; symbolIndex < Loopback.SYMBOLS.size(); symbolIndex++) {
            int symbol = symbolIndex;
            Iterator<Told> next =
                    told.stream().filter(each -> each.symbolIndex() == symbol).iterator();
            Told awaited = next.hasNext() ? next.next() : null;
            for (MadeFeed.Trade trade : feed.trades()) {
                if (trade.symbolIndex() != symbol) {
                    continue;
                }
                var delivered = new Told(symbol, trade.streamNanos(), trade.priceE8(), trade.contracts());
                if (delivered.equals(awaited)) {
                    found++;
                    awaited = next.hasNext() ? next.next() : null;
                } else {
                    missed.add(trade);
                }
            }
        }
        assertThat(found)
                .as("trades told that are the exchange's, seed %d", SEED)
                .isEqualTo(told.size());
        return missed;
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("what was waited for did not come").isLessThan(deadlineNanos);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }
}
