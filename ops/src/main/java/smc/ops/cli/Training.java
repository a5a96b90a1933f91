package smc.ops.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import smc.ops.cli.option.ExitCode;

/**
 * What {@code ./smc} runs once after a build, for the JVM to learn which classes are loaded and what is hot (JEP 483, JEP 515): a backtest, a start that
 * trades for some seconds at the exchange in the box, and questions about it. In one process, since one process makes one cache.
 */
final class Training {
    private Training() {}

    /** @param arguments a file of candles of SOLUSD, and a folder that is not there yet */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        String candles = arguments[0];
        String folder = arguments[1];
        String data = folder + "/data";
        List.of(
                        List.of("backtest", "--candles", "SOLUSD=" + candles, "--out", folder + "/backtest"),
                        List.of("run", "--speed", "3600", "--for", "5s", "--data", data),
                        List.of("run", "--speed", "3600", "--for", "2s", "--data", data),
                        List.of("at", "#1000", "--data", data))
                .forEach(Training::run);
        System.exit(ExitCode.GOOD);
    }

    private static void run(List<String> command) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var errors = new PrintWriter(System.err, true, System.err.charset());
        int exitCode = Main.run(nowhere, errors, command.toArray(String[]::new));
        if (exitCode != ExitCode.GOOD) {
            System.err.println("expected " + command + " to succeed, its exit code was " + exitCode);
            System.exit(ExitCode.FAILED);
        }
    }
}
