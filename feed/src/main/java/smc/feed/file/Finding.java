package smc.feed.file;

import java.util.Locale;

/**
 * Something a reader of a file of candles or trades should know.
 *
 * @param line counted from 1, the header being line 1
 * @param message what was expected and what came
 */
public record Finding(int line, Kind kind, String message) {

    /** Kinds of findings. An error makes the file unusable; a note is a fact about the market or the recording. */
    public enum Kind {
        /** The row cannot be read as numbers. */
        MALFORMED(true),
        /** Low, open, close and high contradict each other, or a price is not positive or beyond belief. */
        PRICES(true),
        /** A range, and no volume: prints that were no trades. */
        NOT_TRADED(true),
        /** The open time is no multiple of the interval. */
        OFF_GRID(true),
        /** Same open time as a candle before. */
        DUPLICATE(true),
        /** Earlier than the row before. */
        ORDER(true),
        /** How a file of another program is read. */
        READ_AS(false),
        /** Candles are missing before this row. */
        GAP(false),
        /** Nothing was traded. */
        ZERO_VOLUME(false),
        /** A trade in which nothing changed hands: left out. */
        ZERO_SIZE(false),
        /** Far outside of what was usual before. */
        OUTLIER(false),
        /** A price that is no multiple of the configured tick. */
        OFF_TICK(false),
        /** After now. */
        FUTURE(false);

        private final boolean isError;

        Kind(boolean isError) {
            this.isError = isError;
        }

        /** Whether the file must not be used. */
        public boolean isError() {
            return isError;
        }

        /** As printed: {@code zero volume}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
