package smc.ops.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import smc.execution.position.ExitReason;
import smc.ops.result.BeyondMargin;
import smc.ops.story.RecordedTrade;

/** Speaks against the result: five reasons not to believe it, each looked into and answered. */
final class Critic {
    /** Below this the interval of a win rate is wider than twenty points. */
    static final int ENOUGH_TRADES = 100;

    private static final double NORMAL_95 = 1.96;
    private static final BigDecimal RUINOUS_DRAWDOWN_PCT = BigDecimal.valueOf(50);

    private final List<RecordedTrade> trades;
    private final BigDecimal maxDrawdownPct;
    private final BeyondMargin beyondMargin;
    private final long grossE8;
    private final long netE8;

    /**
     * One reason.
     *
     * @param holds whether it speaks against this result
     */
    record Objection(String name, boolean holds, String text) {}

    private Critic(List<RecordedTrade> trades, BigDecimal maxDrawdownPct, BeyondMargin beyondMargin) {
        this.trades = trades;
        this.maxDrawdownPct = maxDrawdownPct;
        this.beyondMargin = beyondMargin;
        grossE8 = sum(trades, RecordedTrade::gainE8);
        netE8 = sum(trades, RecordedTrade::netE8);
    }

    /**
     * @param trades in order of closing
     * @param maxDrawdownPct over all accounts; null if there was no equity
     * @param beyondMargin what was lost beyond isolated margins
     */
    static List<Objection> of(List<RecordedTrade> trades, BigDecimal maxDrawdownPct, BeyondMargin beyondMargin) {
        var critic = new Critic(trades, maxDrawdownPct, beyondMargin);
        var objections = new ArrayList<Objection>();
        if (trades.isEmpty()) {
            objections.add(new Objection("Too few trades", true, "There is no trade: nothing can be said."));
            return objections;
        }
        objections.add(critic.tooFewTrades());
        objections.add(critic.oneTrade());
        objections.add(critic.costs());
        objections.add(critic.inSample());
        objections.add(critic.ruin());
        return objections;
    }

