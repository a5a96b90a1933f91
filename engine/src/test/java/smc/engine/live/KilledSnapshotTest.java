package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.disk.FaultyDisk;
import smc.engine.core.CoreSettings;
import smc.engine.record.KeptConfigurations;
import smc.engine.recovery.Recovery;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.SnapshotKeeper;
import smc.engine.view.EngineImage;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.state.StateCopy;

/** A process that dies, a machine that loses its power, or a disk that is full at any step at which a snapshot is written and older ones go. */
class KilledSnapshotTest {
    private static final int HISTORY = 400;
    private static final int LIVES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private static Path data;

    /** As they lie there before the newest is written, by sequence: the last of them, and more than are kept. */
    private static final TreeMap<Long, byte[]> BEFORE = new TreeMap<>();

    private static Snapshot newest;
    private static Found neverDied;

    private final List<String> alarms = new CopyOnWriteArrayList<>();

    enum Loss {
        /** The process alone: whatever was written is there. */
        KILL,
        POWER_NAMES_KEPT,
        POWER_NAMES_LOST
    }

    /** What a start comes to. */
    private record Found(long hash, EngineImage image) {
        static Found in(Recovery recovery) {
            var copy = new StateCopy();
            recovery.trading().copyTo(copy);
            return new Found(copy.hash(), recovery.view().image());
        }
    }

    /** Lives of a candle each, with a snapshot of its close and one of the stop: of the hour before the last one only its newest is kept beside three. */
    @BeforeAll
    static void live() throws Exception {
        for (int life = 0; life < LIVES; life++) {
            BEFORE.putAll(contents());
            try (var rig = LiveRig.open(data).running(HISTORY + life)) {
                rig.candle();
                rig.engine.stopTrading(Duration.ZERO);
            }
        }
        BEFORE.putAll(contents());
        newest = SnapshotFile.read(SnapshotFolder.of(data).file(BEFORE.lastKey()));
        BEFORE.remove(BEFORE.lastKey());
        try (var journal = ChronicleReader.open(data, 1)) {
            neverDied = Found.in(Recovery.of(journal, data, settings(), KeptConfigurations.in(data), 1, _ -> {}));
        }
    }

    private static CoreSettings settings() {
        return LiveEngine.coreSettings(LiveRig.shipped());
    }

    private static Recovery start() {
        return Recovery.of(data, settings(), KeptConfigurations.in(data), JournalSettings.DEFAULT, 1, _ -> {});
    }

    private static Map<Long, byte[]> contents() throws IOException {
        var contents = new TreeMap<Long, byte[]>();
        for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
            contents.put(entry.sequence(), Files.readAllBytes(entry.file()));
        }
        return contents;
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SnapshotFolder.of(data).path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The folder as it was before the newest, on a disk of a test's making. */
    private FaultyDisk disk() throws IOException {
        SnapshotFolder folder = SnapshotFolder.of(data);
        for (String name : names()) {
            Files.delete(folder.path().resolve(name));
        }
        for (Map.Entry<Long, byte[]> each : BEFORE.entrySet()) {
            Files.write(folder.file(each.getKey()), each.getValue());
        }
        alarms.clear();
        return new FaultyDisk(data);
    }

    /** Whether it was kept. */
    private boolean keepNewest(FaultyDisk disk) throws InterruptedException {
        try (var keeper = new SnapshotKeeper(SnapshotFolder.of(disk.path()), 1, alarms::add)) {
            keeper.keep(newest);
            return keeper.await(PATIENCE);
        }
    }

    private List<String> steps() throws Exception {
        FaultyDisk undisturbed = disk();
        assertThat(keepNewest(undisturbed)).isTrue();
        assertThat(alarms).isEmpty();
        return undisturbed.steps();
    }

