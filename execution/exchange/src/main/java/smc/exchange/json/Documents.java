package smc.exchange.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed.Row;
import smc.exchange.market.ListedMarket;
import smc.exchange.market.MadeBook;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.rules.Books;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeOrder;
import smc.exchange.rules.Fill;

/** The objects of Delta's answers and frames, field by field as delta-exchange-api.md has them. */
public final class Documents {
    /** India has one asset (section 3.8). */
    public static final int USD_ASSET_ID = 14;

    private static final long FUNDING_SECONDS = 28_800;
    private static final BigDecimal ONE_E8 = BigDecimal.valueOf(100_000_000);

    private Documents() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    // ListedMarket (sections 3.3 to 3.6)

    public static ObjectNode product(ExchangeInstrument instrument, boolean isMaintenance) {
        InstrumentTerms terms = instrument.terms();
        String coin = instrument.coin();
        String leverage = instrument.leverageMax() + ".000000000000000000";
        ObjectNode product = object();
        product.put("id", instrument.productId())
                .put("symbol", instrument.symbol())
                .put("description", coin + " Perpetual futures, quoted, settled & margined in USD (simulated)")
                .put("short_description", coin + " Perpetual")
                .put("contract_type", "perpetual_futures")
                .put("notional_type", "vanilla")
                .put("contract_value", Decimals.text(terms.contractValueE8()))
                .put("contract_unit_currency", coin)
                .put("tick_size", Decimals.text(terms.tickE8()))
                .put("initial_margin", percentOf(instrument.leverageMax()))
                .put("maintenance_margin", Decimals.percent(terms.maintenanceRateE8()))
                .put("initial_margin_scaling_factor", "0")
                .put("maintenance_margin_scaling_factor", "0")
                .put("max_leverage_notional", "100000")
                .put("default_leverage", leverage)
                .put("position_size_limit", instrument.positionContractsMax())
                .put("impact_size", 10_000)
                .put("taker_commission_rate", Decimals.text(terms.takerRateE8()))
                .put("maker_commission_rate", Decimals.text(terms.makerRateE8()))
                .put("liquidation_penalty_factor", "0.5")
                .put("insurance_fund_margin_contribution", "1")
                .put("basis_factor_max_limit", "32.85")
                .put("annualized_funding", "32.85")
                .put("funding_method", "mark_price")
                .put("price_band", instrument.priceBandPercent())
                .put("is_quanto", false)
                .put("state", "live")
                .put("trading_status", isMaintenance ? "disrupted_cancel_only" : "operational")
                .put("launch_time", "2023-12-18T13:10:39Z")
                .putNull("settlement_time")
                .putNull("settlement_price")
                .putNull("auction_start_time")
                .putNull("auction_finish_time")
                .putNull("disruption_reason")
                .putNull("strike_price")
                .putNull("barrier_price");
        product.putObject("product_specs")
                .put("rate_exchange_interval", FUNDING_SECONDS)
                .put("funding_clamp_value", new BigDecimal("0.05"))
                .put("only_reduce_only_orders_allowed", false);
        product.set("underlying_asset", MarketDocuments.coin(instrument));
        product.set("quoting_asset", MarketDocuments.usd());
        product.set("settling_asset", MarketDocuments.usd());
        product.set("spot_index", MarketDocuments.index(instrument));
        return product;
    }

