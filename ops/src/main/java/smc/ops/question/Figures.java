package smc.ops.question;

import java.util.List;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;

/**
 * What one account and symbol came to within a window. Money in 1e-8 USD.
 *
 * @param touches judged
 * @param trades closed
 * @param wins of these with a positive net
 * @param grossE8 gain before costs
 * @param feesE8 taxes included
 * @param slippageE8 informative: already in the gross
 * @param drawdownE8 deepest fall of equity below its peak
 */
public record Figures(
        long touches,
        long trades,
        long wins,
        long grossE8,
        long feesE8,
        long fundingE8,
        long slippageE8,
        long netE8,
        long drawdownE8) {

    static Figures of(Course course, int accountId, int instrumentId, Window window) {
        List<ClosedTrade> trades = course.record().trades().stream()
                .filter(trade -> trade.accountId() == accountId
                        && trade.instrumentId() == instrumentId
                        && window.has(trade.exitNanos()))
                .toList();
        long touches = course.touches().stream()
                .map(Course.Touch::judged)
                .filter(judged -> judged.accountId() == accountId
                        && judged.instrumentId() == instrumentId
                        && window.has(judged.candleNanos()))
                .count();
        long gross = 0;
        long fees = 0;
        long funding = 0;
        long slippage = 0;
        for (ClosedTrade trade : trades) {
            gross = Math.addExact(gross, trade.gainE8());
            fees = Math.addExact(fees, Math.addExact(trade.feesE8(), trade.gstE8()));
            funding = Math.addExact(funding, trade.fundingE8());
            slippage = Math.addExact(slippage, trade.slippageE8());
        }
        return new Figures(
                touches,
                trades.size(),
                trades.stream().filter(trade -> trade.netE8() > 0).count(),
                gross,
                fees,
                funding,
                slippage,
                Math.subtractExact(gross, Math.addExact(fees, funding)),
                drawdownE8(course.record().equity(), accountId, instrumentId, window));
    }

    private static long drawdownE8(List<EquityPoint> equity, int accountId, int instrumentId, Window window) {
        long peakE8 = Long.MIN_VALUE;
        long deepestE8 = 0;
        for (EquityPoint point : equity) {
            if (point.accountId() == accountId
                    && point.instrumentId() == instrumentId
                    && window.has(point.candleNanos())) {
                long nowE8 = Math.addExact(point.capitalE8(), point.unrealisedE8());
                peakE8 = Math.max(peakE8, nowE8);
                deepestE8 = Math.max(deepestE8, Math.subtractExact(peakE8, nowE8));
            }
        }
        return deepestE8;
    }
}
