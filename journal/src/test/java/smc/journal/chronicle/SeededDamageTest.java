package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DamageException;
import smc.journal.DataLock;
import smc.journal.DiskLimits;
import smc.journal.Frames;
import smc.journal.JournalException;

/**
 * Damage anywhere in a journal of an archived epoch, a closed one and one that was killed, each over several roll files: no frame is lost without a
 * word, and no start is refused where only the tail of the killed one is torn. {@code -Dsmc.journal.damages=5000} tries more places than the 200 of CI.
 */
class SeededDamageTest {
    private static final int DAMAGES = Integer.getInteger("smc.journal.damages", 200);
    private static final int FILES_AN_EPOCH = 3;
    private static final int BATCHES_A_FILE = 12;
    private static final int ZEROS_BEHIND = 8 << 10;
    private static final String BEFORE = "boot-before";
    private static final String AFTER = "boot-after";

    @TempDir
    private static Path whole;

    private static List<Place> lastEpoch;
    private static long lastSynced;
    private static long last;

    /** Where the frames of a batch of the last epoch lie, whole. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
    private record Place(long firstSequence, long lastSequence, Path file, int at, byte[] bytes, boolean isSynced) {}

    @TempDir
    private Path scratch;

    /** What a reader or a start has come to. */
    private record Outcome(List<Long> read, Cut end, JournalException failure) {}