    public static ObjectNode ticker(ExchangeInstrument instrument, ListedMarket market, long nowNanos) {
        Row day = market.candles.rolling(TimeUnit.DAYS.toNanos(1), nowNanos);
        String mark = Decimals.text(market.lastE8);
        ObjectNode ticker = object();
        ticker.put("symbol", instrument.symbol())
                .put("product_id", instrument.productId())
                .put("contract_type", "perpetual_futures")
                .put("open", Decimals.number(day.openE8()))
                .put("high", Decimals.number(day.highE8()))
                .put("low", Decimals.number(day.lowE8()))
                .put("close", Decimals.number(day.closeE8()))
                .put("mark_price", mark)
                .put("spot_price", mark)
                .put("mark_change_24h", change(day))
                .put("ltp_change_24h", change(day))
                .put("mark_basis", "0")
                .put("funding_rate", Decimals.percent(instrument.terms().fundingRateE8()))
                .put("oi", "0")
                .put("oi_contracts", "0")
                .put("oi_value", "0")
                .put("oi_value_symbol", "USD")
                .put("oi_value_usd", "0")
                .put("oi_change_usd_6h", "0");
        String[] band = band(instrument, market.lastE8);
        ticker.putObject("price_band").put("lower_limit", band[0]).put("upper_limit", band[1]);
        ObjectNode quotes = ticker.putObject("quotes");
        quotes.put("best_bid", Decimals.text(market.bidE8)).put("best_ask", Decimals.text(market.askE8));
        MadeBook book = market.book();
        quotes.put("bid_size", size(book.bids()))
                .put("ask_size", size(book.asks()))
                .putNull("impact_mid_price");
        BigDecimal turnover = turnover(instrument, day);
        ticker.put("size", day.contracts())
                .put("volume", coins(instrument, day.contracts()))
                .put("turnover", turnover)
                .put("turnover_usd", turnover)
                .put("turnover_symbol", "USD")
                .put("tick_size", Decimals.text(instrument.terms().tickE8()))
                .put("contract_value", Decimals.text(instrument.terms().contractValueE8()))
                .put("product_trading_status", "operational")
                .put("timestamp", Decimals.micros(nowNanos))
                .putNull("greeks");
        return ticker;
    }

    private static String size(List<MadeBook.Level> levels) {
        return levels.isEmpty() ? "0" : Long.toString(levels.getFirst().contracts());
    }

    public static ObjectNode compactTicker(ExchangeInstrument instrument, ListedMarket market, long nowNanos) {
        Row day = market.candles.rolling(TimeUnit.DAYS.toNanos(1), nowNanos);
        MadeBook book = market.book();
        ObjectNode frame = object().put("type", "ticker")
                .put("sy", instrument.symbol())
                .put("sp", Decimals.text(market.lastE8))
                .put("ts", Decimals.micros(nowNanos));
        ObjectNode row = frame.putArray("d")
                .addObject()
                .put("s", instrument.symbol())
                .put("i", instrument.productId())
                .put("m", Decimals.text(market.lastE8))
                .put("m24hc", change(day));
        row.putArray("ohlc")
                .add(Decimals.number(day.openE8()))
                .add(Decimals.number(day.highE8()))
                .add(Decimals.number(day.lowE8()))
                .add(Decimals.number(day.closeE8()));
        row.putArray("oi").add("0").add("0");
        String[] band = band(instrument, market.lastE8);
        row.putArray("pb").add(band[0]).add(band[1]);
        row.putArray("q")
                .add(Decimals.text(market.askE8))
                .add(size(book.asks()))
                .add(Decimals.text(market.bidE8))
                .add(size(book.bids()))
                .addNull();
        row.putArray("g").addNull().addNull().addNull().addNull().addNull();
        row.putArray("qiv").addNull().addNull().addNull();
        BigDecimal turnover = turnover(instrument, day);
        row.putArray("to").add(turnover).add(turnover);
        return frame;
    }

