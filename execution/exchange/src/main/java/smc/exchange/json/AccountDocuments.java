package smc.exchange.json;

import static smc.exchange.json.Documents.coins;
import static smc.exchange.json.Documents.object;
import static smc.exchange.json.Documents.price;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.rules.Books;
import smc.exchange.rules.Exchange;

/** Positions, leverage, wallets and what they were booked (docs/delta-exchange.md section 3.8). */
public final class AccountDocuments {
    private static final BigDecimal ONE_E8 = BigDecimal.valueOf(100_000_000);

    private AccountDocuments() {}

    public static ObjectNode leverage(Exchange exchange, ExchangeAccount account, ExchangeInstrument instrument) {
        long orderMarginE8 = exchange.holding(account, instrument).marginE8() - marginE8(exchange, account, instrument);
        return object().put("leverage", Integer.toString(exchange.leverage(account, instrument)))
                .put("order_margin", Decimals.text(orderMarginE8))
                .put("product_id", instrument.productId())
                .put("index_symbol", instrument.indexSymbol())
                .put("margin_mode", marginMode(exchange, account))
                .put("user_id", account.userId());
    }

    static String marginMode(Exchange exchange, ExchangeAccount account) {
        return exchange.isMarginShared(account) ? "portfolio" : "isolated";
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
                .put("margin_mode", marginMode(exchange, account))
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
                .put("asset_id", Documents.USD_ASSET_ID)
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
                .put("asset_id", Documents.USD_ASSET_ID)
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

    /** Liquidation or bankruptcy price, entry x (1 -/+ (1/leverage - maintenance)) (docs/rules.md section 21), and what was added. */
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
