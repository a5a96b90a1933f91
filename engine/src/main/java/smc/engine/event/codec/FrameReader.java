package smc.engine.event.codec;

import org.agrona.DirectBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;

/**
 * Reads what {@link InputEncoder} and {@link EffectEncoder} wrote: the content of a frame, which is an input and what it caused, then up to 7
 * zeros. One owner; a trade or a clock without effects allocates nothing, unless it is older than the schema. Everything else is a record on its
 * way.
 *
 * <p>A message is delivered whole or not at all; those before a bad one have been delivered. Messages of a newer schema that are not known
 * here are left out and counted.
 */
public final class FrameReader {
    private final FrameMessage message = new FrameMessage();
    private final InputDecoder inputDecoder = new InputDecoder();
    private final EffectDecoder effectDecoder = new EffectDecoder();
    private long unknownMessages;

    /**
     * Reads only the input. Where its effects go into the same slot, their writer starts behind it before this is called.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, or of what is there of it, in bytes
     * @return the offset behind the input
     * @throws FrameException if there is no whole input
     */
    public int readInput(DirectBuffer buffer, int offset, int length, Inputs inputs) {
        return readInputUntil(buffer, offset, FrameMessage.end(buffer, offset, length), inputs);
    }

    /**
     * Reads all messages, in order. {@link Inputs#at} is not called: what it says is in the frame's header.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, in bytes
     * @throws FrameException at the first byte that cannot be part of a frame
     */
    public void read(DirectBuffer buffer, int offset, int length, Inputs inputs, Effects effects) {
        int end = FrameMessage.end(buffer, offset, length);
        readEffectsUntil(buffer, readInputUntil(buffer, offset, end, inputs), end, effects);
    }

    /**
     * Reads what the input caused, but not the input.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, in bytes
     * @throws FrameException at the first byte that cannot be part of a frame
     */
    public void readEffects(DirectBuffer buffer, int offset, int length, Effects effects) {
        int end = FrameMessage.end(buffer, offset, length);
        readEffectsUntil(buffer, message.read(buffer, offset, end), end, effects);
    }

    private void readEffectsUntil(DirectBuffer buffer, int offset, int end, Effects effects) {
        int at = offset;
        while (at < end && !FrameMessage.isPadding(buffer, at, end)) {
            int start = at;
            at = message.read(buffer, start, end);
            if (message.isInput()) {
                throw new FrameException(
                        "expected an effect at byte " + start + ", was template " + message.templateId());
            }
            if (!effectDecoder.decode(message, effects)) {
                unknownMessages++;
            }
        }
    }

    /** Messages left out because their template is not known. */
    public long unknownMessages() {
        return unknownMessages;
    }

    private int readInputUntil(DirectBuffer buffer, int offset, int end, Inputs inputs) {
        int behind = message.read(buffer, offset, end);
        if (!message.isInput()) {
            throw new FrameException("expected an input at byte " + offset + ", was template " + message.templateId());
        }
        if (!inputDecoder.decode(message, inputs)) {
            unknownMessages++;
        }
        return behind;
    }
}
