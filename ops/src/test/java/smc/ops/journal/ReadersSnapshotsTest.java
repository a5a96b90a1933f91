package smc.ops.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.ViewFile;
import smc.engine.snapshot.ViewSnapshot;
import smc.engine.view.EngineImage;
import smc.journal.Journal;
import smc.ops.journal.snapshot.Folding;
import smc.ops.journal.snapshot.KeptView;
import smc.ops.journal.snapshot.SnapshotCache;
import smc.ops.run.SeededSession;

/** A reader that folds far keeps snapshots on its way. Whoever begins at one is told what all frames come to, or begins elsewhere. */
class ReadersSnapshotsTest {
    private static final long FRAMES_APART = 1_024;
    private static final long SEED = 2;

    @TempDir
    private static Path data;

    @TempDir
    private static Path users;

    private static SnapshotCache cache;
    private static long last;

    private record Answer(EngineImage image, List<String> remarks, boolean hasMore, long firstNanos, String hash) {}

    /** Told of what is kept. */
    private static final class Kept implements Folding {
        private final List<Long> sequences = new ArrayList<>();
        private int begun;

        @Override
        public void begun(Path folder) {
            begun++;
        }

        @Override
        public void reached(long sequence, long atNanos) {
            sequences.add(sequence);
        }

        @Override
        public void notKept(String why) {
            throw new AssertionError(why);
        }
    }

