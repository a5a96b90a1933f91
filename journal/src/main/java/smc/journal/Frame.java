package smc.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The layout of a frame: 32 bytes of header, then content that only the engine understands. Little-endian.
 *
 * <pre>
 *  0  int    length of the whole frame in bytes, a multiple of 8
 *  4  int    CRC32C of the bytes [8, length)
 *  8  long   sequence: 1 for the first frame ever written, then one more each, across all epochs
 * 16  long   time of the input, epoch nanoseconds
 * 24  int    number of the build that wrote it
 * 28  short  schema version of the content
 * 30  short  flags
 * 32  ...    content
 * </pre>
 *
 * Allocates nothing. {@link FrameChecksum} writes and checks the first two fields.
 */
public final class Frame {
    public static final int HEADER_LENGTH = 32;
    public static final int ALIGNMENT = 8;

    /** In bytes; a longer one is a fault of its writer. */
    public static final int LENGTH_MAX = 1 << 20;

    /** The batch that holds this frame must be on disk before anything of it leaves. */
    public static final short FLAG_SYNC = 1;

    /** The input made the core fail, and has no effects here. */
    public static final short FLAG_FAULTED = 1 << 1;

    static final int LENGTH_OFFSET = 0;
    static final int CRC_OFFSET = 4;
    static final int SEQUENCE_OFFSET = 8;
    private static final int AT_NANOS_OFFSET = 16;
    private static final int BUILD_OFFSET = 24;
    private static final int SCHEMA_VERSION_OFFSET = 28;
    private static final int FLAGS_OFFSET = 30;

    private Frame() {}

    /** Writes the header's fields; length and checksum come with {@link FrameChecksum#seal}. */
    public static void header(
            MutableDirectBuffer buffer,
            int offset,
            long sequence,
            long atNanos,
            int build,
            short schemaVersion,
            short flags) {
        buffer.putLong(offset + SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
        buffer.putLong(offset + AT_NANOS_OFFSET, atNanos, LITTLE_ENDIAN);
        buffer.putInt(offset + BUILD_OFFSET, build, LITTLE_ENDIAN);
        buffer.putShort(offset + SCHEMA_VERSION_OFFSET, schemaVersion, LITTLE_ENDIAN);
        buffer.putShort(offset + FLAGS_OFFSET, flags, LITTLE_ENDIAN);
    }

    /** In bytes, header included. */
    public static int length(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    public static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    /** Epoch nanoseconds. */
    public static long atNanos(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + AT_NANOS_OFFSET, LITTLE_ENDIAN);
    }

    public static int build(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + BUILD_OFFSET, LITTLE_ENDIAN);
    }

    /** A build's number for people, as {@code build 1.2.3}; three digits a part, 0 is one that was not packaged. */
    public static String buildText(int build) {
        return build == 0
                ? "a build without a version"
                : "build %d.%d.%d".formatted(build / 1_000_000, build / 1_000 % 1_000, build % 1_000);
    }

    public static short schemaVersion(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + SCHEMA_VERSION_OFFSET, LITTLE_ENDIAN);
    }

    public static short flags(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + FLAGS_OFFSET, LITTLE_ENDIAN);
    }

    /** Sets the flags over those that are there; before the frame is sealed. */
    public static void flags(MutableDirectBuffer buffer, int offset, short flags) {
        buffer.putShort(offset + FLAGS_OFFSET, flags, LITTLE_ENDIAN);
    }

    public static boolean asksForSync(DirectBuffer buffer, int offset) {
        return (flags(buffer, offset) & FLAG_SYNC) != 0;
    }

    /** {@code length} bytes rounded up to where the next frame may begin. */
    public static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
