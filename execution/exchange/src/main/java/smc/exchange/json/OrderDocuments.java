package smc.exchange.json;

import static smc.exchange.json.Documents.coins;
import static smc.exchange.json.Documents.object;
import static smc.exchange.json.Documents.price;
import static smc.exchange.json.Documents.side;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.Fill;

/** Orders and fills (docs/delta-exchange.md section 3.7), and their frames (4.6). */
public final class OrderDocuments {
    private OrderDocuments() {}

    public static ObjectNode order(ExchangeOrder order) {
        ObjectNode result = object().put("id", order.id)
                .put("user_id", order.account.userId())
                .put("product_id", order.instrument.productId())
                .put("product_symbol", order.instrument.symbol())
                .put("client_order_id", order.clientOrderId)
                .put("side", side(order.isBuy))
                .put("size", order.contracts)
                .put("unfilled_size", order.contracts - order.filledContracts)
                .put("order_type", type(order))
                .put("limit_price", price(order.limitE8))
                .put("average_fill_price", price(order.averageFillE8()))
                .put("state", state(order))
                .put("cancellation_reason", order.cancellationReason)
                .put("time_in_force", order.isImmediate ? "ioc" : "gtc")
                .put("post_only", order.isPostOnly)
                .put("reduce_only", order.isReduceOnly)
                .put("close_on_trigger", "false")
                .put("stop_order_type", stopType(order))
                .put("stop_price", price(order.stopE8))
                .put("stop_trigger_method", order.stopE8 == 0 ? null : order.triggerMethod)
                .put("trail_amount", price(order.trailE8));
        if (order.isLeg) {
            result.put("bracket_order", true);
        } else {
            result.putNull("bracket_order");
        }
        result.put("bracket_stop_loss_price", price(order.bracket.lossE8()))
                .put("bracket_stop_loss_limit_price", price(order.bracket.lossLimitE8()))
                .put("bracket_take_profit_price", price(order.bracket.profitE8()))
                .put("bracket_take_profit_limit_price", price(order.bracket.profitLimitE8()))
                .put("bracket_trail_amount", price(order.bracket.trailE8()))
                .put("commission", "0")
                .put("paid_commission", Decimals.text(order.paidE8))
                .put("mmp", "disabled")
                .putNull("quote_size")
                .put("created_at", Decimals.iso(order.createdNanos))
                .put("updated_at", Decimals.iso(order.updatedNanos));
        result.putObject("meta_data")
                .put("cashflow", "0")
                .put("otc", false)
                .put("pnl", "0")
                .put("source", "api");
        return result;
    }

    public static ObjectNode fill(Fill fill) {
        ExchangeInstrument instrument = fill.instrument();
        InstrumentTerms terms = instrument.terms();
        ExchangeOrder order = fill.order();
        long rateE8 = fill.isMaker() ? terms.makerRateE8() : terms.takerRateE8();
        String commission = Decimals.text(fill.feeE8());
        String notional = coins(instrument, fill.contracts())
                .multiply(Decimals.number(fill.priceE8()))
                .stripTrailingZeros()
                .toPlainString();
        ObjectNode result = object().put("id", fill.id())
                .put("order_id", order == null ? "0" : Long.toString(order.id))
                .put("product_id", instrument.productId())
                .put("product_symbol", instrument.symbol())
                .put("client_order_id", order == null ? null : order.clientOrderId)
                .put("side", side(fill.isBuy()))
                .put("size", Long.toString(fill.contracts()))
                .put("price", Decimals.text(fill.priceE8()))
                .put("role", role(fill))
                .put("fill_type", reason(fill))
                .put("notional", notional)
                .put("commission", commission)
                .put("settling_asset_id", Documents.USD_ASSET_ID)
                .put("settling_asset_symbol", "USD")
                .put("created_at", Decimals.iso(fill.timeNanos()));
        ObjectNode meta = result.putObject("meta_data");
        meta.put("effective_commission_rate", Decimals.text(rateE8))
                .put("rack_commision", commission)
                .put("is_commission_on_notional", true)
                .put("total_commission_in_settling_asset", commission)
                .put("mark", Decimals.text(fill.markE8()))
                .put("spot", Decimals.text(fill.markE8()));
        if (order != null) {
            meta.put("order_price", price(order.limitE8))
                    .put("order_size", Long.toString(order.contracts))
                    .put("order_unfilled_size", Long.toString(order.contracts - order.filledContracts))
                    .put("order_type", type(order))
                    .put("source", "api");
        }
        meta.putObject("new_position")
                .put("size", fill.positionContracts())
                .put("entry_price", price(fill.positionEntryE8()));
        ObjectNode product = result.putObject("product")
                .put("id", instrument.productId())
                .put("symbol", instrument.symbol())
                .put("contract_value", Decimals.text(terms.contractValueE8()))
                .put("tick_size", Decimals.text(terms.tickE8()))
                .put("contract_type", "perpetual_futures")
                .put("contract_unit_currency", instrument.coin())
                .put("notional_type", "vanilla");
        product.set("underlying_asset", MarketDocuments.coin(instrument));
        product.set("quoting_asset", MarketDocuments.usd());
        product.set("settling_asset", MarketDocuments.usd());
        return result;
    }

