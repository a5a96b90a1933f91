package smc.ops.journal.cause;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.execution.desk.Mode;
import smc.ops.journal.JournalResult;

/**
 * What the numbers of a journal are called.
 *
 * @param symbols by instrument
 * @param accounts by account: their files of the configuration, without the ending
 * @param modesFrom by account, by the first sequence that they were in force at; the first counts for what is before it too
 * @param timeframeNanos length of a candle
 */
record Names(
        List<String> symbols, List<String> accounts, NavigableMap<Long, List<Mode>> modesFrom, long timeframeNanos) {
    /** Of one configuration. */
    static Names of(Configuration configuration) {
        return of(new TreeMap<>(Map.of(0L, configuration)));
    }

    /** Of a journal, each start's own. */
    static Names of(Path data) {
        return of(JournalResult.configurations(data));
    }

    private static Names of(NavigableMap<Long, Configuration> configurations) {
        Configuration configuration = configurations.lastEntry().getValue();
        var modesFrom = new TreeMap<Long, List<Mode>>();
        configurations.forEach((sequence, each) -> modesFrom.put(
                sequence, each.accounts().stream().map(AccountConfig::mode).toList()));
        return new Names(
                configuration.engine().symbols(),
                configuration.engine().accountNames(),
                modesFrom,
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
        return mode((int) message.number("account"), message.sequence());
    }

    /** In which an account was at a frame. */
    Mode mode(int accountId, long sequence) {
        Map.Entry<Long, List<Mode>> found = modesFrom.floorEntry(sequence);
        return (found == null ? modesFrom.firstEntry() : found).getValue().get(accountId);
    }

    /** Open time of the candle of a moment, epoch nanoseconds. */
    long candleOf(long atNanos) {
        return atNanos - Math.floorMod(atNanos, timeframeNanos);
    }
}
