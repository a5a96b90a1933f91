package smc.ops.journal.cause;

import java.util.List;

/**
 * A frame of a chain: what came in, and what of it led on.
 *
 * @param sequence of the frame
 * @param atNanos time of its input, epoch nanoseconds
 * @param messages the input first, then the effects that belong to the chain; the input alone if it only stands before them in time
 * @param note what else is to be known of it; empty if nothing
 */
record Link(long sequence, long atNanos, List<Message> messages, String note) {
    Link {
        messages = List.copyOf(messages);
    }
}
