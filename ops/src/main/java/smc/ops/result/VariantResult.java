package smc.ops.result;

import java.util.List;
import smc.engine.outcome.ClosedTrade;

/**
 * What the run came to with one thing changed.
 *
 * @param name as in {@code variants.csv}
 * @param accounts by account id of the variant: one where a mode ran alone
 * @param soloTrades the trades of a mode that ran alone, in order of closing; otherwise empty
 */
public record VariantResult(
        String name, List<BacktestResult.Account> accounts, Summary summary, List<ClosedTrade> soloTrades) {}
