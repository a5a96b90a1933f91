package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.ring.RingSettings;
import smc.ops.cli.ExchangeBooks;

/** A whole engine at an exchange that says ok and does otherwise: whenever the market stands, what is held has its stop in the exchange's own books. */
class UndoneRequestsTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int HOURS = 8;

    /** Real time for what is on its way while the market stands; never reached unless something is wrong. */
    private static final long PATIENCE_SECONDS = 20;

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final MadeFeed feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(HOURS));

    @TempDir
    private Path data;

    @Test
    void noPositionIsWithoutAStopWhereBracketsGetLost() throws Exception {
        List<String> alarms = trade("{\"kind\":\"bracket_lost\",\"target\":\"/v2/orders\",\"count\":1000000}");

        assertThat(alarms).isNotEmpty().allMatch(line -> line.contains("did not come with its fill"));
    }

    @Test
    void noPositionIsWithoutAStopWhereEveryOtherEditAndCancelIsNotCarriedOut() throws Exception {
        trade("{\"kind\":\"undone\",\"target\":\"/v2/orders\",\"after\":1,\"count\":1000000}");
    }

    /** @return alarms, once each */
    private List<String> trade(String fault) throws Exception {
        Set<String> held = new HashSet<>();
        try (var exchange = new TestExchange(configuration, feed, 2);
                var gate = new MarketGate(exchange.exchange(), feed, fault);
                var books = new ExchangeBooks(exchange.exchange().restUri(), exchange.accounts())) {
            exchange.fault(fault);
            long endNanos = feed.trades.getLast().timeNanos() - MINUTE_NANOS;
            try (var engine = exchange.startEngine(data, false, RingSettings.Idle.SLEEPING)) {
                for (long nanos = MIDNIGHT_NANOS + MINUTE_NANOS; nanos < endNanos; nanos += MINUTE_NANOS) {
                    gate.goOnUntil(nanos);
                    awaitNoneNaked(books, exchange);
                    held.addAll(books.read().positions().keySet());
                    assertThat(engine.failure()).isNotCompletedExceptionally();
                }
                engine.stopTrading(Duration.ofSeconds(3));
            }
            assertThat(held).as("positions that were seen").isNotEmpty();
            return exchange.alarms();
        }
    }

    private static void awaitNoneNaked(ExchangeBooks books, TestExchange exchange) throws Exception {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> naked = books.nakedPositions();
        while (!naked.isEmpty() && System.nanoTime() < untilNanos) {
            naked = books.nakedPositions(); // each a round trip, in which the engine goes on
        }
        assertThat(naked)
                .as("while the market stands, alarms %s", exchange.alarms())
                .isEmpty();
    }
}
