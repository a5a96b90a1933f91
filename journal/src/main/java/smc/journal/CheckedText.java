package smc.journal;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Text with a last line {@code check=} that holds the CRC32C of all before it. Text without that line is of an older build, and taken as it is. */
public final class CheckedText {
    private static final String CHECK = "check=";

    private CheckedText() {}

    /** @param text that ends with a line's end */
    public static String seal(String text) {
        return text + CHECK + checksum(text) + "\n";
    }

    /** Whether it is as it was sealed, or never was sealed. */
    public static boolean isWhole(String text) {
        int at = text.startsWith(CHECK) ? 0 : text.indexOf("\n" + CHECK) + 1;
        if (at == 0 && !text.startsWith(CHECK)) {
            return true;
        }
        return text.substring(at).equals(CHECK + checksum(text.substring(0, at)) + "\n");
    }

    private static String checksum(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
