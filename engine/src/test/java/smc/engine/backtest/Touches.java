package smc.engine.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/**
 * All touches of a market, worked out from the detector's events and the candles alone (docs/rules.md, sections 15 to 17): a candle touches
 * a zone that existed at the close before if it reaches the zone's entry level.
 */
final class Touches {
    /** A zone touched by a candle. */
    record Touch(long candleNanos, Side side, long originNanos, BlockState state) {}

    private record Zone(Side side, long originNanos, BlockState state, long topE8, long bottomE8) {
        private boolean isLong() {
            return (side == Side.BULL) == (state == BlockState.FRESH);
        }

        private boolean isTouchedBy(Candle candle, long tickE8) {
            BigDecimal depth = BigDecimal.valueOf(topE8 - bottomE8)
                    .multiply(new BigDecimal("0.2"))
                    .setScale(0, RoundingMode.CEILING);
            BigDecimal tick = BigDecimal.valueOf(tickE8);
            if (isLong()) {
                BigDecimal level = BigDecimal.valueOf(topE8).subtract(depth);
                return candle.lowE8()
                        <= level.divide(tick, 0, RoundingMode.FLOOR)
                                .multiply(tick)
                                .longValueExact();
            }
            BigDecimal level = BigDecimal.valueOf(bottomE8).add(depth);
            return candle.highE8()
                    >= level.divide(tick, 0, RoundingMode.CEILING)
                            .multiply(tick)
                            .longValueExact();
        }
    }

    private Touches() {}

    static Set<Touch> of(List<BlockEvent> events, List<Candle> candles, long tickE8) {
        Map<Long, List<BlockEvent>> byCandle = new HashMap<>();
        events.forEach(event -> byCandle.computeIfAbsent(event.timeNanos(), _ -> new ArrayList<>())
                .add(event));
        var zones = new ArrayList<Zone>();
        var touches = new HashSet<Touch>();
        for (Candle candle : candles) {
            for (Zone zone : zones) {
                if (zone.isTouchedBy(candle, tickE8)) {
                    touches.add(new Touch(candle.openTimeNanos(), zone.side, zone.originNanos, zone.state));
                }
            }
            for (BlockEvent event : byCandle.getOrDefault(candle.openTimeNanos(), List.of())) {
                switch (event.kind()) {
                    case OB_CREATED -> zones.add(zone(event, BlockState.FRESH));
                    case OB_BREAKER -> {
                        zones.remove(zone(event, BlockState.FRESH));
                        zones.add(zone(event, BlockState.BREAKER));
                    }
                    case OB_INVALIDATED -> zones.remove(zone(event, BlockState.BREAKER));
                    case BOS, CHOCH, SWEEP -> {}
                }
            }
        }
        return touches;
    }

    private static Zone zone(BlockEvent event, BlockState state) {
        return new Zone(event.side(), event.originNanos(), state, event.topE8(), event.bottomE8());
    }
}
