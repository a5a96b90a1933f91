package smc.ops.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.engine.config.change.ChangedStart;
import smc.engine.record.KeptConfigurations;
import smc.engine.recovery.Recovery;
import smc.engine.view.EngineImage;
import smc.execution.instrument.Direction;
import smc.journal.Frame;
import smc.journal.chronicle.Archive;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalFolder.StoredEpoch;
import smc.journal.chronicle.JournalSettings;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.FramesBefore;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.journal.snapshot.KeptSnapshot;

/** Epochs of a session with several starts, looked at later and later. */
@ExtendWith(NightSession.class)
class RetentionTest {
    private static final Retention.Rule FOR_EVER = new Retention.Rule(OptionalInt.empty());
    private static final Retention.Rule A_MONTH = new Retention.Rule(OptionalInt.of(Retention.KEEP_DAYS_MIN));
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    @TempDir
    private static Path made;

    private static Path session;

    /** The same, all but its last epoch archived. */
    private static Path packed;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeAll
    static void pack() throws IOException {
        session = NightSession.data();
        packed = FolderCopy.of(session, made.resolve("packed"));
        assertThat(Archive.closedEpochs(packed)).hasSizeGreaterThan(2);
    }

    private void beginWith(Path from) throws IOException {
        data = FolderCopy.of(from, folder.resolve("data"));
    }

    private List<StoredEpoch> epochs() {
        return JournalFolder.epochs(data);
    }

    /** When the epoch behind the first begins: from then on all of the first is over. */
    private long secondFromNanos() {
        return FramesBefore.timeOf(data, epochs().get(1).before().lastSequence() + 1);
    }

    private void deleteSnapshots() throws IOException {
        try (Stream<Path> snapshots = Files.list(data.resolve("snapshots"))) {
            for (Path snapshot : snapshots.toList()) {
                Files.delete(snapshot);
            }
        }
    }

    /** Of the newest three snapshots, all of which are good here. */
    private int firstNeeded() throws IOException {
        return KeptSnapshot.of(data).stream()
                .limit(3)
                .mapToInt(snapshot -> snapshot.header().orElseThrow().place().epoch())
                .min()
                .orElseThrow();
    }

    /** The last byte of a frame is another. */
    private void damage(long sequence, Path epoch) throws IOException {
        var frame = new byte[1][];
        try (var reader = ChronicleReader.open(data, sequence)) {
            reader.poll((buffer, offset, length) -> {
                if (Frame.sequence(buffer, offset) == sequence) {
                    frame[0] = new byte[length];
                    buffer.getBytes(offset, frame[0]);
                }
            });
        }
        Path file;
        try (Stream<Path> files = Files.list(epoch)) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        int at = 0;
        while (!Arrays.equals(bytes, at, at + frame[0].length, frame[0], 0, frame[0].length)) {
            at += Integer.BYTES;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte last = (byte) (frame[0][frame[0].length - 1] ^ 1);
            channel.write(ByteBuffer.wrap(new byte[] {last}), at + frame[0].length - 1L);
        }
    }

    private static List<Integer> archived(Retention retention) {
        assertThat(retention.failure()).isEmpty();
        return retention.archived().stream().map(Archive.Archived::epoch).toList();
    }

    @Test
    void anEpochIsArchivedOnceAllOfItIsOlderThanAWeek() throws IOException {
        beginWith(session);
        deleteSnapshots();
        long weekLaterNanos = secondFromNanos() + Retention.ARCHIVE_DAYS * DAY_NANOS;

        assertThat(archived(Retention.apply(data, FOR_EVER, weekLaterNanos))).isEmpty();
        assertThat(archived(Retention.apply(data, FOR_EVER, weekLaterNanos + 1)))
                .containsExactly(epochs().getFirst().number());
        assertThat(epochs().getFirst().isArchived()).isTrue();
        assertThat(archived(Retention.apply(data, FOR_EVER, weekLaterNanos + 1)))
                .isEmpty();
    }

    @Test
    void theLastEpochStaysWhateverItsAge() throws IOException {
        beginWith(packed);
        deleteSnapshots();

        assertThat(archived(Retention.apply(data, FOR_EVER, Long.MAX_VALUE))).isEmpty();
        assertThat(epochs().getLast().isArchived()).isFalse();
    }

    @Test
    void whatAStartMayGoOnFromIsNotPacked() throws IOException {
        beginWith(session);
        int needed = firstNeeded();

        assertThat(archived(Retention.apply(data, FOR_EVER, Long.MAX_VALUE)))
                .isNotEmpty()
                .allMatch(epoch -> epoch < needed);
        assertThat(epochs()).allMatch(epoch -> epoch.isArchived() == epoch.number() < needed);
    }

    @Test
    void withoutARuleNothingIsDeleted() throws IOException {
        beginWith(packed);
        Retention retention = Retention.apply(data, FOR_EVER, Long.MAX_VALUE);

        assertThat(retention.deleted()).isEmpty();
        assertThat(retention.kept()).isEmpty();
        assertThat(JournalFolder.firstSequence(data)).isEqualTo(1);
    }

