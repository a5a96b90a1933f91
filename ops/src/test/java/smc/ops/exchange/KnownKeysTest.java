package smc.ops.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.exchange.ExchangeAccount;

class KnownKeysTest {
    @TempDir
    private Path folder;

    @Test
    void keysAreThoseOfTheEnvironmentWhateverAccountTheyAreOf() throws IOException {
        Map<String, String> environment = Map.of(
                "DELTA_A_API_KEY",
                "key of a",
                "DELTA_A_API_SECRET",
                "secret of a",
                "OLD_API_KEY",
                "old",
                "HOME",
                "/root");

        assertThat(KnownKeys.of(environment, folder)).containsExactlyInAnyOrder("key of a", "secret of a", "old");
    }

    @Test
    void keysAreThoseOfTheExchangeInTheBox() throws IOException {
        List<ExchangeAccount> accounts = ExchangeAccounts.made(100);
        ExchangeAccounts.write(folder.resolve(ExchangeAccounts.FILE), accounts);

        assertThat(KnownKeys.of(Map.of(), folder))
                .containsExactlyInAnyOrder(
                        accounts.get(0).apiKey(),
                        accounts.get(0).apiSecret(),
                        accounts.get(1).apiKey(),
                        accounts.get(1).apiSecret());
    }
}
