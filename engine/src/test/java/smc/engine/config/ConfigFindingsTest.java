package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.desk.Mode;

/** What each mistake is answered with: file, line, path, what was expected, what came. */
class ConfigFindingsTest {
    @TempDir
    Path empty;

    private ConfigFolder folder;

    @BeforeEach
    void copyTheShippedFiles() {
        folder = ConfigFolder.copiedTo(empty);
    }

    @Nested
    class Values {
        @Test
        void anUnknownKeyIsAnsweredWithTheNearestAndAllValidKeys() {
            folder.replace("account-a.json", "\"partialPct\": 50,", "\"partialPct\": 50,\n  \"coldownCandles\": 4,");

            assertFinding("account-a.json", 9, "$.coldownCandles")
                    .contains("unknown key \"coldownCandles\"", "did you mean \"cooldownCandles\"?")
                    .contains("name, mode, credentials, capitalUsdPerSymbol, fresh, breaker, partialPct, oddLot")
                    .contains("cooldownCandles, ordersPerSide, emergencyHeights, liquidationGuardPct, notify");
        }

        @Test
        void anUnknownKeyOfAnInnerObjectIsAnsweredWithTheKeysOfThatObject() {
            folder.replace("engine.json", "\"port\": 3000", "\"port\": 3000, \"hots\": \"localhost\"");

            assertFinding("engine.json", 13, "$.api.hots")
                    .contains("unknown key \"hots\"", "did you mean \"host\"?")
                    .endsWith("expected the keys host, port, allowedHosts");
        }

        @Test
        void anUnknownKeyLikeNoOtherIsNotGuessedAt() {
            folder.replace("engine.json", "\"port\": 3000", "\"port\": 3000, \"transport\": 1");

            assertFinding("engine.json", 13, "$.api.transport")
                    .contains("unknown key \"transport\"", "expected the keys host, port, allowedHosts")
                    .doesNotContain("did you mean");
        }

        @Test
        void aSymbolThatIsNotWrittenLikeOneIsAnUnknownKey() {
            folder.replace("symbols.json", "\"AAVEUSD\": {", "\"aaveusd\": {")
                    .replace("engine.json", ", \"AAVEUSD\"", "");

            assertFinding("symbols.json", 11, "$.aaveusd").contains("unknown key \"aaveusd\"", "^[A-Z0-9]{2,20}$");
        }

        /** A day that begins an hour later twice a year is none that a journal could replay by a fixed offset. */
        @Test
        void aZoneWithSummerTimeIsNotOneForDays() {
            folder.replace("engine.json", "\"dayZone\": \"UTC\"", "\"dayZone\": \"Europe/Berlin\"");

            assertFinding("engine.json", 18, "$.risk.dayZone")
                    .contains("expected UTC, an offset such as +05:30, or a zone without summer time")
                    .contains("was \"Europe/Berlin\"");
        }

        @Test
        void aZoneThatIsNoneIsNotOneForDays() {
            folder.replace("engine.json", "\"dayZone\": \"UTC\"", "\"dayZone\": \"Nowhere\"");

            assertFinding("engine.json", 18, "$.risk.dayZone").contains("was \"Nowhere\"");
        }

        @Test
        void aLimitThatIsMissingIsNotTakenForOff() {
            folder.replace("engine.json", "\"drawdownPct\": 20, ", "");

            assertFinding("engine.json", 14, "$.risk.drawdownPct")
                    .startsWith("missing key: expected a number from 0 to 100");
        }

        @Test
        void aKeyThatIsGoneIsAnsweredWithWhereItGoes() {
            folder.replace("engine.json", "\"historyDays\": 180,", "\"historyDays\": 180, \"liveStageCapUsd\": 20,");

            assertFinding("engine.json", 6, "$.liveStageCapUsd").contains("not read any more", "risk.stageCapUsd");
        }

        @Test
        void aMissingKeyIsAnsweredWithWhatItMayBeAndItsShippedValue() {
            folder.replace("account-b.json", ", \"leverage\": 10", "");

            assertFinding("account-b.json", 7, "$.breaker.leverage")
                    .isEqualTo("missing key: expected a whole number from 1 to 100; the shipped value is 10");
        }

