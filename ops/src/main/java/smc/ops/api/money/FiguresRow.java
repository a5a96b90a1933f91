package smc.ops.api.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.ops.api.document.Values;
import smc.ops.result.Summary.Figures;

/** Sums and ratios as documents have them. */
final class FiguresRow {
    private FiguresRow() {}

    /** @param hasCapital whether capital is known of what they are about */
    static void put(Figures figures, boolean hasCapital, ObjectNode json) {
        json.put("trades", figures.trades())
                .put("wins", figures.wins())
                .put("winRatePct", Values.decimal(figures.winRatePct()))
                .put("gross", Values.usd(figures.grossE8()))
                .put("fees", Values.usd(figures.feesE8()))
                .put("gst", Values.usd(figures.gstE8()))
                .put("funding", Values.usd(figures.fundingE8()))
                .put("slippage", Values.usd(figures.slippageE8()))
                .put("costs", Values.usd(figures.grossE8() - figures.netE8()))
                .put("net", Values.usd(figures.netE8()))
                .put("profitFactorGross", Values.decimal(figures.profitFactorGross()))
                .put("profitFactorNet", Values.decimal(figures.profitFactorNet()))
                .put("expectancy", figures.expectancyE8() == null ? null : Values.usd(figures.expectancyE8()))
                .put("maxDrawdownPct", Values.decimal(figures.maxDrawdownPct()))
                .put("capitalStart", hasCapital ? Values.usd(figures.capitalStartE8()) : null)
                .put("capitalMoved", hasCapital ? Values.usd(figures.capitalMovedE8()) : null)
                .put("capitalEnd", hasCapital ? Values.usd(figures.capitalEndE8()) : null);
    }
}
