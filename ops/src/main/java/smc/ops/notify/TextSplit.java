package smc.ops.notify;

import java.util.ArrayList;
import java.util.List;

/** Splits what is longer than a channel takes: between lines where there are any, never within a character, and nothing is left out. */
public final class TextSplit {
    private TextSplit() {}

    /** @param limit in UTF-16 units, 2 or more */
    public static List<String> of(String text, int limit) {
        var parts = new ArrayList<String>();
        String rest = text;
        while (rest.length() > limit) {
            int line = rest.lastIndexOf('\n', limit);
            if (line > 0) {
                parts.add(rest.substring(0, line));
                rest = rest.substring(line + 1);
            } else {
                int end = Character.isHighSurrogate(rest.charAt(limit - 1)) ? limit - 1 : limit;
                parts.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
        }
        parts.add(rest);
        return parts;
    }
}
