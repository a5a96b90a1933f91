package smc.ops.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.OptionalLong;
import smc.execution.desk.event.Verdict;
import smc.ops.result.NoTrade;

/** The one sentence that matters. */
final class Headline {
    private Headline() {}

    /** Whether the rules made or lost money, before and after costs. */
    static String of(ReportData data) {
        JsonNode total = data.summary().path("total");
        long trades = total.path("trades").asLong();
        if (trades == 0) {
            return "The rules made no trade: " + reason(data.summary().path("verdicts")) + ".";
        }
        long grossE8 = Money.e8(total.path("gross").decimalValue());
        long netE8 = Money.e8(total.path("net").decimalValue());
        boolean isTurned = (grossE8 > 0) != (netE8 > 0);
        return "The rules %s before costs %s %s after costs, in %,d trades."
                .formatted(result(grossE8), isTurned ? "but" : "and", result(netE8), trades);
    }

    /** @param verdicts by account: how many touches ended in which */
    private static String reason(JsonNode verdicts) {
        var counts = new EnumMap<Verdict, Long>(Verdict.class);
        long touches = 0;
        for (JsonNode account : verdicts) {
            touches += account.path("touches").asLong();
            for (Verdict verdict : Verdict.values()) {
                if (account.has(verdict.name())) {
                    counts.merge(verdict, account.path(verdict.name()).asLong(), Long::sum);
                }
            }
        }
        return NoTrade.reason(counts, touches, OptionalLong.empty());
    }

    private static String result(long e8) {
        return e8 == 0 ? "neither made nor lost money" : (e8 > 0 ? "made " : "lost ") + Money.amount(e8) + " USD";
    }
}
