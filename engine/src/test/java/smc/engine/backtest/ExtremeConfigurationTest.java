package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;
import smc.engine.event.Effects;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.instrument.Direction;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;
import smc.strategy.candle.RandomCandles;

/**
 * A configuration that is taken can be run: no product of its values and of sensible prices leaves what the arithmetic holds. Values are drawn from
 * the whole ranges of the schemas, both ends often. {@code -Dsmc.configurations=N} draws N instead of few.
 */
class ExtremeConfigurationTest {
    private static final int RUNS = Integer.getInteger("smc.configurations", 24);
    private static final int CANDLES = 600;

    @TempDir
    private Path folder;

    /** A million contracts of 100 USD each at 100 times a million: price times contracts is more than a long holds. */
    @Test
    void aMillionAtAHundredTimesTradesBitcoin() throws IOException {
        Configuration configuration =
                write("0.5", "0.001", "0", "0.05", "0.02", "18", "0.01", "1000000", "100", "100", "20", "2", "50");

        List<EffectLog> logs = run(configuration, scaled(1, 700), false);

        assertBooks(logs.getFirst(), new BigDecimal("0.001"));
        assertThat(logs.getFirst().said(TradeEntered.class))
                .anyMatch(entered -> BigDecimal.valueOf(entered.contracts())
                                .multiply(BigDecimal.valueOf(entered.priceE8()))
                                .compareTo(BigDecimal.valueOf(Long.MAX_VALUE))
                        > 0);
    }

    /** Ninety billion USD a coin and back: the true ranges of a warm-up are more than can be summed. */
    @Test
    void aMarketThatLeavesWhatCanBeCountedIsSaidInOneLineWithItsTime() throws IOException {
        Configuration configuration =
                write("0.5", "0.001", "0.5", "0.05", "0.02", "18", "0.01", "100", "40", "20", "20", "2", "50");
        long dearE8 = 9_000_000_000_000_000_000L;
        List<Candle> rows = RandomCandles.walk(1, 10).stream()
                .map(row -> new Candle(row.openTimeNanos(), dearE8, dearE8, 1, 1, 1))
                .toList();

        assertThatThrownBy(() -> run(configuration, CandleSeries.of(RandomCandles.INTERVAL_NANOS, rows), false))
                .isInstanceOf(OutOfRangeException.class)
                .hasMessageStartingWith(
                        "at 2025-01-01T00:45:00Z: expected prices and money within 92,233,720,368 USD and sizes")
                .hasMessageNotContaining("\n");
    }

