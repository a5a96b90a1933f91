package smc.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.DataLock;

class OldDemosTest {
    @TempDir
    private Path demos;

    private Path demo(String time) throws IOException {
        Path folder = demos.resolve(time);
        OldDemos.mark(folder);
        Files.createDirectories(folder.resolve("journal/000001"));
        Files.writeString(folder.resolve("journal/000001/cut.txt"), "x");
        return folder;
    }

    @Test
    void theNewestStayAndOlderOnesGoWhole() throws IOException {
        Path oldest = demo("2026-11-01T100000Z");
        Path old = demo("2026-11-02T100000Z");
        Path newer = demo("2026-11-03T100000Z");
        Path newest = demo("2026-11-04T100000Z");

        assertThat(OldDemos.clear(demos, 2)).isEqualTo(List.of(old, oldest));

        assertThat(oldest).doesNotExist();
        assertThat(old).doesNotExist();
        assertThat(newer.resolve("journal/000001/cut.txt")).exists();
        assertThat(newest).exists();
    }

    /** Somebody's own folder, one with the name of a demo, a link, and one that is at work. */
    @Test
    void whatNoDemoHasMadeIsNeverTouched() throws IOException {
        Path own = Files.createDirectories(demos.resolve("fast"));
        Files.writeString(own.resolve("demo.txt"), "x");
        Path unmarked = Files.createDirectories(demos.resolve("2026-11-01T100000Z"));
        Path elsewhere = Files.createDirectories(demos.resolve("elsewhere"));
        OldDemos.mark(elsewhere);
        Path link = Files.createSymbolicLink(demos.resolve("2026-11-02T100000Z"), elsewhere);
        Path atWork = demo("2026-11-03T100000Z");

        try (var _ = DataLock.take(atWork)) {
            assertThat(OldDemos.clear(demos, 0)).isEmpty();
        }

        assertThat(List.of(own, unmarked, link, elsewhere, atWork)).allMatch(Files::exists);
    }

    @Test
    void whereThereWasNoDemoThereIsNothingToClear() throws IOException {
        assertThat(OldDemos.clear(demos.resolve("none"), 0)).isEmpty();
    }
}
