package smc.engine.event.codec;

import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.event.Inputs;
import smc.engine.event.sbe.OnEngineStartedDecoder;

/**
 * The input an epoch begins with, for those who look for nothing else ({@link Inputs#onEngineStarted}).
 *
 * @param epoch number of the start
 * @param configHash of the configuration it runs by
 * @param keptSequence last sequence of the epoch before that was kept; 0 at the very first start
 * @param cutReason why the epoch before ends there
 */
public record EngineStart(long epoch, long configHash, long keptSequence, int cutReason) {
    /**
     * Reads the content of a frame.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, in bytes
     * @return empty if its input is another one
     * @throws FrameException if there is no whole input
     */
    public static Optional<EngineStart> of(DirectBuffer buffer, int offset, int length) {
        var message = new FrameMessage();
        message.read(buffer, offset, offset + length);
        if (message.templateId() != OnEngineStartedDecoder.TEMPLATE_ID) {
            return Optional.empty();
        }
        var decoder = new OnEngineStartedDecoder();
        message.expectBlock(OnEngineStartedDecoder.BLOCK_LENGTH);
        decoder.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        return Optional.of(
                new EngineStart(decoder.epoch(), decoder.configHash(), decoder.keptSequence(), decoder.cutReason()));
    }
}
