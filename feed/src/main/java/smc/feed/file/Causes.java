package smc.feed.file;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was found in a file, by its cause: a whole column in another unit is one thing to say, and not one a row. One thread. */
public final class Causes implements Consumer<Finding> {
    /** Of one kind of fact about the market, each of which stands for itself: so many are told one by one. */
    private static final int SINGLE_MAX = 20;

    private final Map<String, Cause> causes = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param first the first finding of it
     * @param count how many there are
     */
    public record Cause(Finding first, long count) {
        private Cause oneMore() {
            return new Cause(first, count + 1);
        }
    }

    @Override
    public void accept(Finding finding) {
        String key = key(finding);
        Cause known = causes.get(key);
        causes.put(key, known == null ? new Cause(finding, 1) : known.oneMore());
    }

    /** By the lines of their first. */
    public List<Cause> all() {
        return causes.values().stream()
                .sorted(Comparator.comparingInt(cause -> cause.first().line()))
                .toList();
    }

    private String key(Finding finding) {
        return switch (finding.kind()) {
            case GAP, OUTLIER, READ_AS -> {
                String single = finding.kind() + " " + finding.line() + " " + finding.message();
                boolean isTooMany = causes.keySet().stream()
                                .filter(key -> key.startsWith(finding.kind() + " "))
                                .count()
                        >= SINGLE_MAX;
                yield isTooMany ? finding.kind() + "s" : single;
            }
            case MALFORMED -> finding.kind() + ": " + expectation(finding.message());
            default -> finding.kind().name();
        };
    }

    /** What was expected, without what came. */
    private static String expectation(String message) {
        int was = message.indexOf(", was");
        int were = message.indexOf(", were");
        int end = was < 0 ? were : were < 0 ? was : Math.min(was, were);
        return end < 0 ? message : message.substring(0, end);
    }
}
