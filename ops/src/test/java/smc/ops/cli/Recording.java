package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Six days of a lively synthetic market, recorded. */
record Recording(MarketFolder folder, Path data) {
    static final List<String> MARKET = List.of("--market", "lively", "--days", "6");

    static Recording in(Path empty) {
        var recording = new Recording(MarketFolder.in(empty), empty.resolve("data"));
        CommandRun run = recording.record("--data", recording.data);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return recording;
    }

    /** Records the same market once more. */
    CommandRun record(Object... arguments) {
        return smc(Stream.of(
                        Stream.of("record", "--config", folder.path().resolve("config")),
                        MARKET.stream(),
                        Stream.of(arguments))
                .flatMap(part -> part)
                .toArray());
    }

    /** What a dump prints, by lines. */
    List<String> dump(Object... arguments) {
        CommandRun run = smc(Stream.concat(Stream.of("journal", "dump", "--data", data), Stream.of(arguments))
                .toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out().lines().toList();
    }

    /** The first number of a line of a dump. */
    static long sequence(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    /** What follows {@code name=} in a line of a dump. */
    static String value(String line, String name) {
        int at = line.indexOf(" " + name + "=");
        assertThat(at).as(name + " in " + line).isPositive();
        return line.substring(at + name.length() + 2).split(" ", 2)[0];
    }
}
