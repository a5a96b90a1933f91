package smc.ops.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.text.DataFileException;
import smc.ops.exchange.KeyFileException;

class TokenFileTest {
    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    private Path data;

    private Path file() {
        return data.resolve("state/tokens.json");
    }

    @Test
    void aTokenIsKnownByItselfAndByItsCookieAndIsNotKept() throws IOException {
        Token.Fresh phone = new TokenFile(data).add("phone", TokenKind.READ_ONLY, MADE);
        Token.Fresh desk = new TokenFile(data).add("desk", TokenKind.TRADING, MADE);

        var tokens = new Tokens(data);
        assertThat(tokens.ofSecret(phone.secret())).contains(phone.token());
        assertThat(tokens.ofSecret(desk.secret())).contains(desk.token());
        assertThat(tokens.ofCookie(Token.cookie(desk.secret()))).contains(desk.token());
        assertThat(tokens.ofCookie(desk.secret())).isEmpty();
        assertThat(tokens.ofSecret(Token.cookie(desk.secret()))).isEmpty();
        assertThat(tokens.ofSecret("")).isEmpty();
        assertThat(Files.readString(file()))
                .doesNotContain(phone.secret(), desk.secret(), Token.cookie(desk.secret()))
                .contains("\"name\" : \"phone\"", "\"kind\" : \"read-only\"", "2026-03-02T10:00:00Z");
    }

    @Test
    void twoTokensAreNeverAlike() throws IOException {
        var file = new TokenFile(data);

        assertThat(file.add("a", TokenKind.TRADING, MADE).secret())
                .startsWith("smct_")
                .hasSize(48)
                .isNotEqualTo(file.add("b", TokenKind.TRADING, MADE).secret());
        assertThat(file.add("c", TokenKind.READ_ONLY, MADE).secret()).startsWith("smcr_");
    }

    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        new TokenFile(data).add("phone", TokenKind.READ_ONLY, MADE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new TokenFile(data).read())
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void whatOthersMayReadOrIsDamagedLetsNobodyIn() throws IOException {
        Token.Fresh phone = new TokenFile(data).add("phone", TokenKind.READ_ONLY, MADE);
        var tokens = new Tokens(data);
        assertThat(tokens.ofSecret(phone.secret())).isPresent();

        Files.writeString(file(), "{\"tokens\":[{\"name\":\"phone\"}]}");

        assertThat(tokens.ofSecret(phone.secret())).isEmpty();
        assertThatThrownBy(() -> new TokenFile(data).read()).isInstanceOf(DataFileException.class);
    }

    @Test
    void aRevokedTokenIsOutAtOnceAndItsNameIsFree() throws IOException {
        var file = new TokenFile(data);
        Token.Fresh before = file.add("phone", TokenKind.READ_ONLY, MADE);
        var tokens = new Tokens(data);
        assertThat(tokens.ofSecret(before.secret())).isPresent();
        assertThatThrownBy(() -> file.add("phone", TokenKind.READ_ONLY, MADE))
                .hasMessageContaining("\"phone\" is taken");

        assertThat(file.revoke("phone")).isTrue();
        Token.Fresh after = file.add("phone", TokenKind.READ_ONLY, MADE);

        assertThat(tokens.ofSecret(before.secret())).isEmpty();
        assertThat(tokens.ofSecret(after.secret())).isPresent();
        assertThat(file.revoke("desk")).isFalse();
    }

    @Test
    void thereAreOnlySoMany() throws IOException {
        var file = new TokenFile(data);
        for (int i = 0; i < TokenFile.TOKENS_MAX; i++) {
            file.add("t" + i, TokenKind.READ_ONLY, MADE);
        }

        assertThatThrownBy(() -> file.add("more", TokenKind.READ_ONLY, MADE)).hasMessageContaining("at most 20 tokens");
    }

    @Test
    void wrongTokensOfOneAddressAreNotThoseOfAnother() {
        var nanos = new AtomicLong();
        var attempts = new Attempts(nanos::get);
        for (int i = 0; i < Attempts.PER_MINUTE; i++) {
            assertThat(attempts.isAllowed("a")).isTrue();
            attempts.wrong("a");
        }

        assertThat(attempts.isAllowed("a")).isFalse();
        assertThat(attempts.isAllowed("b")).isTrue();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(attempts.isAllowed("a")).isTrue();
    }

    /** Whoever has many addresses shares what is left with all the others that came late. */
    @Test
    void manyAddressesDoNotFillTheMemory() {
        var attempts = new Attempts(() -> 0);
        for (int i = 0; i < Attempts.ADDRESSES_MAX; i++) {
            attempts.wrong("address " + i);
        }
        for (int i = 0; i < Attempts.PER_MINUTE; i++) {
            attempts.wrong("late " + i);
        }

        assertThat(attempts.isAllowed("another")).isFalse();
        assertThat(attempts.isAllowed("address 1")).isTrue();
    }
}
