package smc.engine.event.codec;

import java.util.Optional;
import org.agrona.DirectBuffer;
import smc.engine.event.Inputs;
import smc.engine.event.sbe.OnHistoryCandleDecoder;
import smc.strategy.candle.Candle;

/** A candle of the venue's history, for those who look for nothing else ({@link Inputs#onHistoryCandle}). */
public record HistoryCandleInput(int instrumentId, Candle candle) {
    /**
     * Reads the content of a frame.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, in bytes
     * @return empty if its input is another one
     * @throws FrameException if there is no whole input
     */
    public static Optional<HistoryCandleInput> of(DirectBuffer buffer, int offset, int length) {
        var message = new FrameMessage();
        message.read(buffer, offset, offset + length);
        if (message.templateId() != OnHistoryCandleDecoder.TEMPLATE_ID) {
            return Optional.empty();
        }
        var decoder = new OnHistoryCandleDecoder();
        message.expectBlock(OnHistoryCandleDecoder.BLOCK_LENGTH);
        decoder.wrap(message.buffer(), message.offset(), message.blockLength(), message.version());
        return Optional.of(new HistoryCandleInput(
                decoder.instrumentId(),
                new Candle(
                        decoder.openTimeNanos(),
                        decoder.openE8(),
                        decoder.highE8(),
                        decoder.lowE8(),
                        decoder.closeE8(),
                        decoder.contracts())));
    }
}
