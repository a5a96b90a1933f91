package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.ring.RingSettings;
import smc.execution.risk.RiskReason;
import smc.ops.run.MadeFeed;
import smc.ops.run.TestExchange;

/** The limit of the spread, from the exchange's book over its socket to the word of {@code smc why-not}. */
class WideBookTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final Pattern REFUSAL =
            Pattern.compile("the order was held back: buyers and sellers were ([0-9.]+) apart, they may be ([0-9.]+)");

    @TempDir
    private Path data;

    @Test
    void whereBuyersAndSellersAreTooFarApartAnEntryIsRefusedAndWhyNotTellsByHowMuch() throws Exception {
        Configuration shipped = Configuration.load(SharedData.root().resolve("config"));
        MadeFeed feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(2))
                .withATradeEvery(TimeUnit.SECONDS.toNanos(3))
                .withASpreadOf(200);
        try (var exchange = new TestExchange(shipped, feed, 1);
                var engine = exchange.startEngine(data, false, RingSettings.Idle.BACKOFF)) {
            exchange.awaitEnd(engine);
            engine.stopTrading(Duration.ofSeconds(3));

            assertThat(engine.view().image().desks())
                    .anyMatch(desk -> desk.standing().refusedToday().containsKey(RiskReason.SPREAD));
        }
        TestExchange.describeMarket(data);

        List<String> told = Stream.of("SOLUSD", "AAVEUSD")
                .flatMap(symbol -> smc("why-not", symbol, "--data", data).out().lines())
                .toList();

        List<MatchResult> refusals =
                told.stream().flatMap(line -> REFUSAL.matcher(line).results()).toList();
        assertThat(refusals).isNotEmpty().allSatisfy(refusal -> {
            // 2 % against the half percent that is allowed, of much the same price.
            double found = Double.parseDouble(refusal.group(1));
            double allowed = Double.parseDouble(refusal.group(2));
            assertThat(found / allowed).isBetween(3.9, 4.1);
        });
    }
}
