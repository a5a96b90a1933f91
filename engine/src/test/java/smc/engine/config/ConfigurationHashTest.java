package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationHashTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @TempDir
    Path empty;

    private ConfigFolder folder;
    private String shippedHash;

    @BeforeEach
    void copyTheShippedFiles() {
        folder = ConfigFolder.copiedTo(empty);
        shippedHash = folder.load().hash();
    }

    @Test
    void isSha256InLowerCaseHex() {
        assertThat(shippedHash).matches("[0-9a-f]{64}");
    }

    @Test
    void ignoresWhiteSpace() {
        for (String name : ConfigFolder.SHIPPED_FILES) {
            folder.write(name, folder.text(name).replace(",", " ,\r\n\t").replace("\": ", "\":"));
        }

        assertThat(folder.load().hash()).isEqualTo(shippedHash);
    }

    @Test
    void ignoresTheOrderOfKeysAtEveryDepth() throws Exception {
        for (String name : ConfigFolder.SHIPPED_FILES) {
            folder.write(name, reversed(JSON.readTree(folder.text(name))).toString());
        }

        assertThat(folder.text("account-a.json")).startsWith("{\"notify\"").contains("{\"trailAtr\"");
        assertThat(folder.load().hash()).isEqualTo(shippedHash);
    }

    @Test
    void ignoresHowANumberIsSpelt() {
        folder.replace("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 100.000");
        folder.replace("symbols.json", "\"tickSize\": 0.0001,", "\"tickSize\": 0.00010,");

        assertThat(folder.load().hash()).isEqualTo(shippedHash);
    }

    @Test
    void changesWithTheSmallestDifferenceOfANumber() {
        folder.replace("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 100.00000001");

        assertThat(folder.load().hash()).isNotEqualTo(shippedHash);
    }

    @Test
    void changesWithAnyValueOfAnyFile() {
        List<String> hashes = new ArrayList<>(List.of(shippedHash));

        hashes.add(hashWith(
                "engine.json", "\"symbols\": [\"SOLUSD\", \"AAVEUSD\"]", "\"symbols\": [\"AAVEUSD\", \"SOLUSD\"]"));
        hashes.add(hashWith("engine.json", "\"sync\": \"requests\"", "\"sync\": \"always\""));
        hashes.add(hashWith("symbols.json", "\"assumed\": true", "\"assumed\": false"));
        hashes.add(hashWith("account-a.json", "\"[A]\"", "\"A\""));
        hashes.add(hashWith("account-b.json", "\"trailAtr\": 1.0", "\"trailAtr\": 1.01"));

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void changesWhenAccountsSwapTheirContents() {
        String accountA = folder.text("account-a.json");
        folder.write("account-a.json", folder.text("account-b.json")).write("account-b.json", accountA);

        assertThat(folder.load().hash()).isNotEqualTo(shippedHash);
    }

    private String hashWith(String name, String before, String after) {
        String shipped = folder.text(name);
        String hash = folder.replace(name, before, after).load().hash();
        folder.write(name, shipped);
        return hash;
    }

    private static JsonNode reversed(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode reversed = object.objectNode();
        List.copyOf(object.properties())
                .reversed()
                .forEach(member -> reversed.set(member.getKey(), reversed(member.getValue())));
        return reversed;
    }
}
