package smc.ops.api.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import smc.feed.text.DataFileException;
import smc.ops.exchange.KeyFile;

/** {@code state/tokens.json} of a data folder: which tokens there are (docs/formats.md, section 15). Only its owner may read it (0600). */
public final class TokenFile {
    /** More are nobody's. */
    public static final int TOKENS_MAX = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    /** Of a data folder. */
    public TokenFile(Path data) {
        file = data.resolve("state").resolve("tokens.json");
    }

    Path path() {
        return file;
    }

    /**
     * In the order in which they were made.
     *
     * @throws DataFileException if it is not what is written here
     * @throws IOException if it cannot be read, or others may
     */
    public List<Token> read() throws IOException {
        var tokens = new ArrayList<Token>();
        try {
            KeyFile.requirePrivate(file);
            JsonNode listed = MAPPER.readTree(Files.readAllBytes(file)).path("tokens");
            if (!listed.isArray()) {
                throw new DataFileException(file, "expected a list of tokens, there is none");
            }
            for (JsonNode json : listed) {
                tokens.add(new Token(
                        text(json, "name", Token.NAME),
                        TokenKind.of(json.path("kind").asText())
                                .orElseThrow(() -> new DataFileException(
                                        file, "expected kind read-only or trading, was " + json.path("kind"))),
                        Instant.parse(json.path("made").asText()),
                        text(json, "sha256", "[0-9a-f]{64}"),
                        text(json, "cookieSha256", "[0-9a-f]{64}")));
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (JsonProcessingException | DateTimeException e) {
            throw new DataFileException(file, "expected tokens as ./smc api token writes them: " + e.getMessage());
        }
        return List.copyOf(tokens);
    }

    private String text(JsonNode json, String key, String pattern) throws DataFileException {
        String text = json.path(key).asText();
        if (!text.matches(pattern)) {
            throw new DataFileException(file, "expected %s to be %s, was %s".formatted(key, pattern, json.path(key)));
        }
        return text;
    }

    /**
     * Makes one and keeps its hashes.
     *
     * @throws IllegalArgumentException if there is one of this name, or there are {@link #TOKENS_MAX}
     */
    public Token.Fresh add(String name, TokenKind kind, Instant now) throws IOException {
        var tokens = new ArrayList<>(read());
        if (tokens.stream().anyMatch(token -> token.name().equals(name))) {
            throw new IllegalArgumentException(
                    "expected a name that no token has, \"%s\" is taken: ./smc api token revoke gives it free"
                            .formatted(name));
        }
        if (tokens.size() >= TOKENS_MAX) {
            throw new IllegalArgumentException(
                    "expected at most %d tokens, there are as many: ./smc api token revoke takes one away"
                            .formatted(TOKENS_MAX));
        }
        Token.Fresh fresh = Token.make(name, kind, now, new SecureRandom());
        tokens.add(fresh.token());
        write(tokens);
        return fresh;
    }

    /** Takes it away; whether there was one. */
    public boolean revoke(String name) throws IOException {
        var tokens = new ArrayList<>(read());
        boolean wasThere = tokens.removeIf(token -> token.name().equals(name));
        if (wasThere) {
            write(tokens);
        }
        return wasThere;
    }

    private void write(List<Token> tokens) throws IOException {
        ArrayNode array = MAPPER.createArrayNode();
        for (Token token : tokens) {
            array.addObject()
                    .put("name", token.name())
                    .put("kind", token.kind().text())
                    .put("made", token.made().toString())
                    .put("sha256", token.hash())
                    .put("cookieSha256", token.cookieHash());
        }
        KeyFile.write(file, MAPPER.createObjectNode().set("tokens", array).toPrettyString() + "\n");
    }
}