        @Test
        void aMissingKeyThatDiffersByFileIsAnsweredWithExamples() {
            folder.replace("account-b.json", "  \"credentials\": \"DELTA_B\",\n", "");

            assertFinding("account-b.json", 1, "$.credentials")
                    .contains("missing key", "capital letters", "for example \"DELTA_A\" or \"DELTA_B\"");
        }

        @Test
        void aMissingObjectIsAnsweredWithItsKeys() {
            folder.replace("engine.json", "  \"ring\": { \"slots\": 4096, \"waitStrategy\": \"backoff\" },\n", "");

            assertFinding("engine.json", 1, "$.ring")
                    .isEqualTo("missing key: expected an object with the keys slots, waitStrategy");
        }

        @Test
        void aWrongTypeIsAnsweredWithTheRightOne() {
            folder.replace("engine.json", "\"historyDays\": 180", "\"historyDays\": \"180\"");

            assertFinding("engine.json", 6, "$.historyDays")
                    .isEqualTo("expected a whole number from 3 to 3650, was \"180\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "true", "[]", "{}", "\"20\""})
        void onlyANumberIsANumber(String value) {
            folder.replace("account-a.json", "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": " + value);

            assertFinding("account-a.json", 5, "$.capitalUsdPerSymbol")
                    .isEqualTo("expected a number from 1 to 10000000 with at most 8 decimals, was " + value);
        }

        @Test
        void aValueWhereAnObjectIsMeantIsAnsweredWithItsKeys() {
            folder.replace("account-a.json", "{ \"prefix\": \"[A]\" }", "\"[A]\"");

            assertFinding("account-a.json", 14, "$.notify")
                    .isEqualTo("expected an object with the keys prefix, was \"[A]\"");
        }

        @Test
        void anObjectWhereAValueIsMeantIsCutShort() {
            folder.replace(
                    "account-a.json", "\"oddLot\": \"target\"", "\"oddLot\": [" + "\"target\",".repeat(99) + "1]");

            assertFinding("account-a.json", 9, "$.oddLot")
                    .contains("was [\"target\",")
                    .endsWith("...")
                    .hasSizeLessThan(150);
        }

        @Test
        void aValueOutOfRangeIsAnsweredWithTheRange() {
            folder.replace("engine.json", "\"port\": 3000", "\"port\": 70000");

            assertFinding("engine.json", 13, "$.api.port")
                    .isEqualTo("expected a whole number from 0 to 65535, was 70000");
        }

        @Test
        void aPercentageFinerThanABasisPointIsRefused() {
            folder.replace("account-a.json", "\"capitalPct\": 40", "\"capitalPct\": 20.005");

            assertFinding("account-a.json", 6, "$.fresh.capitalPct")
                    .isEqualTo("expected a number from 0.01 to 100 with at most 2 decimals, was 20.005");
        }

        @Test
        void whatDoubleCannotTellApartIsToldApart() {
            folder.replace("symbols.json", "\"tickSize\": 0.0001,", "\"tickSize\": 0.0001000000000000000000001,");

            assertFinding("symbols.json", 3, "$.SOLUSD.tickSize")
                    .contains("at most 8 decimals", "was 0.0001000000000000000000001");
        }

        @Test
        void aWrongChoiceIsAnsweredWithTheChoicesAndTheNearest() {
            folder.replace("account-b.json", "\"mode\": \"limit\"", "\"mode\": \"Limits\"");

            assertFinding("account-b.json", 3, "$.mode")
                    .isEqualTo("expected one of \"candle_close\", \"limit\", was \"Limits\" (did you mean \"limit\"?)");
        }

        @Test
        void onlyFifteenMinutesAreBuilt() {
            folder.replace("engine.json", "\"timeframeMinutes\": 15", "\"timeframeMinutes\": 5");

            assertFinding("engine.json", 5, "$.timeframeMinutes").isEqualTo("expected 15, was 5");
        }

        @Test
        void theInterfaceListensOnLoopbackOnlyWhereNoOtherNameIsAllowed() {
            folder.replace("engine.json", "127.0.0.1", "0.0.0.0");

            assertFinding("engine.json", 13, "$.api.host")
                    .startsWith("expected 127.0.0.1, ::1 or localhost where api.allowedHosts names no other host")
                    .contains("was \"0.0.0.0\"");
        }

        @Test
        void aNameOfTheInterfaceIsWrittenAsABrowserHasItWithoutAPort() {
            folder.replace("engine.json", "[\"localhost\"]", "[\"https://smc.example.org\"]");

            assertFinding("engine.json", 13, "$.api.allowedHosts[0]")
                    .contains("without a port")
                    .endsWith("was \"https://smc.example.org\"");
        }

        @Test
        void textIsAnsweredWithItsDescription() {
            folder.replace("account-a.json", "\"DELTA_A\"", "\"delta-a\"");

            assertFinding("account-a.json", 4, "$.credentials")
                    .contains("expected text (Names the key pair", "capital letters, digits and underscores")
                    .endsWith("was \"delta-a\"");
        }

        @Test
        void anEntryOfAListIsFoundByItsNumber() {
            folder.replace("engine.json", "[\"SOLUSD\", \"AAVEUSD\"]", "[\n    \"SOLUSD\",\n    \"AAVE/USD\\n\"\n  ]");

            assertFinding("engine.json", 5, "$.symbols[1]").contains("was \"AAVE/USD\\n\"");
        }

        @Test
        void aListNamesNothingTwice() {
            folder.replace("engine.json", "\"SOLUSD\", \"AAVEUSD\"", "\"SOLUSD\", \"SOLUSD\"");

            assertFinding("engine.json", 3, "$.symbols")
                    .contains("1 to 16 different entries", "was [\"SOLUSD\",\"SOLUSD\"]");
        }

        @Test
        void aFileThatHoldsNoObjectIsRefusedAsAWhole() {
            folder.write("symbols.json", "\n[]");

            assertFinding("symbols.json", 2, "$").contains("expected an object", "was []");
        }
    }

