package smc.engine.event.codec;

import java.nio.charset.StandardCharsets;

/** Texts for fields that have so much room and no more. */
final class FieldText {
    private FieldText() {}

    /** As much of a text as there is room for, in whole characters. */
    static String cut(String text, int bytes) {
        String kept = text;
        while (kept.getBytes(StandardCharsets.UTF_8).length > bytes) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept;
    }
}
