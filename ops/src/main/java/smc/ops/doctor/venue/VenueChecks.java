package smc.ops.doctor.venue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import smc.engine.config.Configuration;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;

/** The checks for which the venue is asked. Whoever builds what an engine needs of it adds a line. */
public final class VenueChecks {
    private static final long SKEW_MILLIS = 2_000;

    private VenueChecks() {}

    /**
     * Of the venue, as everybody sees it.
     *
     * @param hasOwnTime whether its market has a time of its own
     */
    public static List<Check> everybodys(
            VenueQuestions venue,
            Configuration configuration,
            List<Instrument> instruments,
            boolean hasOwnTime,
            LongSupplier wallMillis) {
        long skewMillis =
                TimeUnit.NANOSECONDS.toMillis(configuration.engine().risk().clockSkewNanos());
        return List.of(
                new ClockCheck(venue, instruments.getFirst().symbol(), skewMillis == 0 ? SKEW_MILLIS : skewMillis),
                new FeedCheck(
                        venue, instruments.stream().map(Instrument::symbol).toList(), hasOwnTime, wallMillis),
                new ProductCheck(venue, configuration, instruments));
    }

    /** Of our accounts there. */
    public static List<Check> ours(
            VenueQuestions venue, List<Account> accounts, List<Instrument> instruments, long stageE8) {
        return List.of(
                new KeysCheck(venue, accounts, instruments.getFirst()),
                new LeverageCheck(venue, accounts, instruments),
                new BalanceCheck(venue, accounts, stageE8),
                new TradableCheck(venue, accounts, instruments, stageE8),
                new QuotaCheck(venue, accounts));
    }

    /**
     * Where there are no keys to ask with.
     *
     * @param why nothing of the keys themselves
     */
    public static Check withoutKeys(String why) {
        return new MissingKeysCheck(why);
    }
}
