package smc.execution.venue.delta.call;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what is about to be sent: HMAC-SHA256 over the bytes on the wire (docs/delta-exchange.md, section 2). */
public final class Signer {
    /** A signature lives this long. */
    static final long LIFE_MILLIS = 5_000;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public Signer(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Of a request.
     *
     * @param pathAndQuery with {@code /v2}, encoded as sent
     * @param body as sent; empty if there is none
     * @return lower-case hex
     */
    public String request(String method, long timestampSeconds, String pathAndQuery, String body) {
        return sign(method + timestampSeconds + pathAndQuery + body);
    }

    /** Of the authentication of a socket. */
    String socket(long timestampSeconds) {
        return sign("GET" + timestampSeconds + "/live");
    }

    private String sign(String prehash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(prehash.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
