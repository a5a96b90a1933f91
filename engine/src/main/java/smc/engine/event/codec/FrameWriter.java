package smc.engine.event.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.sbe.MessageHeaderEncoder;

/**
 * Where in a slot the next message of a frame goes. A slot is a buffer over an array that begins with the frame; where it is too small it gets
 * a larger array and keeps it. One owner; allocates nothing unless a slot grows.
 */
public final class FrameWriter {
    /** Of a new slot, in bytes. */
    public static final int SLOT_LENGTH = 4 << 10;

    /** A frame that needs more is a fault. */
    public static final int SLOT_LENGTH_MAX = 1 << 20;

    static final int LENGTH_LENGTH = Integer.BYTES;

    /** What precedes the fields of a message: its length and SBE's header. */
    static final int MESSAGE_HEADER_LENGTH = LENGTH_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;

    private static final int ALIGNMENT = 8;

    private UnsafeBuffer slot = new UnsafeBuffer(new byte[0]);
    private int position;
    private long growths;

    /** A slot of {@link #SLOT_LENGTH}. */
    public static UnsafeBuffer newSlot() {
        return new UnsafeBuffer(new byte[SLOT_LENGTH]);
    }

    /**
     * Messages go here from now on.
     *
     * @param slot over a whole array
     * @param offset behind the frame's header, or behind the messages that are there already
     */
    public void start(UnsafeBuffer slot, int offset) {
        if (offset < 0 || offset > slot.capacity()) {
            throw new IllegalArgumentException("expected an offset of 0 to " + slot.capacity() + ", was " + offset);
        }
        this.slot = slot;
        position = offset;
    }

    /**
     * Appends messages that stand elsewhere as they are.
     *
     * @throws FrameException if the slot would need more than {@link #SLOT_LENGTH_MAX}; it is left as it was
     */
    public void append(DirectBuffer messages, int offset, int length) {
        ensureCapacity(position + length);
        slot.putBytes(position, messages, offset, length);
        position += length;
    }

    /** Offset in the slot behind the last message. */
    public int position() {
        return position;
    }

    /**
     * Ends the frame: zeros up to a multiple of 8.
     *
     * @return offset in the slot behind it
     * @throws FrameException if the slot would need more than {@link #SLOT_LENGTH_MAX}
     */
    public int end() {
        int end = (position + ALIGNMENT - 1) & -ALIGNMENT;
        ensureCapacity(end);
        while (position < end) {
            slot.putByte(position++, (byte) 0);
        }
        return end;
    }

    /** How often a slot had to grow. */
    public long growths() {
        return growths;
    }

    UnsafeBuffer buffer() {
        return slot;
    }

    /**
     * Makes room for a message and writes its length.
     *
     * @param blockLength of its fields, in bytes
     * @return offset of SBE's header
     * @throws FrameException if the slot would need more than {@link #SLOT_LENGTH_MAX}; it is left as it was
     */
    int next(int blockLength) {
        int end = position + MESSAGE_HEADER_LENGTH + blockLength;
        ensureCapacity(end);
        slot.putInt(position, MessageHeaderEncoder.ENCODED_LENGTH + blockLength, LITTLE_ENDIAN);
        int header = position + LENGTH_LENGTH;
        position = end;
        return header;
    }

    private void ensureCapacity(int length) {
        if (length <= slot.capacity()) {
            return;
        }
        if (length > SLOT_LENGTH_MAX) {
            throw new FrameException(
                    "expected a frame of at most " + SLOT_LENGTH_MAX + " bytes, needs at least " + length);
        }
        int grown = Math.min(SLOT_LENGTH_MAX, Math.max(length, 2 * slot.capacity()));
        slot.wrap(Arrays.copyOf(slot.byteArray(), grown));
        growths++;
    }
}