    public static ObjectNode orderFrame(
            ExchangeOrder order, String action, String reason, long sequence, long nowNanos) {
        ObjectNode frame = object().put("type", "orders")
                .put("action", action)
                .put("reason", reason)
                .put("symbol", order.instrument.symbol())
                .put("product_id", order.instrument.productId())
                .put("user_id", order.account.userId())
                .put("order_id", order.id)
                .put("client_order_id", order.clientOrderId == null ? "" : order.clientOrderId)
                .put("size", order.contracts)
                .put("unfilled_size", order.contracts - order.filledContracts)
                .put("average_fill_price", price(order.averageFillE8()))
                .put("limit_price", price(order.limitE8))
                .put("order_type", type(order))
                .put("side", side(order.isBuy))
                .put("state", state(order))
                .put("reduce_only", order.isReduceOnly)
                .put("time_in_force", order.isImmediate ? "ioc" : "gtc")
                .put("cancellation_reason", order.cancellationReason)
                .put("stop_order_type", stopType(order))
                .put("bracket_order", order.isLeg)
                .put("seq_no", sequence)
                .put("timestamp", Decimals.micros(nowNanos))
                .put("stop_price", price(order.stopE8))
                .putNull("trigger_price_max_or_min")
                .put("bracket_stop_loss_price", price(order.bracket.lossE8()))
                .put("bracket_take_profit_price", price(order.bracket.profitE8()))
                .put("bracket_trail_amount", price(order.bracket.trailE8()));
        return frame;
    }

    /** {@code v2/user_trades}. */
    public static ObjectNode compactFill(Fill fill, long sequence) {
        ExchangeOrder order = fill.order();
        return object().put("type", "v2/user_trades")
                .put("sy", fill.instrument().symbol())
                .put("f", fill.dashedId())
                .put("R", reason(fill))
                .put("u", fill.account().userId())
                .put("o", order == null ? 0 : order.id)
                .put("S", side(fill.isBuy()))
                .put("s", fill.contracts())
                .put("p", Decimals.text(fill.priceE8()))
                .put("po", fill.positionContracts())
                .put("r", role(fill))
                .put("c", order == null || order.clientOrderId == null ? "" : order.clientOrderId)
                .put("t", Decimals.micros(fill.timeNanos()))
                .put("se", sequence);
    }

    /** {@code user_trades}. */
    public static ObjectNode longFill(Fill fill, long sequence) {
        ExchangeOrder order = fill.order();
        return object().put("type", "user_trades")
                .put("symbol", fill.instrument().symbol())
                .put("product_id", fill.instrument().productId())
                .put("fill_id", fill.dashedId())
                .put("reason", reason(fill))
                .put("user_id", fill.account().userId())
                .put("order_id", order == null ? 0 : order.id)
                .put("side", side(fill.isBuy()))
                .put("size", fill.contracts())
                .put("price", Decimals.text(fill.priceE8()))
                .put("role", role(fill))
                .put("client_order_id", order == null || order.clientOrderId == null ? "" : order.clientOrderId)
                .put("timestamp", Decimals.micros(fill.timeNanos()))
                .put("seq_no", sequence);
    }

    private static String role(Fill fill) {
        return fill.isMaker() ? "maker" : "taker";
    }

    private static String reason(Fill fill) {
        if (fill.order() != null) {
            return "normal";
        }
        return fill.isDeleveraging() ? "adl" : "liquidation";
    }

    private static String type(ExchangeOrder order) {
        return order.isMarket ? "market_order" : "limit_order";
    }

    private static String state(ExchangeOrder order) {
        return order.state.name().toLowerCase(Locale.ROOT);
    }

    private static String stopType(ExchangeOrder order) {
        return switch (order.stop) {
            case NONE -> null;
            case LOSS -> "stop_loss_order";
            case PROFIT -> "take_profit_order";
        };
    }
}
