package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/**
 * Every funding instant passed with a position is paid, whether or not a row stands at it: docs/rules.md, section 24, step 1. Expected amounts
 * come from the rows and the fills alone.
 */
class FundingInHolesTest {
    private static final long PERIOD_NANOS = TimeUnit.HOURS.toNanos(8);
    private static final BigDecimal RATE = new BigDecimal("0.0001");

    /** What was, or should be, paid for one position at one instant. */
    private record Payment(long instantNanos, long tradeId, BigDecimal amountUsd) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overRowsEachInstantIsPaidAtItsOpenOrAtTheCloseBeforeIt(long seed) {
        MarketRun.Result result = MarketRun.BOTH_APART.overRows(withHoles(seed, MarketRun.walk(seed, 3_000)));

        assertThat(paid(result))
                .as("seed %d", seed)
                .isEqualTo(due(result, true))
                .hasSizeGreaterThan(12);
        Books.check(result);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void overFinerRowsToo(long seed) {
        MarketRun.Result result = MarketRun.BOTH_APART.overRows(withHoles(seed, MarketRun.fiveMinuteWalk(seed, 2_000)));

        assertThat(paid(result))
                .as("seed %d", seed)
                .isEqualTo(due(result, true))
                .isNotEmpty();
        Books.check(result);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overTradesEachInstantIsPaidAtTheLastPrice(long seed) {
        MarketRun.Result result = MarketRun.BOTH_APART.overTrades(withHoles(seed, MarketRun.walk(seed, 3_000)));

        assertThat(paid(result))
                .as("seed %d", seed)
                .isEqualTo(due(result, false))
                .hasSizeGreaterThan(12);
        Books.check(result);
    }

    /** A market of two symbols of which one stands still: its position pays all the same. */
    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void aSymbolWithoutRowsPaysWhileTheOtherGoesOn(long seed) {
        MarketRun.Result result = MarketRun.BOTH_APART
                .symbols(2)
                .overRows(withHoles(seed, MarketRun.walk(seed, 2_000)), withHoles(-seed, MarketRun.walk(-seed, 2_000)));

        assertThat(paid(result))
                .as("seed %d", seed)
                .isEqualTo(due(result, true))
                .hasSizeGreaterThan(12);
    }

    /** Rows are missing at half of the instants: the one at it, or up to 40 hours of them, or everything from an hour before it on. */
    private static CandleSeries withHoles(long seed, CandleSeries market) {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<Candle>();
        long holeFromNanos = Long.MAX_VALUE;
        long holeToNanos = Long.MIN_VALUE;
        for (Candle row : market.candles()) {
            long sinceNanos = Math.floorMod(row.openTimeNanos() + TimeUnit.HOURS.toNanos(1), PERIOD_NANOS);
            if (sinceNanos == 0 && row.openTimeNanos() > holeToNanos && random.nextBoolean()) {
                long instantNanos = row.openTimeNanos() + TimeUnit.HOURS.toNanos(1);
                holeFromNanos = random.nextBoolean() ? instantNanos : row.openTimeNanos();
                holeToNanos = instantNanos
                        + switch (random.nextInt(3)) {
                            case 0 -> market.intervalNanos();
                            case 1 -> TimeUnit.HOURS.toNanos(random.nextInt(1, 8));
                            default -> TimeUnit.HOURS.toNanos(random.nextInt(8, 40));
                        };
            }
            if (row.openTimeNanos() < holeFromNanos || row.openTimeNanos() >= holeToNanos) {
                rows.add(row);
            }
        }
        return CandleSeries.of(market.intervalNanos(), rows);
    }

    private static List<Payment> paid(MarketRun.Result result) {
        return result.log()
                .named("tradeFunded")
                .map(effect -> payment(effect.atNanos(), (TradeFunded) effect.said()))
                .sorted(FundingInHolesTest::compare)
                .toList();
    }

    private static Payment payment(long atNanos, TradeFunded funded) {
        return new Payment(atNanos, funded.tradeId(), BigDecimal.valueOf(funded.moneyE8(), 8));
    }

    /** What a fill brought to the trade, below 0 what it took; 0 if it is none of the trade's. */
    private static long contractsOf(EffectLog.Effect effect, long tradeId) {
        return switch (effect.said()) {
            case TradeEntered entered when entered.tradeId() == tradeId -> entered.contracts();
            case TradeReduced reduced when reduced.tradeId() == tradeId -> -reduced.contracts();
            default -> 0;
        };
    }

    /** From the fills: who held what, and since when. */
    private static List<Payment> due(MarketRun.Result result, boolean isOverRows) {
        var payments = new ArrayList<Payment>();
        long lastNanos = result.markets().stream()
                .mapToLong(market -> market.candles().getLast().openTimeNanos())
                .max()
                .orElseThrow();
        for (TradeOpened opened : result.log().said(TradeOpened.class).toList()) {
            long tradeId = opened.tradeId();
            CandleSeries market = result.markets().get(opened.instrumentId());
            List<EffectLog.Effect> fills = result.log().effects().stream()
                    .filter(effect -> contractsOf(effect, tradeId) != 0)
                    .toList();
            long firstNanos = fills.getFirst().atNanos();
            for (long instantNanos = (firstNanos / PERIOD_NANOS + 1) * PERIOD_NANOS;
                    instantNanos <= lastNanos;
                    instantNanos += PERIOD_NANOS) {
                long contracts = 0;
                for (EffectLog.Effect fill : fills) {
                    if (fill.atNanos() < instantNanos) {
                        contracts += contractsOf(fill, tradeId);
                    }
                }
                if (contracts > 0) {
                    BigDecimal price = BigDecimal.valueOf(priceE8(market, instantNanos, isOverRows), 8);
                    payments.add(new Payment(
                            instantNanos,
                            tradeId,
                            price.multiply(BigDecimal.valueOf(contracts))
                                    .multiply(RATE)
                                    .setScale(8, RoundingMode.UP)));
                }
            }
        }
        return payments.stream().sorted(FundingInHolesTest::compare).toList();
    }

    private static long priceE8(CandleSeries market, long instantNanos, boolean isOverRows) {
        long priceE8 = 0;
        for (Candle row : market.candles()) {
            if (row.openTimeNanos() < instantNanos) {
                priceE8 = row.closeE8();
            } else if (row.openTimeNanos() == instantNanos && isOverRows) {
                return row.openE8();
            } else {
                return priceE8;
            }
        }
        return priceE8;
    }

    private static int compare(Payment one, Payment other) {
        return one.instantNanos != other.instantNanos
                ? Long.compare(one.instantNanos, other.instantNanos)
                : Long.compare(one.tradeId, other.tradeId);
    }
}
