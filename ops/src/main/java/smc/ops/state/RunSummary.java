package smc.ops.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smc.engine.live.LiveStatus;
import smc.engine.view.EngineImage.Desk;
import smc.strategy.number.FixedPoint;

/** What came of a run, in one line. */
public final class RunSummary {
    private RunSummary() {}

    /** {@code this run: 7 trades opened, 6 closed; A 206.80 USD (+6.80), flat; B 181.52 USD (-18.48), holds SOLUSD -1}. */
    public static String of(LiveStatus first, LiveStatus last) {
        long opened = sum(last, true) - sum(first, true);
        long closed = sum(last, false) - sum(first, false);
        var parts = new ArrayList<String>();
        parts.add("this run: %s opened, %,d closed"
                .formatted(opened == 1 ? "1 trade" : "%,d trades".formatted(opened), closed));
        Map<Integer, Long> before = equityE8(first);
        equityE8(last).forEach((account, equityE8) -> {
            List<Desk> desks = last.engine().desks().stream()
                    .filter(desk -> desk.accountId() == account)
                    .toList();
            List<String> held = desks.stream()
                    .filter(desk -> desk.contracts() != 0)
                    .map(desk -> "%s %+d".formatted(desk.symbol(), desk.contracts()))
                    .toList();
            parts.add("%s %s USD (%s), %s"
                    .formatted(
                            desks.getFirst().mode().letter(),
                            cents(equityE8),
                            signed(equityE8 - before.getOrDefault(account, equityE8)),
                            held.isEmpty() ? "flat" : "holds " + String.join(" and ", held)));
        });
        return String.join("; ", parts);
    }

    private static long sum(LiveStatus status, boolean isOpened) {
        return status.engine().desks().stream()
                .mapToLong(desk -> isOpened ? desk.tradesOpened() : desk.tradesClosed())
                .sum();
    }

    private static Map<Integer, Long> equityE8(LiveStatus status) {
        Map<Integer, Long> equity = new LinkedHashMap<>();
        status.engine().desks().forEach(desk -> equity.merge(desk.accountId(), desk.equityE8(), Math::addExact));
        return equity;
    }

    private static String signed(long moneyE8) {
        String written = cents(moneyE8);
        return moneyE8 > 0 ? "+" + written : written;
    }

    private static String cents(long moneyE8) {
        return "%,.2f".formatted(moneyE8 / (double) FixedPoint.ONE_E8);
    }
}