    @Nested
    class Comparisons {
        @Test
        void aTradedSymbolNeedsItsData() {
            folder.replace("engine.json", "\"AAVEUSD\"", "\"XRPUSD\"");

            assertFinding("engine.json", 3, "$.symbols[1]")
                    .isEqualTo("expected a symbol of symbols.json, which has AAVEUSD, SOLUSD, was \"XRPUSD\"");
        }

        @Test
        void anAccountFileMustBeThere() {
            folder.replace("engine.json", "account-b.json", "account-c.json");

            assertFinding("engine.json", 4, "$.accounts[1]")
                    .isEqualTo("expected a file in " + empty + ", there is no \"account-c.json\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../account-b.json",
                    "/account-b.json",
                    "sub/account-b.json",
                    "..",
                    ".",
                    "",
                    "account-b.json\\u0000"
                })
        void anAccountFileMayNotLeaveTheFolder(String name) {
            folder.replace("engine.json", "account-b.json", name);

            assertFinding("engine.json", 4, "$.accounts[1]").contains("without any folder", "was \"" + name + "\"");
        }

        @Test
        void noTwoAccountsHaveOneMode() {
            folder.replace("account-b.json", "\"mode\": \"limit\"", "\"mode\": \"candle_close\"");

            assertFinding("account-b.json", 3, "$.mode")
                    .isEqualTo("expected a value no other account has, \"candle_close\" is also in account-a.json");
        }

        @Test
        void noTwoAccountsHaveOneKeyPair() {
            folder.replace("account-b.json", "DELTA_B", "DELTA_A");

            assertFinding("account-b.json", 4, "$.credentials")
                    .isEqualTo("expected a value no other account has, \"DELTA_A\" is also in account-a.json");
        }

