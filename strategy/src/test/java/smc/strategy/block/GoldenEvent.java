package smc.strategy.block;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import smc.strategy.block.DetectorEvent.Kind;
import smc.strategy.candle.CandleCsv;
import smc.strategy.structure.Side;

/**
 * A row of a golden events file (golden/order-blocks/README.md).
 *
 * @param top null for structure events, as are {@code bottom} and {@code originNanos}
 * @param level null for block events
 */
record GoldenEvent(
        long candleNanos, Kind kind, Side side, BigDecimal top, BigDecimal bottom, Long originNanos, BigDecimal level) {
    /** "An implementation that rounds the ATR down to 10^-8 differs by less than 1.01e-8." */
    private static final BigDecimal NEAR_EDGE_TOLERANCE = new BigDecimal("1.01e-8");

    static List<GoldenEvent> read(Path file) {
        var lines = CandleCsv.lines(file);
        if (!lines.getFirst().equals(DetectorEvent.CSV_HEADER)) {
            throw new IllegalArgumentException(
                    "expected header " + DetectorEvent.CSV_HEADER + ", was " + lines.getFirst() + " in " + file);
        }
        return lines.stream().skip(1).map(GoldenEvent::parse).toList();
    }

    static GoldenEvent parse(String row) {
        var fields = row.split(",", -1);
        return new GoldenEvent(
                nanos(fields[0]),
                Kind.valueOf(fields[1]),
                fields[2].equals("bull") ? Side.BULL : Side.BEAR,
                decimal(fields[3]),
                decimal(fields[4]),
                fields[5].isEmpty() ? null : nanos(fields[5]),
                decimal(fields[6]));
    }

    /** Equal in everything but the near edge, and there within the tolerance. */
    boolean matches(DetectorEvent event) {
        if (candleNanos != event.candleNanos() || kind != event.kind() || side != event.side()) {
            return false;
        }
        if (!kind.isOfBlock()) {
            return isEqual(level, event.levelE8());
        }
        boolean edges = side == Side.BULL
                ? isEqual(bottom, event.bottomE8()) && isNear(top, event.topE8())
                : isEqual(top, event.topE8()) && isNear(bottom, event.bottomE8());
        return edges && originNanos == event.originNanos();
    }

    private static boolean isEqual(BigDecimal expected, long actualE8) {
        return expected.compareTo(BigDecimal.valueOf(actualE8, 8)) == 0;
    }

    private static boolean isNear(BigDecimal expected, long actualE8) {
        return expected.subtract(BigDecimal.valueOf(actualE8, 8)).abs().compareTo(NEAR_EDGE_TOLERANCE) < 0;
    }

    private static long nanos(String seconds) {
        return Math.multiplyExact(Long.parseLong(seconds), 1_000_000_000L);
    }

    private static BigDecimal decimal(String text) {
        return text.isEmpty() ? null : new BigDecimal(text);
    }
}
