package smc.ops.report;

import com.fasterxml.jackson.databind.JsonNode;

/** The one sentence that matters. */
final class Headline {
    private Headline() {}

    /** Whether the rules made or lost money, before and after costs. */
    static String of(ReportData data) {
        JsonNode total = data.summary().path("total");
        long trades = total.path("trades").asLong();
        if (trades == 0) {
            return "The rules made no trade.";
        }
        long grossE8 = Money.e8(total.path("gross").decimalValue());
        long netE8 = Money.e8(total.path("net").decimalValue());
        boolean isTurned = (grossE8 > 0) != (netE8 > 0);
        return "The rules %s before costs %s %s after costs, in %,d trades."
                .formatted(result(grossE8), isTurned ? "but" : "and", result(netE8), trades);
    }

    private static String result(long e8) {
        return e8 == 0 ? "neither made nor lost money" : (e8 > 0 ? "made " : "lost ") + Money.amount(e8) + " USD";
    }
}
