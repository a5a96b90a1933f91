package smc.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;

/** The shipped configuration as the core is told it: the defaults of docs/rules.md, section 27. */
class CoreSettingsTest {
    private final Configuration shipped = Configuration.load(SharedData.root().resolve("config"));

    private static DeskSettings defaults(Mode mode) {
        return new DeskSettings(
                mode,
                100_00000000L,
                new ZoneSettings(4_000, 20, 2_000, 200, 150),
                new ZoneSettings(3_000, 10, 2_000, 150, 100),
                5_000,
                false,
                3,
                1,
                200,
                8_000,
                5_000_000_000L);
    }

    @Test
    void takesEveryRuleFromTheConfiguration() {
        CoreSettings settings = CoreSettings.of(shipped, List.of("SOLUSD"), EnumSet.allOf(Mode.class), 7);

        assertThat(settings.epoch()).isEqualTo(7);
        assertThat(settings.timeframeNanos()).isEqualTo(900_000_000_000L);
        assertThat(settings.closeGraceNanos()).isEqualTo(500_000_000L);
        assertThat(settings.sharesPosition()).isTrue();
        assertThat(settings.accounts()).containsExactly(defaults(Mode.CANDLE_CLOSE), defaults(Mode.LIMIT));
    }

    @Test
    void numbersTheInstrumentsInTheOrderAskedFor() {
        CoreSettings settings = CoreSettings.of(shipped, List.of("SOLUSD", "AAVEUSD"), EnumSet.allOf(Mode.class), 0);

        assertThat(settings.instruments())
                .containsExactly(
                        new Instrument(0, "SOLUSD", 10_000, 100_000_000, 500_000, Long.MAX_VALUE),
                        new Instrument(1, "AAVEUSD", 100_000, 100_000_000, 500_000, Long.MAX_VALUE));
    }

    @Test
    void leavesOutAccountsOfOtherModes() {
        CoreSettings settings = CoreSettings.of(shipped, List.of("SOLUSD"), Set.of(Mode.LIMIT), 0);

        assertThat(settings.accounts()).containsExactly(defaults(Mode.LIMIT));
    }

    @Test
    void refusesASymbolItHasNoDataOf() {
        assertThatThrownBy(() -> CoreSettings.of(shipped, List.of("BTCUSD"), Set.of(Mode.LIMIT), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of AAVEUSD, SOLUSD, was BTCUSD");
    }
}
