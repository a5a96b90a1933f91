package smc.exchange.play;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import smc.exchange.json.Fields;
import smc.exchange.rules.Refusal;

/**
 * Something that goes wrong on purpose. As JSON:
 *
 * <pre>
 * {"kind":"drop", "target":"public", "after":5000, "count":20, "millis":0, "code":"insufficient_margin", "status":502, "on":true}
 * </pre>
 *
 * Only {@code kind} is needed. {@code after} matches pass first, before each of {@code count} strikes.
 *
 * @param target sockets: {@code public} or {@code private}; requests: how the path begins; empty for all
 * @param millis how slow, how long the stall, or how far the clock is off; real time
 * @param code of a rejected order
 * @param status of a page from something in between
 * @param isOn of what is switched: maintenance, partial fills; of a page from something in between, whether the request is carried out
 */
public record Fault(
        Kind kind, String target, int after, int count, long millis, String code, int status, boolean isOn) {
    private static final Set<String> NAMES =
            Set.of("kind", "target", "after", "count", "millis", "code", "status", "on");
    private static final long MILLIS_MAX = 86_400_000;

    public enum Scope {
        /** Strikes a frame to a socket. */
        FRAME,
        /** Strikes a request. */
        REQUEST,
        /** Holds until it is set otherwise. */
        SWITCH
    }

    public enum Kind {
        /** The connection is closed without a word. */
        DROP(Scope.FRAME),
        /** The connection stays open and nothing comes for a time; what would have come is lost. */
        STALL(Scope.FRAME),
        /** The frame comes twice. */
        DUPLICATE(Scope.FRAME),
        /** The frame comes after the next one. */
        REORDER(Scope.FRAME),
        /** The frame comes some milliseconds later; those behind it overtake it. */
        LATE(Scope.FRAME),
        /** The frame never comes, and the connection stays. */
        LOST(Scope.FRAME),
        /** The frame ends in the middle. */
        MALFORMED(Scope.FRAME),
        /** 429 with a reset header. */
        HTTP_429(Scope.REQUEST),
        /** 503. */
        HTTP_5XX(Scope.REQUEST),
        /** The answer takes longer. */
        SLOW(Scope.REQUEST),
        /** The request is carried out, but the connection closes instead of an answer. */
        ANSWER_LOST(Scope.REQUEST),
        /** The request is carried out, and its answer ends in the middle. */
        ANSWER_CUT(Scope.REQUEST),
        /** A page of HTML comes instead, with a status, from something in between. */
        HTML(Scope.REQUEST),
        /** An order is refused with a code. */
        REJECT(Scope.REQUEST),
        /** An order is taken without the bracket that was asked for with it. */
        BRACKET_LOST(Scope.REQUEST),
        /** An edit or a cancel is answered as if it were carried out, and is not. */
        UNDONE(Scope.REQUEST),
        /** 503 for every request but these controls, and told on {@code system_status}. */
        MAINTENANCE(Scope.SWITCH),
        /** Resting limits share the contracts of each trade. */
        PARTIAL_FILLS(Scope.SWITCH),
        /** The exchange's protocol clock is off. */
        CLOCK_SKEW(Scope.SWITCH);

        public final Scope scope;

        Kind(Scope scope) {
            this.scope = scope;
        }
    }

    /** @throws Refusal if it is not as above */
    public static Fault read(ObjectNode body) {
        var unknown = new TreeSet<String>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw Refusal.badSchema(unknown.first(), "Should be one of " + new TreeSet<>(NAMES));
        }
        var fields = new Fields(body);
        List<String> kinds = Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        Kind kind = Kind.valueOf(fields.oneOf("kind", kinds).toUpperCase(Locale.ROOT));
        return new Fault(
                kind,
                fields.has("target") ? fields.text("target") : "",
                (int) within(fields, "after", 0, 0, Integer.MAX_VALUE),
                (int) within(fields, "count", 1, 1, Integer.MAX_VALUE),
                within(fields, "millis", 0, -MILLIS_MAX, MILLIS_MAX),
                fields.has("code") ? fields.text("code") : "insufficient_margin",
                (int) within(fields, "status", 502, 200, 599),
                !fields.has("on") || fields.flag("on"));
    }

    private static long within(Fields fields, String name, long otherwise, long least, long most) {
        long value = fields.has(name) ? fields.integer(name) : otherwise;
        if (value < least || value > most) {
            throw Refusal.badSchema(name, "Should be " + least + " to " + most);
        }
        return value;
    }
}
