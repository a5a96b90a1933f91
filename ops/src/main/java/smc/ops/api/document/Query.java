package smc.ops.api.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import smc.ops.journal.Moment;

/** What is asked of a document: only parameters that it has, each once. The values are checked as they are taken. */
public final class Query {
    private static final int LENGTH_MAX = 200;

    private final String path;
    private final Map<String, String> values;

    private Query(String path, Map<String, String> values) {
        this.path = path;
        this.values = Map.copyOf(values);
    }

    /**
     * Checks names and number.
     *
     * @param inQuery behind the question mark, decoded
     * @param inPath decoded
     * @throws RefusedException if one is unknown, repeated, missing or longer than 200 characters
     */
    public static Query of(Document document, Map<String, List<String>> inQuery, Map<String, String> inPath)
            throws RefusedException {
        var values = new HashMap<String, String>();
        List<String> known = document.parameters().stream()
                .filter(parameter -> !parameter.isInPath())
                .map(Parameter::name)
                .toList();
        for (Map.Entry<String, List<String>> given : inQuery.entrySet()) {
            if (!known.contains(given.getKey())) {
                throw RefusedException.bad(
                        "one of " + String.join(", ", known), shown(given.getKey()), document.path());
            }
            if (given.getValue().size() != 1) {
                throw RefusedException.bad(
                        given.getKey() + " once", given.getValue().size() + " times", document.path());
            }
            values.put(given.getKey(), given.getValue().getFirst());
        }
        for (Parameter parameter : document.parameters()) {
            if (parameter.isInPath()) {
                values.put(parameter.name(), inPath.getOrDefault(parameter.name(), ""));
            }
            String value = values.get(parameter.name());
            if (parameter.isRequired() && (value == null || value.isEmpty())) {
                throw RefusedException.bad(parameter.expected(), "nothing", parameter.name());
            }
            if (value != null && value.length() > LENGTH_MAX) {
                throw RefusedException.bad(
                        "at most " + LENGTH_MAX + " characters", value.length() + " characters", parameter.name());
            }
        }
        return new Query(document.path(), values);
    }

    /** The moment that it is about; empty for now. */
    public Optional<Moment> moment() throws RefusedException {
        List<String> given = List.of("at", "seq", "time").stream()
                .filter(values::containsKey)
                .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1) {
            throw RefusedException.bad("one of at, seq, time", String.join(" and ", given), path);
        }
        String name = given.getFirst();
        String value = values.get(name);
        boolean mayBeSequence = !name.equals("time");
        boolean mayBeTime = !name.equals("seq");
        if (mayBeSequence && value.matches("[1-9][0-9]{0,17}")) {
            return Optional.of(new Moment.AtSequence(Long.parseLong(value)));
        }
        if (mayBeTime) {
            Optional<Long> nanos = nanos(value);
            if (nanos.isPresent()) {
                return Optional.of(new Moment.AtTime(nanos.get()));
            }
        }
        String expected = mayBeSequence && mayBeTime
                ? "a sequence or a time such as 2026-03-02T15:45:00Z"
                : mayBeTime ? "a time such as 2026-03-02T15:45:00Z" : "a sequence, 1 or more";
        throw RefusedException.bad(expected, shown(value), name);
    }

    /** As it is; empty if it was not given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A time, epoch nanoseconds. */
    public Optional<Long> time(String name) throws RefusedException {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<Long> nanos = nanos(value);
        if (nanos.isEmpty()) {
            throw RefusedException.bad("a time such as 2026-03-02T15:45:00Z", shown(value), name);
        }
        return nanos;
    }

    /** A whole number. */
    public int whole(String name, int least, int most, int without) throws RefusedException {
        String value = values.get(name);
        if (value == null) {
            return without;
        }
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw RefusedException.bad("a whole number from %d to %d".formatted(least, most), shown(value), name);
    }

    /** A number that names something: an id, or where the page before ended. */
    public Optional<Long> id(String name) throws RefusedException {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw RefusedException.bad("a whole number", shown(value), name);
        }
        return Optional.of(Long.parseLong(value));
    }

    /** One of some words, as they are spelled. */
    public Optional<String> oneOf(String name, List<String> words) throws RefusedException {
        String value = values.get(name);
        if (value != null && !words.contains(value)) {
            throw RefusedException.bad("one of " + String.join(", ", words), shown(value), name);
        }
        return Optional.ofNullable(value);
    }

    /** One of an enum's names. */
    public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> kind) throws RefusedException {
        List<String> words =
                Arrays.stream(kind.getEnumConstants()).map(Enum::name).toList();
        return oneOf(name, words).map(word -> Enum.valueOf(kind, word));
    }

    /** Which of some names it is; empty if it does not say. */
    public Optional<Integer> indexIn(String name, List<String> names) throws RefusedException {
        return oneOf(name, names).map(names::indexOf);
    }

    private static Optional<Long> nanos(String value) {
        try {
            Instant time = Instant.parse(value.toUpperCase(Locale.ROOT));
            return Optional.of(Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano()));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** For a message: short, and nothing that a terminal or a page could take for its own. */
    public static String shown(String value) {
        String kept = value.codePoints()
                .limit(40)
                .mapToObj(c -> c >= ' ' && c < 0x7f ? Character.toString(c) : "?")
                .collect(Collectors.joining());
        return kept.isEmpty() ? "nothing" : kept;
    }

    /** With what a document within this one is asked. */
    public Query with(Document document) {
        var kept = new HashMap<String, String>();
        for (Parameter parameter : document.parameters()) {
            String value = values.get(parameter.name());
            if (value != null) {
                kept.put(parameter.name(), value);
            }
        }
        return new Query(document.path(), kept);
    }
}
