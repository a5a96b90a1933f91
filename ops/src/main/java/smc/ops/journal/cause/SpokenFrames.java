package smc.ops.journal.cause;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameMessage;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.text.FrameText;
import smc.engine.view.NoInputs;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.ops.journal.FramesBefore;
import smc.ops.journal.Moment;

/** Hands on the frames of a journal, each message by its names; a tick and a clock that caused nothing are nearly all frames, and are told apart. */
final class SpokenFrames implements FrameListener {
    private final Listener listener;
    private final FrameReader reader = new FrameReader();
    private final FrameText text = new FrameText();
    private final Told told = new Told();

    /** What takes them. */
    interface Listener {
        /** Each frame, before what it says. Epoch nanoseconds. */
        default void onTime(long atNanos) {}

        /** A trade at the venue; {@link #onFrame} follows if it caused something. Times in epoch nanoseconds, the price in 1e-8 USD. */
        default void onTick(long sequence, long atNanos, int instrumentId, long venueNanos, long priceE8) {}

        /** @param messages the input first */
        void onFrame(long sequence, long atNanos, List<Message> messages);
    }

    private static final class Told extends NoInputs {
        private boolean isQuiet;
        private boolean isTick;
        private int instrumentId;
        private long venueNanos;
        private long priceE8;

        @Override
        public void onClock() {
            isQuiet = true;
        }

        @Override
        public void onTrade(int tradedInstrumentId, long tradeNanos, long tradePriceE8, long contracts) {
            isQuiet = true;
            isTick = true;
            instrumentId = tradedInstrumentId;
            venueNanos = tradeNanos;
            priceE8 = tradePriceE8;
        }
    }

    private SpokenFrames(Listener listener) {
        this.listener = listener;
    }

    /**
     * Reads a journal to its end.
     *
     * @return what must be said beside it
     */
    static List<String> read(Path data, Listener listener) {
        return FramesBefore.read(data, Moment.END, new SpokenFrames(listener)).remarks();
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long sequence = Frame.sequence(buffer, offset);
        long atNanos = Frame.atNanos(buffer, offset);
        int content = offset + Frame.HEADER_LENGTH;
        listener.onTime(atNanos);
        told.isQuiet = false;
        told.isTick = false;
        int behind = reader.readInput(buffer, content, length - Frame.HEADER_LENGTH, told);
        if (told.isTick) {
            listener.onTick(sequence, atNanos, told.instrumentId, told.venueNanos, told.priceE8);
        }
        int end = offset + length;
        if (told.isQuiet && (behind >= end || FrameMessage.isPadding(buffer, behind, end))) {
            return;
        }
        listener.onFrame(
                sequence,
                atNanos,
                text.messages(buffer, content, length - Frame.HEADER_LENGTH).stream()
                        .map(message -> new Message(message, sequence))
                        .toList());
    }
}
