package smc.exchange.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.matching.AccountState;

/** What margin an order would need, for whoever is told that it is not there. */
final class MarginNeed {
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
        return BigDecimal.valueOf(priceE8)
                .multiply(Decimals.number(instrument.terms().contractValueE8()))
                .multiply(BigDecimal.valueOf(opening))
                .divide(BigDecimal.valueOf(leverage), 0, RoundingMode.UP)
                .longValueExact();
    }

    /** {@code insufficient_margin}, with what there is and how much more it takes (section 3.7, a recorded answer). */
    static Refusal missing(AccountState state, long neededE8) {
        ObjectNode context = Documents.object()
                .put("available_balance", Decimals.text(state.freeE8()))
                .put("required_additional_balance", Decimals.text(Math.max(1, neededE8 - state.freeE8())));
        return Refusal.of(400, "insufficient_margin", context);
    }
}
