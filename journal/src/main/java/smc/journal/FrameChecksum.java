package smc.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Seals frames and checks them. One owner; allocates nothing.
 *
 * <p>Only for buffers over a {@code byte[]}: the JDK's CRC32C takes an array with offset and length as it is, whereas a direct buffer would have
 * to be positioned, which is state shared with whoever else uses it. Both run the same instructions.
 */
public final class FrameChecksum {
    private final CRC32C crc = new CRC32C();

    /** Whether bytes are a whole frame, and if not, why. */
    public enum Result {
        OK,
        /** Fewer bytes than a header, or than the length says. */
        TOO_SHORT,
        /** Less than a header, more than {@link Frame#LENGTH_MAX}, or no multiple of 8. */
        BAD_LENGTH,
        BAD_CRC
    }

    /**
     * Completes the frame at {@code offset}: writes its length and the checksum of everything behind these two.
     *
     * @param length of the whole frame, in bytes
     * @throws IllegalArgumentException if no frame can have that length, or the buffer is not over an array
     */
    public void seal(MutableDirectBuffer buffer, int offset, int length) {
        if (!isLength(length)) {
            throw new IllegalArgumentException("expected a frame of " + Frame.HEADER_LENGTH + " to " + Frame.LENGTH_MAX
                    + " bytes, a multiple of " + Frame.ALIGNMENT + ", was " + length);
        }
        buffer.putInt(offset + Frame.LENGTH_OFFSET, length, LITTLE_ENDIAN);
        buffer.putInt(offset + Frame.CRC_OFFSET, checksum(buffer, offset, length), LITTLE_ENDIAN);
    }

    /**
     * Looks at the frame at {@code offset} without trusting a byte of it.
     *
     * @param available bytes from there on that may belong to it
     */
    public Result check(DirectBuffer buffer, int offset, int available) {
        if (available < Frame.HEADER_LENGTH) {
            return Result.TOO_SHORT;
        }
        int length = Frame.length(buffer, offset);
        if (!isLength(length)) {
            return Result.BAD_LENGTH;
        }
        if (length > available) {
            return Result.TOO_SHORT;
        }
        int written = buffer.getInt(offset + Frame.CRC_OFFSET, LITTLE_ENDIAN);
        return written == checksum(buffer, offset, length) ? Result.OK : Result.BAD_CRC;
    }

    /** Whether a frame can have that length, in bytes. */
    public static boolean isLength(int length) {
        return length >= Frame.HEADER_LENGTH && length <= Frame.LENGTH_MAX && length % Frame.ALIGNMENT == 0;
    }

    private int checksum(DirectBuffer buffer, int offset, int length) {
        byte[] array = buffer.byteArray();
        if (array == null) {
            throw new IllegalArgumentException("expected a buffer over a byte array, was " + buffer);
        }
        crc.reset();
        crc.update(array, buffer.wrapAdjustment() + offset + Frame.SEQUENCE_OFFSET, length - Frame.SEQUENCE_OFFSET);
        return (int) crc.getValue();
    }
}
