package smc.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Which start of the machine this is: what was not synced survives the end of a process, and not that of the machine. */
public final class Boot {
    /** Where the system does not tell. */
    public static final String UNKNOWN = "";

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** A name that no other boot of this machine has; {@link #UNKNOWN} if there is none. */
    public static String id() {
        try {
            if (Files.isReadable(LINUX)) {
                return cleaned(Files.readString(LINUX));
            }
            if (System.getProperty("os.name", "").startsWith("Mac")) {
                return ofMac();
            }
            return UNKNOWN;
        } catch (IOException _) {
            return UNKNOWN;
        }
    }

    private static String ofMac() throws IOException {
        Process sysctl = new ProcessBuilder("sysctl", "-n", "kern.bootsessionuuid")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = sysctl.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.US_ASCII);
            return sysctl.waitFor(5, TimeUnit.SECONDS) && sysctl.exitValue() == 0 ? cleaned(text) : UNKNOWN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        } finally {
            sysctl.destroy();
        }
    }

    private static String cleaned(String text) {
        String id = text.strip();
        return id.matches("[0-9A-Za-z-]{8,64}") ? id : UNKNOWN;
    }
}
