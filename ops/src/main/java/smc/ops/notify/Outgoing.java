package smc.ops.notify;

import java.util.Optional;

/**
 * One text on its way.
 *
 * @param message the one it tells, or the last of those that were merged into it
 * @param merged how many messages it stands for; 1 if it is one
 * @param part which of its texts, from 0
 * @param parts how many texts it has
 * @param isQuiet whether no phone is to make a sound
 * @param isRepeated whether it may have come before
 * @param picture a PNG of which the text is the caption
 */
public record Outgoing(
        Message message,
        int merged,
        int part,
        int parts,
        boolean isQuiet,
        boolean isRepeated,
        String text,
        Optional<byte[]> picture) {
    public Outgoing(
            Message message, int merged, int part, int parts, boolean isQuiet, boolean isRepeated, String text) {
        this(message, merged, part, parts, isQuiet, isRepeated, text, Optional.empty());
    }
}
