package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration kept as one text is the configuration. */
class ConfigurationTextTest {
    private static final Path SHIPPED = Path.of("..", "config");

    @TempDir
    private Path folder;

    @Test
    void readsBackToTheSame() throws IOException {
        Configuration shipped = Configuration.load(SHIPPED);
        Path file = Files.writeString(folder.resolve("kept.json"), shipped.text());

        Configuration kept = Configuration.loadText(file);

        assertThat(kept).isEqualTo(shipped);
    }

    @Test
    void tradesOtherSymbolsUnderAnotherHash() {
        Configuration shipped = Configuration.load(SHIPPED);

        Configuration one = shipped.trading(List.of("AAVEUSD"));

        assertThat(one.engine().symbols()).containsExactly("AAVEUSD");
        assertThat(one.accounts()).isEqualTo(shipped.accounts());
        assertThat(one.hash()).isNotEqualTo(shipped.hash());
    }

    @Test
    void aSymbolWithoutDataIsRefused() {
        Configuration shipped = Configuration.load(SHIPPED);

        assertThatThrownBy(() -> shipped.trading(List.of("BTCUSD")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SOLUSD")
                .hasMessageContaining("BTCUSD");
    }

    @Test
    void aDamagedTextIsRefusedByFileAndKey() throws IOException {
        String text = Configuration.load(SHIPPED).text().replace("\"timeframeMinutes\":15", "\"timeframeMinutes\":0");
        Path file = Files.writeString(folder.resolve("kept.json"), text);

        assertThatThrownBy(() -> Configuration.loadText(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kept.json engine.json")
                .hasMessageContaining("timeframeMinutes");
    }
}
