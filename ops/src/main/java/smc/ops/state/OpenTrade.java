package smc.ops.state;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Market;
import smc.engine.view.EngineImage.Trade;
import smc.engine.view.EngineImage.WorkingOrder;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.strategy.number.FixedPoint;

/**
 * An open trade and what the image knows of it elsewhere.
 *
 * @param configuration of the engine
 * @param image that has the trade
 */
public record OpenTrade(Configuration configuration, EngineImage image, Trade trade) {
    /** Of its symbol. */
    public Market market() {
        return image.markets().get(trade.instrumentId());
    }

    /** Prices of the orders that work for it, in 1e-8 USD, as last asked for; empty if there is none. */
    public List<Long> workingPricesE8(OrderPurpose purpose) {
        return image.orders().stream()
                .filter(order -> order.tradeId() == trade.id() && order.known().purpose() == purpose)
                .map(WorkingOrder::wantedPriceE8)
                .toList();
    }

    /** In USD, before costs, at the last price, rounded down; empty if the symbol has not been traded yet. */
    public Optional<String> unrealised() {
        Market market = market();
        if (market.lastTradeE8() == 0) {
            return Optional.empty();
        }
        BigDecimal gain = gain(market.lastTradeE8(), trade.contracts()).setScale(FixedPoint.SCALE, RoundingMode.FLOOR);
        return Optional.of(gain.signum() == 0 ? "0" : gain.stripTrailingZeros().toPlainString());
    }

    /** What contracts come to that go out at a price, before costs; exact, in USD. */
    public BigDecimal gain(long priceE8, long contracts) {
        BigDecimal contractValue =
                decimal(configuration.symbols().get(market().symbol()).contractValueE8());
        BigDecimal move = decimal(priceE8).subtract(decimal(trade.entryE8()));
        return (trade.direction() == Direction.LONG ? move : move.negate())
                .multiply(contractValue)
                .multiply(BigDecimal.valueOf(contracts));
    }

    private static BigDecimal decimal(long valueE8) {
        return BigDecimal.valueOf(valueE8, FixedPoint.SCALE);
    }
}
