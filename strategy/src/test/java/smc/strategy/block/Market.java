package smc.strategy.block;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.structure.Side;

/**
 * A hand-made market after its warm-up: tests say a candle as {@code "open high low close"} in USD and read what the detector answers,
 * for example {@code BOS bear 96} or {@code OB_CREATED bull 96..101 of 200} (bottom, top, row of the origin).
 */
final class Market {
    private final RecordedEvents recorded = new RecordedEvents();
    private final Detector detector;
    private int rows;

    /**
     * @param warmUpCandle the candle said for rows 0 to 198; each later true range joins 198 of its height, so a tall one keeps zones from
     *     being clipped
     */
    Market(Reading reading, String warmUpCandle) {
        detector = reading.detector(recorded);
        for (int row = 0; row < OrderBlockDetector.WARM_UP_CANDLES; row++) {
            candle(warmUpCandle);
        }
    }

    /** Hands in the next candle and returns what was said about it. */
    List<String> candle(String openHighLowClose) {
        var prices = Stream.of(openHighLowClose.split(" "))
                .map(price -> new BigDecimal(price).movePointRight(8).longValueExact())
                .toList();
        int before = recorded.count();
        recorded.feed(
                detector,
                new Candle(openTimeNanos(rows++), prices.get(0), prices.get(1), prices.get(2), prices.get(3), 0));
        return recorded.since(before).stream().map(Market::words).toList();
    }

    long atrE8() {
        return detector.atrE8();
    }

    private static String words(DetectorEvent event) {
        String side = event.side() == Side.BULL ? "bull" : "bear";
        return event.kind().isOfBlock()
                ? "%s %s %s..%s of %d"
                        .formatted(
                                event.kind(),
                                side,
                                DetectorEvent.decimal(event.bottomE8()),
                                DetectorEvent.decimal(event.topE8()),
                                (event.originNanos() - openTimeNanos(0)) / RandomCandles.INTERVAL_NANOS)
                : "%s %s %s".formatted(event.kind(), side, DetectorEvent.decimal(event.levelE8()));
    }

    private static long openTimeNanos(int row) {
        return RandomCandles.START_NANOS + row * RandomCandles.INTERVAL_NANOS;
    }
}