    @BeforeAll
    static void writeAJournalWithoutTheEnginesOwn() throws Exception {
        SeededSession.write(data, SEED);
        for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
            Files.delete(entry.file());
        }
        cache = SnapshotCache.of(data, users, FRAMES_APART);
        last = answer(Moment.END, Folding.SILENT).image.sequence();
        assertThat(last).isGreaterThan(4 * FRAMES_APART);
    }

    @BeforeEach
    void clear() throws IOException {
        cache.clear();
        assertThat(files()).isEmpty();
    }

    private static Answer answer(Moment until, Folding told) {
        return answer(until, cache, told);
    }

    private static Answer answer(Moment until, SnapshotCache kept, Folding told) {
        EngineAtMoment at = EngineAtMoment.of(data, until, kept, told);
        return new Answer(
                at.image(),
                at.remarks(),
                at.hasMore(),
                at.firstNanos(),
                at.configuration().hash());
    }

    /** What no snapshot has a part in. */
    private static Answer whole(Moment until) throws IOException {
        cache.clear();
        return answer(until, SnapshotCache.of(data, users, 1L << 40), Folding.SILENT);
    }

    private static List<Path> files() throws IOException {
        if (!Files.isDirectory(cache.folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache.folder())) {
            return files.sorted().toList();
        }
    }

    private static Path file(long sequence) {
        return new SnapshotFolder(cache.folder()).file(sequence);
    }

    @Test
    void oneIsKeptBehindEachFrameOfAMultiple() {
        var kept = new Kept();

        answer(Moment.END, kept);

        var expected = new ArrayList<Long>();
        for (long sequence = FRAMES_APART; sequence <= last; sequence += FRAMES_APART) {
            expected.add(sequence);
        }
        assertThat(kept.sequences).isEqualTo(expected);
        assertThat(kept.begun).isEqualTo(1);
        assertThat(cache.folder()).isEqualTo(data.resolve("cache").resolve("snapshots"));
    }

    @Test
    void whoAsksAgainFoldsTheRestAndKeepsNothing() throws IOException {
        answer(Moment.END, Folding.SILENT);
        List<Path> files = files();
        var kept = new Kept();

        for (long sequence = FRAMES_APART; sequence < last; sequence += FRAMES_APART / 3) {
            answer(new Moment.AtSequence(sequence), kept);
        }

        assertThat(kept.begun).isZero();
        assertThat(files()).isEqualTo(files);
    }

    /** A fold of less than half of what lies between two leaves nothing behind, so that one beside hourly snapshots does not. */
    @Test
    void aShortFoldKeepsNone() throws IOException {
        answer(new Moment.AtSequence(FRAMES_APART), Folding.SILENT);

        assertThat(files()).isEmpty();
    }

    @Test
    void everyMomentIsAsItIsFoldedFromTheFirstFrame() throws IOException {
        var random = new Random(SEED);
        var moments = new ArrayList<Moment>(List.of(Moment.END));
        for (long at = FRAMES_APART; at <= last; at += FRAMES_APART) { // before it, behind it, and at its time
            moments.add(new Moment.AtSequence(at));
            moments.add(new Moment.AtSequence(at + 1));
            moments.add(new Moment.AtTime(
                    answer(new Moment.AtSequence(at + 1), Folding.SILENT).image.atNanos()));
        }
        for (int i = 0; i < 10; i++) {
            moments.add(new Moment.AtSequence(1 + random.nextLong(last)));
        }
        var expected = new ArrayList<Answer>();
        for (Moment moment : moments) {
            expected.add(whole(moment));
        }
        answer(Moment.END, Folding.SILENT);

        var answers = new ArrayList<Answer>();
        for (Moment moment : moments) {
            answers.add(answer(moment, Folding.SILENT));
        }

        assertThat(answers).isEqualTo(expected);
    }

    /** What may be wrong with a file. */
    enum Wrong {
        FLIPPED_BYTE,
        CUT_OFF,
        EMPTY,
        OTHER_PROGRAM,
        OTHER_SCHEMA,
        OTHER_FRAME,
        OTHER_EPOCH,
        OTHER_PLACE;

        private void put(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            switch (this) {
                case FLIPPED_BYTE -> {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                }
                case CUT_OFF -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
                case EMPTY -> Files.write(file, new byte[0]);
                case OTHER_PROGRAM, OTHER_SCHEMA, OTHER_FRAME, OTHER_EPOCH, OTHER_PLACE -> {
                    ViewSnapshot good = ViewFile.read(file);
                    ViewFile.write(file, new ViewSnapshot(other(good.header()), good.view()));
                }
            }
        }

        private ViewSnapshot.Header other(ViewSnapshot.Header is) {
            ViewSnapshot.Maker maker = is.maker();
            Journal.Place place = is.place();
            return new ViewSnapshot.Header(
                    is.sequence(),
                    is.atNanos(),
                    this == OTHER_FRAME ? "0".repeat(64) : is.frameSha256(),
                    new ViewSnapshot.Maker(
                            maker.build(),
                            maker.schemaVersion() + (this == OTHER_SCHEMA ? 1 : 0),
                            maker.fingerprint() + (this == OTHER_PROGRAM ? 1 : 0)),
                    is.configuration(),
                    new Journal.Place(
                            place.epoch() + (this == OTHER_EPOCH ? 1 : 0),
                            place.file(),
                            place.at() + (this == OTHER_PLACE ? 4 : 0),
                            place.afterSequence()));
        }
    }

    /** The newest before the moment is wrong: the one before is begun at. A wrong place alone is only slower, since the frame is found all the same. */
    @ParameterizedTest
    @EnumSource
    void oneThatIsWrongIsPassedOverAndMadeAnew(Wrong wrong) throws IOException {
        long newest = last / FRAMES_APART * FRAMES_APART;
        var moment = new Moment.AtSequence(newest + 1);
        Answer expected = whole(moment);
        answer(Moment.END, Folding.SILENT);
        byte[] good = Files.readAllBytes(file(newest));
        wrong.put(file(newest));
        var kept = new Kept();

        Answer answer = answer(moment, kept);

        assertThat(answer).isEqualTo(expected);
        if (wrong != Wrong.OTHER_PLACE) {
            assertThat(kept.sequences).containsExactly(newest);
            assertThat(file(newest)).hasBinaryContent(good);
        }
    }

    @Test
    void allAreGoodWhenTheyAreListedAndGoneWhenTheyAreCleared() throws IOException {
        answer(Moment.END, Folding.SILENT);
        List<Path> files = files();

        assertThat(KeptView.of(data))
                .hasSameSizeAs(files)
                .allMatch(one -> one.against().isEmpty());
        assertThat(cache.clear()).isEqualTo(files.size());
        assertThat(files()).isEmpty();
    }

    @Test
    void severalReadersAtOnceAreToldTheSame() throws Exception {
        Answer expected = whole(Moment.END);
        cache.clear();
        Callable<Answer> ask = () -> answer(Moment.END, new Kept());

        List<Future<Answer>> answers;
        try (var threads = Executors.newFixedThreadPool(4)) {
            answers = threads.invokeAll(List.of(ask, ask, ask, ask));
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get()).isEqualTo(expected);
        }
        assertThat(files())
                .isNotEmpty()
                .allMatch(file -> file.getFileName().toString().matches("\\d+\\.json"));
    }
}
