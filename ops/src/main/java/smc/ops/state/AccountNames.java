package smc.ops.state;

import java.util.List;
import smc.engine.config.Configuration;

/** What accounts are called: their files of the configuration, without the ending. */
final class AccountNames {
    private AccountNames() {}

    /** By account id. */
    static List<String> of(Configuration configuration) {
        return configuration.engine().accountFiles().stream()
                .map(file -> file.replaceFirst("\\.json$", ""))
                .toList();
    }
}