        @Test
        void oneAccountAloneIsEnough() {
            folder.replace("engine.json", "\"account-a.json\", ", "");

            assertThat(folder.load().accounts()).extracting(AccountConfig::mode).containsExactly(Mode.LIMIT);
        }

        @Test
        void aCandleClosesBeforeItsEntriesAreLate() {
            folder.replace("engine.json", "\"closeGraceMillis\": 500", "\"closeGraceMillis\": 5000");

            assertFinding("engine.json", 8, "$.closeGraceMillis")
                    .contains("expected less than entryDeadlineMillis, 5000, was 5000");
        }

        @Test
        void liquidationLiesBeyondTheEntry() {
            folder.replace(
                    "symbols.json",
                    "\"tickSize\": 0.001,\n    \"contractValue\": 1,\n    \"maintenancePct\": 0.5",
                    "\"tickSize\": 0.001,\n    \"contractValue\": 1,\n    \"maintenancePct\": 5");

            assertThat(folder.findings())
                    .extracting(Finding::file, Finding::line, Finding::path)
                    .containsExactly(
                            tuple(folder.shown("account-a.json"), 6, "$.fresh.leverage"),
                            tuple(folder.shown("account-b.json"), 6, "$.fresh.leverage"));
            assertThat(folder.findings().getFirst().message())
                    .contains("expected leverage x maintenancePct below 100, was 20 x 5 for AAVEUSD in symbols.json");
        }

        @Test
        void symbolsThatAreNotTradedAreNotComparedWithAnything() {
            folder.replace("engine.json", ", \"AAVEUSD\"", "")
                    .replace(
                            "symbols.json",
                            "\"tickSize\": 0.001,\n    \"contractValue\": 1,\n    \"maintenancePct\": 0.5",
                            "\"tickSize\": 0.001,\n    \"contractValue\": 1,\n    \"maintenancePct\": 50");

            assertThat(folder.load().symbols()).containsKey("AAVEUSD");
        }
    }

    @Nested
    class Text {
        @Test
        void aRepeatedKeyIsAnsweredWithBothLines() {
            folder.replace(
                    "account-a.json", "\"oddLot\": \"target\",", "\"oddLot\": \"target\",\n  \"partialPct\": 60,");

            assertFinding("account-a.json", 10, "$.partialPct").isEqualTo("expected each key once, was also on line 8");
        }

        @Test
        void everyRepeatedKeyIsFoundButNotWhatARepeatedObjectHolds() {
            folder.replace(
                    "engine.json",
                    "\"ring\":",
                    "\"venue\": \"embedded\",\n  \"journal\": { \"sync\": \"none\", \"rollHours\": 1 },\n  \"ring\":");

            assertThat(folder.findings()).extracting(Finding::path).containsExactly("$.venue", "$.journal");
        }

        @Test
        void aMissingCommaIsFoundWhereItIsMissed() {
            folder.replace("engine.json", "\"historyDays\": 180,", "\"historyDays\": 180");

            assertFinding("engine.json", 7, "$").contains("malformed JSON at column 3", "comma");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "// twenty\n",
                    "'a': 1,",
                    "\"a\": 01,",
                    "\"a\": NaN,",
                    "\"a\": .5,",
                    "\"a\": +1,",
                    "\"a\": 1,,",
                    "\"a\": \"\n\","
                })
        void onlyStrictJsonIsJson(String line) {
            folder.replace("account-a.json", "  \"partialPct\"", line + "  \"partialPct\"");

            assertThat(folder.finding().message()).startsWith("malformed JSON at column ");
            assertThat(folder.finding().line()).isBetween(8, 9);
        }

        @Test
        void aNumberHasNoExponent() {
            folder.replace("account-a.json", "\"partialPct\": 50", "\"partialPct\": 5e999999999");

            assertFinding("account-a.json", 8, "$.partialPct")
                    .contains("malformed JSON at column 17", "without an exponent");
        }

        @Test
        void aFileThatEndsTooSoonIsFoundAtItsEnd() {
            folder.write("account-a.json", "{\n  \"name\": \"A\",\n  \"fresh\": {\n");

            assertFinding("account-a.json", 4, "$.fresh").contains("malformed JSON at column 1", "end-of-input");
        }

