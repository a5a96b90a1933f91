package smc.ops.report;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import smc.ops.story.RecordedTrade;

/** What each month earned: a trade belongs to the month (UTC) of the candle it ended in, when its net joined the capital. */
final class Months {
    private Months() {}

    /**
     * One month.
     *
     * @param netE8 by account; without those that closed no trade
     */
    record Month(long trades, long wins, Map<String, Long> netE8, long totalE8) {}

    /** Months without a trade are left out. */
    static Map<YearMonth, Month> of(List<RecordedTrade> trades) {
        var months = new TreeMap<YearMonth, Month>();
        for (RecordedTrade trade : trades) {
            Instant exit = Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(trade.exitNanos()));
            months.merge(
                    YearMonth.from(exit.atOffset(ZoneOffset.UTC)),
                    new Month(1, trade.netE8() > 0 ? 1 : 0, Map.of(trade.account(), trade.netE8()), trade.netE8()),
                    Months::sum);
        }
        return months;
    }

    private static Month sum(Month one, Month other) {
        var netE8 = new TreeMap<>(one.netE8);
        other.netE8.forEach((account, e8) -> netE8.merge(account, e8, Math::addExact));
        return new Month(
                one.trades + other.trades, one.wins + other.wins, netE8, Math.addExact(one.totalE8, other.totalE8));
    }
}
