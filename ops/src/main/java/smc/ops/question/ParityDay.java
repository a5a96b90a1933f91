package smc.ops.question;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A day of market time, UTC, twice.
 *
 * @param backtest of the same trades
 * @param ofCandles a backtest of the same candles; empty if the journal has none
 * @param judgedAlike touches that the latter judges as the engine did
 * @param latestFillNanos how much later than in the backtest an entry filled, the worst of the day; 0 if none did
 */
public record ParityDay(
        LocalDate day,
        Sums recorded,
        Sums backtest,
        Optional<Sums> ofCandles,
        long judgedAlike,
        long latestFillNanos,
        List<Difference> differences) {

    /**
     * What it came to over all accounts and symbols; money in 1e-8 USD.
     *
     * @param touches judged
     * @param trades closed
     * @param fills of entries and exits; what filled at one price in a row is one
     * @param slippageE8 of the trades closed; informative
     * @param netE8 of the trades closed
     */
    public record Sums(long touches, long trades, long fills, long slippageE8, long netE8) {}
}
