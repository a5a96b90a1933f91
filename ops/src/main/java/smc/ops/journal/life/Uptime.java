package smc.ops.journal.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.ops.text.TextTable;

/**
 * How long an engine ran since its first start, by days of UTC. Time switched off counts as down, and so does time asleep.
 *
 * @param whole from the first frame to now
 */
public record Uptime(Share whole, List<Share> days) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long PARTS = 1_000_000;

    public Uptime {
        days = List.copyOf(days);
    }

    /**
     * Of a time.
     *
     * @param fromNanos epoch nanoseconds
     * @param nanos how long it was
     * @param upNanos how long of it the engine ran
     */
    public record Share(long fromNanos, long nanos, long upNanos) {
        /** Millionths of it in which the engine ran, rounded down; all of a time that is none. */
        public long ppm() {
            // In milliseconds: nanoseconds of half a year, times a million, would not fit.
            long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
            return millis == 0 ? PARTS : TimeUnit.NANOSECONDS.toMillis(upNanos) * PARTS / millis;
        }

        /** In percent, three digits behind the point. */
        public String percent() {
            return "%d.%03d".formatted(ppm() / 10_000, ppm() % 10_000 / 10);
        }
    }

    /** Of a time between two moments. */
    public static Share between(EngineLife life, long fromNanos, long toNanos) {
        long upNanos = life.up().stream()
                .mapToLong(span -> span.nanosWithin(fromNanos, toNanos))
                .sum();
        return new Share(fromNanos, Math.max(0, toNanos - fromNanos), upNanos);
    }

    /**
     * Up to now.
     *
     * @param life of a journal with a frame
     * @param nowNanos of the wall; one before the last frame is taken as that
     */
    public static Uptime of(EngineLife life, long nowNanos) {
        long endNanos = Math.max(nowNanos, life.lastNanos());
        var days = new ArrayList<Share>();
        for (long fromNanos = life.firstNanos(); fromNanos < endNanos; ) {
            long nextNanos = Math.min(endNanos, nextDayNanos(fromNanos));
            days.add(between(life, fromNanos, nextNanos));
            fromNanos = nextNanos;
        }
        return new Uptime(between(life, life.firstNanos(), endNanos), days);
    }

    private static long nextDayNanos(long nanos) {
        long day = TimeUnit.DAYS.toNanos(1);
        return (Math.floorDiv(nanos, day) + 1) * day;
    }

    private static LocalDate day(Share share) {
        return Instant.ofEpochSecond(0, share.fromNanos)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** For people. */
    public void print(PrintWriter out) {
        var table = new TextTable("day", "up %", "up s", "down s");
        for (Share share : days) {
            table.add(day(share), share.percent(), seconds(share.upNanos), seconds(share.nanos - share.upNanos));
        }
        table.add("in all", whole.percent(), seconds(whole.upNanos), seconds(whole.nanos - whole.upNanos));
        table.print(out);
        out.println("since " + Instant.ofEpochSecond(seconds(whole.fromNanos))
                + "; time switched off or asleep counts as down");
    }

    /** For programs. */
    public JsonNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("since", Instant.ofEpochSecond(0, whole.fromNanos).toString());
        put(json.putObject("whole"), whole);
        var array = json.putArray("days");
        for (Share share : days) {
            put(array.addObject().put("day", day(share).toString()), share);
        }
        return json;
    }

    private static void put(ObjectNode json, Share share) {
        json.put("upPercent", share.percent())
                .put("upSeconds", seconds(share.upNanos))
                .put("downSeconds", seconds(share.nanos - share.upNanos));
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}
