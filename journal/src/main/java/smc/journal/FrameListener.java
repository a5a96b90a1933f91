package smc.journal;

import org.agrona.DirectBuffer;

/** Takes frames in the order of their sequence. */
@FunctionalInterface
public interface FrameListener {
    /**
     * A whole frame whose checksum was good.
     *
     * @param buffer over a byte array, and valid only during the call
     * @param length in bytes, header included
     */
    void onFrame(DirectBuffer buffer, int offset, int length);
}
