package smc.ops.journal.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * Values that must not leave the machine. No entry of a bundle has a place for one; this is the second lock: each is looked for in every byte that is
 * to be written.
 */
public final class Secrets {
    /** Shorter ones are found anywhere, and keep nothing safe. */
    private static final int LENGTH_MIN = 8;

    public static final Secrets NONE = new Secrets(List.of());

    private final List<byte[]> values;

    /** @param values those shorter than 8 bytes are left out */
    public Secrets(Collection<String> values) {
        this.values = values.stream()
                .map(value -> value.strip().getBytes(StandardCharsets.UTF_8))
                .filter(value -> value.length >= LENGTH_MIN)
                .toList();
    }

    /**
     * Looks through what is to be written.
     *
     * @param entry that it is for
     * @throws BundleException if one is in it; the message repeats nothing of it
     */
    void requireNone(String entry, byte[] bytes, int offset, int length) {
        for (byte[] value : values) {
            if (isIn(value, bytes, offset, offset + length)) {
                throw new BundleException(entry
                        + ": expected no API key or secret of this machine in it, there is one: nothing is written");
            }
        }
    }

    private static boolean isIn(byte[] value, byte[] bytes, int from, int to) {
        for (int at = from; at <= to - value.length; at++) {
            int same = 0;
            while (same < value.length && bytes[at + same] == value[same]) {
                same++;
            }
            if (same == value.length) {
                return true;
            }
        }
        return false;
    }
}
