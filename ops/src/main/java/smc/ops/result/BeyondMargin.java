package smc.ops.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import smc.engine.outcome.ClosedTrade;

/**
 * What trades lost before costs beyond their isolated margin, where price jumped past the stop and past the point at which the margin is used up. By
 * the rules a stop fills at such a price (docs/rules.md, section 24: there is no liquidation, the stop comes first), which is the worse case; a
 * venue that takes over at the bankruptcy price bears that part itself (docs/delta-exchange.md, section 3.10).
 *
 * @param trades how many
 * @param lossE8 of all of them beyond the margin, in 1e-8 USD
 */
public record BeyondMargin(long trades, long lossE8) {
    /** No trade lost more than its margin. */
    public static final BeyondMargin NONE = new BeyondMargin(0, 0);

    /** Over all trades of a result. */
    static BeyondMargin of(BacktestResult result) {
        long trades = 0;
        long lossE8 = 0;
        for (ClosedTrade trade : result.record().trades()) {
            String symbol = result.symbols().get(trade.instrumentId()).symbol();
            long beyondE8 = lossE8(
                    trade,
                    result.record().leverage(trade.id()),
                    result.configuration().symbols().get(symbol).contractValueE8());
            if (beyondE8 > 0) {
                trades++;
                lossE8 = Math.addExact(lossE8, beyondE8);
            }
        }
        return new BeyondMargin(trades, lossE8);
    }

    /** What one trade lost beyond its entry's notional divided by the leverage; 0 if no more than that. */
    static long lossE8(ClosedTrade trade, int leverage, long contractValueE8) {
        BigDecimal margin = BigDecimal.valueOf(trade.entryE8())
                .multiply(BigDecimal.valueOf(trade.contracts()))
                .multiply(BigDecimal.valueOf(contractValueE8, 8))
                .divide(BigDecimal.valueOf(leverage), 0, RoundingMode.CEILING);
        BigDecimal beyond = BigDecimal.valueOf(trade.gainE8()).negate().subtract(margin);
        return beyond.signum() > 0 ? beyond.longValueExact() : 0;
    }
}
