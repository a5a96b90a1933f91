package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.engine.config.AccountConfig.OddLot;
import smc.execution.desk.Mode;
import smc.execution.risk.RiskSettings;

/** Against the numbers of the specification of the files, worked out by hand: percent x 100 = bps, percent x 1e6 = rate, USD x 1e8. */
class ShippedConfigurationTest {
    private final Configuration shipped = Configuration.load(ConfigFolder.shipped());

    @Test
    void engineIsAsSpecified() {
        assertThat(shipped.engine())
                .isEqualTo(new EngineConfig(
                        EngineConfig.Venue.EMBEDDED,
                        List.of("SOLUSD", "AAVEUSD"),
                        List.of("account-a.json", "account-b.json"),
                        15,
                        180,
                        EngineConfig.PositionScope.SYMBOL,
                        500,
                        5_000,
                        Path.of("data"),
                        new EngineConfig.Journal(EngineConfig.Journal.Sync.REQUESTS, 24),
                        new EngineConfig.Ring(4_096, EngineConfig.Ring.WaitStrategy.BACKOFF),
                        new EngineConfig.Api("127.0.0.1", 3_000, List.of("localhost")),
                        new RiskSettings(
                                100,
                                50,
                                TimeUnit.SECONDS.toNanos(5),
                                TimeUnit.SECONDS.toNanos(2),
                                1,
                                0,
                                2_500_000_000_000L,
                                5_000_000_000_000L,
                                10_000_000_000_000L,
                                4,
                                60,
                                1_000,
                                true,
                                1_000,
                                0,
                                2_000,
                                0,
                                false,
                                5_000,
                                0)));
    }

    @Test
    void symbolsAreAsSpecifiedAndSortedByName() {
        assertThat(shipped.symbols().values())
                .containsExactly(
                        new SymbolConfig(
                                "AAVEUSD", 100_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000, true),
                        new SymbolConfig(
                                "SOLUSD", 10_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000, false));
        assertThat(shipped.symbols().keySet()).containsExactly("AAVEUSD", "SOLUSD");
    }

    @Test
    void accountsAreAsSpecifiedInTheOrderOfTheEngine() {
        assertThat(shipped.accounts())
                .containsExactly(
                        account("Mode A - candle close", Mode.CANDLE_CLOSE, "DELTA_A", "[A]"),
                        account("Mode B - resting limit", Mode.LIMIT, "DELTA_B", "[B]"));
    }

    @Test
    void modesHaveTheLettersOfTheTables() {
        assertThat(Mode.CANDLE_CLOSE.letter()).isEqualTo('A');
        assertThat(Mode.LIMIT.letter()).isEqualTo('B');
    }

    @Test
    void cannotBeChangedOnceLoaded() {
        assertThatThrownBy(() -> shipped.symbols().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> shipped.accounts().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> shipped.engine().symbols().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> shipped.engine().accountFiles().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static AccountConfig account(String name, Mode mode, String credentials, String notifyPrefix) {
        return new AccountConfig(
                name,
                mode,
                credentials,
                10_000_000_000L,
                new ZoneConfig(4_000, 20, 2_000, 200, 150),
                new ZoneConfig(3_000, 10, 2_000, 150, 100),
                5_000,
                OddLot.TARGET,
                3,
                1,
                200,
                8_000,
                notifyPrefix);
    }
}
