package smc.engine.event.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static smc.engine.event.codec.Calls.CONTENT;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import smc.engine.event.Call;
import smc.engine.event.Inputs;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.order.OrderRequest.Cancel;

/** What is not a frame says so, and never becomes a call that nobody made. */
class FrameDamageTest {
    private static final int BLOCK_LENGTH_AT = 4;
    private static final int TEMPLATE_AT = 6;
    private static final int SCHEMA_AT = 8;
    private static final int VERSION_AT = 10;
    private static final int FIELDS_AT = 12;

    private final UnsafeBuffer slot = FrameWriter.newSlot();
    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder inputs = new InputEncoder(writer);
    private final EffectEncoder effects = new EffectEncoder(writer);
    private final Calls calls = new Calls();
    private final FrameReader reader = new FrameReader();

    private void read(int end) {
        reader.read(slot, CONTENT, end - CONTENT, calls.inputs, calls.effects);
    }

    @Test
    void aFrameCutAnywhereGivesWholeMessagesAndThenSaysWhereItWasCut() {
        for (List<Call> frame : Calls.framesOfEverything(new SplittableRandom(11))) {
            Calls.write(frame, slot);
            int inputEnd = messageEnd(CONTENT);
            int effectEnd = messageEnd(inputEnd);
            for (int end = CONTENT; end < effectEnd; end++) {
                calls.made.clear();
                int cut = end;

                Throwable thrown = catchThrowable(() -> read(cut));

                if (cut == inputEnd) {
                    assertThat(thrown).isNull();
                } else {
                    assertThat(thrown)
                            .as("%s cut at %d", frame, cut)
                            .isInstanceOf(FrameException.class)
                            .hasMessageContaining("at byte " + (cut < inputEnd ? CONTENT : inputEnd));
                }
                assertThat(calls.made).isEqualTo(frame.subList(0, cut < inputEnd ? 0 : 1));
            }
        }
    }

    private int messageEnd(int start) {
        return start + Integer.BYTES + slot.getInt(start, LITTLE_ENDIAN);
    }

