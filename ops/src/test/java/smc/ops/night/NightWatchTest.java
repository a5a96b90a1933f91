package smc.ops.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.live.watch.LiveListener;
import smc.journal.DataLock;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;

/** When a night's work is begun, and what is told of it. The journal has one frame, of the first of January at noon. */
class NightWatchTest {
    @TempDir
    private Path data;

    private final List<String> notes = new ArrayList<>();
    private final List<String> alarms = new ArrayList<>();
    private final List<LocalDate> nights = new ArrayList<>();
    private final LiveListener listener = new LiveListener() {
        @Override
        public void note(String what) {
            notes.add(what);
        }

        @Override
        public void alarm(String what) {
            alarms.add(what);
        }
    };
    private long nowNanos;

    @BeforeEach
    void writeAJournal() {
        var frame = new UnsafeBuffer(new byte[Frame.HEADER_LENGTH]);
        Frame.header(frame, 0, 1, nanos("2025-01-01T12:00:00Z"), 7, (short) 1, (short) 0);
        new FrameChecksum().seal(frame, 0, Frame.HEADER_LENGTH);
        try (var lock = DataLock.take(data);
                var journal =
                        ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
                            throw new AssertionError(what, cause);
                        })) {
            journal.append(frame, 0, Frame.HEADER_LENGTH);
        }
    }

    private static long nanos(String time) {
        return TimeUnit.SECONDS.toNanos(Instant.parse(time).getEpochSecond());
    }

    private NightWatch watch(NightWatch.Work work) {
        return new NightWatch(data, () -> nowNanos, "1.2.3", work, listener);
    }

    /** Work that is done in no time. */
    private OptionalInt good(PrintWriter err) throws IOException {
        return ends(List.of("a day"), List.of());
    }

    private OptionalInt ends(List<String> told, List<String> wrong) throws IOException {
        LocalDate night = NightSchedule.night(nowNanos);
        nights.add(night);
        var result = NightJson.failed(night, Instant.EPOCH, Instant.EPOCH, "1.2.3", "");
        result.put("good", wrong.isEmpty());
        var all = result.putArray("wrong");
        wrong.forEach(all::add);
        told.forEach(result.putArray("told")::add);
        NightFile.write(data, result);
        return OptionalInt.of(wrong.isEmpty() ? 0 : 1);
    }

    private void lookAt(NightWatch watch, String time) throws InterruptedException {
        nowNanos = nanos(time);
        watch.look();
    }

    private JsonNode result() throws IOException {
        return NightFile.read(data).orElseThrow();
    }

    /** Whatever it is that keeps a night's work from being begun: the watch goes on, and the next night is tried. */
    @Test
    void aNightThatCannotBeBegunIsToldAndTheNextIsTried() throws Exception {
        NightWatch watch = watch(_ -> {
            if (nights.isEmpty()) {
                nights.add(NightSchedule.night(nowNanos));
                throw new IllegalStateException("out of luck");
            }
            return ends(List.of("a day"), List.of());
        });

        lookAt(watch, "2025-01-02T00:05:00Z");
        assertThat(alarms).singleElement().asString().contains("could not be begun", "out of luck");

        lookAt(watch, "2025-01-03T00:05:00Z");
        assertThat(nights).containsExactly(LocalDate.of(2025, 1, 2), LocalDate.of(2025, 1, 3));
    }

    @Test
    void itIsDoneOnceWheneverMidnightPasses() throws Exception {
        NightWatch watch = watch(this::good);

        lookAt(watch, "2025-01-01T13:00:00Z");
        lookAt(watch, "2025-01-02T00:04:59Z");
        assertThat(nights).isEmpty();

        lookAt(watch, "2025-01-02T00:05:00Z");
        lookAt(watch, "2025-01-02T00:05:10Z");
        lookAt(watch, "2025-01-02T23:59:00Z");
        assertThat(nights).containsExactly(LocalDate.of(2025, 1, 2));

        lookAt(watch, "2025-01-03T00:06:00Z");
        assertThat(nights).containsExactly(LocalDate.of(2025, 1, 2), LocalDate.of(2025, 1, 3));
    }

    @Test
    void anEngineThatWasOffThenDoesItAfterItsStart() throws Exception {
        lookAt(watch(this::good), "2025-01-04T10:00:00Z");

        assertThat(nights).containsExactly(LocalDate.of(2025, 1, 4));
    }

    @Test
    void whatIsDoneIsNotDoneAgainByTheNextStart() throws Exception {
        lookAt(watch(this::good), "2025-01-04T10:00:00Z");

        lookAt(watch(this::good), "2025-01-04T11:00:00Z");
        assertThat(nights).hasSize(1);

        lookAt(watch(this::good), "2025-01-05T11:00:00Z");
        assertThat(nights).hasSize(2);
    }

    @Test
    void aClockThatGoesBackOverMidnightBringsNoSecondNight() throws Exception {
        NightWatch watch = watch(this::good);
        lookAt(watch, "2025-01-04T00:06:00Z");

        lookAt(watch, "2025-01-03T23:59:00Z");
        lookAt(watch, "2025-01-04T00:07:00Z");

        assertThat(nights).hasSize(1);
    }

    @Test
    void beforeTheFirstFrameNothingIsLookedAt() throws Exception {
        nowNanos = 0;
        watch(this::good).look();

        assertThat(nights).isEmpty();
        assertThat(alarms).isEmpty();
    }

    @Test
    void whatWasDoneIsNotedAndWhatIsWrongIsAnAlarm() throws Exception {
        lookAt(watch(_ -> ends(List.of("a day", "a file"), List.of("a frame"))), "2025-01-04T00:06:00Z");

        assertThat(notes).containsExactly("nightly: a day", "nightly: a file");
        assertThat(alarms).containsExactly("nightly: a frame");
    }

    @Test
    void aProcessThatFailsIsToldWithItsLastWordAndNotTriedAgainThatNight() throws Exception {
        NightWatch watch = watch(err -> {
            nights.add(NightSchedule.night(nowNanos));
            err.println("smc: first");
            err.println("smc: last");
            return OptionalInt.of(1);
        });
        lookAt(watch, "2025-01-04T00:06:00Z");
        lookAt(watch, "2025-01-04T00:07:00Z");
        lookAt(watch(this::good), "2025-01-04T00:08:00Z");

        assertThat(nights).hasSize(1);
        assertThat(alarms).containsExactly("nightly: the process ended with exit code 1: smc: last");
        assertThat(result().path("night").asText()).isEqualTo("2025-01-04");
        assertThat(result().path("good").asBoolean()).isFalse();
        assertThat(result().path("wrong").path(0).asText()).isEqualTo("the process ended with exit code 1: smc: last");
    }

    /** One of an earlier night is none of this. */
    @Test
    void aProcessThatLeavesNoResultHasFailedWhateverItsExitCode() throws Exception {
        lookAt(watch(this::good), "2025-01-03T00:06:00Z");

        lookAt(watch(_ -> OptionalInt.of(0)), "2025-01-04T00:06:00Z");

        assertThat(alarms).containsExactly("nightly: the process ended with exit code 0: it said nothing");
        assertThat(result().path("night").asText()).isEqualTo("2025-01-04");
    }

    @Test
    void whatTakesTooLongIsToldToBeCutOff() throws Exception {
        lookAt(watch(_ -> OptionalInt.empty()), "2025-01-04T00:06:00Z");

        assertThat(alarms).containsExactly("nightly: the work took longer than 30 minutes and was cut off");
        assertThat(result().path("good").asBoolean()).isFalse();
    }

    @Test
    void aProcessThatCannotBeStartedIsTold() throws Exception {
        lookAt(
                watch(_ -> {
                    throw new IOException("no room");
                }),
                "2025-01-04T00:06:00Z");

        assertThat(alarms).containsExactly("nightly: the process could not be started: no room");
        assertThat(result().path("good").asBoolean()).isFalse();
    }

    @Test
    void aResultThatCannotBeReadIsNone() throws Exception {
        Files.writeString(Files.createDirectories(data.resolve("state")).resolve("nightly.json"), "{\"night\"");

        lookAt(watch(this::good), "2025-01-04T00:06:00Z");

        assertThat(nights).hasSize(1);
        assertThat(alarms).isEmpty();
    }

    @Test
    void aResultThatCannotBeWrittenIsToldAndEndsNothing() throws Exception {
        Files.createFile(Files.createDirectories(data.resolve("state")).resolve("nightly"));
        NightWatch watch = watch(_ -> OptionalInt.of(1));

        lookAt(watch, "2025-01-04T00:06:00Z");
        lookAt(watch, "2025-01-04T00:07:00Z");

        assertThat(alarms).hasSize(2);
        assertThat(alarms.getFirst()).isEqualTo("nightly: the process ended with exit code 1: it said nothing");
        assertThat(alarms.getLast()).startsWith("nightly: the result cannot be written: ");
    }

    @Test
    void theEnginesEndEndsTheWorkAndIsNoFailure() throws Exception {
        nowNanos = nanos("2025-01-04T00:06:00Z");
        var begun = new CountDownLatch(1);
        var isInterrupted = new boolean[1];
        NightWatch watch = watch(_ -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await(); // for ever
            } catch (InterruptedException e) {
                isInterrupted[0] = true;
                throw e;
            }
            return OptionalInt.of(0);
        });
        watch.start();
        begun.await();

        watch.close();

        assertThat(isInterrupted[0]).isTrue();
        assertThat(alarms).isEmpty();
        assertThat(NightFile.read(data)).isEmpty();
    }

    @Test
    void oneThatWasNeverStartedIsClosed() {
        watch(this::good).close();

        assertThat(nights).isEmpty();
    }

    @Test
    void theLastThirtyResultsAreKept() throws Exception {
        NightWatch watch = watch(this::good);
        for (int day = 0; day < 33; day++) {
            nowNanos = nanos("2025-01-02T00:05:00Z") + TimeUnit.DAYS.toNanos(day);
            watch.look();
        }

        try (var files = Files.list(NightFile.folder(data))) {
            // 33 nights from the second of January to the third of February; the first three are gone.
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .hasSize(NightFile.KEPT)
                    .startsWith("2025-01-05.json")
                    .endsWith("2025-02-03.json");
        }
        assertThat(NightFile.done(data)).isEqualTo(Optional.of(LocalDate.of(2025, 2, 3)));
    }
}
