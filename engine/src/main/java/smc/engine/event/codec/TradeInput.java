package smc.engine.event.codec;

import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.event.Inputs;
import smc.engine.event.sbe.OnTradeDecoder;

/**
 * A trade at the venue, for those who look for nothing else ({@link Inputs#onTrade}).
 *
 * @param venueNanos time of the trade, epoch nanoseconds
 */
public record TradeInput(int instrumentId, long venueNanos, long priceE8, long contracts) {
    /**
     * Reads the content of a frame.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, in bytes
     * @return empty if its input is another one
     * @throws FrameException if there is no whole input
     */
    public static Optional<TradeInput> of(DirectBuffer buffer, int offset, int length) {
        var message = new FrameMessage();
        message.read(buffer, offset, offset + length);
        if (message.templateId() != OnTradeDecoder.TEMPLATE_ID) {
            return Optional.empty();
        }
        var decoder = new OnTradeDecoder();
        message.expectBlock(OnTradeDecoder.BLOCK_LENGTH);
        decoder.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        return Optional.of(
                new TradeInput(decoder.instrumentId(), decoder.venueNanos(), decoder.priceE8(), decoder.contracts()));
    }
}