        @Test
        void nestingHasALimit() {
            folder.write("account-a.json", "[".repeat(17) + "]".repeat(17));

            assertThat(folder.finding().message()).contains("malformed JSON at column 18", "depth");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "x", "]", "\u00a0"})
        void nothingFollowsTheObject(String more) {
            folder.write("account-a.json", folder.text("account-a.json").stripTrailing() + "\n\n " + more);

            assertFinding("account-a.json", 17, "$").isEqualTo("expected the end of the file, was more text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " \n\t"})
        void anEmptyFileIsNotAnObject(String blank) {
            folder.write("symbols.json", blank);

            assertFinding("symbols.json", 1, "$").isEqualTo("expected a JSON object, was an empty file");
        }

        @Test
        void textIsUtf8() throws IOException {
            byte[] latin = folder.text("account-a.json")
                    .replace("candle close", "Kerzenschlu\u00df")
                    .getBytes(StandardCharsets.ISO_8859_1);
            Files.write(empty.resolve("account-a.json"), latin);

            assertFinding("account-a.json", 2, "$").isEqualTo("expected UTF-8, was byte 0xDF at offset 33");
        }

        @Test
        void aCharacterCutInTwoIsNotUtf8() throws IOException {
            Files.write(empty.resolve("account-a.json"), new byte[] {'{', '\n', (byte) 0xC3});

            assertFinding("account-a.json", 2, "$").isEqualTo("expected UTF-8, was byte 0xC3 at offset 2");
        }

        @Test
        void utf16IsNotGuessed() throws IOException {
            Files.write(empty.resolve("account-a.json"), "{}".getBytes(StandardCharsets.UTF_16LE));

            assertThat(folder.finding().message()).startsWith("malformed JSON");
        }

        @Test
        void aByteOrderMarkIsNamed() {
            folder.write("account-a.json", "\uFEFF" + folder.text("account-a.json"));

            assertFinding("account-a.json", 1, "$").contains("without a byte order mark");
        }

        @Test
        void lettersOfAnyLanguageMayStandInAName() {
            folder.replace("account-a.json", "Mode A - candle close", "\u30e2\u30fc\u30c9 A \ud83d\udc02");

            assertThat(folder.load().accounts().getFirst().name()).isEqualTo("\u30e2\u30fc\u30c9 A \ud83d\udc02");
        }
    }

    @Nested
    class FilesAndFolders {
        @Test
        void theFolderMustBeThere() {
            Path missing = empty.resolve("no-such-folder");

            assertThat(new ConfigFolder(missing).findings())
                    .containsExactly(new Finding(
                            missing.toString(),
                            0,
                            "$",
                            "expected a folder, was nothing; name the folder of the configuration with --config"));
        }

        @Test
        void theFolderMustBeAFolder() {
            Path file = empty.resolve("engine.json");

            assertThat(new ConfigFolder(file).findings())
                    .containsExactly(new Finding(
                            file.toString(),
                            0,
                            "$",
                            "expected a folder, was a file; name the folder of the configuration with --config"));
        }

        @Test
        void bothFixedFilesMustBeThere() throws IOException {
            Files.delete(empty.resolve("engine.json"));
            Files.delete(empty.resolve("symbols.json"));

            assertThat(folder.findings())
                    .containsExactly(
                            new Finding(folder.shown("engine.json"), 0, "$", "expected a file, there is none"),
                            new Finding(folder.shown("symbols.json"), 0, "$", "expected a file, there is none"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"symbols.json", "account-a.json"})
        void aFolderIsNotAFile(String name) throws IOException {
            Files.delete(empty.resolve(name));
            Files.createDirectory(empty.resolve(name));

            assertFinding(name, 0, "$").isEqualTo("expected a file, was a folder");
        }

        @Test
        void aFileMustBeReadable() throws IOException {
            Path file = empty.resolve("symbols.json");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
            assumeThat(Files.isReadable(file)).as("root may read anything").isFalse();

            assertFinding("symbols.json", 0, "$").contains("access is denied");
        }

        @Test
        void aLinkThatLeadsNowhereIsNotAFile() throws IOException {
            Files.delete(empty.resolve("symbols.json"));
            Files.createSymbolicLink(empty.resolve("symbols.json"), Path.of("symbols.json"));

            assertFinding("symbols.json", 0, "$").contains("expected a file that can be read, was ");
        }

        @Test
        void aFileMayHaveAMebibyteAndNoMore() {
            String shipped = folder.text("symbols.json");
            String padded = shipped + " ".repeat((1 << 20) - shipped.length());

            assertThat(folder.write("symbols.json", padded).load().symbols()).hasSize(2);

            folder.write("symbols.json", padded + " ");
            assertFinding("symbols.json", 0, "$").isEqualTo("expected at most 1048576 bytes, was more");
        }
    }

    @Test
    void everyMistakeOfEveryFileIsReportedAtOnceByFileAndLine() {
        folder.replace("engine.json", "\"venue\": \"embedded\"", "\"venue\": \"nowhere\"")
                .replace("engine.json", "\"port\": 3000", "\"port\": 65536, \"prot\": 3000")
                .replace("symbols.json", "\"assumed\": true", "\"assumed\": 1")
                .write("account-a.json", "{")
                .replace("account-b.json", "\"oddLot\": \"target\"", "\"oddLot\": \"tail\"");

        assertThat(folder.findings())
                .extracting(
                        finding -> Path.of(finding.file()).getFileName() + ":" + finding.line() + ": " + finding.path())
                .containsExactly(
                        "account-a.json:1: $",
                        "account-b.json:9: $.oddLot",
                        "engine.json:2: $.venue",
                        "engine.json:13: $.api.port",
                        "engine.json:13: $.api.prot",
                        "symbols.json:19: $.AAVEUSD.assumed");
    }

    @Test
    void damageLeadsToFindingsAndNothingElse() {
        long seed = 20_260_911;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String name = ConfigFolder.SHIPPED_FILES.get(random.nextInt(ConfigFolder.SHIPPED_FILES.size()));
            String shipped = folder.text(name);
            String damaged = damaged(shipped, random);
            folder.write(name, damaged);

            Throwable outcome = catchThrowable(folder::load);

            if (outcome != null) {
                assertThat(outcome)
                        .as("seed %d, round %d, %s:%n%s", seed, round, name, damaged)
                        .isInstanceOf(ConfigException.class);
            }
            folder.write(name, shipped);
        }
    }

    @Test
    void theMessageOfTheExceptionHoldsEveryFinding() {
        folder.replace("engine.json", "\"port\": 3000", "\"port\": 65536").replace("account-b.json", "\"[B]\"", "1");
        List<Finding> findings = folder.findings();

        assertThatThrownBy(folder::load)
                .isInstanceOf(ConfigException.class)
                .hasMessage("the configuration cannot be used:\n  " + findings.get(0) + "\n  " + findings.get(1))
                .hasMessageContaining("engine.json:13: $.api.port: expected a whole number from 0 to 65535, was 65536");
    }

    /** A piece is cut out, and something else or a piece from elsewhere is put in its place. */
    private static String damaged(String text, Random random) {
        List<String> pieces = List.of(
                "",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\n",
                "null",
                "true",
                "-1",
                "0.0000000000001",
                "1e9",
                "{}",
                "[]",
                "\"x\"");
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(20));
        String piece = random.nextInt(4) == 0
                ? text.substring(Math.max(0, from - 30), from)
                : pieces.get(random.nextInt(pieces.size()));
        return text.substring(0, from) + piece + text.substring(to);
    }

    /** The one finding's message, once its place is as expected. */
    private AbstractStringAssert<?> assertFinding(String file, int line, String path) {
        Finding finding = folder.finding();
        assertThat(finding)
                .extracting(Finding::file, Finding::line, Finding::path)
                .containsExactly(folder.shown(file), line, path);
        return assertThat(finding.message());
    }
}
