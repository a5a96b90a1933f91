package smc.ops.notify;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How messages are told.
 *
 * @param kinds that are told; an alarm always is
 * @param prefixes by account, what stands before its messages; without one it is its name in brackets
 */
public record Manner(Set<Kind> kinds, QuietHours quiet, Map<String, String> prefixes) {
    public Manner {
        kinds = Set.copyOf(kinds);
        prefixes = Map.copyOf(prefixes);
    }

    /** The same, where an account that has no prefix has one of these. */
    public Manner withPrefixes(Map<String, String> others) {
        var all = new TreeMap<>(others);
        all.putAll(prefixes);
        return new Manner(kinds, quiet, all);
    }

    boolean isTold(Message message) {
        return message.isAlarm() || kinds.contains(message.kind());
    }

    String prefix(String account) {
        return prefixes.getOrDefault(account, "[" + account + "] ");
    }
}
