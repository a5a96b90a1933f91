package smc.feed.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.strategy.candle.Candle;

class IncidentTest {
    private static final SyntheticInstrument SOL = SyntheticInstrument.named("SOLUSD");
    private static final long MINUTE_NANOS = SyntheticBar.LENGTH_NANOS;
    private static final long HOUR_NANOS = 60 * MINUTE_NANOS;
    private static final long FROM_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-03-01T00:00:00Z").getEpochSecond());
    private static final long AT_NANOS = FROM_NANOS + 3 * HOUR_NANOS;

    private static final List<SyntheticBar> UNDISTURBED = bars(new SyntheticMarket(Preset.CALM, 1));

    @Test
    void inAFlashCrashPriceFallsAsFarAsAskedAndComesBack() {
        var crash = new Incident.FlashCrash(AT_NANOS, 30);

        List<SyntheticBar> bars = bars(with(crash));

        long lowestE8 = bars.stream()
                .filter(bar -> crash.isAt(bar.openTimeNanos()))
                .mapToLong(SyntheticBar::lowE8)
                .min()
                .orElseThrow();
        assertThat((double) lowestE8 / at(AT_NANOS, UNDISTURBED).openE8()).isBetween(0.67, 0.72);
        assertThat(volume(bars, crash)).isGreaterThan(5 * volume(UNDISTURBED, crash));
        assertThat(outside(crash, bars)).isEqualTo(outside(crash, UNDISTURBED));
    }

    @Test
    void inAHaltNothingTradesAndPriceGoesOnWithoutTheVenue() {
        var halt = new Incident.Halt(AT_NANOS, AT_NANOS + HOUR_NANOS);
        SyntheticMarket market = with(halt);
        SyntheticTrades trades = market.trades(SOL, FROM_NANOS);

        var times = new ArrayList<Long>();
        for (trades.advance(); trades.timeNanos() < FROM_NANOS + 6 * HOUR_NANOS; trades.advance()) {
            times.add(trades.timeNanos());
        }

        assertThat(times)
                .noneMatch(halt::isAt)
                .anyMatch(time -> time < AT_NANOS)
                .anyMatch(time -> time > AT_NANOS);
        assertThat(bars(market)).isEqualTo(outside(halt, UNDISTURBED));
        assertThat(market.candles(SOL, 15 * MINUTE_NANOS, FROM_NANOS, FROM_NANOS + 6 * HOUR_NANOS)
                        .gaps())
                .extracting(gap -> gap.firstMissingNanos(), gap -> gap.candles())
                .containsExactly(tuple(AT_NANOS, 4L));
    }

    @Test
    void inADroughtBarsHaveNoVolumeAndOnePrice() {
        var drought = new Incident.Drought(AT_NANOS, AT_NANOS + 2 * HOUR_NANOS);
        SyntheticMarket market = with(drought);

        List<Candle> candles = market.candles(SOL, 15 * MINUTE_NANOS, AT_NANOS, AT_NANOS + 3 * HOUR_NANOS)
                .candles();

        long priceE8 = candles.getFirst().openE8();
        assertThat(candles).hasSize(12);
        assertThat(candles.subList(0, 8))
                .allMatch(candle -> candle.contracts() == 0
                        && candle.openE8() == priceE8
                        && candle.highE8() == priceE8
                        && candle.lowE8() == priceE8
                        && candle.closeE8() == priceE8);
        assertThat(candles.subList(8, 12)).allMatch(candle -> candle.contracts() > 0);
        assertThat(priceE8).isCloseTo(at(AT_NANOS, UNDISTURBED).openE8(), withPercentage(0.1));
        assertThat(outside(drought, bars(market))).isEqualTo(outside(drought, UNDISTURBED));
    }

    @Test
    void aStreamBegunInADroughtKnowsItsPrice() {
        SyntheticMarket market = with(new Incident.Drought(AT_NANOS, AT_NANOS + 2 * HOUR_NANOS));

        SyntheticBar first = market.bars(SOL, AT_NANOS + 90 * MINUTE_NANOS).next();

        assertThat(first).isEqualTo(at(AT_NANOS + 90 * MINUTE_NANOS, bars(market)));
    }

    @Test
    void aDroughtHasNoTrades() {
        var drought = new Incident.Drought(AT_NANOS, AT_NANOS + 2 * HOUR_NANOS);

        SyntheticTrades trades = with(drought).trades(SOL, AT_NANOS);
        trades.advance();

        assertThat(trades.timeNanos()).isGreaterThanOrEqualTo(drought.toNanos());
    }

    @Test
    void refusesIncidentsDuringOneAnother() {
        var halt = new Incident.Halt(AT_NANOS, AT_NANOS + HOUR_NANOS);
        var crash = new Incident.FlashCrash(AT_NANOS + HOUR_NANOS - MINUTE_NANOS, 10);

        assertThatThrownBy(() -> with(halt, crash))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins during");
    }

    @Test
    void refusesAnIncidentThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new Incident.Halt(AT_NANOS, AT_NANOS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halt: expected whole minutes");
    }

    private static SyntheticMarket with(Incident... incidents) {
        return new SyntheticMarket(Preset.CALM, 1, List.of(incidents));
    }

    /** Of eight hours. */
    private static List<SyntheticBar> bars(SyntheticMarket market) {
        SyntheticBars stream = market.bars(SOL, FROM_NANOS);
        var bars = new ArrayList<SyntheticBar>();
        for (SyntheticBar bar = stream.next(); bar.openTimeNanos() < FROM_NANOS + 8 * HOUR_NANOS; bar = stream.next()) {
            bars.add(bar);
        }
        return bars;
    }

    private static SyntheticBar at(long nanos, List<SyntheticBar> bars) {
        return bars.stream()
                .filter(bar -> bar.openTimeNanos() == nanos)
                .findFirst()
                .orElseThrow();
    }

    private static List<SyntheticBar> outside(Incident incident, List<SyntheticBar> bars) {
        return bars.stream().filter(bar -> !incident.isAt(bar.openTimeNanos())).toList();
    }

    private static long volume(List<SyntheticBar> bars, Incident incident) {
        return bars.stream()
                .filter(bar -> incident.isAt(bar.openTimeNanos()))
                .mapToLong(SyntheticBar::contracts)
                .sum();
    }
}
