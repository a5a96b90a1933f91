package smc.ops.api.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A token as it is kept: without the token. 256 bits of chance need no slow hash.
 *
 * @param name 1 to 20 small letters, digits and hyphens; the journal has it as who asked
 * @param hash SHA-256 of the token, hex
 * @param cookieHash SHA-256 of the cookie that a login by it gives, hex: whoever reads the cookie has not got the token
 */
public record Token(String name, TokenKind kind, Instant made, String hash, String cookieHash) {
    /** What a name is made of. */
    public static final String NAME = "[a-z0-9-]{1,20}";

    private static final int BYTES = 32;

    /**
     * One that was just made.
     *
     * @param secret said once, and never kept
     */
    public record Fresh(Token token, String secret) {}

    static Fresh make(String name, TokenKind kind, Instant now, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = kind.prefix() + text(bytes);
        return new Fresh(new Token(name, kind, now, hash(secret), hash(cookie(secret))), secret);
    }

    /** What a browser keeps of a token: made of it, and leads not back to it. */
    public static String cookie(String secret) {
        return text(sha256("cookie of " + secret));
    }

    static String hash(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
