package smc.ops.journal.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of bytes as they go by. */
final class Sha256 {
    private final MessageDigest digest;
    private long bytes;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(byte[] bytes) {
        var hash = new Sha256();
        hash.update(bytes, 0, bytes.length);
        return hash.hex();
    }

    void update(byte[] array, int offset, int length) {
        digest.update(array, offset, length);
        bytes += length;
    }

    /** How many went by. */
    long bytes() {
        return bytes;
    }

    /** Ends it. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
