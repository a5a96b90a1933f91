package smc.ops.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.feed.market.MarketOrigin;

/**
 * A finished backtest and what it was made of.
 *
 * @param build version of the program
 * @param accounts by account id
 * @param symbols and their markets, by instrument id
 * @param fills what orders were filled at
 * @param venue how the venue treated them
 * @param record everything that was concluded
 */
public record BacktestResult(
        String build,
        Configuration configuration,
        List<Account> accounts,
        List<MarketOrigin> symbols,
        Fills fills,
        VenueSettings venue,
        RunRecord record) {

    /** What orders were filled at; written in lower case. */
    public enum Fills {
        /** Rows of candle files, by the rules for rows. */
        ROWS,
        /** Four trades made of each row. */
        ROWS_AS_TRADES,
        /** Recorded trades. */
        TRADES
    }

    /**
     * An account of the run.
     *
     * @param name as in the files: the name of its configuration file without ending
     * @param capitalStartE8 over all symbols
     */
    public record Account(String name, Mode mode, long capitalStartE8) {}

    /**
     * The accounts of some modes, as configured and numbered in a backtest of these modes.
     *
     * @param depositsE8 by account: what it began with
     */
    public static List<Account> accounts(Configuration configuration, Set<Mode> modes, List<Long> depositsE8) {
        var accounts = new ArrayList<Account>();
        for (int i = 0; i < configuration.accounts().size(); i++) {
            AccountConfig account = configuration.accounts().get(i);
            if (modes.contains(account.mode())) {
                accounts.add(new Account(
                        configuration.engine().accountNames().get(i), account.mode(), depositsE8.get(accounts.size())));
            }
        }
        return accounts;
    }
}
