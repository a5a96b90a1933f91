package smc.execution.desk;

import java.math.BigDecimal;

/** Between decimal text and 1e-8, by {@link BigDecimal}, so that no expectation rests on the product's own conversion. */
final class Decimals {
    private Decimals() {}

    static long e8(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }

    static String text(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8).stripTrailingZeros().toPlainString();
    }
}