    private static int indexOf(List<String> steps, String beginning) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError("expected a step that is to " + beginning + ", were " + steps);
    }

    @Test
    void anOlderOneGoesOnlyOnceTheNewOneIsThereForGood() throws Exception {
        List<String> steps = steps();

        // Its bytes before its name, its name before what is older goes.
        assertThat(indexOf(steps, "write")).isLessThan(indexOf(steps, "sync ."));
        assertThat(indexOf(steps, "sync .")).isLessThan(indexOf(steps, "rename"));
        assertThat(indexOf(steps, "rename")).isLessThan(indexOf(steps, "sync folder"));
        assertThat(indexOf(steps, "sync folder")).isLessThan(indexOf(steps, "delete"));
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void whereverItDiesTheNextStartComesToTheStateOfOneThatNeverDied(Loss loss) throws Exception {
        List<String> steps = steps();
        int durableFrom = loss == Loss.KILL ? indexOf(steps, "rename") + 1 : indexOf(steps, "sync folder") + 1;
        for (int step = 0; step <= steps.size(); step++) {
            FaultyDisk disk = disk().killedAt(step);
            keepNewest(disk);
            assertThat(disk.isDead()).as("before step %d of %s", step, steps).isEqualTo(step < steps.size());
            if (loss != Loss.KILL) {
                disk.cutPower(loss == Loss.POWER_NAMES_LOST);
            }

            Recovery recovery = start();

            assertThat(recovery.remarks())
                    .as("before step %d of %s", step, steps)
                    .isEmpty();
            assertThat(Found.in(recovery))
                    .as("before step %d of %s", step, steps)
                    .isEqualTo(neverDied);
            long used = recovery.snapshot().orElseThrow();
            if (step >= durableFrom) {
                assertThat(used)
                        .as("before step %d of %s", step, steps)
                        .isEqualTo(newest.header().sequence());
            } else {
                assertThat(used)
                        .as("before step %d of %s", step, steps)
                        .isIn(BEFORE.lastKey(), newest.header().sequence());
            }
            assertThat(alarms).isEmpty();
        }
    }

    @Test
    void whatAKilledProcessLeftIsTakenAwayByTheNextStartAndSaid() throws Exception {
        int beforeSync = indexOf(steps(), "sync .");
        FaultyDisk disk = disk().killedAt(beforeSync);
        keepNewest(disk);
        assertThat(names()).anyMatch(name -> name.endsWith(".tmp"));
        Files.writeString(data.resolve("config/.0123456789abcdef.json.4711.tmp"), "{");
        Files.createDirectories(data.resolve("state"));
        Files.writeString(data.resolve("state/.status.json.4711.tmp"), "{");

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.alarms).isEmpty();
            assertThat(rig.notes).singleElement().asString().startsWith("3 files were taken away");
        }

        assertThat(names()).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(data.resolve("config")).isDirectoryNotContaining("glob:**.tmp");
        assertThat(data.resolve("state")).isEmptyDirectory();
    }

    // ---- a full disk

    @Test
    void onAFullDiskTheOneBeforeStaysItIsSaidAndTheNextIsKeptWhenThereIsRoom() throws Exception {
        List<String> steps = steps();
        // It is made, and written: behind the write nothing needs room.
        assertThat(indexOf(steps, "make")).isZero();
        for (int step = 0; step <= indexOf(steps, "write"); step++) {
            FaultyDisk disk = disk().fullFrom(step);
            List<String> namesBefore = names();

            assertThat(keepNewest(disk)).as("full from step %d", step).isFalse();

            assertThat(alarms)
                    .singleElement()
                    .asString()
                    .contains("sequence " + newest.header().sequence(), "could not be kept", "No space left on device");
            assertThat(names()).as("full from step %d", step).isEqualTo(namesBefore);
            Recovery recovery = start();
            assertThat(recovery.snapshot()).hasValue(BEFORE.lastKey());
            assertThat(Found.in(recovery)).isEqualTo(neverDied);

            disk.hasRoomAgain();
            assertThat(keepNewest(disk)).isTrue();
            assertThat(start().snapshot()).hasValue(newest.header().sequence());
        }
    }

    /** It is there, whatever became of the older ones: so that is not what is said. */
    @Test
    void oneThatIsKeptIsNotSaidToBeLostWhereOlderOnesCannotBeTakenAway() throws Exception {
        int delete = indexOf(steps(), "delete");

        assertThat(keepNewest(disk().failingAt(delete))).isTrue();

        assertThat(alarms).singleElement().asString().contains("could not be taken away", "Input/output error");
        assertThat(start().snapshot()).hasValue(newest.header().sequence());
    }
}