    @Test
    void changedBytesAreReadOrRefusedAndNothingElse() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            for (List<Call> frame : Calls.framesOfEverything(random)) {
                int end = Calls.write(frame, slot);
                for (int change = random.nextInt(1, 4); change > 0; change--) {
                    slot.putByte(random.nextInt(CONTENT, end), (byte) random.nextInt());
                }
                calls.made.clear();

                Throwable thrown = catchThrowable(() -> read(end));

                if (thrown != null) {
                    assertThat(thrown).as("seed %d", seed).isInstanceOf(FrameException.class);
                }
                assertThat(calls.made).as("seed %d", seed).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void randomBytesAreRefused() {
        for (int seed = 0; seed < 20_000; seed++) {
            new SplittableRandom(seed).nextBytes(slot.byteArray());

            assertThat(catchThrowable(() -> read(CONTENT + 256)))
                    .as("seed %d", seed)
                    .isInstanceOf(FrameException.class);
        }
        assertThat(calls.made).isEmpty();
    }

    @Test
    void anEnumCodeNobodyKnowsIsRefusedBeforeTheCall() {
        writer.start(slot, CONTENT);
        inputs.onTradingSwitched(1, true);
        int isOn = writer.position() - 1;
        int end = writer.end();
        for (int code : new int[] {2, 127, 255}) {
            slot.putByte(isOn, (byte) code);

            assertThatThrownBy(() -> read(end))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("expected a code of boolean in template 17 at byte 32, was " + code);
        }
        assertThat(calls.made).isEmpty();
    }

    @Test
    void lengthsThatContradictEachOtherAreRefused() {
        int end = writeTrade();
        for (int length : new int[] {Integer.MIN_VALUE, -1, 0, 7, 37, Integer.MAX_VALUE}) {
            slot.putInt(CONTENT, length, LITTLE_ENDIAN);
            assertThatThrownBy(() -> read(CONTENT + 40))
                    .isInstanceOf(FrameException.class)
                    .hasMessage("expected a message length of 8 to 36 at byte 32, was " + length);
        }
        slot.putInt(CONTENT, 36, LITTLE_ENDIAN);
        slot.putShort(CONTENT + BLOCK_LENGTH_AT, (short) 29, LITTLE_ENDIAN);
        assertThatThrownBy(() -> read(end)).hasMessageContaining("at most 28 bytes in template 3 at byte 32, was 29");
        slot.putShort(CONTENT + BLOCK_LENGTH_AT, (short) 27, LITTLE_ENDIAN);
        assertThatThrownBy(() -> read(end)).hasMessageContaining("fields of 28 bytes in template 3 at byte 32, was 27");
        assertThat(calls.made).isEmpty();
    }

    @Test
    void anotherSchemaIsRefused() {
        int end = writeTrade();
        slot.putShort(CONTENT + SCHEMA_AT, (short) 2, LITTLE_ENDIAN);

        assertThatThrownBy(() -> read(end)).hasMessage("expected schema 1 in the message at byte 32, was 2");
    }

    @Test
    void aFrameIsOneInputAndThenEffects() {
        writer.start(slot, CONTENT);
        effects.wanted(new Cancel(1, 2, 3));
        int effectOnly = writer.position();
        assertThatThrownBy(() -> read(effectOnly)).hasMessage("expected an input at byte 32, was template 103");

        writer.start(slot, CONTENT);
        inputs.onClock();
        inputs.onClock();
        int twoInputs = writer.position();
        assertThatThrownBy(() -> read(twoInputs)).hasMessage("expected an effect at byte 44, was template 2");
    }

    @Test
    void anEmptyFrameAndOneOutsideOfItsBufferAreRefused() {
        assertThatThrownBy(() -> read(CONTENT)).isInstanceOf(FrameException.class);
        assertThatThrownBy(() -> read(slot.capacity() + 1)).isInstanceOf(FrameException.class);
        assertThatThrownBy(() -> reader.read(slot, -1, 40, calls.inputs, calls.effects))
                .isInstanceOf(FrameException.class);
        assertThatThrownBy(() -> reader.read(slot, CONTENT, -1, calls.inputs, calls.effects))
                .isInstanceOf(FrameException.class);
    }

    @Test
    void whatFillsUpAFrameIsZeros() {
        writer.start(slot, CONTENT);
        inputs.onClock();
        int end = writer.end();
        slot.putByte(end - 1, (byte) 1);

        assertThatThrownBy(() -> read(end))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("at byte 44, found 4");
    }

    @Test
    void messagesOfANewerSchemaAreLeftOutAndCounted() {
        writer.start(slot, CONTENT);
        inputs.onFunding(1, 2, 3);
        int unknownEffect = writer.position();
        effects.wanted(new Cancel(1, 2, 3));
        effects.concluded(new TradeFunded(4, 5));
        int end = writer.end();
        slot.putShort(CONTENT + TEMPLATE_AT, (short) 99, LITTLE_ENDIAN);
        slot.putShort(unknownEffect + TEMPLATE_AT, (short) 999, LITTLE_ENDIAN);

        read(end);

        assertThat(calls.made.toString()).isEqualTo("[tradeFunded 4 5]");
        assertThat(reader.unknownMessages()).isEqualTo(2);
    }

    /** Appended fields make the block longer; groups and texts would come behind it. */
    @Test
    void whatANewerSchemaAppendedIsPassedOver() {
        int end = writeTrade() + 16;
        slot.putInt(CONTENT, 36 + 16, LITTLE_ENDIAN);
        slot.putShort(CONTENT + BLOCK_LENGTH_AT, (short) (28 + 8), LITTLE_ENDIAN);
        slot.putShort(CONTENT + VERSION_AT, (short) 2, LITTLE_ENDIAN);
        slot.putLong(CONTENT + FIELDS_AT + 28, -1);
        slot.putLong(CONTENT + FIELDS_AT + 36, -1);

        read(end);

        assertThat(calls.made.toString()).isEqualTo("[onTrade 1 2 3 4]");
    }

    private int writeTrade() {
        writer.start(slot, CONTENT);
        inputs.onTrade(1, 2, 3, 4);
        return writer.end();
    }

    /** As of an older version, which lacks the last field: it reads as 0, and an enum, whose codes begin with 1, is refused. */
    @Test
    void whatAnOlderMessageLacksReadsAsZero() {
        var clock = Calls.ofEveryInput(new SplittableRandom(0)).getFirst();
        var all = new ArrayList<>(Calls.ofEveryInput(new SplittableRandom(5)));
        all.addAll(Calls.ofEveryEffect(new SplittableRandom(5)));
        all.removeIf(call -> call.arguments().isEmpty());
        for (Call call : all) {
            var frame = call.isInput() ? List.of(call) : List.of(clock, call);
            Calls.write(frame, slot);
            int start = call.isInput() ? CONTENT : messageEnd(CONTENT);
            Object last = call.fields().getLast();
            int end = cutLastField(start, last);
            calls.made.clear();

            Throwable thrown = catchThrowable(() -> read(end));

            if (last instanceof Enum<?>) {
                assertThat(thrown).as("%s", call).hasMessageEndingWith(", was 0");
            } else {
                assertThat(thrown).as("%s", call).isNull();
                assertThat(calls.made.getLast())
                        .isEqualTo(call.with(call.fields().size() - 1, zero(last)));
            }
        }
    }

    /** The offset behind the shortened message. What follows is not zero, so that reading on into it would be seen. */
    private int cutLastField(int start, Object last) {
        int length = slot.getInt(start, LITTLE_ENDIAN) - size(last);
        slot.putInt(start, length, LITTLE_ENDIAN);
        slot.putShort(start + BLOCK_LENGTH_AT, (short) (length - 8), LITTLE_ENDIAN);
        slot.putShort(start + VERSION_AT, (short) 0, LITTLE_ENDIAN);
        int end = start + Integer.BYTES + length;
        slot.setMemory(end, 16, (byte) 0x5a);
        return end;
    }

    private static int size(Object argument) {
        return switch (argument) {
            case Long _ -> Long.BYTES;
            case Integer _ -> Integer.BYTES;
            case String _ -> Inputs.WHY_BYTES; // which is last wherever there are words
            default -> 1;
        };
    }

    private static Object zero(Object argument) {
        return switch (argument) {
            case Long _ -> 0L;
            case Integer _ -> 0;
            case String _ -> "";
            default -> false;
        };
    }
}
