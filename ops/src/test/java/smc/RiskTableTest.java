package smc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smc.execution.risk.RiskReason;

/** Section 30 of docs/rules.md has every limit, with the shipped value and the range that the schema has. */
class RiskTableTest {
    /** {@code | `DATA_AGE` | `dataAgeMillis` | 5,000 | 0 to 600,000 | ... |} */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| `(\\w+)` \\| ([^|]+) \\| ([^|]+) \\|");

    private final String section;
    private final JsonNode schema;

    RiskTableTest() throws IOException {
        Path root = SharedData.root();
        String rules = Files.readString(root.resolve("docs/rules.md"));
        section = rules.substring(rules.indexOf("\n## 30. "));
        schema = JsonMapper.builder()
                .build()
                .readTree(Files.readString(root.resolve("config/engine.schema.json")))
                .path("properties")
                .path("risk")
                .path("properties");
    }

    private Stream<MatchResult> rows() {
        return ROW.matcher(section).results();
    }

    @Test
    void shippedValuesAndRangesAreThoseOfTheSchema() {
        rows().forEach(row -> {
            JsonNode key = schema.path(row.group(2));
            assertThat(key.isMissingNode()).as(row.group(2)).isFalse();
            String shipped = row.group(3).replace("`", "").replace(",", "");
            assertThat(shipped).as(row.group(2)).isEqualTo(key.path("default").asText());
            if (key.has("maximum")) {
                String[] range = row.group(4).replace(",", "").split(" to ", -1);
                assertThat(new BigDecimal(range[0]))
                        .isEqualByComparingTo(key.path("minimum").decimalValue());
                assertThat(new BigDecimal(range[1]))
                        .isEqualByComparingTo(key.path("maximum").decimalValue());
            }
        });
    }

    @Test
    void everyKeyIsNamed() {
        schema.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
    }

    @Test
    void everyReasonIsNamedAndThoseOfLimitsAndBreakersHaveARow() {
        Map<String, String> byReason = new HashMap<>();
        rows().forEach(row -> byReason.put(row.group(1), row.group(2)));
        var numbered = new TreeSet<String>();
        for (RiskReason reason : RiskReason.values()) {
            assertThat(section).contains("`" + reason + "`");
            if (!reason.numbers().isEmpty()) {
                numbered.add(reason.name());
            }
        }

        assertThat(new TreeSet<>(byReason.keySet())).isEqualTo(numbered);
    }
}
