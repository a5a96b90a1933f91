package smc.engine.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Its message holds every finding of every file, one a line. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Nobody serialises it.
    private final List<Finding> findings;

    /** @param findings at least one */
    public ConfigException(List<Finding> findings) {
        this.findings = findings.stream()
                .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
                .toList();
    }

    /** At least one, by file and from the top of each. */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public String getMessage() {
        return findings.stream()
                .map(Finding::toString)
                .collect(Collectors.joining("\n  ", "the configuration cannot be used:\n  ", ""));
    }
}