    @BeforeAll
    static void writeThreeEpochs() throws IOException {
        var frames = new Frames();
        var now = new AtomicReference<>(Instant.parse("2026-03-11T00:30:00Z"));
        var settings = new JournalSettings(JournalSettings.Roll.HOURLY, now::get, DiskLimits.DEFAULT).onBoot(BEFORE);
        var batches = new ArrayList<long[]>();
        try (var lock = DataLock.take(whole)) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                try (var journal = open(lock, settings)) {
                    for (int file = 0; file < FILES_AN_EPOCH; file++) {
                        for (int batch = 0; batch < BATCHES_A_FILE; batch++) {
                            boolean isSynced = batch == BATCHES_A_FILE / 2;
                            long first = journal.lastSequence() + 1;
                            if (isSynced) {
                                frames.appendSynced(journal, 1 + batch % 5);
                                lastSynced = journal.lastSequence();
                            } else {
                                frames.append(journal, 1 + batch % 5);
                            }
                            batches.add(new long[] {epoch, first, journal.lastSequence(), isSynced ? 1 : 0});
                        }
                        now.set(now.get().plus(Duration.ofHours(1)));
                    }
                    last = journal.lastSequence();
                }
            }
            Files.delete(whole.resolve("journal/000003").resolve(Epoch.CLOSED_FILE)); // It was killed.
            shrink(whole.resolve("journal"));
            assertThat(Archive.closedEpochs(whole)).hasSize(2);
        }
        // Epoch 2 is to lie in its folder, closed.
        unpackSecond();
        lastEpoch = new ArrayList<>();
        for (long[] batch : batches) {
            if (batch[0] == 3) {
                lastEpoch.add(find(frames, batch));
            }
        }
    }

    private static ChronicleJournal open(DataLock lock, JournalSettings settings) {
        return ChronicleJournal.open(lock, settings, () -> Long.MAX_VALUE, (what, cause) -> {
            throw new AssertionError(what, cause);
        });
    }

    /** Most of a roll file is zeros, which only take time to read. */
    private static void shrink(Path journal) throws IOException {
        for (Path file : filesIn(journal)) {
            if (Epoch.isRollFile(file)) {
                try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
                    byte[] bytes = new byte[1 << 20];
                    opened.readFully(bytes);
                    int end = bytes.length;
                    while (bytes[end - 1] == 0) {
                        end--;
                    }
                    opened.setLength(end + ZEROS_BEHIND);
                }
            }
        }
    }

    private static void unpackSecond() throws IOException {
        Path archive = whole.resolve("journal/archive/000002.zip");
        Path folder = Files.createDirectories(whole.resolve("journal/000002"));
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(entry.getName()));
                }
            }
        }
        Files.delete(archive);
    }

    private static Place find(Frames frames, long[] batch) throws IOException {
        int length = batch[3] == 1
                ? frames.writeSynced(batch[1], (int) (batch[2] - batch[1] + 1))
                : frames.write(batch[1], (int) (batch[2] - batch[1] + 1));
        byte[] wanted = new byte[length];
        frames.buffer().getBytes(0, wanted);
        for (Path file : filesIn(whole.resolve("journal/000003"))) {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 0; at + length <= bytes.length; at++) {
                if (Arrays.equals(bytes, at, at + length, wanted, 0, length)) {
                    return new Place(batch[1], batch[2], file, at, wanted, batch[3] == 1);
                }
            }
        }
        throw new AssertionError("no batch of " + batch[1]);
    }

    @Test
    void undamagedAllOfItIsRead() throws IOException {
        Path data = copy("undamaged");

        Outcome outcome = read(data);

        assertThat(outcome.failure).isNull();
        assertThat(outcome.read).isEqualTo(range(last));
        assertThat(outcome.end.why()).isEqualTo(CutReason.UNCLOSED);
        assertThat(start(data, BEFORE).end.why()).isEqualTo(CutReason.UNCLOSED);
    }

    @Test
    void noFrameIsLostWithoutAWordAndNoTornTailIsRefused() throws IOException {
        int refused = 0;
        int torn = 0;
        for (long seed = 1; seed <= DAMAGES; seed++) {
            Path data = copy("seed" + seed);
            String what = "seed " + seed + ", " + damage(data, new Random(seed));

            Outcome read = read(data);
            requireNothingSilent(read, data, what);
            Outcome sameBoot = start(data, BEFORE);
            if (sameBoot.failure == null) {
                requireNothingSilent(sameBoot, data, what);
                torn += sameBoot.read.size() < last ? 1 : 0;
                deleteNewest(data);
            } else {
                refused++;
            }
            assertThat(sameBoot.failure == null)
                    .as("%s: a start and a reader see the same, %s, %s", what, sameBoot.failure, read.failure)
                    .isEqualTo(read.failure == null);
            Outcome otherBoot = start(data, AFTER);
            requireSaidAfterARestart(otherBoot, sameBoot, data, what);
            delete(data);
        }
        assertThat(refused).as("refused").isGreaterThan(DAMAGES / 10);
        assertThat(torn).as("torn").isPositive();
    }

    /** The tail of the killed epoch, from any byte on: what a kill leaves, and a power cut. */
    @Test
    void aTailTornAnywhereBehindTheLastSyncIsCutAndNotRefused() throws IOException {
        Place synced = lastEpoch.stream().filter(Place::isSynced).toList().getLast();
        Random random = new Random(20260311);
        for (int cut = 0; cut < 40; cut++) {
            Path data = copy("torn" + cut);
            Path file = data.resolve(whole.relativize(synced.file));
            byte[] bytes = Files.readAllBytes(file);
            int from = synced.at
                    + synced.bytes.length
                    + random.nextInt(bytes.length - ZEROS_BEHIND - synced.at - synced.bytes.length);
            for (int at = from; at < bytes.length; at++) {
                bytes[at] = cut % 2 == 0 ? 0 : (byte) random.nextInt();
            }
            Files.write(file, cut % 3 == 0 ? Arrays.copyOf(bytes, from) : bytes);

            Outcome outcome = start(data, BEFORE);

            assertThat(outcome.failure).as("from byte " + from).isNull();
            assertThat(outcome.end.lastSequence()).isBetween(lastSynced, last);
            assertThat(outcome.end.story()).isNotEmpty();
            delete(data);
        }
    }

    /** The writer appends no batch before the sync of the one before has returned: what stands behind that one proves that the hole had been on disk. */
    @Test
    void aHoleBeforeASyncIsDamageEvenAfterARestart() throws IOException {
        Place first = lastEpoch.getFirst();
        Path data = copy("hole");
        flip(data, first, 40);

        assertThat(start(data, AFTER).failure)
                .isInstanceOf(DamageException.class)
                .hasMessageContaining("expected sequence " + first.firstSequence + " or the end of epoch 3");
    }

    @Test
    void aHoleBehindTheLastSyncIsGivenUpAfterARestartAndSaid() throws IOException {
        Place hole = lastEpoch.get(lastEpoch.size() - 3);
        Path data = copy("hole");
        flip(data, hole, 40);

        assertThat(start(data, BEFORE).failure).isInstanceOf(DamageException.class);
        Outcome outcome = start(data, AFTER);

        assertThat(outcome.failure).isNull();
        assertThat(outcome.end.why()).isEqualTo(CutReason.POWER_CUT);
        assertThat(outcome.end.isLoss()).isTrue();
        assertThat(outcome.end.lastSequence()).isEqualTo(hole.firstSequence - 1);
        assertThat(outcome.end.place())
                .contains("sound frames lie behind it, %d to %d".formatted(hole.firstSequence + 1, last));
    }

    @Test
    void aLossAcceptedByHandIsCutThereAndReadersReadThroughIt() throws IOException {
        Place hole = lastEpoch.get(20);
        Path data = copy("accepted");
        flip(data, hole, 40);
        long right = hole.firstSequence - 1;

        for (long wrong : new long[] {right + 1, last, last + 5}) {
            assertThat(accepting(data, wrong).failure)
                    .hasMessageContaining("expected a loss to be accepted after sequence %d".formatted(right))
                    .hasMessageEndingWith("was " + wrong);
        }
        Outcome outcome = accepting(data, right);

        assertThat(outcome.failure).isNull();
        assertThat(outcome.read).isEqualTo(range(right));
        assertThat(outcome.end.epoch()).isEqualTo(3);
        assertThat(outcome.end.lastSequence()).isEqualTo(right);
        assertThat(outcome.end.why()).isEqualTo(CutReason.ACCEPTED_LOSS);
        assertThat(outcome.end.story()).contains("given up by hand").contains("BAD_CRC in 000003/");
        assertThat(read(data).read).isEqualTo(range(right + 3));
        assertThat(read(data).failure).isNull();
        assertThat(accepting(data, right).failure).hasMessageContaining("the journal is sound");
    }

    /** Damage in an epoch that others follow takes those with it: what they say was said on top of what is lost. */
    @Test
    void aLossAcceptedInAnOlderEpochGivesUpTheOnesBehindIt() throws IOException {
        Path data = copy("older");
        Path file = filesIn(data.resolve("journal/000002")).stream()
                .filter(Epoch::isRollFile)
                .toList()
                .get(1);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - ZEROS_BEHIND - 900, bytes.length - ZEROS_BEHIND - 800, (byte) 0x5A);
        Files.write(file, bytes);
        JournalException damage = read(data).failure;
        assertThat(damage).isInstanceOf(DamageException.class);
        long right = ((DamageException) damage).lastSoundSequence();

        Outcome outcome = accepting(data, right);

        assertThat(outcome.failure).isNull();
        assertThat(outcome.end.epoch()).isEqualTo(2);
        assertThat(outcome.read).isEqualTo(range(right));
        assertThat(JournalFolder.epochs(data))
                .extracting(JournalFolder.StoredEpoch::number)
                .containsExactly(1, 2, 4);
        assertThat(JournalFolder.givenUp(data)).containsExactly(3);
        assertThat(read(data).read).isEqualTo(range(right + 3));
        assertThat(Archive.closedEpochs(data))
                .extracting(Archive.Archived::epoch)
                .containsExactly(2, 3);
        assertThat(read(data).read).isEqualTo(range(right + 3));
        assertThat(start(data, BEFORE).failure).isNull();
    }

    @Test
    void archivingDoesNotLaunderDamage() throws IOException {
        Path data = copy("launder");
        Path file = filesIn(data.resolve("journal/000002")).stream()
                .filter(Epoch::isRollFile)
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - ZEROS_BEHIND - 500] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Archive.closedEpochs(data))
                .isInstanceOf(DamageException.class)
                .hasMessageContaining(" in 000002/" + file.getFileName());

        assertThat(data.resolve("journal/000002")).isDirectory();
        assertThat(data.resolve("journal/archive/000002.zip")).doesNotExist();
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void aClosedEpochThatLostItsLastFrameIsDamaged() throws IOException {
        Path data = copy("closed");
        Files.writeString(data.resolve("journal/000003").resolve(Epoch.CLOSED_FILE), Epoch.closedText(last));
        Place end = lastEpoch.getLast();
        Path file = data.resolve(whole.relativize(end.file));
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, end.at - 4, bytes.length, (byte) 0);
        Files.write(file, bytes);

        assertThat(read(data).failure)
                .isInstanceOf(DamageException.class)
                .hasMessageContaining(
                        "expected sequence %d of epoch 3, which was closed after sequence %d, found nothing more in 000003/"
                                .formatted(end.firstSequence, last));
        assertThat(start(data, AFTER).failure).isInstanceOf(DamageException.class);
    }

    /** Killed just after a roll: the old file has its end mark, the new one its header and no batch. */
    @Test
    void aRollWithoutABatchIsNoTornTail() throws IOException {
        Path data = copy("roll");
        Place end = lastEpoch.getLast();
        Path file = data.resolve(whole.relativize(end.file));
        byte[] bytes = Files.readAllBytes(file);
        int behind = end.at + end.bytes.length;
        bytes[behind + 3] = (byte) 0xC0;
        Files.write(file, bytes);
        Path next = file.resolveSibling("20260312-00F.cq4");
        assertThat(next).doesNotExist();
        Files.write(next, Arrays.copyOf(Arrays.copyOf(bytes, firstFrameAt(end.file)), 128 << 10));

        assertThat(start(data, BEFORE).end.why()).isEqualTo(CutReason.UNCLOSED);
        Files.delete(next);
        deleteNewest(data);
        assertThat(start(data, BEFORE).end.why()).isEqualTo(CutReason.UNCLOSED);
    }

    private static int firstFrameAt(Path file) {
        return lastEpoch.stream()
                        .filter(place -> place.file.equals(file))
                        .mapToInt(Place::at)
                        .min()
                        .orElseThrow()
                - 4;
    }

    /** Whoever is told nothing has everything; whoever is told of an end has all that can be read up to it, and nothing that can be read lies behind. */
    private static void requireNothingSilent(Outcome outcome, Path data, String what) throws IOException {
        int read = outcome.read.size();
        assertThat(outcome.read).as(what).isEqualTo(range(read));
        if (outcome.failure != null) {
            return;
        }
        long sound = lastSoundInARow(data);
        assertThat((long) read).as(what + ": all that is sound is read").isEqualTo(sound);
        if (read < last) {
            assertThat(outcome.end.story()).as(what).isNotEmpty();
            assertThat(outcome.end.lastSequence()).as(what).isEqualTo(read);
            assertThat(isSoundBehind(data, read))
                    .as(what + ": sound frames behind")
                    .isFalse();
        }
    }

    private static void requireSaidAfterARestart(Outcome outcome, Outcome sameBoot, Path data, String what)
            throws IOException {
        if (sameBoot.failure == null) {
            assertThat(outcome.failure).as(what).isNull();
            assertThat(outcome.read).as(what).isEqualTo(sameBoot.read);
        } else if (outcome.failure == null) {
            assertThat(outcome.end.why()).as(what).isEqualTo(CutReason.POWER_CUT);
            assertThat((long) outcome.read.size()).as(what).isEqualTo(lastSoundInARow(data));
            // A later batch shows that the one that asked for it had been synced.
            assertThat(isSyncedBehind(data, outcome.read.size())).as(what).isFalse();
        }
    }

    /** By the bytes that were written, not by reading: the last frame up to which none is missing. */
    private static long lastSoundInARow(Path data) throws IOException {
        long sound = lastEpoch.getFirst().firstSequence - 1;
        var frames = new Frames();
        for (Place place : lastEpoch) {
            byte[] bytes = Files.readAllBytes(data.resolve(whole.relativize(place.file)));
            int at = place.at;
            for (long sequence = place.firstSequence; sequence <= place.lastSequence; sequence++) {
                int length = frames.write(sequence, 1);
                if (!isSame(place, bytes, at, length)) {
                    return sound;
                }
                at += length;
                sound = sequence;
            }
        }
        return sound;
    }

    private static boolean isSoundBehind(Path data, long after) throws IOException {
        var frames = new Frames();
        for (Place place : lastEpoch) {
            byte[] bytes = Files.readAllBytes(data.resolve(whole.relativize(place.file)));
            int at = place.at;
            for (long sequence = place.firstSequence; sequence <= place.lastSequence; sequence++) {
                int length = frames.write(sequence, 1);
                if (sequence > after && isSame(place, bytes, at, length)) {
                    return true;
                }
                at += length;
            }
        }
        return false;
    }

    private static boolean isSyncedBehind(Path data, long after) throws IOException {
        boolean isAsked = false;
        for (Place place : lastEpoch) {
            byte[] bytes = Files.readAllBytes(data.resolve(whole.relativize(place.file)));
            boolean isWhole = isSame(place, bytes, place.at, place.bytes.length) && isHeaderWhole(place, bytes);
            if (place.firstSequence > after && isWhole) {
                if (isAsked) {
                    return true;
                }
                isAsked = place.isSynced;
            }
        }
        return false;
    }

    private static boolean isHeaderWhole(Place place, byte[] bytes) {
        int length = place.bytes.length;
        return bytes[place.at - 4] == (byte) length
                && bytes[place.at - 3] == (byte) (length >> 8)
                && bytes[place.at - 2] == 0
                && bytes[place.at - 1] == 0;
    }

    private static boolean isSame(Place place, byte[] bytes, int at, int length) {
        return at + length <= bytes.length
                && Arrays.equals(bytes, at, at + length, place.bytes, at - place.at, at - place.at + length);
    }

    /** Does it to one of the files, and says what. */
    private static String damage(Path data, Random random) throws IOException {
        List<Path> files = filesIn(data.resolve("journal")).stream()
                .filter(file -> !file.toString().endsWith(".cq4t"))
                .toList();
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        int used = Epoch.isRollFile(file) ? bytes.length - ZEROS_BEHIND : bytes.length;
        // Most of a small roll file is Chronicle's own index: as often as not, at its end, where the frames are.
        int at = random.nextBoolean() ? random.nextInt(used) : used - 1 - random.nextInt(Math.min(used, 5_000));
        String what = " of " + data.relativize(file) + " at byte " + at;
        int length = Math.min(bytes.length - at, 1 + random.nextInt(2_000));
        switch (random.nextInt(4)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                what = "one bit" + what;
            }
            case 1 -> {
                Arrays.fill(bytes, at, at + length, (byte) 0);
                what = length + " zeros" + what;
            }
            case 2 -> {
                for (int i = at; i < at + length; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
                what = length + " garbled" + what;
            }
            default -> {
                bytes = Arrays.copyOf(bytes, at);
                what = "the end" + what;
            }
        }
        Files.write(file, bytes);
        return what;
    }

    private static void flip(Path data, Place place, int offset) throws IOException {
        Path file = data.resolve(whole.relativize(place.file));
        byte[] bytes = Files.readAllBytes(file);
        bytes[place.at + Math.min(offset, place.bytes.length - 1)] ^= 1;
        Files.write(file, bytes);
    }

    private static Outcome read(Path data) {
        var frames = new Frames();
        try (var reader = ChronicleReader.open(data, 1)) {
            List<Long> read = frames.readAll(reader);
            return new Outcome(read, reader.end().orElseThrow(), null);
        } catch (JournalException e) {
            return new Outcome(frames.read(), null, e);
        }
    }

    private static Outcome start(Path data, String boot) {
        return start(data, JournalSettings.DEFAULT.onBoot(boot));
    }

    private static Outcome accepting(Path data, long sequence) {
        return start(data, JournalSettings.DEFAULT.onBoot(BEFORE).acceptingLossAfter(OptionalLong.of(sequence)));
    }

    /** As an engine starts: reads all, then begins an epoch, and writes three frames. */
    private static Outcome start(Path data, JournalSettings settings) {
        var frames = new Frames();
        try (var lock = DataLock.take(data)) {
            try (var reader = ChronicleReader.open(data, 1, settings)) {
                frames.readAll(reader);
            }
            try (var journal = open(lock, settings)) {
                assertThat(journal.cut().lastSequence()).isEqualTo(frames.read().size());
                new Frames().append(journal, 3);
                return new Outcome(frames.read(), journal.cut(), null);
            }
        } catch (JournalException e) {
            return new Outcome(frames.read(), null, e);
        }
    }

    private static List<Long> range(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private Path copy(String name) throws IOException {
        Path data = scratch.resolve(name);
        for (Path file : filesIn(whole.resolve("journal"))) {
            Path copied = data.resolve(whole.relativize(file));
            Files.createDirectories(copied.getParent());
            Files.copy(file, copied);
        }
        return data;
    }

    private static void deleteNewest(Path data) throws IOException {
        delete(data.resolve("journal/000004"));
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
