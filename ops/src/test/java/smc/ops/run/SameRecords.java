package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import smc.engine.outcome.OrderRecord;
import smc.engine.outcome.RunRecord;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.strategy.candle.Candle;

/**
 * Two ways of the same market come to the same between two times: candles, block events, verdicts, trades, orders and equity.
 *
 * @param fromNanos open of the first candle compared
 * @param cutNanos open of the first that is not
 */
public record SameRecords(List<String> symbols, long fromNanos, long cutNanos) {
    private static final long ID_MASK = (1L << 40) - 1;

    public void assertSame(RunRecord one, RunRecord other) {
        for (int i = 0; i < symbols.size(); i++) {
            assertThat(traded(one.closedCandles(i), Candle::openTimeNanos))
                    .isNotEmpty()
                    .isEqualTo(traded(other.closedCandles(i), Candle::openTimeNanos));
            assertThat(traded(one.blockEvents(i), event -> event.timeNanos()))
                    .isNotEmpty()
                    .isEqualTo(traded(other.blockEvents(i), event -> event.timeNanos()));
        }
        assertThat(decisions(one)).anyMatch(line -> line.contains(" TRADE ")).isEqualTo(decisions(other));
        assertThat(trades(one)).isNotEmpty().isEqualTo(trades(other));
        assertThat(orders(one)).isNotEmpty().isEqualTo(orders(other));
        assertThat(traded(one.equity(), point -> point.candleNanos()))
                .isEqualTo(traded(other.equity(), point -> point.candleNanos()));
    }

    public <T> List<T> traded(List<T> rows, ToLongFunction<T> timeNanos) {
        Predicate<T> isBetween =
                row -> timeNanos.applyAsLong(row) >= fromNanos && timeNanos.applyAsLong(row) < cutNanos;
        return rows.stream().filter(isBetween).toList();
    }

    private List<String> decisions(RunRecord record) {
        return traded(record.decisions(), decision -> decision.candleNanos()).stream()
                .map(decision -> String.join(
                        " ",
                        "account " + decision.accountId(),
                        symbols.get(decision.instrumentId()),
                        Instant.ofEpochSecond(0, decision.candleNanos()).toString(),
                        decision.blockSide().name(),
                        decision.state().name(),
                        Long.toString(decision.originNanos()),
                        Long.toString(decision.entryLevelE8()),
                        decision.verdict().name(),
                        Long.toString(decision.value1() & ID_MASK),
                        Long.toString(decision.value2()),
                        Long.toString(decision.value3())))
                .toList();
    }

    private List<String> trades(RunRecord record) {
        return traded(record.trades(), trade -> trade.exitNanos()).stream()
                .map(trade -> (trade.id() & ID_MASK) + trade.toString().replaceFirst("id=\\d+", ""))
                .toList();
    }

    private List<String> orders(RunRecord record) {
        return traded(List.copyOf(record.orders()), order -> order.atNanos()).stream()
                .map(order -> String.join(
                        " ",
                        Long.toString(order.id() & ID_MASK),
                        "account " + order.accountId(),
                        symbols.get(order.instrumentId()),
                        Instant.ofEpochSecond(0, order.atNanos()).toString(),
                        order.purpose().name(),
                        order.type().name(),
                        order.direction().name(),
                        isTrailing(order) ? "-" : Long.toString(order.priceE8()),
                        Long.toString(order.contracts()),
                        ended(order),
                        Long.toString(order.filledContracts()),
                        Long.toString(order.averagePriceE8()),
                        Long.toString(order.tradeId() & ID_MASK)))
                .toList();
    }

    /** A stop that works at the end may have moved with a candle that closes in one of them only. */
    private static boolean isTrailing(OrderRecord order) {
        return order.purpose() == OrderPurpose.STOP && ended(order).equals("UNFILLED");
    }

    /** What has not filled at the end works on in one and is cancelled by the stop of the other. */
    private static String ended(OrderRecord order) {
        boolean isUnfilled = order.filledContracts() == 0 && order.state() != OrderState.REJECTED;
        return isUnfilled ? "UNFILLED" : order.state().name();
    }
}
