package smc.ops.api.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tokens as they are at this moment: what the command makes or revokes holds from the next request on, without a restart. A file that cannot be read
 * knows none. Any thread.
 */
public final class Tokens {
    private final TokenFile file;

    private volatile Known known = new Known(Optional.empty(), List.of());

    /** @param mark tells one state of the file from another; empty where there is none */
    private record Known(Optional<Mark> mark, List<Token> tokens) {}

    private record Mark(Object key, Object modified, long length) {}

    /** Of a data folder. */
    public Tokens(Path data) {
        file = new TokenFile(data);
    }

    /** Whose token it is; empty if nobody's. */
    public Optional<Token> ofSecret(String secret) {
        return find(Token.hash(secret), Token::hash);
    }

    /** Whose login the cookie is of; empty if nobody's. */
    public Optional<Token> ofCookie(String cookie) {
        return find(Token.hash(cookie), Token::cookieHash);
    }

    /** Looks at every one of them, however early it is found: how long it takes tells nothing. */
    private Optional<Token> find(String hash, Function<Token, String> ofToken) {
        byte[] asked = hash.getBytes(StandardCharsets.US_ASCII);
        Token found = null;
        for (Token token : now()) {
            if (MessageDigest.isEqual(asked, ofToken.apply(token).getBytes(StandardCharsets.US_ASCII))) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    private List<Token> now() {
        try {
            Optional<Mark> mark = mark();
            Known last = known;
            if (!mark.equals(last.mark)) {
                last = new Known(mark, file.read());
                known = last;
            }
            return last.tokens;
        } catch (IOException _) {
            return List.of();
        }
    }

    private Optional<Mark> mark() throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return Optional.of(new Mark(found.fileKey(), found.lastModifiedTime(), found.size()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
