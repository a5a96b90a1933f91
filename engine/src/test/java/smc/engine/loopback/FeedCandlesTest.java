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
import smc.exchange.ExchangeSettings;
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
    private static final SessionSettings QUICK =
            new SessionSettings(10_000, 35_000, 10_000, 10, 20, 300_000, 60_000, 60_000);

    private final SyntheticMarket market = new SyntheticMarket(Preset.CALM, SEED);

    /** The last minutes let the last candle close and settle. */
    private final MadeFeed feed = new MadeFeed(
            market,
            Loopback.SYMBOLS,
            START_NANOS - TimeUnit.HOURS.toNanos(1),
            START_NANOS,
            END_NANOS + TimeUnit.MINUTES.toNanos(5));

    private MarketClient client;

    /** A new connection hears only what comes: each disconnection is a hole. */
    @Test
    void candlesOfTheFeedAreTheExchangesOwnWithManyDisconnectsInside() throws Exception {
        Played played = playAt(Loopback.inLockStep(2).withoutLatestTrades());

        List<MadeFeed.Trade> missed = missed(feed.trades(), played.feed.trades);
        assertThat(missed).as("trades missed, seed %d", SEED).hasSizeGreaterThan(DISCONNECTS_A_DAY);
        requireTold(missed, played);
        for (int i = 0; i < Loopback.SYMBOLS.size(); i++) {
            assertThat(wholeAndSame(i, played))
                    .as("whole candles of %d, seed %d", DAYS * 96, SEED)
                    .isBetween(DAYS * 96 / 2, DAYS * 96 - 5);
        }
    }

    /** It is told the latest trades, of one symbol after the other: none a second time, and fewer holes are left. */
    @Test
    void theLatestTradesOfANewConnectionFillWhatTheyReach() throws Exception {
        Played played = playAt(Loopback.inLockStep(2));

        for (int i = 0; i < Loopback.SYMBOLS.size(); i++) {
            int symbolIndex = i;
            List<MadeFeed.Trade> delivered = feed.trades().stream()
                    .filter(trade -> trade.symbolIndex() == symbolIndex)
                    .toList();
            List<Told> told = played.feed.trades.stream()
                    .filter(trade -> trade.symbolIndex() == symbolIndex)
                    .toList();
            requireTold(missed(delivered, told), played);
            assertThat(wholeAndSame(i, played))
                    .as("whole candles of %d, seed %d", DAYS * 96, SEED)
                    .isGreaterThanOrEqualTo(DAYS * 96 / 2);
        }
        // Without them: one of each symbol before the first connection, and at each disconnection.
        assertThat(played.feed.gaps)
                .as("gaps told, seed %d", SEED)
                .hasSizeLessThan(Loopback.SYMBOLS.size() * (1 + DAYS * DISCONNECTS_A_DAY));
    }

    /** What the feed told, and the exchange's own candles by symbol. */
    private record Played(CandlesOfTheFeed feed, List<Map<Long, Candle>> own) {}

    private Played playAt(ExchangeSettings settings) throws Exception {
        try (var exchange = EmbeddedExchange.start(settings, Loopback.INSTRUMENTS, Loopback.ACCOUNTS, feed);
                var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
                var http = HttpClient.newHttpClient();
                var rest = new CandleClient(exchange.restUri(), BOUND, Thread::sleep)) {
            CandlesOfTheFeed candles = play(exchange, group.next(), http);
            List<Map<Long, Candle>> own = new ArrayList<>();
            for (String symbol : Loopback.SYMBOLS) {
                own.add(closedCandles(rest, symbol));
            }
            assertThat(candles.disconnections).hasValue(DAYS * DISCONNECTS_A_DAY);
            return new Played(candles, own);
        }
    }

    private static void requireTold(List<MadeFeed.Trade> missed, Played played) {
        assertThat(missed)
                .as("each missed trade lies in a gap that was told, seed %d", SEED)
                .allMatch(trade -> played.feed.gaps.stream().anyMatch(gap -> gap.holds(trade)));
    }

    /** How many candles are whole; each is the exchange's own, and no other is taken for whole. */
    private static int wholeAndSame(int symbolIndex, Played played) {
        CandlesOfTheFeed candles = played.feed;
        Map<Long, Candle> own = played.own.get(symbolIndex);
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
        return whole;
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

    /** What was delivered and the feed did not tell; each trade told must be the next delivered. */
    private static List<MadeFeed.Trade> missed(List<MadeFeed.Trade> delivered, List<Told> told) {
        var missed = new ArrayList<MadeFeed.Trade>();
        int at = 0;
        for (MadeFeed.Trade trade : delivered) {
            var expected = new Told(trade.symbolIndex(), trade.streamNanos(), trade.priceE8(), trade.contracts());
            if (at < told.size() && told.get(at).equals(expected)) {
                at++;
            } else {
                missed.add(trade);
            }
        }
        assertThat(at).as("trades told that are the exchange's, seed %d", SEED).isEqualTo(told.size());
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
