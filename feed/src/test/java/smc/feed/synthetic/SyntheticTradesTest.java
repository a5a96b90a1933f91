package smc.feed.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleBuilder;

class SyntheticTradesTest {
    private static final long FROM_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-03-01T00:00:00Z").getEpochSecond());

    private static final int BARS = 2_000;

    private record Trade(long timeNanos, long priceE8, long contracts, boolean isBuy, long bidE8, long askE8) {}

    @ParameterizedTest
    @CsvSource({"SOLUSD, CALM, 1", "SOLUSD, LIVELY, 2", "AAVEUSD, CALM, 3", "AAVEUSD, NORMAL, 4"})
    void theTradesOfABarAreTheBar(String symbol, Preset preset, long seed) {
        var market = new SyntheticMarket(preset, seed);
        SyntheticInstrument instrument = SyntheticInstrument.named(symbol);
        SyntheticBars bars = market.bars(instrument, FROM_NANOS);
        SyntheticTrades trades = market.trades(instrument, FROM_NANOS);

        for (int i = 0; i < BARS; i++) {
            SyntheticBar bar = bars.next();
            List<Trade> made = take(trades, bar.trades());

            assertThat(made)
                    .as("%s", bar)
                    .allMatch(trade -> trade.timeNanos >= bar.openTimeNanos()
                            && trade.timeNanos < bar.openTimeNanos() + SyntheticBar.LENGTH_NANOS
                            && trade.contracts > 0
                            && trade.priceE8 % instrument.tickE8() == 0);
            assertThat(made).as("%s", bar).isSortedAccordingTo(Comparator.comparingLong(Trade::timeNanos));
            assertThat(barOf(bar, made)).isEqualTo(bar);
        }
    }

    @Test
    void theCandlesOfTradesAreThoseOfTheMarket() {
        var market = new SyntheticMarket(Preset.NORMAL, 5);
        SyntheticInstrument instrument = SyntheticInstrument.named("AAVEUSD");
        long intervalNanos = TimeUnit.MINUTES.toNanos(15);
        long toNanos = FROM_NANOS + TimeUnit.DAYS.toNanos(2);
        var built = new ArrayList<Candle>();
        var builder = new CandleBuilder(intervalNanos, 0);
        SyntheticTrades trades = market.trades(instrument, FROM_NANOS);

        for (trades.advance(); trades.timeNanos() < toNanos; trades.advance()) {
            closeDue(builder, trades.timeNanos(), built);
            builder.onTrade(trades.timeNanos(), trades.priceE8(), trades.contracts());
        }
        closeDue(builder, toNanos, built);

        assertThat(built)
                .isEqualTo(market.candles(instrument, intervalNanos, FROM_NANOS, toNanos)
                        .candles());
    }

    @Test
    void tradesGoOnFromAnyMinuteAsThoseThatBeganBefore() {
        var market = new SyntheticMarket(Preset.NORMAL, 6);
        SyntheticInstrument instrument = SyntheticInstrument.named("SOLUSD");
        long laterNanos = FROM_NANOS + TimeUnit.MINUTES.toNanos(95);
        List<Trade> fromTheBeginning = take(market.trades(instrument, FROM_NANOS), 20_000).stream()
                .filter(trade -> trade.timeNanos >= laterNanos)
                .limit(1_000)
                .toList();

        assertThat(take(market.trades(instrument, laterNanos), 1_000)).isEqualTo(fromTheBeginning);
    }

    @Test
    void buyersTakeTheAskAndSellersTheBid() {
        SyntheticInstrument instrument = SyntheticInstrument.named("SOLUSD");

        List<Trade> trades = take(new SyntheticMarket(Preset.NORMAL, 8).trades(instrument, FROM_NANOS), 10_000);

        assertThat(trades).allMatch(trade -> trade.priceE8 == (trade.isBuy ? trade.askE8 : trade.bidE8));
        assertThat(trades).allMatch(trade -> trade.askE8 > trade.bidE8 && trade.bidE8 % instrument.tickE8() == 0);
        assertThat(trades.stream().filter(Trade::isBuy).count()).isBetween(4_000L, 6_000L);
    }

    /** Half of what is traded comes in a small part of the trades. */
    @Test
    void fewTradesAreLarge() {
        SyntheticInstrument instrument = SyntheticInstrument.named("SOLUSD");

        List<Long> sizes = take(new SyntheticMarket(Preset.NORMAL, 9).trades(instrument, FROM_NANOS), 20_000).stream()
                .map(Trade::contracts)
                .sorted(Comparator.reverseOrder())
                .toList();

        long all = sizes.stream().mapToLong(Long::longValue).sum();
        long ofTheLargestQuarter = sizes.subList(0, sizes.size() / 4).stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(ofTheLargestQuarter).isGreaterThan(all / 2);
    }

    private static List<Trade> take(SyntheticTrades trades, int count) {
        var taken = new ArrayList<Trade>();
        while (taken.size() < count) {
            trades.advance();
            taken.add(new Trade(
                    trades.timeNanos(),
                    trades.priceE8(),
                    trades.contracts(),
                    trades.isBuy(),
                    trades.bidE8(),
                    trades.askE8()));
        }
        return taken;
    }

    /** What the trades come to, in the words of the bar; time and spread are not theirs to say. */
    private static SyntheticBar barOf(SyntheticBar bar, List<Trade> trades) {
        return new SyntheticBar(
                bar.openTimeNanos(),
                trades.getFirst().priceE8,
                trades.stream().mapToLong(Trade::priceE8).max().orElseThrow(),
                trades.stream().mapToLong(Trade::priceE8).min().orElseThrow(),
                trades.getLast().priceE8,
                trades.stream().mapToLong(Trade::contracts).sum(),
                trades.size(),
                bar.spreadE8());
    }

    private static void closeDue(CandleBuilder builder, long nowNanos, List<Candle> built) {
        while (builder.isDue(nowNanos)) {
            builder.close((openTimeNanos, openE8, highE8, lowE8, closeE8, contracts, _) ->
                    built.add(new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts)));
        }
    }
}
