package smc.ops.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smc.engine.event.Inputs;
import smc.ops.api.token.TokenFile;
import smc.ops.api.token.TokenKind;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlRequest.Action;

/** What may be commanded over HTTP, and by whom. Accounts account-a (A) and account-b (B), symbols SOLUSD and AAVEUSD. */
class CommandsTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    @TempDir
    private static Path data;

    private static ServedApi api;
    private static String trading;
    private static String reading;

    @BeforeAll
    static void serve() throws IOException {
        var tokens = new TokenFile(data);
        trading = bearer(tokens.add("desk", TokenKind.TRADING, Instant.EPOCH).secret());
        reading = bearer(tokens.add("phone", TokenKind.READ_ONLY, Instant.EPOCH).secret());
        api = ServedApi.onLoopback(data);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.commands().clear();
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, mode = EnumSource.Mode.EXCLUDE, names = "KILL")
    void aTradingTokenCommands(Action action) throws IOException {
        String name = action.name().toLowerCase(java.util.Locale.ROOT);

        String answer = api.post("/api/commands/" + name, "{\"reason\":\"going to bed\"}", trading, JSON);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\"taken\":true", "\"action\":\"" + name + "\"", "\"who\":\"desk\"");
        assertThat(api.commands())
                .containsExactly(new ControlRequest(action, Inputs.ALL, Inputs.ALL, "desk", "going to bed"));
    }

    @Test
    void anAccountIsNamedByItsFileOrTheLetterOfItsMode() throws IOException {
        api.post(
                "/api/commands/pause",
                "{\"account\":\"account-b\",\"symbol\":\"AAVEUSD\",\"reason\":\"x\"}",
                trading,
                JSON);
        api.post("/api/commands/pause", "{\"account\":\"B\",\"symbol\":null,\"reason\":\"x\"}", trading, JSON);

        assertThat(api.commands())
                .containsExactly(
                        new ControlRequest(Action.PAUSE, 1, 1, "desk", "x"),
                        new ControlRequest(Action.PAUSE, 1, Inputs.ALL, "desk", "x"));
    }

    @Test
    void loopbackDoesNotReplaceATokenNorDoesOneThatOnlyReads() throws IOException {
        assertThat(api.post("/api/commands/halt", "{\"reason\":\"x\"}", JSON)).startsWith("HTTP/1.1 401");
        assertThat(api.post("/api/commands/halt", "{\"reason\":\"x\"}", bearer("smct_wrong"), JSON))
                .startsWith("HTTP/1.1 401");
        assertThat(api.post("/api/commands/halt", "{\"reason\":\"x\"}", reading, JSON))
                .startsWith("HTTP/1.1 403")
                .contains("\"expected\":\"a trading token\"");
        assertThat(api.commands()).isEmpty();
        assertThat(api.refused(Refusal.READ_ONLY)).isOne();
    }

    /** A browser sends it by itself, whoever's page it shows. */
    @Test
    void aCookieCommandsNothing(@TempDir Path own) throws IOException {
        String token =
                new TokenFile(own).add("desk", TokenKind.TRADING, Instant.EPOCH).secret();
        try (ServedApi served = ServedApi.onLoopback(own)) {
            String login =
                    served.post("/login", "token=" + token, "Content-Type: application/x-www-form-urlencoded\r\n");
            String cookie = "Cookie: " + login.replaceAll("(?s).*Set-Cookie: ([^;]*);.*", "$1") + "\r\n";

            assertThat(served.post("/api/commands/halt", "{\"reason\":\"x\"}", cookie, JSON))
                    .startsWith("HTTP/1.1 401");
            assertThat(served.commands()).isEmpty();
        }
    }

    static Stream<String> bodies() {
        return Stream.of(
                "",
                "halt",
                "[]",
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\" \"}",
                "{\"reason\":7}",
                "{\"reason\":\"two\\nlines\"}",
                "{\"reason\":\"" + "x".repeat(201) + "\"}",
                "{\"reason\":\"x\",\"why\":\"y\"}",
                "{\"reason\":\"x\",\"account\":\"account-c\"}",
                "{\"reason\":\"x\",\"account\":0}",
                "{\"reason\":\"x\",\"symbol\":\"BTCUSD\"}",
                "{\"reason\":\"x\"} {\"reason\":\"y\"}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsNoRequestIsRefusedWithWhatIsExpected(String body) throws IOException {
        assertThat(api.post("/api/commands/halt", body, trading, JSON))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":{\"expected\":");
        assertThat(api.commands()).isEmpty();
    }

    @Test
    void anUnknownCommandIsAnsweredWithThoseThereAre() throws IOException {
        assertThat(api.post("/api/commands/stop", "{\"reason\":\"x\"}", trading, JSON))
                .startsWith("HTTP/1.1 400")
                .contains("one of resume, pause, reduce, halt, flatten, acknowledge, kill");
    }

    /** A form of somebody else's page can be of no such kind without the browser asking first. */
    @Test
    void aBodyOfAnotherKindIsRefused() throws IOException {
        assertThat(api.post("/api/commands/halt", "{\"reason\":\"x\"}", trading, "Content-Type: text/plain\r\n"))
                .startsWith("HTTP/1.1 415");
        assertThat(api.refused(Refusal.CONTENT_TYPE)).isOne();
    }

    @Test
    void withoutAnEngineNothingIsTaken(@TempDir Path own) throws IOException {
        String token =
                new TokenFile(own).add("desk", TokenKind.TRADING, Instant.EPOCH).secret();
        try (ServedApi served = ServedApi.onLoopback(own)) {
            served.stopsTrading();

            assertThat(served.post("/api/commands/halt", "{\"reason\":\"x\"}", bearer(token), JSON))
                    .startsWith("HTTP/1.1 503")
                    .contains("an engine that trades");
            assertThat(served.get("/ready")).startsWith("HTTP/1.1 503").contains("\"trading\":false");
        }
    }
}