    public static ObjectNode candle(Row candle) {
        return object().put("time", TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()))
                .put("open", Decimals.number(candle.openE8()))
                .put("high", Decimals.number(candle.highE8()))
                .put("low", Decimals.number(candle.lowE8()))
                .put("close", Decimals.number(candle.closeE8()))
                .put("volume", candle.contracts());
    }

    public static ObjectNode book(ExchangeInstrument instrument, ListedMarket market, int depth) {
        MadeBook book = market.book();
        ObjectNode result =
                object().put("symbol", instrument.symbol()).put("last_updated_at", Decimals.micros(market.lastNanos));
        side(result.putArray("buy"), book.bids(), depth);
        side(result.putArray("sell"), book.asks(), depth);
        return result;
    }

    private static void side(ArrayNode side, List<MadeBook.Level> levels, int depth) {
        long sum = 0;
        for (MadeBook.Level level : levels.subList(0, Math.min(depth, levels.size()))) {
            sum += level.contracts();
            side.addObject()
                    .put("price", Decimals.text(level.priceE8()))
                    .put("size", level.contracts())
                    .put("depth", Long.toString(sum));
        }
    }

    private static String percentOf(int leverage) {
        return BigDecimal.valueOf(100)
                .divide(BigDecimal.valueOf(leverage), 8, RoundingMode.UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String change(Row day) {
        return day.openE8() == 0
                ? "0"
                : BigDecimal.valueOf(day.closeE8() - day.openE8())
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(day.openE8()), 4, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    private static String[] band(ExchangeInstrument instrument, long markE8) {
        BigDecimal width = BigDecimal.valueOf(markE8)
                .multiply(new BigDecimal(instrument.priceBandPercent()))
                .movePointLeft(2);
        long widthE8 = width.setScale(0, RoundingMode.DOWN).longValueExact();
        return new String[] {Decimals.text(markE8 - widthE8), Decimals.text(markE8 + widthE8)};
    }

    private static BigDecimal coins(ExchangeInstrument instrument, long contracts) {
        return Decimals.number(instrument.terms().contractValueE8()).multiply(BigDecimal.valueOf(contracts));
    }

    private static BigDecimal turnover(ExchangeInstrument instrument, Row day) {
        return coins(instrument, day.contracts())
                .multiply(Decimals.number(day.closeE8()))
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    // Orders and fills (section 3.7)

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
                .put("settling_asset_id", USD_ASSET_ID)
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
        return fill.order() == null ? "liquidation" : "normal";
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

    static String side(boolean isBuy) {
        return isBuy ? "buy" : "sell";
    }

    /** Null for 0. */
    private static String price(long priceE8) {
        return priceE8 == 0 ? null : Decimals.text(priceE8);
    }

    // Account (section 3.8)

    public static ObjectNode leverage(Exchange exchange, ExchangeAccount account, ExchangeInstrument instrument) {
        long orderMarginE8 = exchange.holding(account, instrument).marginE8() - marginE8(exchange, account, instrument);
        return object().put("leverage", Integer.toString(exchange.leverage(account, instrument)))
                .put("order_margin", Decimals.text(orderMarginE8))
                .put("product_id", instrument.productId())
                .put("index_symbol", instrument.indexSymbol())
                .put("margin_mode", "isolated")
                .put("user_id", account.userId());
    }

    public static ObjectNode shortPosition(Exchange exchange, ExchangeAccount account, ExchangeInstrument instrument) {
        AccountState.Holding holding = exchange.holding(account, instrument);
        return object().put("size", holding.contracts())
                .put("entry_price", price(holding.averageEntryE8()))
                .put("timestamp", Decimals.micros(exchange.nowNanos()));
    }

    public static ObjectNode position(Exchange exchange, ExchangeAccount account, ExchangeInstrument instrument) {
        AccountState.Holding holding = exchange.holding(account, instrument);
        Books.PositionRecord record = exchange.position(account, instrument);
        long markE8 = exchange.lastPriceE8(instrument);
        boolean isFlat = holding.contracts() == 0;
        BigDecimal gain = coins(instrument, holding.contracts())
                .multiply(Decimals.number(markE8).subtract(Decimals.number(holding.averageEntryE8())));
        return object().put("user_id", account.userId())
                .put("product_id", instrument.productId())
                .put("product_symbol", instrument.symbol())
                .put("size", holding.contracts())
                .put("entry_price", price(holding.averageEntryE8()))
                .put("margin", Decimals.text(marginE8(exchange, account, instrument)))
                .put("margin_mode", "isolated")
                .put("liquidation_price", isFlat ? null : edge(instrument, holding, true))
                .put("bankruptcy_price", isFlat ? null : edge(instrument, holding, false))
                .put("adl_level", "0")
                .put("auto_topup", false)
                .put("commission", closingFee(instrument, holding, markE8))
                .put("realized_pnl", "0")
                .put("realized_funding", Decimals.text(record.fundingE8))
                .put("realized_cashflow", Decimals.text(-record.feesE8))
                .put("unrealized_pnl", isFlat ? "0" : plain(gain))
                .put("mark_price", Decimals.text(markE8))
                .put("created_at", record.openedNanos == 0 ? null : Decimals.iso(record.openedNanos))
                .put("updated_at", record.updatedNanos == 0 ? null : Decimals.iso(record.updatedNanos));
    }

    public static ObjectNode wallet(Exchange exchange, ExchangeAccount account) {
        AccountState state = exchange.state(account);
        long reservedE8 = 0;
        long positionE8 = 0;
        for (ExchangeInstrument instrument : exchange.instruments()) {
            reservedE8 += exchange.holding(account, instrument).marginE8();
            positionE8 += marginE8(exchange, account, instrument);
        }
        return object().put("id", account.userId())
                .put("user_id", account.userId())
                .put("asset_id", USD_ASSET_ID)
                .put("asset_symbol", "USD")
                .put("balance", Decimals.text(state.walletE8()))
                .put("available_balance", Decimals.text(state.freeE8()))
                .put("available_balance_for_robo", Decimals.text(state.freeE8()))
                .put("blocked_margin", Decimals.text(reservedE8))
                .put("order_margin", Decimals.text(reservedE8 - positionE8))
                .put("position_margin", Decimals.text(positionE8))
                .put("commission", "0")
                .put("cross_asset_liability", "0")
                .put("cross_commission", "0")
                .put("cross_order_margin", "0")
                .put("cross_position_margin", "0")
                .put("cross_locked_collateral", "0")
                .put("portfolio_margin", "0")
                .put("trading_fee_credit", "0")
                .put("pending_referral_bonus", "0")
                .put("pending_trading_fee_credit", "0")
                .put("interest_credit", "0")
                .put("unvested_amount", "0");
    }

    public static ObjectNode transaction(Books.Transaction transaction) {
        ObjectNode result = object().put("id", transaction.number())
                .put("user_id", transaction.account().userId())
                .put("asset_id", USD_ASSET_ID)
                .put("asset_symbol", "USD")
                .put("amount", Decimals.text(transaction.amountE8()))
                .put("balance", Decimals.text(transaction.balanceE8()))
                .put("transaction_type", transaction.type());
        if (transaction.instrument() == null) {
            result.putNull("product_id");
        } else {
            result.put("product_id", transaction.instrument().productId());
        }
        return result.put("created_at", Decimals.iso(transaction.timeNanos()));
    }

    /** Isolated margin of the position alone: what it was bought for / leverage, rounded up, and what was added by hand. */
    private static long marginE8(Exchange exchange, ExchangeAccount account, ExchangeInstrument instrument) {
        AccountState.Holding holding = exchange.holding(account, instrument);
        if (holding.contracts() == 0) {
            return 0;
        }
        return coins(instrument, Math.absExact(holding.contracts()))
                        .multiply(BigDecimal.valueOf(holding.averageEntryE8()))
                        .divide(BigDecimal.valueOf(holding.leverage()), 0, RoundingMode.UP)
                        .longValueExact()
                + holding.addedMarginE8();
    }

    /** Liquidation or bankruptcy price, entry x (1 -/+ (1/leverage - maintenance)) (order-blocks.md section 21), and what was added. */
    private static String edge(ExchangeInstrument instrument, AccountState.Holding holding, boolean isLiquidation) {
        BigDecimal share = BigDecimal.ONE.divide(BigDecimal.valueOf(holding.leverage()), 16, RoundingMode.DOWN);
        if (isLiquidation) {
            share = share.subtract(
                    BigDecimal.valueOf(instrument.terms().maintenanceRateE8()).divide(ONE_E8));
        }
        boolean isLong = holding.contracts() > 0;
        BigDecimal added = Decimals.number(holding.addedMarginE8())
                .divide(coins(instrument, Math.absExact(holding.contracts())), 8, RoundingMode.DOWN);
        BigDecimal edge = Decimals.number(holding.averageEntryE8())
                .multiply(isLong ? BigDecimal.ONE.subtract(share) : BigDecimal.ONE.add(share))
                .setScale(8, isLong == isLiquidation ? RoundingMode.UP : RoundingMode.DOWN);
        return plain(isLong ? edge.subtract(added).max(BigDecimal.ZERO) : edge.add(added));
    }

    private static String closingFee(ExchangeInstrument instrument, AccountState.Holding holding, long markE8) {
        InstrumentTerms terms = instrument.terms();
        return plain(coins(instrument, Math.absExact(holding.contracts()))
                .multiply(Decimals.number(markE8))
                .multiply(Decimals.number(terms.takerRateE8()))
                .multiply(BigDecimal.ONE.add(Decimals.number(terms.gstRateE8())))
                .setScale(8, RoundingMode.UP));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
