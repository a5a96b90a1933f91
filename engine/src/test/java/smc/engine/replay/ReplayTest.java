package smc.engine.replay;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.backtest.Backtest;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.text.FrameText;
import smc.engine.record.RecordedRun;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.JournalReader;
import smc.journal.chronicle.ChronicleReader;

/** A recorded run, fed to a fresh core. */
class ReplayTest {
    private static final Backtest BACKTEST = RecordedRun.backtest();
    private static final int FLIPS = 40;

    /** In the header ({@link Frame}). */
    private static final int SCHEMA_VERSION_OFFSET = 28;

    @TempDir
    private static Path data;

    private static long lastSequence;
    private static final List<Recorded> WITH_EFFECTS = new ArrayList<>();

    /** A frame that has effects, and where in it they are. */
    private record Recorded(long sequence, int begin, int end, int length) {}

    @BeforeAll
    static void record() throws IOException {
        lastSequence = RecordedRun.record(data, RecordedRun.walks(21, 500));
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll(ReplayTest::keepIfItHasEffects) > 0) {
                // each was looked at as it came
            }
        }
    }

    private static void keepIfItHasEffects(DirectBuffer buffer, int offset, int length) {
        int begin = behindMessage(buffer, offset, Frame.HEADER_LENGTH);
        int end = begin;
        while (end + Integer.BYTES <= length && buffer.getInt(offset + end, LITTLE_ENDIAN) != 0) {
            end = behindMessage(buffer, offset, end);
        }
        if (end > begin) {
            WITH_EFFECTS.add(new Recorded(Frame.sequence(buffer, offset), begin, end, length));
        }
    }

    private static int behindMessage(DirectBuffer buffer, int offset, int at) {
        return at + Integer.BYTES + buffer.getInt(offset + at, LITTLE_ENDIAN);
    }

    private static Replay replay() {
        return new Replay(effects -> new TradingCore(BACKTEST.core(), effects));
    }

    /** Replays with one frame changed, and sealed again as if it had been written so. */
    private static Optional<Difference> replay(Replay replay, long sequence, Consumer<UnsafeBuffer> change) {
        try (var reader = ChronicleReader.open(data, 1)) {
            return replay.run(new Tampered(reader, sequence, change), _ -> {});
        }
    }

    private static void flip(UnsafeBuffer frame, int at, int bit) {
        frame.putByte(at, (byte) (frame.getByte(at) ^ 1 << bit));
    }

    @Test
    void aRecordedRunReplaysWithoutADifference() {
        Replay replay = replay();

        Optional<Difference> difference = replay(replay, 0, _ -> {});

        assertThat(difference).isEmpty();
        assertThat(replay.frames()).isEqualTo(lastSequence);
        assertThat(replay.faultedFrames()).isZero();
        assertThat(WITH_EFFECTS).hasSizeGreaterThan(1_000);
    }

    @Test
    void oneFlippedBitInAnEffectIsFoundAtItsFrame() {
        for (long seed = 1; seed <= FLIPS; seed++) {
            var random = new Random(seed);
            Recorded frame = WITH_EFFECTS.get(random.nextInt(WITH_EFFECTS.size()));
            int at = frame.begin + random.nextInt(frame.end - frame.begin);
            int bit = random.nextInt(Byte.SIZE);

            Optional<Difference> difference = replay(replay(), frame.sequence, changed -> flip(changed, at, bit));

            assertThat(difference)
                    .as("seed %d, byte %d, bit %d of %s", seed, at, bit, frame)
                    .get()
                    .extracting(Difference::sequence)
                    .isEqualTo(frame.sequence);
        }
    }

    @Test
    void aDifferenceHoldsBothFramesWhole() {
        Recorded frame = WITH_EFFECTS.getLast();
        int at = frame.end - 1;

        Difference difference = replay(replay(), frame.sequence, changed -> flip(changed, at, 0))
                .orElseThrow();

        DirectBuffer recorded = difference.recorded();
        DirectBuffer replayed = difference.replayed();
        assertThat(recorded.capacity()).isEqualTo(frame.length).isEqualTo(replayed.capacity());
        for (int i = Frame.HEADER_LENGTH; i < frame.length; i++) {
            assertThat(recorded.getByte(i) ^ replayed.getByte(i))
                    .as("byte %d", i)
                    .isEqualTo(i == at ? 1 : 0);
        }
        assertThat(Frame.sequence(replayed, 0)).isEqualTo(frame.sequence);
    }

    @Test
    void paddingThatIsNotZeroIsADifference() {
        Recorded frame = WITH_EFFECTS.stream()
                .filter(one -> one.end < one.length)
                .findFirst()
                .orElseThrow();

        assertThat(replay(replay(), frame.sequence, changed -> flip(changed, frame.length - 1, 3)))
                .get()
                .extracting(Difference::sequence)
                .isEqualTo(frame.sequence);
    }

    /** The first order is wanted for a cent more than was recorded. */
    @Test
    void aCoreThatDecidesDifferentlyIsFoundWhereItDoes() {
        var dearer = new Replay(effects -> new TradingCore(BACKTEST.core(), dearer(effects)));

        Difference difference = replay(dearer, 0, _ -> {}).orElseThrow();

        List<String> onlyRecorded = text(difference.recorded());
        onlyRecorded.removeAll(text(difference.replayed()));
        assertThat(onlyRecorded).isNotEmpty().allMatch(message -> message.startsWith("submit "));
        assertThat(difference.sequence()).isEqualTo(firstWith("submit"));
    }

    @Test
    void aCoreThatSaysLessIsFoundAtTheFirstFrameWithEffects() {
        Effects nobody = silent();

        Optional<Difference> difference = replay(new Replay(_ -> new TradingCore(BACKTEST.core(), nobody)), 0, _ -> {});

        assertThat(difference).get().extracting(Difference::sequence).isEqualTo(WITH_EFFECTS.getFirst().sequence);
    }

    @Test
    void framesOfAnotherSchemaAreNotReplayed() {
        assertThatThrownBy(() -> replay(replay(), 7, frame -> frame.putShort(SCHEMA_VERSION_OFFSET, (short) 99)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("was 99 at sequence 7");
    }

    private static long firstWith(String name) {
        var found = new ArrayList<Long>();
        var text = new FrameText();
        try (var reader = ChronicleReader.open(data, 1)) {
            while (found.isEmpty()
                    && reader.poll((buffer, offset, length) -> {
                                if (text
                                        .messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                                        .stream()
                                        .anyMatch(message -> message.name().equals(name))) {
                                    found.add(Frame.sequence(buffer, offset));
                                }
                            })
                            > 0) {
                // until there is one
            }
        }
        return found.getFirst();
    }

    private static List<String> text(DirectBuffer frame) {
        var lines = new ArrayList<String>();
        new FrameText()
                .messages(frame, Frame.HEADER_LENGTH, frame.capacity() - Frame.HEADER_LENGTH)
                .forEach(message -> lines.add(message.toText()));
        return lines;
    }

    /** Hands effects on, orders at a price that is higher by a cent. */
    private static Effects dearer(Effects effects) {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                if (call.arguments().getFirst() instanceof Submit) {
                    call.with(6, (long) call.fields().get(6) + 1_000_000).on(effects);
                } else {
                    again.accept(effects);
                }
            }
        };
    }

    private static Effects silent() {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                // As the name says.
            }
        };
    }

    /** A journal in which one frame is another. */
    private record Tampered(JournalReader journal, long sequence, Consumer<UnsafeBuffer> change)
            implements JournalReader {
        @Override
        public int poll(FrameListener listener) {
            return journal.poll((buffer, offset, length) -> {
                if (Frame.sequence(buffer, offset) == sequence) {
                    var frame = new UnsafeBuffer(new byte[length]);
                    frame.putBytes(0, buffer, offset, length);
                    change.accept(frame);
                    new FrameChecksum().seal(frame, 0, length);
                    listener.onFrame(frame, 0, length);
                } else {
                    listener.onFrame(buffer, offset, length);
                }
            });
        }

        @Override
        public long lastSequence() {
            return journal.lastSequence();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
