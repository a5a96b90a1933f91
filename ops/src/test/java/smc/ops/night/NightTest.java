package smc.ops.night;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.journal.Frame;
import smc.journal.RewrittenFrames;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.Moment;
import smc.ops.journal.bundle.PartReplay;
import smc.ops.question.Market;
import smc.ops.question.Parity;
import smc.ops.question.QuestionJson;
import smc.ops.run.SeededSession;

/** The night after some days of a live engine, with several starts. */
@ExtendWith(NightSession.class)
class NightTest {
    private static final Retention.Rule FOR_EVER = new Retention.Rule(OptionalInt.empty());

    @TempDir
    private static Path folder;

    private static Path data;
    private static final List<Told> FRAMES = new ArrayList<>();

    /** The night after them. */
    private static Night good;

    private record Told(long sequence, long atNanos, List<MessageText> messages) {
        private boolean has(String name) {
            return messages.stream().anyMatch(message -> message.name().equals(name));
        }
    }

    @BeforeAll
    static void read() throws IOException {
        data = NightSession.data();
        var text = new FrameText();
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll((buffer, offset, length) -> FRAMES.add(new Told(
                            Frame.sequence(buffer, offset),
                            Frame.atNanos(buffer, offset),
                            text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH))))
                    > 0) {
                // each is kept
            }
        }
        good = night(data);
    }

    private static Night night(Path of) throws IOException {
        return Night.work(of, FOR_EVER, _ -> {});
    }

    private static PartReplay replay(Night night) {
        assertThat(night.replay()).isInstanceOf(Part.Done.class);
        return ((Part.Done<PartReplay>) night.replay()).result();
    }

    /** The day before that of the last frame, which is no few minutes old in this session. */
    private static LocalDate lastDay() {
        return NightSchedule.day(FRAMES.getLast().atNanos).minusDays(1);
    }

    private static List<Told> framesOf(LocalDate day) {
        return FRAMES.stream()
                .filter(frame -> NightSchedule.day(frame.atNanos).equals(day))
                .toList();
    }

    private static Path copy(String name) throws IOException {
        return FolderCopy.of(data, folder.resolve(name));
    }

    /** The day of {@link #good} alone, without parity. */
    private static PartReplay replay(Path of) throws IOException {
        return PartReplay.of(
                of,
                NightSchedule.midnightNanos(lastDay()),
                NightSchedule.midnightNanos(lastDay().plusDays(1)),
                _ -> {});
    }

    /** The first number of a frame's first effect has one bit another. */
    private static void change(Path of, long sequence) throws IOException {
        RewrittenFrames.in(of, frame -> {
            if (Frame.sequence(frame, 0) == sequence) {
                int effects = Frame.HEADER_LENGTH + Integer.BYTES + frame.getInt(Frame.HEADER_LENGTH, LITTLE_ENDIAN);
                int fields = effects + Integer.BYTES + 8; // behind the message's length and SBE's header
                frame.putByte(fields, (byte) (frame.getByte(fields) ^ 1));
            }
        });
    }

    private static List<String> problems(String json) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs/schema/nightly.schema.json")))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void theLastDayThatIsOverComesToTheSameBytesAndHashesFromTheSnapshotBeforeIt() throws IOException {
        assertThat(good.day()).contains(lastDay());
        assertThat(good.isGood()).as("%s", good.wrong()).isTrue();
        PartReplay replay = replay(good);
        assertThat(replay.difference()).isEmpty();
        // Through the day, and not for ever behind it.
        List<Told> day = framesOf(lastDay());
        assertThat(replay.lastSequence()).isGreaterThanOrEqualTo(day.getLast().sequence);
        long first = replay.snapshot().orElse(0) + 1;
        assertThat(first).isLessThanOrEqualTo(day.getFirst().sequence);
        assertThat(replay.frames()).isEqualTo(replay.lastSequence() - first + 1);
        assertThat(replay.hashes())
                .isPositive()
                .isEqualTo(FRAMES.stream()
                        .filter(frame -> frame.sequence >= first && frame.sequence <= replay.lastSequence())
                        .filter(frame -> frame.has("snapshotTaken"))
                        .count());
    }

    @Test
    void withoutASnapshotItBeginsWithTheFirstFrameAndComesToTheSameHash() throws IOException {
        Path other = copy("no-snapshots");
        try (Stream<Path> snapshots = Files.list(other.resolve("snapshots"))) {
            for (Path snapshot : snapshots.toList()) {
                Files.delete(snapshot);
            }
        }

        PartReplay whole = replay(other);
        PartReplay part = replay(good);

        assertThat(whole.snapshot()).isEqualTo(OptionalLong.empty());
        assertThat(whole.frames()).isEqualTo(whole.lastSequence());
        assertThat(whole.lastHash()).isPresent().isEqualTo(part.lastHash());
        assertThat(whole.lastSequence()).isEqualTo(part.lastSequence());
    }

    @Test
    void parityIsThatOfTheDay() throws IOException {
        Parity expected = Parity.of(Market.of(data, Moment.END)).on(lastDay());
        assertThat(QuestionJson.of(((Part.Done<Parity>) good.parity()).result()))
                .isEqualTo(QuestionJson.of(expected));
    }

    @Test
    void aFrameThatComesToSomethingElseIsNamedAndTheRestIsDoneAllTheSame() throws IOException {
        Path other = copy("other-frame");
        long first = replay(good).snapshot().orElse(0) + 1;
        long changed = framesOf(lastDay()).stream()
                .filter(frame -> frame.sequence >= first && frame.has("candleClosed"))
                .findFirst()
                .orElseThrow()
                .sequence;
        change(other, changed);

        Night night = night(other);

        PartReplay replay = replay(night);
        assertThat(replay.difference().orElseThrow().sequence()).isEqualTo(changed);
        assertThat(replay.lastSequence()).isEqualTo(changed - 1);
        assertThat(night.isGood()).isFalse();
        assertThat(night.wrong().getFirst()).startsWith("replay: sequence " + changed + " at ");
        // Another time of a candle is none that a market can have: parity has failed, and has taken nothing with it.
        assertThat(night.parity()).isInstanceOf(Part.Failed.class);
        assertThat(night.retention()).isInstanceOf(Part.Done.class);
        assertThat(problems(NightJson.of(night, other, "1.2.3").toString())).isEmpty();
    }

    /** What the state came to is an effect as any other. */
    @Test
    void anotherHashOfTheStateIsADifference() throws IOException {
        Path other = copy("other-hash");
        PartReplay same = replay(good);
        long changed = FRAMES.stream()
                .filter(frame -> frame.sequence > same.snapshot().orElse(0) && frame.has("snapshotTaken"))
                .findFirst()
                .orElseThrow()
                .sequence;
        change(other, changed);

        PartReplay replay = replay(other);

        assertThat(replay.difference().orElseThrow().sequence()).isEqualTo(changed);
    }

    @Test
    void aDayWithoutAFrameIsNotLookedAt() throws IOException {
        assertThat(Night.look(data, LocalDate.of(2024, 1, 1), _ -> {})).isEmpty();
        assertThat(Night.look(data, NightSchedule.day(FRAMES.getLast().atNanos).plusDays(1), _ -> {}))
                .isEmpty();
    }

    @Test
    void aJournalOfOneDayHasNoneThatIsOver() throws Exception {
        Path young = folder.resolve("young");
        SeededSession.writeKilledInItsStart(young, 2);

        Night night = night(young);

        assertThat(night.day()).isEqualTo(Optional.empty());
        assertThat(night.replay()).isInstanceOf(Part.LeftOut.class);
        assertThat(night.isGood()).isTrue();
        assertThat(problems(NightJson.of(night, young, "1.2.3").toString())).isEmpty();
    }

    @Test
    void theResultIsAsItsSchemaSaysAlsoOfANightThatFailed() throws IOException {
        assertThat(problems(NightJson.of(good, data, "1.2.3").toString())).isEmpty();
        assertThat(problems(NightJson.failed(lastDay(), Instant.EPOCH, Instant.EPOCH, "1.2.3", "it was cut off")
                        .toString()))
                .isEmpty();
        assertThat(problems("{\"night\": \"2025-01-01\"}")).isNotEmpty();
    }
}
