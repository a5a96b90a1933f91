package smc.ops.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import smc.engine.config.Configuration;
import smc.strategy.number.FixedPoint;

/** A price as people read it: with the decimals of its symbol's tick, no more and no fewer, so that a column stands still. */
public final class TickPrice {
    private TickPrice() {}

    /** @param symbol one that the configuration has data of */
    public static String of(Configuration configuration, String symbol, long priceE8) {
        return of(configuration.symbols().get(symbol).tickE8(), priceE8);
    }

    /** To the nearest; edges of blocks and averages lie between ticks, and files have every digit of them. */
    static String of(long tickE8, long priceE8) {
        int decimals = Math.max(
                0,
                BigDecimal.valueOf(tickE8, FixedPoint.SCALE)
                        .stripTrailingZeros()
                        .scale());
        return BigDecimal.valueOf(priceE8, FixedPoint.SCALE)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
