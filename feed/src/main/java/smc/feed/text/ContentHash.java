package smc.feed.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of the bytes that went by, as they were read or written. A second reading for the sum would be of other bytes where the file has changed
 * meanwhile, of none where it is a pipe, and would wait for ever where it is a named one. Several files one after another give one sum. One thread.
 */
public final class ContentHash {
    private final MessageDigest digest;

    public ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same bytes, counted in. */
    public InputStream over(InputStream in) {
        return new DigestInputStream(in, digest);
    }

    /** Likewise what is written. */
    public OutputStream over(OutputStream out) {
        return new DigestOutputStream(out, digest);
    }

    /** Counts in what {@code in} has left, and closes it. */
    public void addAll(InputStream in) throws IOException {
        try (InputStream counted = over(in)) {
            counted.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Of all so far, in 64 lower-case hexadecimal digits; begins anew. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
