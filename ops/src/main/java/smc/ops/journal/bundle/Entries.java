package smc.ops.journal.bundle;

import java.util.regex.Pattern;

/** Names of what may be in a bundle; nothing else is ever taken into one, or out of one. */
final class Entries {
    static final String MANIFEST = "manifest.json";

    /** The manifest's hash as {@code sha256sum -c} reads it. */
    static final String SEAL = "manifest.sha256";

    static final String SNAPSHOT = "snapshot.json";
    static final String FRAMES = "frames.bin";

    private static final Pattern CONFIGURATION = Pattern.compile("config/[0-9a-f]{16}\\.json");

    private Entries() {}

    static String configuration(long number) {
        return "config/%016x.json".formatted(number);
    }

    static boolean isConfiguration(String name) {
        return CONFIGURATION.matcher(name).matches();
    }

    /** Whether a manifest may list it. */
    static boolean isListed(String name) {
        return name.equals(SNAPSHOT) || name.equals(FRAMES) || isConfiguration(name);
    }

    static String seal(byte[] manifest) {
        return Sha256.of(manifest) + "  " + MANIFEST + "\n";
    }
}
