package smc.ops.journal.export;

import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.ops.journal.JournalResult;

/**
 * What the numbers of a journal are called.
 *
 * @param symbols by instrument
 * @param accounts by account: their files of the configuration, without the ending
 * @param modesFrom by account, A or B, by the first sequence that they were in force at
 */
record Labels(List<String> symbols, List<String> accounts, NavigableMap<Long, List<String>> modesFrom) {
    static Labels of(Path data) {
        NavigableMap<Long, Configuration> configurations = JournalResult.configurations(data);
        Configuration configuration = configurations.lastEntry().getValue();
        var modesFrom = new TreeMap<Long, List<String>>();
        configurations.forEach((sequence, each) -> modesFrom.put(sequence, modes(each)));
        return new Labels(
                configuration.engine().symbols(), configuration.engine().accountNames(), modesFrom);
    }

    private static List<String> modes(Configuration configuration) {
        return configuration.accounts().stream()
                .map(AccountConfig::mode)
                .map(mode -> String.valueOf(mode.letter()))
                .toList();
    }

    /** In which an account was at a frame. */
    String mode(int accountId, long sequence) {
        return modesFrom.floorEntry(sequence).getValue().get(accountId);
    }
}
