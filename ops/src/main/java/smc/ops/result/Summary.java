package smc.ops.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.strategy.number.ExactMath;

/**
 * What a backtest comes to: per account, and over all of them.
 *
 * @param accounts by account id
 * @param targets of the owner, over all accounts
 */
public record Summary(List<Figures> accounts, Figures total, List<Target> targets) {

    /**
     * Sums and ratios of some trades; money in 1e-8 USD. A ratio that does not exist, for want of trades or losses, is null.
     *
     * @param wins trades with a positive net
     * @param winRatePct 0 to 100
     * @param grossE8 gain before costs
     * @param slippageE8 informative: already in the gross
     * @param profitFactorGross gains over losses before costs
     * @param profitFactorNet gains over losses after costs
     * @param maxDrawdownPct deepest fall of equity below its peak, in per cent of the peak
     * @param expectancyE8 net per trade, rounded to the nearest
     * @param capitalMovedE8 added, less what was taken; no result, and neither a gain nor a drawdown
     */
    public record Figures(
            long trades,
            long wins,
            BigDecimal winRatePct,
            long grossE8,
            long feesE8,
            long gstE8,
            long fundingE8,
            long slippageE8,
            long netE8,
            BigDecimal profitFactorGross,
            BigDecimal profitFactorNet,
            BigDecimal maxDrawdownPct,
            Long expectancyE8,
            long capitalStartE8,
            long capitalMovedE8,
            long capitalEndE8) {}

    /**
     * What the owner wants, and what was measured.
     *
     * @param measured null if it could not be
     */
    public record Target(String name, String goal, BigDecimal measured, boolean isMet) {}

    private static final int RATIO_SCALE = 4;
    private static final BigDecimal WIN_RATE_GOAL_PCT = BigDecimal.valueOf(55);
    private static final BigDecimal PROFIT_FACTOR_GOAL = new BigDecimal("1.5");
    private static final BigDecimal DRAWDOWN_GOAL_PCT = BigDecimal.valueOf(20);

    /** Computes everything from the record. */
    public static Summary of(BacktestResult result) {
        List<ClosedTrade> trades = result.record().trades();
        List<EquityPoint> equity = result.record().equity();
        List<Long> startsE8 = result.accounts().stream()
                .map(BacktestResult.Account::capitalStartE8)
                .toList();
        int symbols = result.symbols().size();
        var accounts = new ArrayList<Figures>();
        long capitalStartE8 = 0;
        long capitalMovedE8 = 0;
        for (int id = 0; id < startsE8.size(); id++) {
            int accountId = id;
            accounts.add(figures(
                    trades.stream()
                            .filter(trade -> trade.accountId() == accountId)
                            .toList(),
                    equity.stream()
                            .filter(point -> point.accountId() == accountId)
                            .toList(),
                    startsE8,
                    symbols,
                    startsE8.get(id),
                    result.record().capitalMovedE8(id)));
            capitalStartE8 = Math.addExact(capitalStartE8, startsE8.get(id));
            capitalMovedE8 = Math.addExact(capitalMovedE8, result.record().capitalMovedE8(id));
        }
        Figures total = figures(trades, equity, startsE8, symbols, capitalStartE8, capitalMovedE8);
        return new Summary(List.copyOf(accounts), total, targets(total));
    }

    /**
     * Of some trades, and of the equity of the desks that made them.
     *
     * @param equity oldest first
     * @param startsE8 by account: what it began with over all symbols, an equal part on each
     * @param symbols how many there are
     * @param capitalStartE8 of those desks together
     * @param capitalMovedE8 likewise
     */
    public static Figures figures(
            List<ClosedTrade> trades,
            List<EquityPoint> equity,
            List<Long> startsE8,
            int symbols,
            long capitalStartE8,
            long capitalMovedE8) {
        long wins = trades.stream().filter(trade -> trade.netE8() > 0).count();
        long netE8 = sum(trades, ClosedTrade::netE8);
        return new Figures(
                trades.size(),
                wins,
                ratio(wins * 100, trades.size()),
                sum(trades, ClosedTrade::gainE8),
                sum(trades, ClosedTrade::feesE8),
                sum(trades, ClosedTrade::gstE8),
                sum(trades, ClosedTrade::fundingE8),
                sum(trades, ClosedTrade::slippageE8),
                netE8,
                profitFactor(trades, ClosedTrade::gainE8),
                profitFactor(trades, ClosedTrade::netE8),
                maxDrawdownPct(equity, startsE8, symbols, capitalStartE8),
                trades.isEmpty()
                        ? null
                        : BigDecimal.valueOf(netE8)
                                .divide(BigDecimal.valueOf(trades.size()), 0, RoundingMode.HALF_EVEN)
                                .longValueExact(),
                capitalStartE8,
                capitalMovedE8,
                Math.addExact(Math.addExact(capitalStartE8, capitalMovedE8), netE8));
    }

