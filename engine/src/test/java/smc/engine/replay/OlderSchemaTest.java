package smc.engine.replay;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.text.FrameText;
import smc.engine.record.RecordedRun;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.RewrittenFrames;
import smc.journal.chronicle.ChronicleReader;

/**
 * Journals of every version of the schema replay by this build, or are refused in words.
 *
 * <p>They are written by this build and say of themselves that an older version wrote them. That is what the older one wrote, byte for byte: each version
 * has added messages and changed none that was there ({@link EventSchema#stamp}, held by GoldenFramesTest against bytes kept of each version), and a
 * recorded run has none of those that were added, which is asserted here against the schema.
 */
class OlderSchemaTest {
    private static final int CANDLES = 400;

    /** In the header of a frame. */
    private static final int SCHEMA_VERSION_OFFSET = 28;

    private static final Pattern SINCE =
            Pattern.compile("<sbe:message name=\"(\\w+)\" id=\"\\d+\" sinceVersion=\"(\\d+)\"");

    @TempDir
    private Path data;

    private long lastSequence;

    @BeforeEach
    void record() throws IOException {
        lastSequence = RecordedRun.record(data, RecordedRun.walks(21, CANDLES));
    }

    /** @return offset behind the last message */
    private static int stamp(UnsafeBuffer frame, short version) {
        frame.putShort(SCHEMA_VERSION_OFFSET, version, LITTLE_ENDIAN);
        int end = Frame.HEADER_LENGTH;
        while (end + Integer.BYTES <= frame.capacity() && frame.getInt(end, LITTLE_ENDIAN) != 0) {
            end += Integer.BYTES + frame.getInt(end, LITTLE_ENDIAN);
        }
        EventSchema.stamp(frame, Frame.HEADER_LENGTH, end, version);
        return end;
    }

    private Set<String> names() {
        var names = new HashSet<String>();
        var text = new FrameText();
        forEachFrame((buffer, offset, length) -> text.messages(
                        buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                .forEach(message -> names.add(message.name())));
        return names;
    }

    private void forEachFrame(FrameListener listener) {
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll(listener) > 0) {
                // each is looked at as it comes
            }
        }
    }

    /** Messages that a version did not have yet. */
    private static Set<String> addedAfter(int version) throws IOException {
        return SINCE.matcher(Files.readString(Path.of("src/main/sbe/events.xml")))
                .results()
                .filter(message -> Integer.parseInt(message.group(2)) > version)
                .map(message -> message.group(1))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(shorts = {1, 2})
    void aJournalOfAnOlderSchemaReplays(short version) throws IOException {
        assertThat(addedAfter(version)).isNotEmpty();
        assertThat(names()).contains("tradeClosed").doesNotContainAnyElementsOf(addedAfter(version));
        assertThat(RewrittenFrames.in(data, frame -> stamp(frame, version))).isEqualTo((int) lastSequence);
        forEachFrame((buffer, offset, _) ->
                assertThat(Frame.schemaVersion(buffer, offset)).isEqualTo(version));

        var replay =
                new Replay(effects -> new TradingCore(RecordedRun.backtest().core(), effects));
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(reader, _ -> {})).isEmpty();
        }
        assertThat(replay.frames()).isEqualTo(lastSequence);
    }

    /** It replays since all is the same, not since nothing is compared. */
    @Test
    void oneBitOfAnEffectIsFoundInAJournalOfAnOlderSchema() throws IOException {
        var changed = new ArrayList<Long>();
        RewrittenFrames.in(data, frame -> {
            int end = stamp(frame, (short) 2);
            int effects = Frame.HEADER_LENGTH + Integer.BYTES + frame.getInt(Frame.HEADER_LENGTH, LITTLE_ENDIAN);
            if (changed.isEmpty() && end > effects) {
                frame.putByte(end - 1, (byte) (frame.getByte(end - 1) ^ 1));
                changed.add(Frame.sequence(frame, 0));
            }
        });

        var replay =
                new Replay(effects -> new TradingCore(RecordedRun.backtest().core(), effects));
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(reader, _ -> {}))
                    .get()
                    .extracting(Difference::sequence)
                    .isEqualTo(changed.getFirst());
        }
    }

    @Test
    void aFrameOfANewerSchemaIsNotReplayed() throws IOException {
        short newer = EventSchema.VERSION + 1;
        long one = lastSequence / 2;
        assertThat(RewrittenFrames.in(data, frame -> {
                    if (Frame.sequence(frame, 0) == one) {
                        stamp(frame, newer);
                    }
                }))
                .isEqualTo(1);

        var replay =
                new Replay(effects -> new TradingCore(RecordedRun.backtest().core(), effects));
        try (var reader = ChronicleReader.open(data, 1)) {
            assertThatThrownBy(() -> replay.run(reader, _ -> {}))
                    .isInstanceOf(JournalException.class)
                    .hasMessage("expected frames of schema version 1 to %d to replay, was %d at sequence %d"
                            .formatted(EventSchema.VERSION, newer, one));
        }
    }
}
