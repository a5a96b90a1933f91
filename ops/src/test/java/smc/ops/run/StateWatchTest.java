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
import smc.disk.FaultyDisk;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.ops.state.StateFiles;

class StateWatchTest {
    private static final List<String> NAMES = List.of("blocks", "positions", "orders", "capital");
    private static final int NEVER = Integer.MAX_VALUE;

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
    void onAFullDiskEachFileIsTheOldOneOrTheNewAndIsTheNewOnceThereIsRoom() throws IOException {
        int steps = filledFrom(NEVER).steps().size();
        assertThat(steps).isGreaterThanOrEqualTo(3 * NAMES.size()); // each is made, written and renamed

        for (int step = 0; step < steps; step++) {
            alarms.clear();
            FaultyDisk disk = filledFrom(step);
            if (step < steps - 1) { // behind the last write nothing needs room
                assertThat(alarms)
                        .as("full from step %d", step)
                        .singleElement()
                        .asString()
                        .contains("which ends nothing", "No space left on device");
            }
            assertThat(disk.isDead()).isFalse();
        }
    }

    /** Looks at an engine with old files beside it, on a disk that is full from a step on; then there is room. */
    private FaultyDisk filledFrom(int step) throws IOException {
        Path folder = Files.createTempDirectory(data, "full");
        Path state = Files.createDirectory(folder.resolve("state"));
        for (String name : NAMES) {
            Files.writeString(state.resolve(name + ".json"), "old");
        }
        FaultyDisk disk = new FaultyDisk(folder).fullFrom(step);
        var files =
                new StateFiles(disk.path(), Configuration.load(SharedData.root().resolve("config")));
        var watch = new StateWatch(() -> sequence, this::image, files, alarms::add);

        watch.look();

        for (String name : NAMES) {
            String content = Files.readString(state.resolve(name + ".json"));
            assertThat(content).as("%s, full from step %d", name, step).matches("old|(?s)\\{.*}\n");
        }
        assertThat(state.toFile().list()).hasSize(NAMES.size());
        disk.hasRoomAgain();
        watch.look();
        for (String name : NAMES) {
            assertThat(state.resolve(name + ".json")).content().startsWith("{");
        }
        return disk;
    }

    @Test
    void writesNothingWhereOnlyTheFrameChanged() throws IOException {
        StateWatch watch = watch();
        watch.look();
        for (String name : NAMES) {
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
