package smc.ops.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import smc.ops.cli.option.ExitCode;

/**
 * What {@code ./smc} runs after a build, for the JVM to learn which classes are loaded and what is hot (JEP 483, JEP 515): a backtest and two starts
 * that trade for some seconds at the exchange in the box, in one process, since one process makes one cache; and questions about it, in another.
 */
final class Training {
    private Training() {}

    /** @param arguments a folder that is not there yet and a file of candles of SOLUSD; or the folder of an earlier training, to ask questions */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        String folder = arguments[0];
        String data = folder + "/data";
        List<List<String>> commands = arguments.length == 1
                ? List.of(List.of("at", "#1000", "--data", data), List.of("config", "check"))
                : List.of(
                        List.of("backtest", "--candles", "SOLUSD=" + arguments[1], "--out", folder + "/backtest"),
                        List.of("run", "--speed", "3600", "--for", "5s", "--data", data),
                        List.of("run", "--speed", "3600", "--for", "2s", "--data", data));
        commands.forEach(Training::run);
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
