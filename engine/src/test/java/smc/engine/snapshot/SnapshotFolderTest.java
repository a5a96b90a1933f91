package smc.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.Journal;
import smc.strategy.state.StateCopy;

/** Which snapshots stay. Each is of a frame whose sequence is the hour it was taken in. */
class SnapshotFolderTest {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Midnight UTC. */
    private static final long START_NANOS = TimeUnit.DAYS.toNanos(20_000);

    @TempDir
    private Path data;

    private SnapshotFolder folder;

    @BeforeEach
    void make() {
        folder = SnapshotFolder.of(data);
    }

    private void take(long sequence, long atNanos) throws IOException {
        var copy = new StateCopy();
        copy.begin("core", 1).end();
        var header = new Snapshot.Header(sequence, atNanos, 1, 3, 0, 0, new Journal.Place(1, "x.cq4", 0, sequence - 1));
        SnapshotFile.write(folder.file(sequence), new Snapshot(header, copy, copy));
    }

    private void takeHourly(int hours) throws IOException {
        for (int hour = 1; hour <= hours; hour++) {
            take(hour, START_NANOS + hour * HOUR_NANOS);
        }
    }

    private List<Long> kept() throws IOException {
        return folder.newestFirst().stream().map(SnapshotFolder.Entry::sequence).toList();
    }

    @Test
    void anHourlyOneStaysForTwoDaysAndADailyOneForGood() throws IOException {
        takeHourly(100); // the last at 04:00 of the fifth day

        folder.prune(1);

        // 48 hours back from hour 100 is hour 52; before that the last of each day: 23:00 is hour 23, 47.
        List<Long> hourly = LongStream.rangeClosed(52, 100).boxed().toList().reversed();
        assertThat(kept()).startsWith(hourly.toArray(Long[]::new)).endsWith(47L, 23L);
        assertThat(kept()).hasSize(hourly.size() + 2);
    }

    @Test
    void aDailyOneGoesWithTheJournalThatItIsOf() throws IOException {
        takeHourly(100);

        folder.prune(40);

        assertThat(kept()).endsWith(47L).doesNotContain(23L);
    }

    @Test
    void theLastThreeStayHoweverOldTheyAre() throws IOException {
        for (long minute = 1; minute <= 5; minute++) {
            take(minute, START_NANOS + minute); // all in one hour
        }

        folder.prune(1);

        assertThat(kept()).containsExactly(5L, 4L, 3L);
    }

    @Test
    void whatCannotBeReadStaysForSomebodyToLookAt() throws IOException {
        takeHourly(10);
        Files.writeString(folder.file(2), "rubbish");
        Path unfinished = folder.path().resolve(".7.json.4711.tmp");
        Files.writeString(unfinished, "left by a process that was killed");

        folder.prune(1);

        assertThat(kept()).contains(2L);
        assertThat(unfinished).doesNotExist();
        assertThat(folder.newestPlace())
                .hasValueSatisfying(place -> assertThat(place.afterSequence()).isEqualTo(9));
    }

    @Test
    void theNewestThatCanBeReadSaysWhereTheJournalIsKnown() throws IOException {
        takeHourly(3);
        Files.writeString(folder.file(3), "{");

        assertThat(folder.newestPlace())
                .hasValueSatisfying(place -> assertThat(place.afterSequence()).isEqualTo(1));
        assertThat(SnapshotFolder.of(data.resolve("nowhere")).newestPlace()).isEmpty();
    }
}
