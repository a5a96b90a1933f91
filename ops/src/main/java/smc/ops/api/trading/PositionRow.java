package smc.ops.api.trading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import smc.engine.view.EngineImage;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.order.OrderPurpose;
import smc.ops.api.document.Values;
import smc.ops.api.market.BlockNames;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.state.OpenTrade;
import smc.strategy.number.FixedPoint;

/** An open trade as documents have it. */
final class PositionRow {
    private PositionRow() {}

    /** As the image has it; empty if it is not open there. */
    static Optional<OpenTrade> find(Reading reading, TradeLife life) {
        return reading.image().trades().stream()
                .filter(trade -> trade.id() == life.id())
                .findFirst()
                .map(trade -> new OpenTrade(reading.configuration(), reading.image(), trade));
    }

    static void put(Reading reading, TradeLife life, OpenTrade open, ObjectNode json) {
        EngineImage.Trade trade = open.trade();
        EngineImage.Market market = open.market();
        var sums = new Sums(reading, life, open);
        json.put("trade", Values.id(trade.id()))
                .put("seq", Values.id(life.sequence()))
                .put("account", reading.account(trade.accountId()))
                .put("mode", String.valueOf(life.mode().letter()))
                .put("symbol", market.symbol())
                .put("direction", trade.direction().name())
                .put(
                        "block",
                        BlockNames.of(
                                market.symbol(),
                                life.opened().blockSide(),
                                life.opened().originNanos()))
                .put("blockState", life.opened().state().name())
                .put("opened", Values.time(life.opened().candleNanos()))
                .put("contracts", trade.contracts())
                .put("entry", Values.usd(trade.entryE8()))
                .put("stop", Values.usd(trade.stopE8()))
                .put("target", Values.usd(trade.targetE8()))
                .put("targetContracts", sums.targetContracts)
                .put("price", Values.usd(market.lastTradeE8()))
                .put("priceTime", market.lastTradeNanos() == 0 ? null : Values.time(market.lastTradeNanos()))
                .put("unrealised", open.unrealised().orElse(null))
                .put("fees", Values.usd(sums.feesE8))
                .put("funding", Values.usd(sums.fundingE8))
                .put("atStop", Values.decimal(sums.ifTheRestClosedAt(trade.stopE8())))
                .put("atTarget", Values.decimal(sums.ifTheRestClosedAt(trade.targetE8())));
        putPrices(open, OrderPurpose.STOP, json.putArray("stops"));
        putPrices(open, OrderPurpose.TARGET, json.putArray("targets"));
    }

    private static void putPrices(OpenTrade open, OrderPurpose purpose, ArrayNode json) {
        open.workingPricesE8(purpose).forEach(priceE8 -> json.add(Values.usd(priceE8)));
    }

    /** What has been booked of it so far; money in 1e-8 USD. */
    private static final class Sums {
        private final OpenTrade open;
        private long targetContracts;
        private long feesE8;
        private long fundingE8;
        private BigDecimal gain = BigDecimal.ZERO;

        Sums(Reading reading, TradeLife life, OpenTrade open) {
            this.open = open;
            for (TradeLife.Step step : life.steps(reading.history().sequence())) {
                switch (step.event()) {
                    case TradeEntered one -> {
                        feesE8 += one.feeE8();
                        targetContracts = one.targetContracts();
                    }
                    case TradeReduced one -> {
                        feesE8 += one.feeE8();
                        gain = gain.add(open.gain(one.priceE8(), one.contracts()));
                    }
                    case TradeFunded one -> fundingE8 += one.moneyE8();
                    default -> {
                        // Books nothing.
                    }
                }
            }
        }

        /** After fees and funding so far, in USD; null without such a price. */
        private BigDecimal ifTheRestClosedAt(long priceE8) {
            return priceE8 == 0
                    ? null
                    : gain.add(open.gain(priceE8, open.trade().contracts()))
                            .subtract(BigDecimal.valueOf(feesE8 + fundingE8, FixedPoint.SCALE));
        }
    }
}
