package smc.ops.journal.export;

import java.nio.file.Path;
import java.util.List;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.ops.journal.JournalResult;

/**
 * What the numbers of a journal are called.
 *
 * @param symbols by instrument
 * @param accounts by account: their files of the configuration, without the ending
 * @param modes by account: A or B
 */
record Labels(List<String> symbols, List<String> accounts, List<String> modes) {
    static Labels of(Path data) {
        Configuration configuration = JournalResult.configuration(data);
        return new Labels(
                configuration.engine().symbols(),
                configuration.engine().accountNames(),
                configuration.accounts().stream()
                        .map(AccountConfig::mode)
                        .map(mode -> String.valueOf(mode.letter()))
                        .toList());
    }
}
