package smc.ops.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.strategy.number.FixedPoint;

/** Why the rules made no trade, or fewer than they saw: a capital that is too small looks like a quiet market. */
public final class NoTrade {
    private NoTrade() {}

    static String of(BacktestResult result) {
        var counts = new TreeMap<Verdict, Long>();
        long touches = 0;
        for (int account = 0; account < result.accounts().size(); account++) {
            SummaryJson.verdicts(result, account).forEach((verdict, count) -> counts.merge(verdict, count, Long::sum));
            touches += result.record().touches(account);
        }
        return reason(counts, touches, cheapestE8(result));
    }

    /** How many touches had a signal that the capital did not pay for. */
    static long tooSmall(BacktestResult result) {
        return result.record().decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.SIZE_BELOW_ONE)
                .count();
    }

    private static OptionalLong cheapestE8(BacktestResult result) {
        return result.record().decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.SIZE_BELOW_ONE)
                .mapToLong(TouchJudged::value2)
                .min();
    }

    /**
     * The reason, as the end of a sentence.
     *
     * @param counts of touches by verdict, over all accounts
     * @param touches of all accounts, also the undecided
     * @param cheapestE8 the least capital that would have paid for one contract, in 1e-8 USD; empty if it is not known
     */
    public static String reason(Map<Verdict, Long> counts, long touches, OptionalLong cheapestE8) {
        if (touches == 0) {
            return "price touched no block, the data is thin";
        }
        long tooSmall = counts.getOrDefault(Verdict.SIZE_BELOW_ONE, 0L);
        if (tooSmall > 0) {
            return "the capital is too small, at %s it did not pay for one contract%s"
                    .formatted(
                            of(tooSmall, touches),
                            cheapestE8.isEmpty()
                                    ? ""
                                    : ", the cheapest of which took %s USD"
                                            .formatted(centsAbove(cheapestE8.getAsLong())));
        }
        Optional<Map.Entry<Verdict, Long>> most =
                counts.entrySet().stream().max(Map.Entry.<Verdict, Long>comparingByValue());
        return most.isEmpty()
                ? "of %s none was decided".formatted(touches(touches))
                : "most often %s, at %s"
                        .formatted(
                                most.get()
                                        .getKey()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '),
                                of(most.get().getValue(), touches));
    }

    private static String of(long count, long touches) {
        return count == touches && touches == 1 ? "the one touch" : "%,d of %s".formatted(count, touches(touches));
    }

    private static String touches(long touches) {
        return touches == 1 ? "1 touch" : "%,d touches".formatted(touches);
    }

    /** Rounded up: the cent below would not do. */
    private static String centsAbove(long moneyE8) {
        return BigDecimal.valueOf(moneyE8, FixedPoint.SCALE)
                .setScale(2, RoundingMode.CEILING)
                .toPlainString();
    }
}
