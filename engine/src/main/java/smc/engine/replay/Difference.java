package smc.engine.replay;

import org.agrona.DirectBuffer;

/**
 * Where a replay first went another way.
 *
 * @param sequence of the frame
 * @param recorded the frame, header included, and nothing else
 * @param replayed what the core made of its input, with the header of the recorded one
 */
public record Difference(long sequence, DirectBuffer recorded, DirectBuffer replayed) {}
