package smc.ops.notify.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.SharedData;
import smc.engine.config.ConfigException;

class SettingsFileTest {
    private static final List<String> ACCOUNTS = List.of("account-a", "account-b");
    private static final String TOKEN = "123456:abcdefghijklmnopqrstuvwxyz0123456789";

    @TempDir
    private Path folder;

    private Optional<NotifySettings> read(String json) throws IOException {
        Files.writeString(folder.resolve(SettingsFile.NAME), json.replace('\'', '"'));
        return SettingsFile.read(folder, ACCOUNTS);
    }

    @Test
    void withoutTheFileNobodyIsTold() {
        assertThat(SettingsFile.read(folder, ACCOUNTS)).isEmpty();
    }

    @Test
    void theShippedExampleIsGood() throws IOException {
        Files.copy(SharedData.root().resolve("examples/notify.json"), folder.resolve(SettingsFile.NAME));

        NotifySettings settings = SettingsFile.read(folder, ACCOUNTS).orElseThrow();

        assertThat(settings.telegram().orElseThrow().chats()).hasSize(1);
        assertThat(settings.webhook()).isPresent();
        assertThat(settings.heartbeat()).isPresent();
        assertThat(settings.daily()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | 1 | JSON",
                "[] | 1 | expected an object",
                "{'telegramm': {}} | 1 | unknown key \"telegramm\"",
                "{'telegram': {}} | 1 | 1 to 10 chats",
                "{'telegram': {'chats': []}} | 1 | was 0 of them",
                "{'telegram': {'chats': [{'name': 'me', 'id': 0}]}} | 1 | $.telegram.chats[0].id: expected the number of a chat",
                "{'telegram': {'chats': [{'name': 'ME!', 'id': 5}]}} | 1 | $.telegram.chats[0].name",
                "{'telegram': {'baseUrl': 'http://example.com', 'chats': [{'name': 'me', 'id': 5}]}} | 1 | https",
                "{'telegram': {'baseUrl': 'https://example.com/path', 'chats': [{'name': 'me', 'id': 5}]}} | 1 | without a path",
                "{'kinds': {'alarms': false}} | 1 | an alarm is always told",
                "{'kinds': {'entry': true}} | 1 | expected one of entries, exits",
                "{'quiet': {'from': '25:00', 'to': '07:00', 'zone': 'UTC'}} | 1 | $.quiet.from: expected a time of the day",
                "{'quiet': {'from': '22:00', 'to': '07:00', 'zone': 'Mars'}} | 1 | expected a time zone",
                "{'quiet': {'from': '22:00', 'to': '07:00', 'zone': 'UTC', 'kinds': ['alarms']}} | 1 | never quiet",
                "{'daily': {'at': '08:30'}} | 1 | $.daily.zone: expected text, was nothing",
                "{'prefix': {'account-c': 'C '}} | 1 | expected an account, account-a, account-b, was account-c",
                "{'webhook': {'url': 'ftp://127.0.0.1/'}} | 1 | expected an address",
                "{'heartbeat': {'url': 'https://example.com/x', 'seconds': 1}} | 1 | expected 10 to 3600, was 1",
                "{'kinds': {'stops': true, 'stops': true}} | 1 | Duplicate"
            })
    void whatIsWrongIsOneLineWithFileLineAndKey(String json, int line, String expected) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(((ConfigException) e).findings())
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.toString()).contains("notify.json:" + line + ": ", expected);
                            assertThat(finding.toString().lines()).hasSize(1);
                        }));
    }

    @Test
    void aFindingNamesTheLineOfItsKey() {
        assertThatThrownBy(() -> read("{\n 'daily': {\n  'at': 'noon',\n  'zone': 'UTC'\n }\n}"))
                .hasMessageContaining("notify.json:3: $.daily.at");
    }

    @Test
    void theNumberOfAChatIsInNoErrorAndInNoText() throws IOException {
        assertThatThrownBy(() -> read(
                        "{'telegram': {'chats': [{'name': 'a', 'id': 987654321}, {'name': 'b', 'id': 987654321}]}}"))
                .hasMessageContaining("chats[1].id")
                .hasMessageNotContaining("987654321");
        NotifySettings settings = read("{'telegram': {'chats': [{'name': 'a', 'id': 987654321}]}}")
                .orElseThrow();
        assertThat(settings.toString()).doesNotContain("987654321");
    }

    @Test
    void aTokenComesFromTheEnvironmentOrFromAFileThatOnlyItsOwnerMayRead() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(Secret.telegramToken(Map.of(), Optional.of(file)).reveal()).isEqualTo(TOKEN);
        assertThat(Secret.telegramToken(Map.of(Secret.TELEGRAM_TOKEN, TOKEN), Optional.empty())
                        .reveal())
                .isEqualTo(TOKEN);
        assertThat(Secret.telegramToken(Map.of(), Optional.of(file)).toString()).doesNotContain(TOKEN);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Secret.telegramToken(Map.of(), Optional.of(file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void aTokenThatIsNoneIsNotShown() {
        assertThatThrownBy(() -> Secret.telegramToken(Map.of(Secret.TELEGRAM_TOKEN, "secret-thing"), Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SMC_TELEGRAM_TOKEN", "BotFather")
                .hasMessageNotContaining("secret-thing");
        assertThatThrownBy(() -> Secret.telegramToken(Map.of(), Optional.empty()))
                .hasMessageContaining("SMC_TELEGRAM_TOKEN");
        assertThatThrownBy(() -> Secret.webhookSecret(Map.of(Secret.WEBHOOK_SECRET, "short"), Optional.empty()))
                .hasMessageContaining("16 characters or more")
                .hasMessageNotContaining("short");
    }
}
