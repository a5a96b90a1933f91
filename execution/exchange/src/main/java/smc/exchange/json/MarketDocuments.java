package smc.exchange.json;

import static smc.exchange.json.Documents.array;
import static smc.exchange.json.Documents.coins;
import static smc.exchange.json.Documents.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed.Row;
import smc.exchange.market.ListedMarket;
import smc.exchange.market.MadeBook;
import smc.exchange.market.RecentTrades;
import smc.exchange.matching.InstrumentTerms;

/** Products, tickers, candles, books, assets and indices (docs/delta-exchange.md sections 3.3 to 3.6; the venue's schemas
 * <em>Asset</em> and <em>Index</em>). Only the id of USD is Delta's; those of the others are made, from that of the product. */
public final class MarketDocuments {
    private static final int USD_ID = 14;
    private static final int FIRST_COIN_ID = 1_000_000;
    private static final int FIRST_INDEX_ID = 2_000_000;
    private static final long FUNDING_SECONDS = 28_800;

    private MarketDocuments() {}

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
        product.set("underlying_asset", coin(instrument));
        product.set("quoting_asset", usd());
        product.set("settling_asset", usd());
        product.set("spot_index", index(instrument));
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

    private static BigDecimal turnover(ExchangeInstrument instrument, Row day) {
        return coins(instrument, day.contracts())
                .multiply(Decimals.number(day.closeE8()))
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    /** Newest first; a bare list with the roles of both sides: what clients read, and what was seen on India (docs/delta-exchange.md, section 3.6). */
    public static ArrayNode trades(ListedMarket market) {
        ArrayNode list = array();
        for (RecentTrades.Trade trade : market.recentTrades.newestFirst()) {
            list.addObject()
                    .put("buyer_role", trade.isBuy() ? "taker" : "maker")
                    .put("seller_role", trade.isBuy() ? "maker" : "taker")
                    .put("size", trade.contracts())
                    .put("price", Decimals.text(trade.priceE8()))
                    .put("symbol", market.instrument.symbol())
                    .put("timestamp", Decimals.micros(trade.timeNanos()));
        }
        return list;
    }

    // Assets and indices

    public static ObjectNode usd() {
        return asset(USD_ID, "USD", "US Dollar", 2);
    }

    public static ObjectNode coin(ExchangeInstrument instrument) {
        return asset(FIRST_COIN_ID + instrument.productId(), instrument.coin(), instrument.coin(), 4);
    }

    private static ObjectNode asset(int id, String symbol, String name, int minimumPrecision) {
        ObjectNode asset = object().put("id", id)
                .put("symbol", symbol)
                .put("name", name)
                .put("precision", 8)
                .put("minimum_precision", minimumPrecision)
                .put("deposit_status", "disabled")
                .put("withdrawal_status", "disabled")
                .put("base_withdrawal_fee", "0")
                .put("min_withdrawal_amount", "0");
        asset.putArray("networks");
        return asset;
    }

    public static ObjectNode index(ExchangeInstrument instrument) {
        ObjectNode index =
                object().put("id", FIRST_INDEX_ID + instrument.productId()).put("symbol", instrument.indexSymbol());
        index.putArray("constituent_exchanges")
                .addObject()
                .put("name", "simulated")
                .put("weight", 1);
        return index.put("underlying_asset_id", FIRST_COIN_ID + instrument.productId())
                .put("quoting_asset_id", USD_ID)
                .put("tick_size", Decimals.text(instrument.terms().tickE8()))
                .put("index_type", "spot_pair");
    }
}
