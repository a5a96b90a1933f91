package smc.ops.api.server;

import java.util.Optional;
import java.util.Set;
import smc.engine.config.EngineConfig;
import smc.ops.api.token.Attempts;
import smc.ops.api.token.Token;
import smc.ops.api.token.TokenKind;
import smc.ops.api.token.Tokens;

/** Who may ask for what. Any thread. */
final class Access {
    /** Of a login. */
    static final String COOKIE = "smc";

    static final String LOGIN = "/login";

    private static final String BEARER = "Bearer ";

    /** Answered without a login wherever one is needed. */
    private static final Set<String> FREE = Set.of("/health", LOGIN);

    private final EngineConfig.Api api;
    private final Tokens tokens;
    private final Attempts attempts;

    Access(EngineConfig.Api api, Tokens tokens, Attempts attempts) {
        this.api = api;
        this.tokens = tokens;
        this.attempts = attempts;
    }

    /** Whether a host, without its port, is one by which this server may be asked for. */
    boolean isAllowedHost(String host) {
        return EngineConfig.Api.isLoopback(host)
                || host.equals(api.host())
                || api.allowedHosts().contains(host);
    }

    /** Whether it may be asked from elsewhere. */
    boolean isOpen() {
        return api.isOpen();
    }

    /** Whether the path needs somebody who is logged in. */
    boolean needsLogin(String path) {
        return api.isOpen() && !FREE.contains(path);
    }

    /** Whose cookie it is. */
    Optional<Token> ofCookie(String cookie) {
        return tokens.ofCookie(cookie);
    }

    /**
     * Whose token the header has.
     *
     * @param authorization of the request; null if it has none
     * @throws RefusedRequestException if it is nobody's, or was wrong too often
     */
    Optional<Token> ofHeader(String authorization, String address) throws RefusedRequestException {
        if (authorization == null) {
            return Optional.empty();
        }
        if (!authorization.startsWith(BEARER)) {
            throw new RefusedRequestException(
                    Refusal.TOKEN, "Bearer and a token", "another way to log in", "Authorization");
        }
        return Optional.of(ofSecret(authorization.substring(BEARER.length()).strip(), address, "Authorization"));
    }

    /**
     * Whose token it is.
     *
     * @throws RefusedRequestException if it is nobody's, or was wrong too often
     */
    Token ofSecret(String secret, String address, String where) throws RefusedRequestException {
        if (!attempts.isAllowed(address)) {
            throw new RefusedRequestException(
                    Refusal.RATE, "at most %d wrong tokens a minute".formatted(Attempts.PER_MINUTE), "more", where);
        }
        Optional<Token> token = tokens.ofSecret(secret);
        if (token.isEmpty()) {
            attempts.wrong(address);
        }
        return token.orElseThrow(() -> new RefusedRequestException(
                Refusal.TOKEN, "a token of ./smc api token new", "one that is not or no longer known", where));
    }

    /**
     * Whose trading token the header has: a cookie is not enough, since a browser sends it by itself.
     *
     * @throws RefusedRequestException if it has none
     */
    Token trading(String authorization, String address) throws RefusedRequestException {
        Token token = ofHeader(authorization, address)
                .orElseThrow(() -> new RefusedRequestException(
                        Refusal.TOKEN, "Bearer and a trading token", "no header", "Authorization"));
        if (token.kind() != TokenKind.TRADING) {
            throw new RefusedRequestException(
                    Refusal.READ_ONLY, "a trading token", "one that only reads", "Authorization");
        }
        return token;
    }
}
