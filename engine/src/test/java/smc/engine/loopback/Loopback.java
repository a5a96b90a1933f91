package smc.engine.loopback;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;

/** The exchange that these tests run. */
final class Loopback {
    static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");

    static final List<ExchangeInstrument> INSTRUMENTS = List.of(
            new ExchangeInstrument(
                    new InstrumentTerms(14_823, 10_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000),
                    "SOLUSD",
                    100,
                    100_000,
                    "10"),
            new ExchangeInstrument(
                    new InstrumentTerms(15_500, 100_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000),
                    "AAVEUSD",
                    50,
                    100_000,
                    "10"));

    static final List<ExchangeAccount> ACCOUNTS =
            List.of(new ExchangeAccount(1, "first", "key-1", "secret-1", true, 100_000_000_000L));

    private static final int UNLIMITED = 1_000_000_000;

    private Loopback() {}

    /** As fast as it is acknowledged, once so many clients are in lock-step. */
    static ExchangeSettings inLockStep(int clients) {
        return settings(1_000_000, clients, System::currentTimeMillis, UNLIMITED);
    }

    /** Moves when it is told to. */
    static ExchangeSettings standing(int quotaUnits, LongSupplier wallMillis) {
        return settings(0, 0, wallMillis, quotaUnits);
    }

    private static ExchangeSettings settings(int speed, int lockStepClients, LongSupplier wallMillis, int quotaUnits) {
        return new ExchangeSettings(
                        0,
                        speed,
                        lockStepClients,
                        VenueSettings.ON_TICK,
                        Optional.empty(),
                        Optional.empty(),
                        wallMillis,
                        quotaUnits,
                        UNLIMITED)
                .strict(true);
    }
}
