package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of the schemas at both ends of its range, just beyond them, and finer than its unit. */
class ConfigRangesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    @TempDir
    Path empty;

    private ConfigFolder folder;

    /** A number in a file. */
    record Place(String file, JsonPointer pointer, BigDecimal minimum, BigDecimal maximum, BigDecimal step) {
        String path() {
            return "$" + pointer.toString().replace('/', '.');
        }

        @Override
        public String toString() {
            return file + " " + path();
        }
    }

    /** Room on all sides, so that a limit is met before any comparison of two values. */
    @BeforeEach
    void copyTheShippedFilesWithRoom() throws IOException {
        folder = ConfigFolder.copiedTo(empty);
        set("engine.json", JsonPointer.compile("/closeGraceMillis"), BigDecimal.ZERO);
        set("engine.json", JsonPointer.compile("/entryDeadlineMillis"), BigDecimal.valueOf(60_000));
        for (String file : new String[] {"account-a.json", "account-b.json"}) {
            set(file, JsonPointer.compile("/fresh/leverage"), BigDecimal.ONE);
            set(file, JsonPointer.compile("/breaker/leverage"), BigDecimal.ONE);
        }
    }

    static Stream<Place> numbers() throws IOException {
        return Stream.of(
                        numbers("engine.json", schema("engine"), JsonPointer.empty()),
                        numbers(
                                "symbols.json",
                                schema("symbols").path("patternProperties").path("^[A-Z0-9]{2,20}$"),
                                JsonPointer.compile("/SOLUSD")),
                        numbers("account-b.json", schema("account"), JsonPointer.empty()))
                .flatMap(places -> places);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void bothEndsAreAccepted(Place place) throws IOException {
        for (BigDecimal value : new BigDecimal[] {place.minimum, place.minimum.add(place.step), place.maximum}) {
            set(place.file, place.pointer, value);

            assertThatCode(folder::load)
                    .as("%s = %s", place, value.toPlainString())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void whatLiesBeyondOrBetweenTwoStepsIsRefused(Place place) throws IOException {
        BigDecimal tenthOfAStep = place.step.movePointLeft(1);
        for (BigDecimal value : new BigDecimal[] {
            place.minimum.subtract(place.step), place.maximum.add(place.step), place.minimum.add(tenthOfAStep)
        }) {
            set(place.file, place.pointer, value);

            assertThat(folder.finding().path()).isEqualTo(place.path());
            assertThat(folder.finding().message())
                    .contains(
                            "from " + place.minimum.toPlainString() + " to " + place.maximum.toPlainString(),
                            "was " + value.toPlainString());
        }
    }

    @Test
    void theLastDecimalOfEachUnitArrives() throws IOException {
        set("account-a.json", JsonPointer.compile("/capitalUsdPerSymbol"), new BigDecimal("9999999.12345679"));
        set("account-a.json", JsonPointer.compile("/partialPct"), new BigDecimal("33.33"));
        set("account-a.json", JsonPointer.compile("/fresh/trailAtr"), new BigDecimal("1.57"));

        AccountConfig account = folder.load().accounts().getFirst();

        assertThat(account.capitalE8()).isEqualTo(999_999_912_345_679L);
        assertThat(account.partialBps()).isEqualTo(3_333);
        assertThat(account.fresh().trailAtrHundredths()).isEqualTo(157);
    }

    @Test
    void ratesKeepSixDecimalsOfAPercent() throws IOException {
        set("symbols.json", JsonPointer.compile("/SOLUSD/takerPct"), new BigDecimal("0.059001"));

        assertThat(folder.load().symbols().get("SOLUSD").takerRateE8()).isEqualTo(59_001);
    }

    @Test
    void aWholeNumberMayBeWrittenWithDecimals() throws IOException {
        set("engine.json", JsonPointer.compile("/historyDays"), new BigDecimal("90.0"));

        assertThat(folder.load().engine().historyDays()).isEqualTo(90);
    }

    private static Stream<Place> numbers(String file, JsonNode rule, JsonPointer at) {
        if (rule.has("minimum")) {
            BigDecimal step = rule.has("multipleOf") ? rule.path("multipleOf").decimalValue() : BigDecimal.ONE;
            return Stream.of(new Place(
                    file,
                    at,
                    rule.path("minimum").decimalValue(),
                    rule.path("maximum").decimalValue(),
                    step));
        }
        return rule.path("properties")
                .propertyStream()
                .flatMap(member -> numbers(file, member.getValue(), at.appendProperty(member.getKey())));
    }

    private static JsonNode schema(String name) throws IOException {
        return MAPPER.readTree(Files.readString(ConfigFolder.shipped().resolve(name + ".schema.json")));
    }

    private void set(String file, JsonPointer pointer, BigDecimal value) throws IOException {
        JsonNode root = MAPPER.readTree(folder.text(file));
        ((ObjectNode) root.at(pointer.head())).set(pointer.last().getMatchingProperty(), DecimalNode.valueOf(value));
        folder.write(file, MAPPER.writeValueAsString(root));
    }
}
