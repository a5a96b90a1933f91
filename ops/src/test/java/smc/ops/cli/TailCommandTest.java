package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.cli.option.ExitCode;
import smc.ops.run.SeededSession;

/** {@code smc tail} of a folder that is there already. */
class TailCommandTest {
    @TempDir
    private static Path session;

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(session, 7);
    }

    private static List<String> tail(Object... more) {
        Object[] all = new Object[more.length + 4];
        System.arraycopy(new Object[] {"tail", "--once", "--data", session}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        CommandRun run = CommandRun.smc(all);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.GOOD);
        return run.out().lines().toList();
    }

    @Test
    void theLastTwentyAreTheEndOfAll() {
        List<String> all = tail("--since", "1");
        List<String> last = tail();

        assertThat(last).hasSize(20).isEqualTo(all.subList(all.size() - 20, all.size()));
    }

    @Test
    void sinceATimeNothingBeforeItIsSaid() {
        List<String> all = tail("--since", "1");
        String middle = all.get(all.size() / 2).substring(0, 19);

        List<String> since = tail("--since", middle.replace(' ', 'T') + "Z");

        assertThat(since)
                .isEqualTo(all.stream()
                        .filter(line -> line.substring(0, 19).compareTo(middle) >= 0)
                        .toList());
        assertThat(since).isNotEmpty().hasSizeLessThan(all.size());
    }

    @Test
    void moreIsSaidWhenItIsAskedFor() {
        assertThat(tail("--since", "1", "--verbose"))
                .hasSizeGreaterThan(tail("--since", "1").size())
                .anyMatch(line -> line.contains("the engine was started"));
    }

    @Test
    void aFolderThatIsNoneIsRefused(@TempDir Path empty) {
        CommandRun run = CommandRun.smc("tail", "--once", "--data", empty.resolve("none"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("none");
    }
}