    /** The score interval of Wilson for the win rate, and how far the mean net is from zero in its standard errors. */
    private Objection tooFewTrades() {
        double n = trades.size();
        double rate = trades.stream().filter(trade -> trade.netE8() > 0).count() / n;
        double square = NORMAL_95 * NORMAL_95;
        double center = (rate + square / (2 * n)) / (1 + square / n);
        double half = NORMAL_95 * Math.sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n);
        double errors = standardErrorsFromZero();
        boolean isLuck = Math.abs(errors) < NORMAL_95;
        String text =
                "%,d trades put the true win rate between %.0f and %.0f %% (95 %% sure). The mean net per trade is %.1f standard errors from zero: %s."
                        .formatted(
                                trades.size(),
                                (center - half) * 100,
                                (center + half) * 100,
                                Math.abs(errors),
                                isLuck ? "luck alone could have made it" : "more than luck would make of it");
        return new Objection("Too few trades, or luck", trades.size() < ENOUGH_TRADES || isLuck, text);
    }

    private double standardErrorsFromZero() {
        double n = trades.size();
        double mean = netE8 / n;
        double squares = 0;
        for (RecordedTrade trade : trades) {
            squares += (trade.netE8() - mean) * (trade.netE8() - mean);
        }
        double error = Math.sqrt(squares / (n - 1) / n);
        return trades.size() < 2 || error == 0 ? 0 : mean / error;
    }

    private Objection oneTrade() {
        String name = "One trade carries it";
        RecordedTrade best = trades.stream()
                .max(Comparator.comparingLong(RecordedTrade::netE8))
                .orElseThrow();
        if (netE8 <= 0) {
            return new Objection(
                    name,
                    false,
                    "There is no profit to carry. The best trade, no. %d, made %s USD; without it the net would be %s USD."
                            .formatted(best.id(), Money.signed(best.netE8()), Money.signed(netE8 - best.netE8())));
        }
        long withoutE8 = netE8 - best.netE8();
        return new Objection(
                name,
                withoutE8 <= 0,
                "The best trade, no. %d, made %s USD, %.0f %% of the net; without it the net would be %s USD."
                        .formatted(
                                best.id(),
                                Money.signed(best.netE8()),
                                best.netE8() * 100.0 / netE8,
                                Money.signed(withoutE8)));
    }

    private Objection costs() {
        String name = "Costs eat it";
        long costsE8 = grossE8 - netE8;
        if (grossE8 <= 0) {
            return new Objection(
                    name,
                    true,
                    "There was nothing to eat: %s USD before costs, and %s USD of costs on top."
                            .formatted(Money.signed(grossE8), Money.amount(costsE8)));
        }
        double share = costsE8 * 100.0 / grossE8;
        return new Objection(
                name,
                share >= 50,
                "Fees, GST and funding took %s of the %s USD earned before costs: %.0f %%."
                        .formatted(Money.amount(costsE8), Money.amount(grossE8), share));
    }

    /** Nobody has told the engine of data kept aside, so this always holds; the halves show whether it was at least the same throughout. */
    private Objection inSample() {
        long firstNanos =
                trades.stream().mapToLong(RecordedTrade::entryNanos).min().orElseThrow();
        long lastNanos =
                trades.stream().mapToLong(RecordedTrade::exitNanos).max().orElseThrow();
        long middleNanos = firstNanos + (lastNanos - firstNanos) / 2;
        long firstHalfE8 = trades.stream()
                .filter(trade -> trade.exitNanos() < middleNanos)
                .mapToLong(RecordedTrade::netE8)
                .sum();
        return new Objection(
                "In-sample only",
                true,
                "No part of this data was kept aside, so nothing here was tested on data the rules had not seen. First half %s USD, second half %s USD."
                        .formatted(Money.signed(firstHalfE8), Money.signed(netE8 - firstHalfE8)));
    }

    /** Half of it gone, over all or of one account and symbol; or closed by the venue, or past where a venue would have. */
    private Objection ruin() {
        Map<String, RecordedTrade> last = new HashMap<>();
        Map<String, RecordedTrade> first = new HashMap<>();
        for (RecordedTrade trade : trades) {
            String desk = trade.account() + " " + trade.symbol(); // whatever its mode was
            first.putIfAbsent(desk, trade);
            last.put(desk, trade);
        }
        Optional<String> poorest = last.keySet().stream()
                .min(Comparator.<String>comparingDouble(desk -> left(first.get(desk), last.get(desk)))
                        .thenComparing(Comparator.naturalOrder()));
        double leftPct = left(first.get(poorest.orElseThrow()), last.get(poorest.get())) * 100;
        long liquidations = trades.stream()
                .filter(trade -> trade.reason() == ExitReason.LIQUIDATION)
                .count();
        boolean holds = liquidations > 0
                || beyondMargin.trades() > 0
                || leftPct < 50
                || (maxDrawdownPct != null && maxDrawdownPct.compareTo(RUINOUS_DRAWDOWN_PCT) >= 0);
        return new Objection(
                "Ruin",
                holds,
                "Equity fell at most %s below its peak. Poorest is %s, with %.0f %% of its capital left. Liquidations: %d.%s"
                        .formatted(
                                maxDrawdownPct == null
                                        ? "(unknown)"
                                        : String.format(Locale.ROOT, "%.1f %%", maxDrawdownPct),
                                name(last.get(poorest.get())),
                                leftPct,
                                liquidations,
                                beyondMargin.trades() == 0
                                        ? ""
                                        : " Price jumped past the stop so far that %,d trades lost %s USD more than their isolated margin; a venue that liquidates bears that part."
                                                .formatted(
                                                        beyondMargin.trades(), Money.amount(beyondMargin.lossE8()))));
    }

    /** By the mode that it is in at the end. */
    private static String name(RecordedTrade last) {
        return last.mode().letter() + " " + last.symbol();
    }

    private static double left(RecordedTrade first, RecordedTrade last) {
        return (double) last.capitalAfterE8() / first.capitalBeforeE8();
    }

    private static long sum(List<RecordedTrade> trades, ToLongFunction<RecordedTrade> part) {
        return trades.stream().mapToLong(part).reduce(0, Math::addExact);
    }
}
