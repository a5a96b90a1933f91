package smc.exchange.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.AccountState;

/** What an order is worth and what margin it would need, for whoever is told that it is too much or not there. */
final class MarginNeed {
    /** In USD; far below what the venue's arithmetic can hold. */
    private static final long NOTIONAL_MAX = 1_000_000_000;

    /** A price times a contract's value. */
    private static final int DECIMALS = 16;

    private MarginNeed() {}

    /** Of the contracts that would increase the position: notional / leverage, rounded up, in 1e-8 USD. */
    static long ofE8(
            ExchangeInstrument instrument,
            long positionContracts,
            boolean isBuy,
            long contracts,
            long priceE8,
            int leverage) {
        boolean isReducing = (positionContracts > 0) != isBuy;
        long opening = isReducing ? Math.max(0, contracts - Math.absExact(positionContracts)) : contracts;
        return notional(instrument, opening, priceE8)
                .movePointRight(DECIMALS / 2)
                .divide(BigDecimal.valueOf(leverage), 0, RoundingMode.UP)
                .longValueExact();
    }

    /** @throws Refusal if it is beyond what any account may hold */
    static void requireNotional(ExchangeInstrument instrument, long contracts, long priceE8) {
        if (notional(instrument, contracts, priceE8).compareTo(BigDecimal.valueOf(NOTIONAL_MAX)) > 0) {
            throw Refusal.refused("risk_limits_breached");
        }
    }

    /** In USD. */
    private static BigDecimal notional(ExchangeInstrument instrument, long contracts, long priceE8) {
        return BigDecimal.valueOf(priceE8)
                .multiply(BigDecimal.valueOf(instrument.terms().contractValueE8()))
                .multiply(BigDecimal.valueOf(contracts))
                .movePointLeft(DECIMALS);
    }

    /** {@code insufficient_margin}, with what there is and how much more it takes (section 3.7, a recorded answer). */
    static Refusal missing(AccountState state, long neededE8) {
        return Refusal.moneyMissing(state.freeE8(), Math.max(1, neededE8 - state.freeE8()));
    }
}
