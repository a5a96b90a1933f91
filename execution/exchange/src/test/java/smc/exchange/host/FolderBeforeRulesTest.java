package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.host.RunningExchange.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.exchange.matching.VenueSettings;

/**
 * The folder {@code before-rules} was made by the build of 2026-11-29, before fills were on the tick, with much in it that has been refused
 * or done otherwise since; {@code answers.txt} holds what that build said of it.
 */
class FolderBeforeRulesTest {
    private static final String[] PRICES = {
        "151.0003", "152.0007", "144.0001", "143", "142", "141.0009", "150", "151", "152"
    };
    private static final String BUY =
            "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of("commands.log", "place.bin")) {
            try (InputStream file = resource(name)) {
                Files.copy(file, folder.resolve(name));
            }
        }
    }

    @Test
    void whatItSaidIsSaidAgain() throws IOException {
        List<String> expected;
        try (InputStream file = resource("answers.txt")) {
            expected = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }

        try (var running = running()) {
            for (String line : expected) {
                String path = line.substring(0, line.indexOf(' '));
                String body = line.substring(line.indexOf(' ') + 1)
                        // Deposits were dated 1970.
                        .replace("1970-01-01T00:00:00", "2025-01-01T12:00:00");
                assertContains(running.get(FIRST, path).body(), JSON.readTree(body), path);
            }
        }
    }

    @Test
    void theRulesOfNowBeginWithTheFirstStart() throws IOException {
        List<String> before;
        try (var running = running()) {
            running.post(FIRST, "/v2/orders", BUY);
            running.advance(1);
            running.post(FIRST, "/v2/orders", BUY);
            before = fills(running);
        }

        // 150 x 1.0002 and 151 x 1.0002, the tick is 0.0001; what was filled to 1e-8 before stays.
        assertThat(before.subList(0, 2)).containsExactly("151.0302", "150.03");
        assertThat(before).contains("151.97029986", "143.97129998", "151.03050006");
        try (var running = running()) {
            assertThat(fills(running)).isEqualTo(before);
        }
    }

    private RunningExchange running() throws IOException {
        return RunningExchange.in(folder, new VenueSettings(2, 1, 0, false, true), PRICES);
    }

    private static List<String> fills(RunningExchange running) throws IOException {
        var prices = new ArrayList<String>();
        running.get(FIRST, "/v2/fills")
                .result()
                .forEach(fill -> prices.add(fill.path("price").asText()));
        return prices;
    }

    /** New fields may have come. */
    private static void assertContains(JsonNode now, JsonNode then, String where) {
        if (then.isObject()) {
            then.properties()
                    .forEach(field ->
                            assertContains(now.path(field.getKey()), field.getValue(), where + " " + field.getKey()));
        } else if (then.isArray()) {
            assertThat(now.size()).as(where).isEqualTo(then.size());
            for (int i = 0; i < then.size(); i++) {
                assertContains(now.get(i), then.get(i), where + " " + i);
            }
        } else {
            assertThat(now).as(where).isEqualTo(then);
        }
    }

    private static InputStream resource(String name) {
        return FolderBeforeRulesTest.class.getResourceAsStream("before-rules/" + name);
    }
}
