package smc.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.Boot;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DamageException;
import smc.journal.DataLock;
import smc.journal.Frames;

/**
 * A power cut takes or garbles any page written after the last sync: none is a reason not to start again. Each damage is done to one file, the journal is opened on it and written to,
 * and everything is read; then the file is put back. {@code -Dsmc.journal.everyDamage=true} truncates at every byte instead of at some.
 */
class DamageTest {
    private static final boolean EVERY_DAMAGE = Boolean.getBoolean("smc.journal.everyDamage");
    private static final int PAGE = 4096;
    private static final int UNSYNCED_BYTES_MIN = 64 << 10;

    /** Zeros left behind the data; the file has 80 MiB of them, which only takes time to read. */
    private static final int ZEROS_BEHIND = 64 << 10;

    @TempDir
    private Path data;

    private final Frames frames = new Frames();
    private DataLock lock;
    private Path file;
    private byte[] whole;
    private long lastSynced;
    private long last;
    private int firstFrameAt;
    private int firstUnsyncedAt;
    private int endOfData;

    @BeforeEach
    void writeAnEpochWithAnUnsyncedTail() throws IOException {
        lock = DataLock.take(data);
        int bytes = 0;
        try (var journal = openOn("before")) {
            for (int batch = 0; batch < 60; batch++) {
                frames.append(journal, 1 + batch % 64);
            }
            journal.sync();
            lastSynced = journal.lastSequence();
            for (int batch = 0; bytes < UNSYNCED_BYTES_MIN; batch++) {
                int length = frames.write(journal.lastSequence() + 1, 1 + batch * 7 % 64);
                journal.append(frames.buffer(), 0, length);
                bytes += length;
            }
            frames.append(journal, 1);
            last = journal.lastSequence();
        }
        Files.delete(data.resolve("journal/000001").resolve(Epoch.CLOSED_FILE)); // The power went before.
        try (Stream<Path> files = Files.list(data.resolve("journal/000001"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
            whole = new byte[1 << 20];
            opened.readFully(whole);
            firstFrameAt = placeOf(1);
            firstUnsyncedAt = placeOf(lastSynced + 1);
            endOfData = placeOf(last) + frames.write(last, 1);
            whole = Arrays.copyOf(whole, endOfData + ZEROS_BEHIND);
            opened.setLength(whole.length);
        }
    }

    @AfterEach
    void unlock() {
        lock.close();
    }

    @Test
    void undamagedNothingIsCutOff() throws IOException {
        assertThat(openWriteAndRead("nothing")).isEqualTo(last);
    }

    /** Pages of Chronicle's own header and index are written to with every batch, so that they too may be lost. */
    @Test
    void losesNothingSyncedToAZeroedOrGarbledPage() throws IOException {
        long seed = 20260311;
        var random = new Random(seed);

        for (int page = 0; page * PAGE < endOfData; page++) {
            byte[] zeroed = whole.clone();
            if (isLost(page) && damage(zeroed, page, null)) {
                write(zeroed);
                openWriteAndRead("page " + page + " zeroed");
            }
            byte[] garbled = whole.clone();
            if (isLost(page) && damage(garbled, page, random)) {
                write(garbled);
                openWriteAndRead("page " + page + " garbled, seed " + seed);
            }
        }
    }

    @Test
    void losesNothingSyncedToManyLostPages() throws IOException {
        for (long seed = 1; seed <= 40; seed++) {
            var random = new Random(seed);
            byte[] image = whole.clone();
            for (int page = 0; page * PAGE < endOfData; page++) {
                if (isLost(page) && random.nextInt(4) == 0) {
                    damage(image, page, random.nextBoolean() ? random : null);
                }
            }
            write(image);

            openWriteAndRead("seed " + seed);
        }
    }

    @Test
    void losesNothingSyncedToATruncation() throws IOException {
        long seed = 20260312;
        int[] offsets = EVERY_DAMAGE
                ? IntStream.range(firstUnsyncedAt, endOfData).toArray()
                : new Random(seed).ints(150, firstUnsyncedAt, endOfData).toArray();

        for (int length : offsets) {
            write(Arrays.copyOf(whole, length));

            long kept = openWriteAndRead("truncated to " + length + ", seed " + seed);

            assertThat(kept).as("frames kept of a file of %d bytes", length).isLessThan(last);
        }
    }

    /** What the page loses hides nothing but itself: whole batches behind a lost page of Chronicle's bookkeeping are read. */
    @Test
    void losesNothingAtAllToALostPageOfBookkeeping() throws IOException {
        for (int page = 0; (page + 1) * PAGE <= firstFrameAt - 4; page++) {
            byte[] image = whole.clone();
            damage(image, page, new Random(page));
            write(image);

            assertThat(openWriteAndRead("page " + page)).isEqualTo(last);
        }
    }

    /** Of the last batch, which is one frame, so that nothing lies behind. */
    @Test
    void saysWhyTheEpochWasCut() throws IOException {
        int place = placeOf(last);
        assertThat(tornBy(image -> image[place + 33] ^= 1)).isEqualTo(CutReason.BAD_CRC);
        assertThat(tornBy(image -> image[place] ^= 4)).isEqualTo(CutReason.BAD_LENGTH);
        assertThat(tornBy(image -> {
                    image[place - 1] |= (byte) 0x80;
                    image[place + 33] ^= 1;
                }))
                .isEqualTo(CutReason.INCOMPLETE);
        assertThat(tornBy(image -> {
                    Arrays.fill(image, place - 4, place, (byte) 0);
                    image[place + 33] ^= 1;
                }))
                .isEqualTo(CutReason.HOLE);
        assertThat(tornBy(image -> {
                    int length = frames.write(lastSynced, 1);
                    Arrays.fill(image, place - 4, endOfData, (byte) 0);
                    image[place - 4] = (byte) length;
                    frames.buffer().getBytes(0, image, place, length);
                }))
                .isEqualTo(CutReason.SEQUENCE_GAP);
    }

    /** What says where a batch is was lost, the frames in it were not. */
    @Test
    void losesNothingToALostHeaderOfABatch() throws IOException {
        for (int place : new int[] {placeOf(1), placeOf(lastSynced + 1), placeOf(last)}) {
            for (Damage damage : new Damage[] {
                image -> image[place - 1] |= (byte) 0x80,
                image -> image[place - 1] |= (byte) 0x40,
                image -> image[place - 4] ^= 8,
                image -> image[place - 3] ^= 8,
                image -> Arrays.fill(image, place - 4, place, (byte) 0)
            }) {
                byte[] image = whole.clone();
                damage.to(image);
                write(image);

                assertThat(openWriteAndRead("header before byte " + place)).isEqualTo(last);
            }
        }
    }

    /** Without a restart of the machine there is no reason that frames behind a hole should be left and those in it not. */
    @Test
    void aHoleInAnEpochOfTheSameBootIsDamage() throws IOException {
        byte[] image = whole.clone();
        image[placeOf(lastSynced + 1) + 33] ^= 1;
        write(image);

        assertThatThrownBy(() -> openOn(Boot.UNKNOWN))
                .isInstanceOf(DamageException.class)
                .hasMessageMatching(
                        "damaged: expected sequence %d or the end of epoch 1, found BAD_CRC in 000001/.*cq4 at byte \\d+; [\\d,]+ sound frames lie behind it, %d to %d"
                                .formatted(lastSynced + 1, lastSynced + 2, last))
                .extracting(e -> ((DamageException) e).lastSoundSequence())
                .isEqualTo(lastSynced);
        assertThatThrownBy(() -> openOn("before")).isInstanceOf(DamageException.class);
        assertThat(data.resolve("journal/000002")).doesNotExist();

        try (var journal = openOn("after")) {
            assertThat(journal.cut().why()).isEqualTo(CutReason.POWER_CUT);
            assertThat(journal.cut().lastSequence()).isEqualTo(lastSynced);
            assertThat(journal.cut().place())
                    .startsWith("BAD_CRC in 000001/")
                    .contains("sound frames lie behind it, %d to %d, given up since the machine was restarted"
                            .formatted(lastSynced + 2, last));
        }
    }

    private interface Damage {
        void to(byte[] image);
    }

    private CutReason tornBy(Damage damage) throws IOException {
        byte[] image = whole.clone();
        damage.to(image);
        write(image);
        Cut cut = EpochReader.cut(Epoch.list(data.resolve("journal")).getFirst(), Boot.UNKNOWN);
        assertThat(cut.lastSequence()).isEqualTo(last - 1);
        assertThat(cut.place()).startsWith("000001/").contains(" at byte ");
        return cut.why();
    }

    /** Opens, appends an epoch, reads all of it, and removes the epoch; the last sequence kept of the damaged one. */
    private long openWriteAndRead(String damage) throws IOException {
        Cut cut;
        try (var journal = openOn("after")) {
            cut = journal.cut();
            frames.append(journal, 3);
        }
        assertThat(cut.epoch()).as(damage).isEqualTo(1);
        assertThat(cut.lastSequence()).as(damage).isBetween(lastSynced, last);
        if (cut.lastSequence() == last) {
            assertThat(cut.why())
                    .as(damage)
                    .isIn(CutReason.UNCLOSED, CutReason.HOLE, CutReason.TRUNCATED, CutReason.BAD_LENGTH);
        }
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(new Frames().readAll(reader))
                    .as(damage)
                    .isEqualTo(LongStream.rangeClosed(1, cut.lastSequence() + 3)
                            .boxed()
                            .toList());
        }
        delete(data.resolve("journal/000002"));
        return cut.lastSequence();
    }

    private ChronicleJournal openOn(String boot) {
        return ChronicleJournal.open(
                lock, JournalSettings.DEFAULT.onBoot(boot), () -> Long.MAX_VALUE, (what, cause) -> {
                    throw new AssertionError(what, cause);
                });
    }

    /** Whether the page may have changed since the last sync. */
    private boolean isLost(int page) {
        return page * PAGE < firstFrameAt - 4 || (page + 1) * PAGE > firstUnsyncedAt - 4;
    }

    /** Overwrites what is not synced data of a page: it was on disk already, and writing the page again leaves either it or the same bytes. */
    private boolean damage(byte[] image, int page, Random random) {
        boolean isDamaged = false;
        for (int at = page * PAGE; at < Math.min((page + 1) * PAGE, image.length); at++) {
            if (at < firstFrameAt - 4 || at >= firstUnsyncedAt - 4) {
                image[at] = random == null ? 0 : (byte) random.nextInt();
                isDamaged = true;
            }
        }
        return isDamaged;
    }

    private void write(byte[] image) throws IOException {
        Files.write(file, image);
    }

    /** Where the frame of that sequence begins in the file. */
    private int placeOf(long sequence) {
        byte[] wanted = new byte[frames.write(sequence, 1)];
        frames.buffer().getBytes(0, wanted);
        for (int at = 0; at + wanted.length <= whole.length; at++) {
            if (Arrays.equals(whole, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("no frame " + sequence + " in the first " + whole.length + " bytes of " + file);
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
