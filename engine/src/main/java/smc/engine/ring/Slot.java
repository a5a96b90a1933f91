package smc.engine.ring;

import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.codec.FrameWriter;

/** A place in the ring: one input, its first byte where it will be in the frame. The producer's until published, then the engine thread reads it. */
final class Slot {
    /** Over an array that is replaced by a larger one where an input needs it. */
    final UnsafeBuffer buffer = FrameWriter.newSlot();

    long atNanos;
    /** Offset behind the input. */
    int inputEnd;
}
