package smc.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was measured in some rounds. */
final class Rounds {
    private double[] values = {};

    void add(double value) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = value;
    }

    int count() {
        return values.length;
    }

    /** The lower one of the two in the middle; NaN without a round. */
    double median() {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** {@code median (least to most)}. */
    String text(String format) {
        if (values.length == 0) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(),
                Arrays.stream(values).min().getAsDouble(),
                Arrays.stream(values).max().getAsDouble());
    }

    /** All of them, the first first. */
    String inOrder(String format) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, format, value))
                .collect(Collectors.joining(", "));
    }
}
