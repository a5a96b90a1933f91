package smc.engine.event.codec;

import smc.engine.event.sbe.MessageHeaderDecoder;

/** The schema of the messages, as the headers of frames name it. */
public final class EventSchema {
    /** By which frames are written now. */
    public static final short VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

    private EventSchema() {}
}
