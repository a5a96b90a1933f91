package smc.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MannerTest {
    /** notify.json speaks of one owner's channels, the account's file of the account wherever it is told. */
    @Test
    void whatTheChannelsFileSaysGoesBeforeWhatTheAccountsFileSaysAndThatBeforeItsName() {
        Manner manner = new Manner(Set.of(), QuietHours.NONE, Map.of("account-a", "MINE "))
                .withPrefixes(Map.of("account-a", "[A] ", "account-b", "[B] "));

        assertThat(manner.prefix("account-a")).isEqualTo("MINE ");
        assertThat(manner.prefix("account-b")).isEqualTo("[B] ");
        assertThat(manner.prefix("account-c")).isEqualTo("[account-c] ");
    }
}
