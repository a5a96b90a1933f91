package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Our clock against the venue's: a signature lives five seconds (docs/delta-exchange.md, section 2.1). */
final class ClockCheck implements Check {
    private final VenueQuestions venue;
    private final String symbol;
    private final long skewMillis;

    /** @param skewMillis how far it may be off */
    ClockCheck(VenueQuestions venue, String symbol, long skewMillis) {
        this.venue = venue;
        this.symbol = symbol;
        this.skewMillis = skewMillis;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        String expected = "within %,d ms of the venue's".formatted(skewMillis);
        OptionalLong ahead = venue.aheadMillis(symbol);
        if (ahead.isEmpty()) {
            return List.of(Finding.warn(
                    "machine", expected, "cannot be told: the venue says no time", "see that the clock is set by NTP"));
        }
        long millis = ahead.getAsLong();
        String found = millis == 0
                ? "no difference to be seen"
                : "%,d ms %s".formatted(Math.abs(millis), millis > 0 ? "ahead" : "behind");
        return List.of(
                Math.abs(millis) <= skewMillis
                        ? Finding.pass("machine", expected, found)
                        : Finding.fail(
                                "machine",
                                expected,
                                found,
                                "have it set by NTP: timedatectl set-ntp true, macOS: sudo sntp -sS time.apple.com"));
    }
}
