package smc.ops.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the terminal is, by {@code stty}, which Linux and macOS have; asked again now and then, since it may be made wider. One thread. */
final class TerminalWidth {
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_MILLIS = 500;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{1,4})\\s*");

    private int columns;
    private long askedNanos = System.nanoTime() - AGAIN_NANOS;

    /** 0 if nobody knows. */
    int columns() {
        if (System.nanoTime() - askedNanos >= AGAIN_NANOS) {
            askedNanos = System.nanoTime();
            columns = asked();
        }
        return columns;
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            return of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Of {@code 24 80}: rows and columns. */
    static int of(String said) {
        Matcher size = ROWS_AND_COLUMNS.matcher(said);
        return size.matches() ? Integer.parseInt(size.group(1)) : 0;
    }
}
