package smc.ops.api.token;

import java.util.Arrays;
import java.util.Optional;

/** What a token is good for. */
public enum TokenKind {
    /** Everything that only looks. */
    READ_ONLY("read-only", "smcr_"),
    /** That, and every command. */
    TRADING("trading", "smct_");

    private final String text;
    private final String prefix;

    TokenKind(String text, String prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    /** As files and people have it. */
    public String text() {
        return text;
    }

    /** How a token of it begins, so that one can be told from another where it was found. */
    String prefix() {
        return prefix;
    }

    static Optional<TokenKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
