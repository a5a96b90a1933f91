package smc.feed.foreign;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times of one column. What they are written in shows in the first: the ranges of the units from 2001 to 2100 do not meet. All others must be in the
 * same, or the file is wrong.
 */
final class FileTime {
    /** 2001-09-09 and 2100-01-01. */
    private static final long SECONDS_MIN = 1_000_000_000L;

    private static final long SECONDS_MAX = 4_102_444_800L;

    private static final String EXPECTED =
            "expected unix seconds, milliseconds, microseconds or nanoseconds from 2001 to 2100, or ISO 8601";

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,19})(?:\\.(\\d{1,9}))?");
    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})"
            + "(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?))?"
            + " ?(Z|UTC|[+-]\\d{2}:?\\d{2}(?::\\d{2})?)?");

    private enum Form {
        SECONDS("unix seconds", TimeUnit.SECONDS),
        MILLISECONDS("unix milliseconds", TimeUnit.MILLISECONDS),
        MICROSECONDS("unix microseconds", TimeUnit.MICROSECONDS),
        NANOSECONDS("unix nanoseconds", TimeUnit.NANOSECONDS),
        ISO("ISO 8601", TimeUnit.SECONDS);

        private final String label;
        private final TimeUnit unit;

        Form(String label, TimeUnit unit) {
            this.label = label;
            this.unit = unit;
        }

        private boolean covers(long number) {
            long perSecond = unit.convert(1, TimeUnit.SECONDS);
            return number / perSecond >= SECONDS_MIN && number / perSecond < SECONDS_MAX;
        }
    }

    private final Optional<ZoneId> zone;
    private Form form;

    /** @param zone of times that name none */
    FileTime(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    /** For people; empty before the first. */
    String label() {
        return form == null ? "" : form.label;
    }

    /**
     * Epoch nanoseconds.
     *
     * @throws NumberFormatException if it is no time, in another unit than those before, or of no zone
     */
    long nanos(String text) {
        String time = text.strip();
        Matcher number = NUMBER.matcher(time);
        if (number.matches()) {
            return ofNumber(time, number);
        }
        Matcher iso = ISO.matcher(time);
        if (!iso.matches()) {
            throw new NumberFormatException("time: " + EXPECTED + ", was \"" + text + "\"");
        }
        require(Form.ISO, text);
        return ofIso(text, iso);
    }

    private long ofNumber(String text, Matcher number) {
        long whole = whole(text, number.group(1));
        Form found = null;
        for (Form each : Form.values()) {
            if (each != Form.ISO && each.covers(whole)) {
                found = each;
            }
        }
        if (found == null) {
            throw new NumberFormatException("time: " + EXPECTED + ", was \"" + text + "\"");
        }
        require(found, text);
        long fraction = number.group(2) == null ? 0 : Long.parseLong((number.group(2) + "000000000").substring(0, 9));
        // Parts of a unit below a nanosecond are none.
        return found.unit.toNanos(whole) + fraction * found.unit.toNanos(1) / 1_000_000_000L;
    }

    private static long whole(String text, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new NumberFormatException("time: " + EXPECTED + ", was \"" + text + "\"");
        }
    }

    private void require(Form found, String text) {
        if (form == null) {
            form = found;
        } else if (form != found) {
            throw new NumberFormatException(
                    "time: expected " + form.label + " as in the rows before, was " + found.label + ": " + text);
        }
    }

    private long ofIso(String text, Matcher iso) {
        try {
            LocalTime time = iso.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(iso.group(2));
            LocalDateTime local = LocalDate.parse(iso.group(1)).atTime(time);
            ZoneId of = zone(iso.group(3), text);
            if (of.getRules().getValidOffsets(local).size() != 1) {
                throw new NumberFormatException("time: expected one that comes once in " + of
                        + ", where clocks were changed, was \"" + text + "\"");
            }
            long seconds = local.atZone(of).toEpochSecond();
            if (seconds < SECONDS_MIN || seconds >= SECONDS_MAX) {
                throw new NumberFormatException("time: " + EXPECTED + ", was \"" + text + "\"");
            }
            return TimeUnit.SECONDS.toNanos(seconds) + time.toNanoOfDay() % TimeUnit.SECONDS.toNanos(1);
        } catch (DateTimeException e) {
            throw new NumberFormatException("time: " + EXPECTED + ", was \"" + text + "\": " + e.getMessage());
        }
    }

    private ZoneId zone(String named, String text) {
        if (named == null) {
            return zone.orElseThrow(
                    () -> new NumberFormatException("time: expected its zone, as 2026-01-31T00:00:00Z, was \"" + text
                            + "\": say --columns zone=UTC if that is what it is"));
        }
        return named.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(named);
    }
}
