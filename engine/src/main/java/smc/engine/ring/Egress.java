package smc.engine.ring;

import org.agrona.DirectBuffer;

/**
 * Where frames go once they are on disk: orders, read models, notifications. Engine thread, so it neither blocks nor waits for the producer;
 * what takes longer is handed on through something bounded, whose overflow is a fault.
 */
@FunctionalInterface
public interface Egress {
    /**
     * A frame that is journaled, and synced if it asked for that.
     *
     * @param buffer valid only during the call
     * @param length in bytes, header included
     */
    void onFrame(DirectBuffer buffer, int offset, int length);
}
