package smc.ops.journal.cause;

import smc.ops.journal.Moment;
import smc.strategy.structure.Side;

/** What is asked about. */
public sealed interface Subject {
    /** A trade or an order by a number alone: trades and orders are counted apart, so that it may be either; the trade comes first. */
    record Numbered(long id) implements Subject {
        @Override
        public String toString() {
            return "trade or order " + id;
        }
    }

    /** An order. */
    record OfOrder(long id) implements Subject {
        @Override
        public String toString() {
            return "order " + id;
        }
    }

    /**
     * A block in all its life.
     *
     * @param side at birth
     * @param originNanos open time of the candle it is drawn on, epoch nanoseconds
     */
    record OfBlock(String symbol, Side side, long originNanos) implements Subject {
        @Override
        public String toString() {
            return "block " + symbol + ":" + BlockName.of(side) + ":" + Moment.utc(originNanos);
        }
    }

    /**
     * What was decided in a candle.
     *
     * @param atNanos any time in it, epoch nanoseconds
     */
    record OfCandle(String symbol, long atNanos) implements Subject {
        @Override
        public String toString() {
            return symbol + "@" + Moment.utc(atNanos);
        }
    }
}
