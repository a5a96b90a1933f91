package smc.ops.question;

/**
 * Something in which what happened and a backtest differ.
 *
 * @param number from 1, in order of time
 * @param atNanos epoch nanoseconds
 * @param candleNanos open time of the candle whose day it belongs to
 * @param what is compared: a touch or a trade of a zone
 * @param recorded what happened, in words
 * @param backtest what the backtest has instead
 * @param evidence for the cause, in words; empty if the cause says it all
 * @param sequence of the recorded frame; 0 if it has none
 */
public record Difference(
        int number,
        long atNanos,
        long candleNanos,
        int accountId,
        int instrumentId,
        String what,
        String recorded,
        String backtest,
        Cause cause,
        String evidence,
        long sequence) {
    /** Why what happened is not what a backtest makes of the same trades. */
    public enum Cause {
        /** An order was under way: it filled later, elsewhere, or not any more. */
        LATENCY("an order was under way"),
        /** An order filled in parts. */
        PARTIAL_FILL("an order filled in parts"),
        /** The venue, or the risk check, would not have an order. */
        REFUSED("an order was refused"),
        /** Trades were missed, so that the data was not trusted, or the venue filled at a trade that was not heard. */
        MISSED_TRADES("trades were missed"),
        /** The engine was stopped, or not yet allowed to trade. */
        STOPPED("the engine was not at work"),
        /** Only what was paid or received for holding differs. */
        FUNDING("funding was booked otherwise"),
        /** An earlier trade of the scope went another way: capital, position, cool-down or the zone is not the same any more. */
        EARLIER_DIFFERENCE("an earlier trade went another way"),
        /** None was found. */
        NONE("no cause was found");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }
}
