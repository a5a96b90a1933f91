package smc.execution.risk;

import smc.execution.instrument.Instrument;
import smc.strategy.number.ExactMath;

/** Contracts for a capital (docs/rules.md, section 20). */
public final class Sizing {
    /** One whole in basis points. */
    public static final long BPS = 10_000;

    private Sizing() {}

    /**
     * {@code floor(capital · fraction · leverage / (price · contractValue))}, at most the venue's position limit; 0 without capital.
     *
     * @param capitalE8 in 1e-8 USD; may be negative
     * @param fractionBps share of the capital put up as margin
     */
    public static long contracts(Instrument instrument, long capitalE8, int fractionBps, int leverage, long priceE8) {
        if (capitalE8 <= 0) {
            return 0;
        }
        // capital and price are both in 1e-8 and cancel; the contract value's 1e8 and the 10,000 of the fraction leave
        // 10,000.
        long factor = Math.multiplyExact((long) fractionBps * leverage, BPS);
        return Math.min(
                ExactMath.multiplyDivideFloor(capitalE8, factor, priceE8, instrument.contractValueE8()),
                instrument.positionMaxContracts());
    }

    /**
     * The least capital for which {@link #contracts} is 1, in 1e-8 USD; {@link Long#MAX_VALUE} if it is more than that. It only says how far off a
     * trade was, so a contract dearer than all that can be counted is no fault.
     */
    public static long capitalForOneE8(Instrument instrument, int fractionBps, int leverage, long priceE8) {
        long factor = Math.multiplyExact((long) fractionBps * leverage, BPS);
        if (Math.multiplyHigh(instrument.contractValueE8(), priceE8) >= factor / 2) {
            return Long.MAX_VALUE;
        }
        return ExactMath.multiplyDivideCeil(instrument.contractValueE8(), priceE8, factor);
    }
}
