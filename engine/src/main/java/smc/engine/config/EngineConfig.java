package smc.engine.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.execution.risk.RiskSettings;

/**
 * What {@code engine.json} says.
 *
 * @param symbols traded, 1 to 16, in the order of tables and reports; each is in {@link Configuration#symbols}
 * @param accountFiles file names, in the order of {@link Configuration#accounts}
 * @param timeframeMinutes length of a candle; 15
 * @param historyDays candles loaded before the very first start, in days, 3 to 3650
 * @param closeGraceMillis from a candle's boundary to its close, 0 to 30,000; live only
 * @param entryDeadlineMillis from a candle's close to the last moment its entry may be sent, 100 to 60,000, above the grace
 * @param dataDir absolute, or relative to the working directory
 * @param risk what entries must keep to; {@link RiskSettings#OFF} if the file does not say
 */
public record EngineConfig(
        Venue venue,
        List<String> symbols,
        List<String> accountFiles,
        int timeframeMinutes,
        int historyDays,
        PositionScope positionScope,
        int closeGraceMillis,
        int entryDeadlineMillis,
        Path dataDir,
        Journal journal,
        Ring ring,
        Api api,
        RiskSettings risk) {

    /** Where orders go. */
    public enum Venue {
        /** The simulated exchange inside the engine. */
        EMBEDDED,
        /** Delta Exchange India. */
        DELTA_INDIA,
        /** Its test network. */
        DELTA_TESTNET
    }

    /** What may hold one position at a time (docs/rules.md, section 23). */
    public enum PositionScope {
        /** A symbol, over both modes. */
        SYMBOL,
        /** A mode and symbol. */
        MODE_SYMBOL
    }

    /**
     * The journal on disk.
     *
     * @param rollHours hours in one file, 1 to 24
     */
    public record Journal(Sync sync, int rollHours) {
        /** When a batch is forced to disk before anything leaves. */
        public enum Sync {
            /** If a frame in it asks for it. */
            REQUESTS,
            /** Every batch. */
            ALWAYS,
            /** Never; for tests. */
            NONE
        }

        static Journal of(JsonObject json) {
            return new Journal(json.choice("sync", Sync.class), json.whole("rollHours"));
        }
    }

    /**
     * The ring between the event loop and the engine thread.
     *
     * @param slots frames it holds, a power of two, 64 to 65,536
     */
    public record Ring(int slots, WaitStrategy waitStrategy) {
        /** How the engine thread waits for input. */
        public enum WaitStrategy {
            /** Spins, then yields, then sleeps. */
            BACKOFF,
            /** Sleeps between looks. */
            SLEEPING,
            /** Until it is woken. */
            BLOCKING,
            /** Takes a whole processor. */
            BUSY_SPIN
        }

        static Ring of(JsonObject json) {
            return new Ring(json.whole("slots"), json.choice("waitStrategy", WaitStrategy.class));
        }
    }

    /**
     * The HTTP interface.
     *
     * @param host address it listens on
     * @param port 0 to 65,535; 0 takes a free one
     * @param allowedHosts names it may be asked for by, beside those of loopback; without a port
     */
    public record Api(String host, int port, List<String> allowedHosts) {
        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

        static Api of(JsonObject json) {
            return new Api(
                    json.text("host"),
                    json.whole("port"),
                    json.node().has("allowedHosts") ? json.texts("allowedHosts") : List.of());
        }

        /** Whether a name means this machine to itself. */
        public static boolean isLoopback(String host) {
            return LOOPBACK.contains(host);
        }

        /** Whether it may be asked from elsewhere, directly or through a proxy: then it needs a login. */
        public boolean isOpen() {
            return !isLoopback(host) || hasNames();
        }

        /** Whether any name is allowed beside those of loopback. */
        boolean hasNames() {
            return !allowedHosts.stream().allMatch(Api::isLoopback);
        }
    }

    /** What entries must keep to. */
    static final class Risk {
        /** Asia/Kolkata had other offsets long ago. */
        private static final long YEAR_2025 = 1_735_689_600;

        private Risk() {}

        static RiskSettings of(JsonObject json) {
            return new RiskSettings(
                    json.hundredths("pricePct"),
                    json.hundredths("spreadPct"),
                    TimeUnit.MILLISECONDS.toNanos(json.whole("dataAgeMillis")),
                    TimeUnit.MILLISECONDS.toNanos(json.whole("clockSkewMillis")),
                    json.whole("unresolvedOrders"),
                    json.whole("orderContracts"),
                    json.e8("orderUsd"),
                    json.e8("symbolUsd"),
                    json.e8("exposureUsd"),
                    json.whole("ordersPerSecond"),
                    json.whole("ordersPerMinute"),
                    json.whole("ordersPerDay"),
                    json.text("liquidation").equals("after_stop"),
                    json.hundredths("dailyLossPct"),
                    dayOffsetNanos(json.text("dayZone")).orElse(0L),
                    json.hundredths("drawdownPct"),
                    json.whole("losingStreak"),
                    json.text("onBreach").equals("flatten"),
                    json.hundredths("reducingTrailPct"),
                    json.e8("stageCapUsd"));
        }

        /** By how much the day of a zone begins before that of UTC; empty if there is no such zone, or its clocks are set twice a year. */
        static Optional<Long> dayOffsetNanos(String zone) {
            try {
                var rules = ZoneId.of(zone).getRules();
                return rules.isFixedOffset() || rules.nextTransition(Instant.now()) == null
                        ? Optional.of(TimeUnit.SECONDS.toNanos(rules.getOffset(Instant.EPOCH.plusSeconds(YEAR_2025))
                                .getTotalSeconds()))
                        : Optional.empty();
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }
    }

    /** What accounts are called, by their numbers: their files without the ending. */
    public List<String> accountNames() {
        return accountFiles.stream()
                .map(file -> file.replaceFirst("\\.json$", ""))
                .toList();
    }

    static EngineConfig of(JsonObject json) {
        return new EngineConfig(
                json.choice("venue", Venue.class),
                json.texts("symbols"),
                json.texts("accounts"),
                json.whole("timeframeMinutes"),
                json.whole("historyDays"),
                json.choice("positionScope", PositionScope.class),
                json.whole("closeGraceMillis"),
                json.whole("entryDeadlineMillis"),
                Path.of(json.text("dataDir")),
                Journal.of(json.object("journal")),
                Ring.of(json.object("ring")),
                Api.of(json.object("api")),
                json.optional("risk").map(Risk::of).orElse(RiskSettings.OFF));
    }
}
