package smc.exchange.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the request as it was sent (docs/delta-exchange.md section 2.1). */
public final class Signatures {
    /** A signature lives this long. */
    static final long WINDOW_SECONDS = 5;

    private Signatures() {}

    /** Lower-case hex. */
    public static String of(String secret, String prehash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(prehash.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    public static boolean isRight(String secret, String prehash, String signature) {
        return MessageDigest.isEqual(
                of(secret, prehash).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Seconds since the epoch of a timestamp header; below 0 if it is none. */
    public static long timestamp(String text) {
        return text.matches("[0-9]{1,11}") ? Long.parseLong(text) : -1;
    }

    /** Ahead of the clock is as wrong as behind it: what Delta does there is not documented. */
    public static boolean isInWindow(long timestampSeconds, long nowSeconds) {
        return Math.abs(nowSeconds - timestampSeconds) <= WINDOW_SECONDS;
    }
}
