package smc.ops.report;

import java.math.BigDecimal;
import java.util.Locale;
import smc.strategy.number.FixedPoint;

/** Money of the files in and out of 1e-8 USD. */
final class Money {
    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;

    private Money() {}

    /** @throws ArithmeticException if there are more than eight decimals */
    static long e8(BigDecimal usd) {
        return usd.movePointRight(FixedPoint.SCALE).longValueExact();
    }

    static BigDecimal usd(long e8) {
        return new BigDecimal(FixedPoint.formatE8(e8));
    }

    /** To the cent, without a sign: {@code 1,234.50}. */
    static String amount(long e8) {
        long cents = (Math.abs(e8) + CENT_E8 / 2) / CENT_E8;
        return String.format(Locale.ROOT, "%,d.%02d", cents / 100, cents % 100);
    }

    /** To the cent, with its sign: {@code +1,234.50}. */
    static String signed(long e8) {
        return (e8 > 0 ? "+" : e8 < 0 ? "−" : "") + amount(e8);
    }
}
