package smc.ops.journal.cause;

import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.execution.desk.Mode;

/**
 * What the numbers of a journal are called.
 *
 * @param symbols by instrument
 * @param accounts by account: their files of the configuration, without the ending
 * @param modes by account
 * @param timeframeNanos length of a candle
 */
record Names(List<String> symbols, List<String> accounts, List<Mode> modes, long timeframeNanos) {
    static Names of(Configuration configuration) {
        return new Names(
                configuration.engine().symbols(),
                configuration.engine().accountNames(),
                configuration.accounts().stream().map(AccountConfig::mode).toList(),
                TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes()));
    }

    String symbol(Message message) {
        int instrument = (int) message.number("instrument");
        return message.has("instrument") && instrument < symbols.size() ? symbols.get(instrument) : "";
    }

    String account(Message message) {
        int account = (int) message.number("account");
        return account < accounts.size() ? accounts.get(account) : "account " + account;
    }

    Mode mode(Message message) {
        return modes.get((int) message.number("account"));
    }

    /** Open time of the candle of a moment, epoch nanoseconds. */
    long candleOf(long atNanos) {
        return atNanos - Math.floorMod(atNanos, timeframeNanos);
    }
}
