package smc.ops.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import smc.exchange.ExchangeAccount;

/** The keys that a process can get at where it stands: for whoever makes sure that none of them leaves the machine. */
public final class KnownKeys {
    /** As the environment names a pair: what an account's {@code credentials} says comes before it. */
    private static final List<String> OF_THE_ENVIRONMENT = List.of("_API_KEY", "_API_SECRET");

    private KnownKeys() {}

    /**
     * Keys and secrets of all accounts, whether or not they are configured.
     *
     * @param environment by name
     * @param exchangeFolder of an exchange in the box, with its accounts; none if it does not exist
     * @throws IOException if there are accounts that cannot be read; the message repeats nothing of them
     */
    public static List<String> of(Map<String, String> environment, Path exchangeFolder) throws IOException {
        var keys = new TreeSet<String>();
        environment.forEach((name, value) -> {
            if (OF_THE_ENVIRONMENT.stream().anyMatch(name::endsWith)) {
                keys.add(value);
            }
        });
        Path file = exchangeFolder.resolve(ExchangeAccounts.FILE);
        if (Files.exists(file)) {
            for (ExchangeAccount account : ExchangeAccounts.read(file)) {
                keys.add(account.apiKey());
                keys.add(account.apiSecret());
            }
        }
        return List.copyOf(keys);
    }
}
