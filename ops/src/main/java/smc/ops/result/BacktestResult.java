package smc.ops.result;

import java.util.List;
import smc.engine.backtest.BacktestRecord;
import smc.engine.config.Configuration;
import smc.execution.executor.Mode;

/**
 * A finished backtest and what it was made of.
 *
 * @param build version of the program
 * @param accounts by account id
 * @param symbols by instrument id
 * @param record everything that was concluded
 */
public record BacktestResult(
        String build,
        Configuration configuration,
        List<Account> accounts,
        List<Symbol> symbols,
        BacktestRecord record) {

    /**
     * An account of the run.
     *
     * @param name as in the files: the name of its configuration file without ending
     * @param capitalStartE8 over all symbols
     */
    public record Account(String name, Mode mode, long capitalStartE8) {}

    /**
     * A symbol and where its market came from.
     *
     * @param file file or folder as given
     * @param sha256 of the file; of the files of a folder one after another, in the order in which they were read
     * @param isSynthetic whether the market was made up
     */
    public record Symbol(String name, String file, String sha256, boolean isSynthetic) {}
}
