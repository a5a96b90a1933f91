package smc.exchange;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import smc.exchange.matching.VenueSettings;

/**
 * How the exchange is run.
 *
 * @param port of REST; the public WebSocket is on the next, the private one on the one after; 0 takes three that are free
 * @param speed how much faster than real time the market runs; 0 stands still but for {@code POST /sim/advance}
 * @param lockStepClients the market begins only when so many connections have joined the lock-step; 0 waits for none
 * @param venue how it fills; its latency is in market time
 * @param dataFolder where its log and its place are; empty keeps nothing
 * @param faultsFile a JSON list of faults from the start on
 * @param wallMillis protocol clock, epoch milliseconds; called by the exchange's thread
 * @param quotaUnits in five minutes, of a user or an address (docs/delta-exchange.md section 3.2)
 * @param connectionsMax new WebSocket connections in five minutes (section 4.1)
 * @param isStrict whether a client's mistake that Delta would take without a word is refused
 * @param notes told of each such mistake when it is made for the first time; by the exchange's thread
 * @param times when a connection that does nothing is closed
 * @param tellsLatestTrades whether a new subscription to trades is told the latest of them (section 4.4); not every venue has to
 */
public record ExchangeSettings(
        int port,
        int speed,
        int lockStepClients,
        VenueSettings venue,
        Optional<Path> dataFolder,
        Optional<Path> faultsFile,
        LongSupplier wallMillis,
        int quotaUnits,
        int connectionsMax,
        boolean isStrict,
        Consumer<String> notes,
        ConnectionTimes times,
        boolean tellsLatestTrades) {
    /** Times real time. */
    public static final int SPEED_MAX = 1_000_000;

    /** As Delta documents it. */
    public static final int QUOTA_UNITS = 10_000;

    /** As Delta documents it. */
    public static final int CONNECTIONS_MAX = 150;

    /** @throws IllegalArgumentException if a number is out of range */
    public ExchangeSettings {
        if (port < 0 || port > 65_533) {
            throw new IllegalArgumentException("expected a port of 0 to 65533, was " + port);
        }
        if (speed < 0 || speed > SPEED_MAX) {
            throw new IllegalArgumentException("expected a speed of 0 to " + SPEED_MAX + ", was " + speed);
        }
    }

    /** Mistakes are only counted, and connections have their usual times. */
    public ExchangeSettings(
            int port,
            int speed,
            int lockStepClients,
            VenueSettings venue,
            Optional<Path> dataFolder,
            Optional<Path> faultsFile,
            LongSupplier wallMillis,
            int quotaUnits,
            int connectionsMax) {
        this(
                port,
                speed,
                lockStepClients,
                venue,
                dataFolder,
                faultsFile,
                wallMillis,
                quotaUnits,
                connectionsMax,
                false,
                _ -> {},
                ConnectionTimes.DEFAULTS,
                true);
    }

    /** The same with mistakes refused or only counted. */
    public ExchangeSettings strict(boolean isSo) {
        return with(isSo, notes, times, tellsLatestTrades);
    }

    /** The same with somebody who is told of mistakes. */
    public ExchangeSettings withNotes(Consumer<String> other) {
        return with(isStrict, other, times, tellsLatestTrades);
    }

    /** The same with other times. */
    public ExchangeSettings withTimes(ConnectionTimes other) {
        return with(isStrict, notes, other, tellsLatestTrades);
    }

    /** The same, and a new subscription to trades hears only what comes. */
    public ExchangeSettings withoutLatestTrades() {
        return with(isStrict, notes, times, false);
    }

    private ExchangeSettings with(
            boolean otherStrict, Consumer<String> otherNotes, ConnectionTimes otherTimes, boolean otherLatestTrades) {
        return new ExchangeSettings(
                port,
                speed,
                lockStepClients,
                venue,
                dataFolder,
                faultsFile,
                wallMillis,
                quotaUnits,
                connectionsMax,
                otherStrict,
                otherNotes,
                otherTimes,
                otherLatestTrades);
    }

    /** Real time, fills on the tick, free ports, nothing kept, no faults. */
    public static ExchangeSettings defaults() {
        return new ExchangeSettings(
                0,
                1,
                0,
                VenueSettings.ON_TICK,
                Optional.empty(),
                Optional.empty(),
                System::currentTimeMillis,
                QUOTA_UNITS,
                CONNECTIONS_MAX);
    }
}
