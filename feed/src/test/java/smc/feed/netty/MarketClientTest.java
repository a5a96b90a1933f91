package smc.feed.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.feed.decode.FrameDecoder;
import smc.feed.decode.Outcome;
import smc.feed.decode.Symbols;
import smc.feed.session.MarketSession;
import smc.feed.session.RecordedMarket;
import smc.feed.session.SessionSettings;

/** Against a scripted stream on loopback. Each wait ends when what is waited for has come; its bound only ends a broken test. */
class MarketClientTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final SessionSettings QUICK =
            new SessionSettings(10_000, 35_000, 10_000, 10, 20, 300_000, 60_000, 100);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RecordedMarket market = new RecordedMarket();
    private ScriptedStream stream;
    private MarketClient client;

    @BeforeEach
    void connect() throws Exception {
        stream = new ScriptedStream(group);
        client = new MarketClient(
                group.next(),
                stream.uri(),
                new Symbols(List.of("SOLUSD")),
                QUICK,
                MarketSession.NOTHING_KNOWN,
                6,
                market);
        client.start();
    }

    @AfterEach
    void close() throws Exception {
        client.stop();
        stream.close();
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void tradesComeThroughFromTheSocket() {
        await(() -> told("connected"));
        stream.send(trade(150));

        await(() -> told("trade 0 1775800366000150000 14825000000 1"));
        assertThat(stream.received.poll()).isEqualTo("{\"type\":\"enable_heartbeat\"}");
    }

    @Test
    void aClosedConnectionIsOpenedAgainAndItsHoleTold() {
        await(() -> told("connected"));
        stream.send(trade(150));
        await(() -> told("trade 0 1775800366000150000 14825000000 1"));
        stream.closeWith(1001, "maintenance");
        await(() -> told("disconnected: closed by the venue: 1001 maintenance"));
        await(() -> market.told.lastIndexOf("connected") > market.told.indexOf("connected"));

        stream.send(trade(170));

        await(() -> told("gap 0 1775800366000150000 1775800366000170001"));
    }

    @Test
    void aFrameThatIsTooLongIsCountedAndTheConnectionOpenedAgain() {
        await(() -> told("connected"));
        stream.send("a".repeat(FrameDecoder.FRAME_BYTES_MAX + 1));

        await(() -> market.told.lastIndexOf("connected") > market.told.indexOf("connected"));
        assertThat(client.count(Outcome.TOO_LONG)).isOne();
    }

    @Test
    void aMalformedFrameIsCountedAndTheNextOneTaken() {
        await(() -> told("connected"));
        stream.send("{\"type\":\"trades\",\"sy\"");
        stream.send(trade(150));

        await(() -> told("trade 0 1775800366000150000 14825000000 1"));
        assertThat(client.count(Outcome.TRUNCATED)).isOne();
    }

    @Test
    void whileTheListenerCanTakeNoMoreNothingIsHandedOn() {
        await(() -> told("connected"));
        market.canTake = false;
        for (int i = 0; i < 10; i++) {
            stream.send(trade(150 + i));
        }
        await(() -> told("trade 0 1775800366000150000 14825000000 1"));
        assertThat(market.told.stream().filter(line -> line.startsWith("trade")))
                .hasSize(1);

        market.canTake = true;

        await(() -> told("trade 0 1775800366000159000 14825000000 1"));
        assertThat(market.told.stream().filter(line -> line.startsWith("trade")))
                .hasSize(10);
    }

    @Test
    void tooManyConnectionsAreSaid() {
        await(() -> told("connected"));
        stream.refusesConnections = true;
        stream.drop();

        await(() -> market.told.stream()
                .anyMatch(line -> line.startsWith("outage") && line.endsWith("too many connections, says the venue")));
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new MarketClient(
                        group.next(),
                        URI.create("http://127.0.0.1"),
                        new Symbols(List.of("SOLUSD")),
                        QUICK,
                        MarketSession.NOTHING_KNOWN,
                        6,
                        market))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ws://");
    }

    private boolean told(String line) {
        return market.told.contains(line);
    }

    private static String trade(long micros) {
        return "{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"148.2500\",\"s\":1.0,\"r\":\"m\",\"t\":%d,\"ts\":%d}"
                .formatted(1775800366000000L + micros, 1775800366000000L + micros);
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("what was waited for did not come").isLessThan(deadlineNanos);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
