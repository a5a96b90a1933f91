package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** How old what the venue says of its market is. */
final class FeedCheck implements Check {
    private static final long FRESH_SECONDS = 10;
    private static final long STALE_SECONDS = 60;

    private final VenueQuestions venue;
    private final List<String> symbols;
    private final boolean hasOwnTime;
    private final LongSupplier wallMillis;

    /** @param hasOwnTime whether its market has a time of its own, as one that is played has */
    FeedCheck(VenueQuestions venue, List<String> symbols, boolean hasOwnTime, LongSupplier wallMillis) {
        this.venue = venue;
        this.symbols = symbols;
        this.hasOwnTime = hasOwnTime;
        this.wallMillis = wallMillis;
    }

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (String symbol : symbols) {
            findings.add(look(symbol));
        }
        return findings;
    }

    private Finding look(String symbol) throws IOException, InterruptedException {
        String expected = "at most %d s old".formatted(FRESH_SECONDS);
        long stampMillis = TimeUnit.NANOSECONDS.toMillis(venue.ticker(symbol).stampNanos());
        if (hasOwnTime) {
            return Finding.warn(symbol, expected, "a market with a time of its own", "");
        }
        long seconds = TimeUnit.MILLISECONDS.toSeconds(wallMillis.getAsLong() - stampMillis);
        String found = seconds + " s";
        if (seconds <= FRESH_SECONDS) {
            return Finding.pass(symbol, expected, found);
        }
        String mend = "ask again; if it stays, the venue has stopped: its status page says so";
        return seconds <= STALE_SECONDS
                ? Finding.warn(symbol, expected, found, mend)
                : Finding.fail(symbol, expected, found, mend);
    }
}
