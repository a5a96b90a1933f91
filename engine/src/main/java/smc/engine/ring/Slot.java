package smc.engine.ring;

import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.FrameWriter;

/** A place in the ring: one frame. The producer's until it is published, then the engine thread's. */
final class Slot {
    /** Over an array that is replaced by a larger one where a frame needs it. */
    final UnsafeBuffer buffer = FrameWriter.newSlot();

    long atNanos;
    /** Offset behind the input. */
    int inputEnd;
}
