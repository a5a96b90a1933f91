package smc.feed.decode;

import java.util.Arrays;

/** Names as the bytes they have on the wire. */
final class Ascii {
    private Ascii() {}

    /** @param text of ASCII alone */
    static byte[] bytes(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }

    static boolean startsWith(byte[] prefix, byte[] bytes, int from, int to) {
        return to - from >= prefix.length && Arrays.equals(prefix, 0, prefix.length, bytes, from, from + prefix.length);
    }
}