    @Test
    void noConfigurationThatIsTakenEndsARunInAFault() throws IOException {
        int trades = 0;
        int refused = 0;
        int outOfRange = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            var random = new SplittableRandom(seed);
            String contractValue = decimal(random, -8, 6, 8);
            String capital = decimal(random, 0, 7, 8);
            Configuration configuration;
            try {
                configuration = write(
                        decimal(random, -8, 3, 8),
                        contractValue,
                        decimal(random, -6, 1, 6),
                        decimal(random, -6, 0, 6),
                        decimal(random, -6, 0, 6),
                        decimal(random, -6, 2, 6),
                        decimal(random, -6, 0, 6),
                        capital,
                        decimal(random, -2, 2, 2),
                        String.valueOf(random.nextInt(3) == 0 ? 100 : random.nextInt(1, 101)),
                        decimal(random, 0, 1, 2),
                        decimal(random, -2, 2, 2),
                        decimal(random, 0, 2, 2));
            } catch (ConfigException _) {
                refused++;
                continue;
            }
            // From 0.0000015 to 15,000,000 USD.
            double scale = Math.pow(10, random.nextInt(-8, 6));
            boolean isJumping = random.nextInt(4) == 0;
            CandleSeries market = isJumping ? jumping(seed, scale) : scaled(seed, scale);
            try {
                List<EffectLog> logs = run(configuration, market, random.nextBoolean());
                trades += (int) logs.getFirst().said(TradeClosed.class).count();
                assertBooks(logs.getFirst(), new BigDecimal(contractValue));
            } catch (OutOfRangeException e) {
                // Only where a contract is worth next to nothing, so that no long counts how many the capital buys, or
                // the
                // price itself jumps up to ten thousandfold under a position.
                outOfRange++;
                BigDecimal cheapest = BigDecimal.valueOf(
                                market.candles().stream()
                                        .mapToLong(Candle::lowE8)
                                        .min()
                                        .orElseThrow(),
                                8)
                        .multiply(new BigDecimal(contractValue));
                boolean isSensible =
                        !isJumping && cheapest.scaleByPowerOfTen(15).compareTo(new BigDecimal(capital)) >= 0;
                assertThat(isSensible).as("seed %d: %s", seed, e.getMessage()).isFalse();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(trades).isGreaterThan(RUNS);
        assertThat(refused).isLessThan(RUNS / 2);
        if (RUNS != 24) {
            System.out.printf(
                    "%,d configurations: %,d trades, %,d refused, %,d out of range%n",
                    RUNS, trades, refused, outOfRange);
        }
    }

    private static List<EffectLog> run(Configuration configuration, CandleSeries market, boolean isAsTrades)
            throws IOException {
        Backtest backtest = Backtest.of(
                configuration, List.of("BTCUSD"), EnumSet.allOf(Mode.class), VenueSettings.DEFAULTS, 0, Long.MAX_VALUE);
        var logs = new ArrayList<EffectLog>();
        if (isAsTrades) {
            backtest.overRowsAsTrades(List.of(market), port -> logged(backtest, port, logs), _ -> {});
        } else {
            backtest.overRows(List.of(market), port -> logged(backtest, port, logs), _ -> {});
        }
        return logs;
    }

    private static Effects logged(Backtest backtest, VenuePort port, List<EffectLog> logs) {
        logs.add(new EffectLog(backtest, port));
        return logs.getFirst().asEffects();
    }

    /** Gains and capital once more, in decimals and from the fills alone. */
    private static void assertBooks(EffectLog log, BigDecimal contractValue) {
        Map<Long, BigDecimal> cash = new HashMap<>();
        Map<Long, Direction> directions = new HashMap<>();
        for (EffectLog.Effect effect : log.effects()) {
            switch (effect.said()) {
                case TradeOpened opened -> directions.put(opened.tradeId(), opened.direction());
                case TradeEntered entered ->
                    cash.merge(
                            entered.tradeId(),
                            times(entered.contracts(), entered.priceE8()).negate(),
                            BigDecimal::add);
                case TradeReduced reduced ->
                    cash.merge(reduced.tradeId(), times(reduced.contracts(), reduced.priceE8()), BigDecimal::add);
                case TradeClosed closed -> {
                    BigDecimal gain = cash.get(closed.tradeId())
                            .multiply(contractValue)
                            .multiply(BigDecimal.valueOf(
                                    directions.get(closed.tradeId()).sign()))
                            .setScale(8, RoundingMode.FLOOR);
                    assertThat(BigDecimal.valueOf(closed.gainE8(), 8)).isEqualByComparingTo(gain);
                    assertThat(closed.capitalAfterE8())
                            .isEqualTo(
                                    closed.capitalBeforeE8() + closed.gainE8() - closed.feesE8() - closed.fundingE8());
                }
                default -> {}
            }
        }
    }

    private static BigDecimal times(long contracts, long priceE8) {
        return BigDecimal.valueOf(priceE8, 8).multiply(BigDecimal.valueOf(contracts));
    }

    // ---- what is drawn

    /** A number between two powers of ten; each end in one of six. */
    private static String decimal(SplittableRandom random, int fromPower, int toPower, int decimals) {
        BigDecimal from = BigDecimal.ONE.scaleByPowerOfTen(fromPower);
        BigDecimal to = BigDecimal.ONE.scaleByPowerOfTen(toPower);
        BigDecimal value = switch (random.nextInt(6)) {
            case 0 -> from;
            case 1 -> to;
            default ->
                BigDecimal.ONE
                        .scaleByPowerOfTen(random.nextInt(fromPower, toPower))
                        .multiply(BigDecimal.valueOf(random.nextInt(1, 100), 1));
        };
        return value.min(to).max(from).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    private static CandleSeries scaled(long seed, double scale) {
        return CandleSeries.of(
                RandomCandles.INTERVAL_NANOS,
                RandomCandles.walk(seed, CANDLES, 2).stream()
                        .map(row -> times(row, scale))
                        .toList());
    }

    /** Now and then everything costs a hundred times as much, or a hundredth. */
    private static CandleSeries jumping(long seed, double scale) {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<Candle>();
        double factor = 1;
        for (Candle row : RandomCandles.walk(seed, CANDLES, 2)) {
            if (random.nextInt(60) == 0) {
                factor = Math.pow(10, random.nextInt(-2, 3));
            }
            rows.add(times(row, scale * factor));
        }
        return CandleSeries.of(RandomCandles.INTERVAL_NANOS, rows);
    }

    private static Candle times(Candle row, double scale) {
        long lowE8 = times(row.lowE8(), scale);
        long highE8 = times(row.highE8(), scale);
        return new Candle(
                row.openTimeNanos(),
                Math.clamp(times(row.openE8(), scale), lowE8, highE8),
                highE8,
                lowE8,
                Math.clamp(times(row.closeE8(), scale), lowE8, highE8),
                row.contracts());
    }

    private static long times(long priceE8, double scale) {
        return Math.max(1, (long) (priceE8 * scale));
    }

    private Configuration write(
            String tickSize,
            String contractValue,
            String maintenancePct,
            String takerPct,
            String makerPct,
            String gstPct,
            String fundingPct,
            String capital,
            String capitalPct,
            String leverage,
            String penetrationPct,
            String atr,
            String partialPct)
            throws IOException {
        Files.writeString(
                folder.resolve("engine.json"),
                Files.readString(SharedData.root().resolve("config/engine.json"))
                        .replace("\"SOLUSD\", \"AAVEUSD\"", "\"BTCUSD\"")
                        .replace("\"positionScope\": \"symbol\"", "\"positionScope\": \"mode_symbol\""));
        Files.writeString(
                folder.resolve("symbols.json"),
                ("{\"BTCUSD\": {\"tickSize\": %s, \"contractValue\": %s, \"maintenancePct\": %s, \"takerPct\": %s,"
                                + " \"makerPct\": %s, \"gstPct\": %s, \"fundingPctPer8h\": %s}}")
                        .formatted(tickSize, contractValue, maintenancePct, takerPct, makerPct, gstPct, fundingPct));
        String zone = ("{\"capitalPct\": %s, \"leverage\": %s, \"penetrationPct\": %s, \"targetAtr\": %s,"
                        + " \"trailAtr\": %s}")
                .formatted(capitalPct, leverage, penetrationPct, atr, atr);
        for (String mode : List.of("candle_close", "limit")) {
            Files.writeString(
                    folder.resolve(mode.equals("limit") ? "account-b.json" : "account-a.json"),
                    ("{\"name\": \"%s\", \"mode\": \"%s\", \"credentials\": \"%s\", \"capitalUsdPerSymbol\": %s,"
                                    + " \"fresh\": %s, \"breaker\": %s, \"partialPct\": %s, \"oddLot\": \"target\","
                                    + " \"cooldownCandles\": 0, \"ordersPerSide\": 1, \"emergencyHeights\": 100,"
                                    + " \"liquidationGuardPct\": 99, \"notify\": {\"prefix\": \"\"}}")
                            .formatted(mode, mode, mode.equals("limit") ? "B" : "A", capital, zone, zone, partialPct));
        }
        return Configuration.load(folder);
    }
}
