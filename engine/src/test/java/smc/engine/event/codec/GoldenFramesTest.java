package smc.engine.event.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.event.Call;
import smc.engine.event.text.FrameText;

/**
 * Frames of every released version of the schema, and the calls they were written from: all of them must stay readable for ever. Each version
 * has every message and every enum value it knew. The files are never changed; a new version of the schema adds its own.
 */
class GoldenFramesTest {
    private final Calls calls = new Calls();
    private final FrameReader reader = new FrameReader();

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3", "v4", "v5", "v6"})
    void framesOfEveryVersionAreReadAsTheyWereWritten(String version) throws IOException {
        var frames = new UnsafeBuffer(resource("frames-" + version + ".bin"));
        List<String> expected = new String(resource("frames-" + version + ".txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();

        for (int at = 0; at < frames.capacity(); at += length(frames, at)) {
            reader.read(frames, at + Calls.CONTENT, length(frames, at) - Calls.CONTENT, calls.inputs, calls.effects);
        }

        assertThat(reader.unknownMessages()).isZero();
        assertThat(calls.made).hasSameSizeAs(expected);
        for (int line = 0; line < expected.size(); line++) {
            List<String> words = List.of(expected.get(line).split(" "));
            List<String> read = List.of(calls.made.get(line).toString().split(" "));
            assertThat(read)
                    .as("line %d, less what was appended since", line + 1)
                    .startsWith(words.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3", "v4", "v5", "v6"})
    void framesOfEveryVersionAreShownWithTheNamesOfTheMethods(String version) throws IOException {
        var frames = new UnsafeBuffer(resource("frames-" + version + ".bin"));
        var text = new FrameText();
        var shown = new ArrayList<String>();

        for (int at = 0; at < frames.capacity(); at += length(frames, at)) {
            for (var message : text.messages(frames, at + Calls.CONTENT, length(frames, at) - Calls.CONTENT)) {
                Set<String> names =
                        message.fields().stream().map(field -> field.name()).collect(Collectors.toSet());
                assertThat(names).as("%s", message).hasSameSizeAs(message.fields());
                shown.add(message.name() + " " + message.fields().size());
            }
        }

        List<String> expected = new String(resource("frames-" + version + ".txt"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" "))
                .map(words -> words[0] + " " + (words.length - 1))
                .toList();
        assertThat(shown).isEqualTo(expected);
    }

    /** So a replay can hold what it says by this build against what an older one has written. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3", "v4", "v5", "v6"})
    void whatIsSaidAgainAndStampedIsWhatAnOlderVersionWrote(String version) throws IOException {
        var frames = new UnsafeBuffer(resource("frames-" + version + ".bin"));
        var writer = new FrameWriter();
        var inputs = new InputEncoder(writer);
        var effects = new EffectEncoder(writer);

        for (int at = 0; at < frames.capacity(); at += length(frames, at)) {
            UnsafeBuffer slot = FrameWriter.newSlot();
            writer.start(slot, Calls.CONTENT);
            reader.read(frames, at + Calls.CONTENT, length(frames, at) - Calls.CONTENT, inputs, effects);
            EventSchema.stamp(slot, Calls.CONTENT, writer.position(), Short.parseShort(version.substring(1)));
            int end = writer.end();

            assertThat(Arrays.copyOfRange(slot.byteArray(), Calls.CONTENT, end))
                    .as("frame at byte %d", at)
                    .isEqualTo(Arrays.copyOfRange(frames.byteArray(), at + Calls.CONTENT, at + length(frames, at)));
        }
    }

    /** The newest version's files hold whatever the language has now, or it was changed without a new version. */
    @ParameterizedTest
    @ValueSource(strings = "v6")
    void theNewestVersionHasEveryMessageAndEveryEnumValue(String newest) throws IOException {
        var words = new HashSet<String>();
        new String(resource("frames-" + newest + ".txt"), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> words.addAll(Arrays.asList(line.split(" "))));
        var random = new SplittableRandom(1);
        var needed = Stream.of(Calls.ofEveryInput(random), Calls.ofEveryEffect(random), Calls.ofEveryEnumValue(random))
                .flatMap(List::stream)
                .flatMap(call -> Stream.concat(Stream.of(call.word()), enumValues(call)))
                .collect(Collectors.toSet());

        assertThat(words).containsAll(needed);
    }

    private static Stream<String> enumValues(Call call) {
        return call.fields().stream().filter(Enum.class::isInstance).map(Object::toString);
    }

    private static int length(UnsafeBuffer frames, int at) {
        return frames.getInt(at, LITTLE_ENDIAN);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenFramesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
