package smc.ops.run;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are typed and shown: {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}. */
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})([smhd])");

    private DurationText() {}

    /** @throws IllegalArgumentException if it is none */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a duration such as 120s, 30m, 12h or 7d, was " + text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
