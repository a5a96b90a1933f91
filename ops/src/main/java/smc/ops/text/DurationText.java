package smc.ops.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are typed and shown: {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}. */
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})([smhd])");

    private DurationText() {}

    /** For people, the two greatest units of it: {@code 18h 15m}, {@code 2d}, {@code 12s}; below a second {@code 0s}. */
    public static String of(Duration duration) {
        String text = "";
        int units = 0;
        long[] counts = {duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()};
        for (int i = 0; i < counts.length && units < 2; i++) {
            if (counts[i] > 0) {
                text += (text.isEmpty() ? "" : " ") + counts[i] + "dhms".charAt(i);
            }
            if (!text.isEmpty()) {
                units++;
            }
        }
        return text.isEmpty() ? "0s" : text;
    }

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
