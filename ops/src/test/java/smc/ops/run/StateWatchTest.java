package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.ops.state.StateFiles;

class StateWatchTest {
    @TempDir
    private Path data;

    private final List<String> alarms = new ArrayList<>();
    private long sequence = 7;
    private int images;

    private StateWatch watch() {
        var files = new StateFiles(data, Configuration.load(SharedData.root().resolve("config")));
        return new StateWatch(() -> sequence, this::image, files, alarms::add);
    }

    private EngineImage image() {
        images++;
        return new EngineImage(1, sequence, 0, List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void asksForNothingUntilAFrameHasCome() {
        StateWatch watch = watch();

        watch.look();
        watch.look();
        assertThat(images).isEqualTo(1);

        sequence++;
        watch.look();
        assertThat(images).isEqualTo(2);
    }

    @Test
    void saysOnceThatNothingCanBeWrittenAndTriesAgainWithoutANewFrame() throws IOException {
        Path inTheWay = Files.createFile(data.resolve("state"));
        StateWatch watch = watch();

        watch.look();
        watch.look();
        assertThat(alarms).hasSize(1);
        assertThat(alarms.getFirst()).startsWith("the files of state/ cannot be written");

        Files.delete(inTheWay);
        watch.look();
        assertThat(data.resolve("state/orders.json")).exists();
        assertThat(alarms).hasSize(1);
    }

    @Test
    void writesNothingWhereOnlyTheFrameChanged() throws IOException {
        StateWatch watch = watch();
        watch.look();
        for (String name : List.of("blocks", "positions", "orders", "capital")) {
            Files.delete(data.resolve("state").resolve(name + ".json"));
        }
        Files.delete(data.resolve("state"));
        Files.createFile(data.resolve("state"));

        // Nothing has changed but the frame, so nothing is to be written, and nothing fails.
        sequence++;
        watch.look();

        assertThat(alarms).isEmpty();
    }
}
