package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smc.engine.outcome.ClosedTrade;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;

/**
 * A second set of books over a run, in {@link BigDecimal} and from the fills alone: commission of a fill is notional times rate times 1.18,
 * rounded up, of which 18/118 is tax; the gain of a trade is rounded down; capital changes once, when a trade is closed (docs/rules.md,
 * sections 20 and 24; docs/formats.md, section 5.1).
 */
final class Books {
    private static final BigDecimal TAKER = new BigDecimal("0.00059");
    private static final BigDecimal MAKER = new BigDecimal("0.000236");

    private final MarketRun.Result result;
    private final Map<Long, OrderType> orderTypes = new HashMap<>();
    private final Map<Long, Trade> open = new LinkedHashMap<>();
    private final Map<Key, Account> accounts = new HashMap<>();
    private final Map<Integer, BigDecimal> closes = new HashMap<>();

    /** Fee and size of what one report filled: a double fill splits it over two trades. */
    private BigDecimal reportedFee = BigDecimal.ZERO;

    private BigDecimal reportedCommission = BigDecimal.ZERO;

    private record Key(int accountId, int instrumentId) {}

    private static final class Account {
        private BigDecimal capital;
        private BigDecimal netSum = BigDecimal.ZERO;
    }

    private static final class Trade {
        private final Key key;
        private final Direction direction;
        private final List<BigDecimal> costs = new ArrayList<>();
        private BigDecimal cash = BigDecimal.ZERO;
        private BigDecimal gst = BigDecimal.ZERO;
        private long contracts;

        private Trade(Key key, Direction direction) {
            this.key = key;
            this.direction = direction;
        }

        /** Gain if the rest left at {@code price}, rounded down, less the costs so far. */
        private BigDecimal netAt(BigDecimal price) {
            BigDecimal rest = price.multiply(BigDecimal.valueOf(contracts * direction.sign()));
            return cash.add(rest).setScale(8, RoundingMode.FLOOR).subtract(sum(costs));
        }
    }

    private Books(MarketRun.Result result) {
        this.result = result;
    }

    /** Checks the books of a run and returns how many trades were closed. */
    static int check(MarketRun.Result result) {
        return new Books(result).check();
    }

    private int check() {
        int closed = 0;
        OrderType filling = OrderType.MARKET;
        for (EffectLog.Effect effect : result.log().effects()) {
            if (effect.is("candleClosed")) {
                closes.put(effect.index(0), usd(effect.number(5)));
            }
            switch (effect.said()) {
                case Submit order -> {
                    orderTypes.put(order.orderId(), order.type());
                    if (order.isEntry()) {
                        orderTypes.put(order.stopOrderId(), OrderType.STOP_MARKET);
                    }
                }
                case OrderChanged changed -> filling = nextReport(changed);
                case TradeOpened opened -> onOpened(opened);
                case TradeEntered entered ->
                    onFilled(entered.tradeId(), 1, entered.contracts(), entered.priceE8(), entered.feeE8(), filling);
                case TradeReduced reduced ->
                    onFilled(
                            reduced.tradeId(),
                            -1,
                            reduced.contracts(),
                            reduced.priceE8(),
                            reduced.feeE8(),
                            // No order of ours: the venue takes from the market.
                            reduced.reason() == ExitReason.LIQUIDATION ? OrderType.MARKET : filling);
                case TradeFunded funded -> open.get(funded.tradeId()).costs.add(usd(funded.moneyE8()));
                case TradeClosed trade -> {
                    onClosed(trade);
                    closed++;
                }
                case EquityMarked marked -> onEquity(marked);
                default -> {}
            }
        }
        accounts.values()
                .forEach(account -> assertThat(account.capital)
                        .as("start plus the sum of all nets")
                        .isEqualByComparingTo(capitalAtStart().add(account.netSum)));
        checkWallets();
        return closed;
    }

    /** A report on an order; the fills that follow until the next one are its. */
    private OrderType nextReport(OrderChanged changed) {
        assertThat(reportedFee).isEqualByComparingTo(reportedCommission);
        reportedFee = BigDecimal.ZERO;
        reportedCommission = BigDecimal.ZERO;
        return orderTypes.get(changed.orderId());
    }

