package smc.ops.api.trading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import smc.engine.outcome.ClosedTrade;
import smc.ops.api.document.Values;
import smc.ops.api.market.BlockNames;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;

/** A closed trade as documents have it. */
final class TradeRow {
    private TradeRow() {}

    static void put(Reading reading, TradeLife life, TradeLife.End end, ObjectNode json) {
        ClosedTrade trade = end.trade();
        String symbol = reading.symbol(trade.instrumentId());
        long sequence = reading.history().sequence();
        json.put("id", Values.id(trade.id()))
                .put("seq", Values.id(end.sequence()))
                .put("openedSeq", Values.id(life.sequence()))
                .put("account", reading.account(trade.accountId()))
                .put("mode", String.valueOf(life.mode().letter()))
                .put("symbol", symbol)
                .put("direction", trade.direction().name())
                .put("block", BlockNames.of(symbol, trade.blockSide(), trade.originNanos()))
                .put("blockState", trade.state().name())
                .put("entryTime", Values.time(trade.entryNanos()))
                .put("exitTime", Values.time(trade.exitNanos()))
                .put("contracts", trade.contracts())
                .put("entry", Values.usd(trade.entryE8()))
                .put("expectedEntry", Values.usd(trade.expectedEntryE8()))
                .put("target", Values.usd(trade.targetE8()))
                .put("targetContracts", trade.targetContracts())
                .put("firstStop", Values.usd(life.firstStopE8(sequence)))
                .put("lastStop", Values.usd(life.lastStopE8(sequence)))
                .put("entryAtr", Values.usd(trade.entryAtrE8()));
        ArrayNode exits = json.putArray("exits");
        trade.exits()
                .forEach(exit -> exits.addObject()
                        .put("time", Values.time(exit.candleNanos()))
                        .put("contracts", exit.contracts())
                        .put("price", Values.usd(exit.priceE8()))
                        .put("reason", exit.reason().name()));
        json.put("gain", Values.usd(trade.gainE8()))
                .put("fees", Values.usd(trade.feesE8()))
                .put("gst", Values.usd(trade.gstE8()))
                .put("funding", Values.usd(trade.fundingE8()))
                .put("slippage", Values.usd(trade.slippageE8()))
                .put("net", Values.usd(trade.netE8()))
                .put("capitalBefore", Values.usd(trade.capitalBeforeE8()))
                .put("capitalAfter", Values.usd(trade.capitalAfterE8()))
                .put("reason", trade.reason().name());
    }
}