    @Test
    void anArchiveIsDeletedOnceAllOfItIsOlderThanTheRule() throws IOException {
        beginWith(packed);
        long daysLaterNanos = secondFromNanos() + Retention.KEEP_DAYS_MIN * DAY_NANOS;
        int first = epochs().getFirst().number();
        Path archive = data.resolve("journal/archive/%06d.zip".formatted(first));

        assertThat(Retention.apply(data, A_MONTH, daysLaterNanos).deleted()).isEmpty();
        assertThat(archive).isRegularFile();
        Retention retention = Retention.apply(data, A_MONTH, daysLaterNanos + 1);

        assertThat(retention.deleted()).extracting(Archive.Deleted::archive).containsExactly(archive);
        assertThat(archive).doesNotExist();
        assertThat(epochs().getFirst().number()).isEqualTo(first + 1);
    }

    /** A start, and a question about a moment, go on from the snapshot and need nothing of what is gone. */
    @Test
    void whatTheNewestSnapshotsNeedStaysAndIsNamed() throws IOException {
        beginWith(packed);
        int needed = firstNeeded();
        var before = EngineAtMoment.of(data, Moment.END, Folding.SILENT).image();

        Retention retention = Retention.apply(data, A_MONTH, Long.MAX_VALUE);

        assertThat(retention.failure()).isEmpty();
        assertThat(retention.deleted())
                .extracting(Archive.Deleted::epoch)
                .isNotEmpty()
                .allMatch(epoch -> epoch < needed);
        assertThat(retention.kept())
                .containsExactly(
                        "epochs from %d on stay: a snapshot that a start can go on from lies in it".formatted(needed));
        assertThat(epochs().getFirst().number()).isEqualTo(needed);
        assertThat(EngineAtMoment.of(data, Moment.END, Folding.SILENT).image()).isEqualTo(before);
    }

    /** The number of an id's epoch stands above its lower 40 bits. */
    @Test
    void whatAnOpenTradeBeganInStaysAndIsNamed() {
        var kept = new ArrayList<String>();
        long id = (5L << 40) + 3;
        var trade = new EngineImage.Trade(id, 0, 0, Direction.LONG, 1, 1, 1, 1);

        assertThat(Retention.lastDeleted(4, 9, List.of(trade), kept)).isEqualTo(4);
        assertThat(kept).isEmpty();
        assertThat(Retention.lastDeleted(7, 9, List.of(trade), kept)).isEqualTo(4);
        assertThat(kept).containsExactly("epochs from 5 on stay: trade " + id + ", which is open, began in it");
        assertThat(Retention.lastDeleted(7, 9, List.of(), kept)).isEqualTo(7);
        assertThat(Retention.lastDeleted(7, 3, List.of(trade), kept)).isEqualTo(2);
    }

    @Test
    void aStartGoesOnWithoutWhatIsGoneAlsoByAnotherConfiguration() throws IOException {
        beginWith(packed);
        Configuration own = JournalResult.configuration(data);
        Configuration other = own.with(Map.of("account-a.cooldownCandles", "7"), "test");
        Recovery before = recovery(own);
        ChangedStart changed =
                ChangedFolder.of(data, other, JournalSettings.DEFAULT).orElseThrow();

        assertThat(Retention.apply(data, A_MONTH, Long.MAX_VALUE).deleted()).isNotEmpty();

        assertThat(recovery(own).view().image()).isEqualTo(before.view().image());
        assertThat(ChangedFolder.of(data, other, JournalSettings.DEFAULT)).contains(changed);
    }

    private Recovery recovery(Configuration by) {
        return Recovery.of(
                data,
                KeptConfigurations.settings(by),
                KeptConfigurations.in(data),
                JournalSettings.DEFAULT,
                0,
                _ -> {});
    }

    @Test
    void withoutASnapshotNothingIsDeletedAndThatIsSaid() throws IOException {
        beginWith(packed);
        deleteSnapshots();

        Retention retention = Retention.apply(data, A_MONTH, Long.MAX_VALUE);

        assertThat(retention.deleted()).isEmpty();
        assertThat(retention.kept())
                .containsExactly(
                        "no archive is deleted: expected a snapshot that a start can go on from, there is none");
    }

    @Test
    void whatIsDamagedIsNotPackedAndThatIsSaidWithWhatWasDoneBefore() throws IOException {
        beginWith(session);
        deleteSnapshots();
        StoredEpoch second = epochs().get(1);
        assertThat(epochs()).hasSizeGreaterThan(2);
        damage(epochs().get(2).before().lastSequence(), data.resolve("journal/%06d".formatted(second.number())));

        Retention retention = Retention.apply(data, FOR_EVER, Long.MAX_VALUE);

        assertThat(retention.failure()).isPresent();
        assertThat(retention.archived())
                .extracting(Archive.Archived::epoch)
                .containsExactly(epochs().getFirst().number());
        assertThat(data.resolve("journal/%06d".formatted(second.number()))).isDirectory();
    }

    @Test
    void aRuleOfFewerDaysThanQuestionsNeedIsNone() {
        assertThat(Retention.Rule.isAllowed(Retention.KEEP_DAYS_MIN)).isTrue();
        assertThat(Retention.Rule.isAllowed(Retention.KEEP_DAYS_MIN - 1)).isFalse();
        assertThatThrownBy(() -> new Retention.Rule(OptionalInt.of(31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 32 to 36500 days, was 31");
    }
}