    private void onOpened(TradeOpened opened) {
        var key = new Key(opened.accountId(), opened.instrumentId());
        assertThat(open.values()).as("one trade at a time of %s", key).noneMatch(trade -> trade.key.equals(key));
        open.put(opened.tradeId(), new Trade(key, opened.direction()));
    }

    private void onFilled(long tradeId, int sign, long contracts, long priceE8, long feeE8, OrderType type) {
        Trade trade = open.get(tradeId);
        BigDecimal notional = BigDecimal.valueOf(contracts).multiply(usd(priceE8));
        trade.contracts += sign * contracts;
        trade.cash = trade.cash.subtract(notional.multiply(BigDecimal.valueOf((long) sign * trade.direction.sign())));
        trade.costs.add(usd(feeE8));
        trade.gst = trade.gst.add(
                usd(feeE8).multiply(new BigDecimal("18")).divide(new BigDecimal("118"), 8, RoundingMode.HALF_EVEN));
        assertThat(trade.contracts).isNotNegative();
        reportedFee = reportedFee.add(usd(feeE8));
        BigDecimal rate = type == OrderType.LIMIT ? MAKER : TAKER;
        reportedCommission = reportedCommission.add(notional.multiply(rate)).setScale(8, RoundingMode.UP);
    }

    private void onClosed(TradeClosed closed) {
        Trade trade = open.remove(closed.tradeId());
        Account account = accounts.computeIfAbsent(trade.key, _ -> newAccount());
        BigDecimal gain = trade.cash.setScale(8, RoundingMode.FLOOR);
        BigDecimal costs = sum(trade.costs);
        BigDecimal net = gain.subtract(costs);
        assertThat(trade.contracts).isZero();
        assertThat(usd(closed.gainE8())).isEqualByComparingTo(gain);
        assertThat(usd(closed.feesE8() + closed.fundingE8())).isEqualByComparingTo(costs);
        assertThat(usd(closed.capitalBeforeE8())).isEqualByComparingTo(account.capital);
        assertThat(usd(closed.capitalAfterE8())).isEqualByComparingTo(account.capital.add(net));
        ClosedTrade recorded = recordedTrade(closed.tradeId());
        assertThat(usd(recorded.netE8())).isEqualByComparingTo(net);
        assertThat(usd(recorded.gstE8())).isEqualByComparingTo(trade.gst);
        assertThat(usd(recorded.capitalAfterE8() - recorded.capitalBeforeE8())).isEqualByComparingTo(net);
        account.capital = account.capital.add(net);
        account.netSum = account.netSum.add(net);
    }

    private ClosedTrade recordedTrade(long tradeId) {
        return result.record().trades().stream()
                .filter(trade -> trade.id() == tradeId)
                .findFirst()
                .orElseThrow();
    }

    private void onEquity(EquityMarked marked) {
        var key = new Key(marked.accountId(), marked.instrumentId());
        BigDecimal close = closes.get(key.instrumentId());
        BigDecimal unrealised = open.values().stream()
                .filter(trade -> trade.key.equals(key))
                .map(trade -> trade.netAt(close))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(usd(marked.capitalE8()))
                .isEqualByComparingTo(accounts.computeIfAbsent(key, _ -> newAccount()).capital);
        assertThat(usd(marked.unrealisedE8())).isEqualByComparingTo(unrealised);
    }

    /** The venue's own ledger says the same, if nothing is left open. */
    private void checkWallets() {
        for (int account = 0; account < result.run().modes().size(); account++) {
            int accountId = account;
            if (open.values().stream().anyMatch(trade -> trade.key.accountId() == accountId)) {
                continue;
            }
            BigDecimal capital = accounts.entrySet().stream()
                    .filter(entry -> entry.getKey().accountId() == accountId)
                    .map(entry -> entry.getValue().capital)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(usd(result.venue().account(accountId).walletE8())).isEqualByComparingTo(capital);
        }
    }

    private Account newAccount() {
        var account = new Account();
        account.capital = capitalAtStart();
        return account;
    }

    private BigDecimal capitalAtStart() {
        return BigDecimal.valueOf(result.run().capitalUsd());
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal usd(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8);
    }
}
