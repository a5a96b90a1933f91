package smc.engine.event.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static smc.engine.event.codec.Calls.CONTENT;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import smc.engine.event.Call;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.risk.TradingState;

class FrameCodecTest {
    private static final int SEEDS = 100;

    /** Length and SBE's header; {@code onClock} has no fields. */
    private static final int CLOCK_LENGTH = 12;

    private final UnsafeBuffer slot = FrameWriter.newSlot();
    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder inputs = new InputEncoder(writer);
    private final EffectEncoder effects = new EffectEncoder(writer);
    private final Calls calls = new Calls();
    private final FrameReader reader = new FrameReader();

    @Test
    void everyCallIsReadAsItWasMade() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (List<Call> frame : Calls.framesOfEverything(new SplittableRandom(seed))) {
                calls.made.clear();

                int end = Calls.write(frame, slot);
                reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);

                assertThat(calls.made).as("seed %d", seed).isEqualTo(frame);
            }
        }
        assertThat(reader.unknownMessages()).isZero();
    }

    @Test
    void everyValueOfEveryEnumIsReadAsItWasWritten() {
        for (Call call : Calls.ofEveryEnumValue(new SplittableRandom(1))) {
            var frame = List.of(Calls.ofEveryInput(new SplittableRandom(2)).getFirst(), call);
            calls.made.clear();

            int end = Calls.write(frame, slot);
            reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);

            assertThat(calls.made).isEqualTo(frame);
        }
    }

    @Test
    void anAccountThatMayDoEverythingHasNoReasonNotTo() {
        writer.start(slot, CONTENT);
        inputs.onClock();
        effects.concluded(new StateChanged(0, 1, TradingState.ACTIVE, null, 0, 0, 0));
        int end = writer.end();

        reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);

        assertThat(calls.made.getLast()).hasToString("stateChanged 0 1 ACTIVE null 0 0 0");
    }

    /** Of 70 letters of two bytes each, 32 and 128 have room. */
    @Test
    void wordsAreCutToWholeLettersThatHaveRoom() {
        writer.start(slot, CONTENT);
        inputs.onStageSet(1, "é".repeat(70), "a" + "é".repeat(200));
        int end = writer.end();

        reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);

        assertThat(calls.made.getLast().fields()).containsExactly(1L, "é".repeat(32), "a" + "é".repeat(127));
    }

    @Test
    void equalCallsAreEqualBytesWhateverWasInTheSlot() {
        var dirty = FrameWriter.newSlot();
        for (List<Call> frame : Calls.framesOfEverything(new SplittableRandom(7))) {
            Arrays.fill(slot.byteArray(), (byte) 0);
            Arrays.fill(dirty.byteArray(), (byte) 0x5a);

            int end = Calls.write(frame, slot);
            int dirtyEnd = Calls.write(frame, dirty);

            assertThat(bytes(dirty, CONTENT, dirtyEnd)).as("%s", frame).isEqualTo(bytes(slot, CONTENT, end));
            assertThat(bytes(dirty, dirtyEnd, dirty.capacity()))
                    .as("what is behind")
                    .containsOnly(0x5a);
        }
    }

    @Test
    void aMessageIsItsLengthTheHeaderAndTheFieldsInOrder() {
        writer.start(slot, CONTENT);
        inputs.onTrade(0x01020304, 5, 6, -1);

        String hex = HexFormat.of().formatHex(bytes(slot, CONTENT, writer.position()));

        assertThat(hex)
                .isEqualTo(
                        "24000000" // 8 of the header, 28 of fields
                                + "1c00" + "0300" + "0100" + "0600" // fields, template, schema, version
                                + "04030201" + "0500000000000000" + "0600000000000000" + "ffffffffffffffff");
    }

    @Test
    void aFrameEndsWithZerosUpToAMultipleOfEight() {
        Arrays.fill(slot.byteArray(), (byte) 0x5a);
        writer.start(slot, CONTENT);
        inputs.onClock();

        int end = writer.end();

        assertThat(end).isEqualTo(CONTENT + 16);
        assertThat(bytes(slot, CONTENT + CLOCK_LENGTH, end)).containsOnly(0);
    }

    /** As on the engine thread: the core writes its effects into the slot, which grows, while the input in it is being delivered. */
    @Test
    void effectsAreWrittenBehindTheInputThatCausesThem() {
        writer.start(slot, CONTENT);
        inputs.onOrderReport(1, 2, new Sent(300));
        int inputEnd = writer.position();
        var core = Calls.whoDoes(call -> {
            for (long order = 0; order < (long) call.fields().getLast(); order++) {
                effects.wanted(new Cancel(order, 0, 0));
            }
        });

        writer.start(slot, inputEnd);
        int behind = reader.readInput(slot, CONTENT, inputEnd - CONTENT, core);
        int end = writer.end();

        assertThat(behind).isEqualTo(inputEnd);
        assertThat(writer.growths()).isEqualTo(2);
        reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);
        assertThat(calls.made).hasSize(301);
        assertThat(calls.made.getFirst()).hasToString("onOrderSent 1 2 300");
        assertThat(calls.made.getLast()).hasToString("cancel 299 0 0");
    }

    @Test
    void theTimeAndTheSequenceOfAnInputAreForTheHeadersWriter() {
        writer.start(slot, CONTENT);
        inputs.at(41, 42);

        assertThat(writer.position()).isEqualTo(CONTENT);
        assertThat(inputs.sequence()).isEqualTo(41);
        assertThat(inputs.atNanos()).isEqualTo(42);
    }

    @Test
    void aSlotGrowsAndKeepsWhatIsInIt() {
        writer.start(slot, CONTENT);
        inputs.onClock();
        for (long order = 0; order < 1_000; order++) {
            effects.wanted(new Cancel(order, 2, 3));
        }
        int end = writer.end();

        reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);

        assertThat(calls.made).hasSize(1_001);
        assertThat(calls.made.subList(1, 1_001).stream()
                        .map(call -> call.fields().getFirst()))
                .containsExactlyElementsOf(IntStream.range(0, 1_000)
                        .mapToObj(order -> (Object) (long) order)
                        .toList());
        assertThat(end).as("1,000 cancels of 28 bytes").isEqualTo(CONTENT + 28_016);
        assertThat(slot.capacity()).isEqualTo(32 << 10);
        assertThat(writer.growths()).isEqualTo(3);
    }

    /** As on the engine thread: the input comes from the ring, its effects follow in another slot. */
    @Test
    void messagesThatStandElsewhereAreAppendedAsTheyAre() {
        UnsafeBuffer elsewhere = FrameWriter.newSlot();
        writer.start(elsewhere, CONTENT);
        for (int order = 0; order < 100; order++) {
            inputs.onOrderReport(1, 2, new Sent(order));
        }
        int end = writer.position();
        int start = slot.capacity() - 10;

        writer.start(slot, start);
        writer.append(elsewhere, CONTENT, end - CONTENT);

        assertThat(writer.position()).isEqualTo(start + end - CONTENT);
        assertThat(writer.growths()).isEqualTo(1);
        assertThat(bytes(slot, start, writer.position())).isEqualTo(bytes(elsewhere, CONTENT, end));
    }

    @Test
    void messagesThatStandElsewhereAndDoNotFitLeaveTheSlotAsItWas() {
        writer.start(slot, CONTENT);
        var tooMuch = new UnsafeBuffer(new byte[FrameWriter.SLOT_LENGTH_MAX]);

        assertThatThrownBy(() -> writer.append(tooMuch, 0, tooMuch.capacity())).isInstanceOf(FrameException.class);
        assertThat(writer.position()).isEqualTo(CONTENT);
        assertThat(slot.capacity()).isEqualTo(FrameWriter.SLOT_LENGTH);
    }

    @Test
    void aFrameBeyondTheLimitIsRefusedBeforeItsLastMessageIsBegun() {
        writer.start(slot, CONTENT);
        int room = (FrameWriter.SLOT_LENGTH_MAX - CONTENT) / CLOCK_LENGTH;
        for (int message = 0; message < room; message++) {
            inputs.onClock();
        }
        int full = writer.position();

        assertThatThrownBy(inputs::onClock)
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("at most 1048576 bytes, needs at least " + (full + CLOCK_LENGTH));
        assertThat(writer.position()).isEqualTo(full);
        assertThat(slot.capacity()).isEqualTo(FrameWriter.SLOT_LENGTH_MAX);
    }

    @Test
    void aFrameStartsInsideOfItsSlot() {
        assertThatThrownBy(() -> writer.start(slot, slot.capacity() + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.start(slot, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(UnsafeBuffer buffer, int from, int to) {
        return Arrays.copyOfRange(buffer.byteArray(), from, to);
    }
}