    /** What the owner wants of all accounts together, and what it came to. */
    public static List<Target> targets(Figures total) {
        return List.of(
                new Target(
                        "win_rate",
                        "at least " + WIN_RATE_GOAL_PCT + " %",
                        total.winRatePct,
                        total.winRatePct != null && total.winRatePct.compareTo(WIN_RATE_GOAL_PCT) >= 0),
                new Target(
                        "profit_factor_net",
                        "at least " + PROFIT_FACTOR_GOAL,
                        total.profitFactorNet,
                        total.profitFactorNet != null && total.profitFactorNet.compareTo(PROFIT_FACTOR_GOAL) >= 0),
                new Target(
                        "max_drawdown_pct",
                        "below " + DRAWDOWN_GOAL_PCT + " %",
                        total.maxDrawdownPct,
                        total.maxDrawdownPct != null && total.maxDrawdownPct.compareTo(DRAWDOWN_GOAL_PCT) < 0));
    }

    private static long sum(List<ClosedTrade> trades, ToLongFunction<ClosedTrade> part) {
        return trades.stream().mapToLong(part).reduce(0, Math::addExact);
    }

    private static BigDecimal profitFactor(List<ClosedTrade> trades, ToLongFunction<ClosedTrade> part) {
        long gainsE8 = trades.stream().mapToLong(part).filter(e8 -> e8 > 0).reduce(0, Math::addExact);
        long lossesE8 = trades.stream().mapToLong(part).filter(e8 -> e8 < 0).reduce(0, Math::addExact);
        return ratio(gainsE8, -lossesE8);
    }

    /**
     * Equity is summed over accounts and symbols at each close; a symbol without a candle there keeps its last. What is added or taken changes equity
     * and its peak in the same proportion, and so how far below it equity stands not at all.
     */
    private static BigDecimal maxDrawdownPct(
            List<EquityPoint> equity, List<Long> startsE8, int symbols, long capitalStartE8) {
        if (equity.isEmpty()) {
            return null;
        }
        int slots = startsE8.size() * symbols;
        var latestE8 = new Long[slots];
        var movedE8 = new long[slots];
        long totalE8 = capitalStartE8;
        long peakE8 = capitalStartE8;
        BigDecimal deepest = BigDecimal.ZERO.setScale(RATIO_SCALE);
        for (int i = 0; i < equity.size(); i++) {
            EquityPoint point = equity.get(i);
            int slot = point.accountId() * symbols + point.instrumentId();
            long nowE8 = point.capitalE8() + point.unrealisedE8();
            long beforeE8 = latestE8[slot] != null ? latestE8[slot] : startsE8.get(point.accountId()) / symbols;
            long addedE8 = point.movedE8() - movedE8[slot];
            if (addedE8 != 0) {
                peakE8 = peakAfterMove(peakE8, totalE8, addedE8);
                movedE8[slot] = point.movedE8();
            }
            totalE8 += nowE8 - beforeE8;
            latestE8[slot] = nowE8;
            boolean isLastOfClose = i + 1 == equity.size() || equity.get(i + 1).candleNanos() != point.candleNanos();
            if (isLastOfClose) {
                peakE8 = Math.max(peakE8, totalE8);
                BigDecimal drawdown = ratio((peakE8 - totalE8) * 100, peakE8);
                deepest = drawdown != null ? deepest.max(drawdown) : deepest;
            }
        }
        return deepest;
    }

    /** Where nothing was left to fall, what is added is where equity begins anew. */
    private static long peakAfterMove(long peakE8, long totalE8, long addedE8) {
        return totalE8 <= 0 || totalE8 + addedE8 <= 0
                ? totalE8 + addedE8
                : ExactMath.multiplyDivideFloor(peakE8, totalE8 + addedE8, totalE8);
    }

    private static BigDecimal ratio(long dividend, long divisor) {
        return divisor == 0
                ? null
                : BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), RATIO_SCALE, RoundingMode.HALF_EVEN);
    }
}
