package smc.ops.story;

import java.math.BigDecimal;

/**
 * What the run came to with one thing changed; money in 1e-8 USD. A ratio that does not exist is null.
 *
 * @param account its name, or {@link smc.ops.result.ResultFolder#TOTAL} for all of them
 * @param wins trades with a positive net
 * @param winRatePct 0 to 100
 * @param maxDrawdownPct of the peak
 */
public record RecordedVariant(
        String variant,
        String account,
        long trades,
        long wins,
        BigDecimal winRatePct,
        long grossE8,
        long netE8,
        BigDecimal profitFactorNet,
        BigDecimal maxDrawdownPct,
        long capitalEndE8) {}
