package smc.ops.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.ops.api.token.Attempts;
import smc.ops.api.token.TokenFile;
import smc.ops.api.token.TokenKind;

/** A server that may be asked by another name than those of loopback. */
class LoginTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @TempDir
    private Path data;

    private ServedApi api;
    private String token;

    @BeforeEach
    void serve() throws IOException {
        token = new TokenFile(data)
                .add("phone", TokenKind.READ_ONLY, Instant.EPOCH)
                .secret();
        api = ServedApi.namedBy(data, "smc.example.org");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String cookie() throws IOException {
        String answer = api.post("/login", "token=" + token, FORM);
        return "Cookie: " + answer.replaceAll("(?s).*Set-Cookie: ([^;]*);.*", "$1") + "\r\n";
    }

    @Test
    void healthAndTheLoginAreAnsweredWithoutOne() throws IOException {
        assertThat(api.get("/health")).startsWith("HTTP/1.1 200");
        assertThat(api.get("/login")).startsWith("HTTP/1.1 200").contains("<form method=\"post\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/status", "/api/events", "/api/openapi.yaml", "/metrics", "/ready", "/api/nothing"})
    void aProgramWithoutALoginIsRefused(String path) throws IOException {
        assertThat(api.get(path)).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer");
        assertThat(api.refused(Refusal.TOKEN)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/chart/", "/_next/static/x.js"})
    void aPersonWithoutALoginIsLedToIt(String path) throws IOException {
        assertThat(api.get(path)).startsWith("HTTP/1.1 303").contains("Location: /login");
    }

    @Test
    void aTokenInTheFormGivesACookieThatScriptsAndOtherPagesDoNotHave() throws IOException {
        String answer = api.post("/login", "token=" + token, FORM);

        assertThat(answer)
                .startsWith("HTTP/1.1 303")
                .containsPattern("Set-Cookie: smc=[^;]+; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict\r\n")
                .contains("Location: /")
                .doesNotContain(token);
        assertThat(api.get("/api/openapi.yaml", cookie())).startsWith("HTTP/1.1 200");
    }

    @Test
    void behindTlsTheCookieIsNotSentWithoutIt() throws IOException {
        assertThat(api.post("/login", "token=" + token, FORM, "X-Forwarded-Proto: https\r\n"))
                .contains("SameSite=Strict; Secure\r\n");
    }

    @Test
    void theLoginLeadsToThePageThatWasAskedForAndNowhereElse() throws IOException {
        assertThat(api.post("/login?next=/chart/?symbol=SOLUSD", "token=" + token, FORM))
                .contains("Location: /chart/?symbol=SOLUSD\r\n");
        assertThat(api.post("/login?next=https://evil.example/", "token=" + token, FORM))
                .contains("Location: /\r\n");
    }

    @Test
    void aTokenInTheHeaderIsEnough() throws IOException {
        assertThat(api.get("/api/openapi.yaml", "Authorization: Bearer " + token + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void whatIsRevokedIsOutWithTheNextRequest() throws IOException {
        String cookie = cookie();
        assertThat(api.get("/ready", cookie)).startsWith("HTTP/1.1 200");

        new TokenFile(data).revoke("phone");

        assertThat(api.get("/ready", cookie)).startsWith("HTTP/1.1 401");
        assertThat(api.get("/ready", "Authorization: Bearer " + token + "\r\n")).startsWith("HTTP/1.1 401");
    }

    @Test
    void theCookieItselfIsNoToken() throws IOException {
        String value = cookie().replaceAll("Cookie: smc=(.*)\r\n", "$1");

        assertThat(api.get("/ready", "Authorization: Bearer " + value + "\r\n")).startsWith("HTTP/1.1 401");
    }

    @Test
    void wrongTokensAreCountedAndThenNotAskedForAMinute() throws IOException {
        for (int i = 0; i < Attempts.PER_MINUTE; i++) {
            assertThat(api.post("/login", "token=wrong", FORM)).startsWith("HTTP/1.1 401");
        }

        assertThat(api.post("/login", "token=" + token, FORM))
                .startsWith("HTTP/1.1 429")
                .contains("try again in a minute");
        assertThat(api.refused(Refusal.TOKEN)).isEqualTo(Attempts.PER_MINUTE);
        assertThat(api.refused(Refusal.RATE)).isOne();

        api.pass(Duration.ofMinutes(1));
        assertThat(api.post("/login", "token=" + token, FORM)).startsWith("HTTP/1.1 303");
    }

    @Test
    void itAnswersByItsNameAndByThoseOfLoopback() throws IOException {
        assertThat(api.ask("GET /health HTTP/1.1\r\nHost: smc.example.org\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(api.ask("GET /health HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void theLogoutTakesTheCookieAway() throws IOException {
        assertThat(api.post("/logout", "", cookie()))
                .startsWith("HTTP/1.1 303")
                .contains("Set-Cookie: smc=; Path=/; Max-Age=0;");
    }
}
