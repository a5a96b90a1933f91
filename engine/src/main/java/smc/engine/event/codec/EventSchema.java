package smc.engine.event.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.sbe.MessageHeaderDecoder;

/** The schema of the messages, as the headers of frames name it. */
public final class EventSchema {
    /** By which frames are written now. */
    public static final short VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

    private EventSchema() {}

    /**
     * Says of messages just written that an older version has written them, for whoever holds them against its frames. No version so far has changed a
     * message that was there: each has added some.
     *
     * @param from offset of the first of them
     * @param end offset behind the last
     */
    public static void stamp(UnsafeBuffer buffer, int from, int end, short version) {
        int place = FrameWriter.LENGTH_LENGTH + MessageHeaderDecoder.versionEncodingOffset();
        for (int at = from; at < end; at = FrameMessage.behind(buffer, at)) {
            buffer.putShort(at + place, version, LITTLE_ENDIAN);
        }
    }
}
