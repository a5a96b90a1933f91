package smc.ops.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A command of ours in a process of its own: what reads months (reports, exports) must not take memory or time from an engine that trades. It has
 * a heap of its own, of {@link #HEAP_MIB}, the lowest priority where the system has {@code nice} and {@code ionice}, and runs alone: a second one waits for the
 * first.
 */
public final class SideProcess {
    /** The most its heap may be. Eight months of two symbols, with their report, fit into it (benchmarks/README.md). */
    public static final int HEAP_MIB = 256;

    /** For one that is told to end; then it is ended. */
    private static final long END_MILLIS = 1_000;

    /** The one of util-linux: told so, it runs the command also where it may not change the priority. */
    private static final Path IONICE = Path.of("/usr/bin/ionice");

    private static final ReentrantLock ALONE = new ReentrantLock();

    private SideProcess() {}

    /**
     * Runs it to its end, however long that takes. It is ended with the caller if that is interrupted.
     *
     * @param main class whose {@code main} takes the arguments
     * @param out takes what it prints, line by line
     * @param err takes its errors
     * @return its exit code
     */
    public static int run(String main, List<String> arguments, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        return run(main, arguments, out, err, Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
    }

    /**
     * Likewise, for so long at most.
     *
     * @return empty if it was cut off
     */
    public static OptionalInt run(String main, List<String> arguments, PrintWriter out, PrintWriter err, Duration limit)
            throws IOException, InterruptedException {
        ALONE.lockInterruptibly();
        try {
            Process process = new ProcessBuilder(command(main, arguments)).start();
            try {
                process.getOutputStream().close();
                // By threads of their own: who waits for a line is not woken by an interrupt.
                Thread lines = copying(process.inputReader(StandardCharsets.UTF_8), out);
                Thread errors = copying(process.errorReader(StandardCharsets.UTF_8), err);
                if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    return OptionalInt.empty();
                }
                lines.join();
                errors.join();
                return OptionalInt.of(process.exitValue());
            } finally {
                end(process);
            }
        } finally {
            ALONE.unlock();
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // No time to wait.
        }
        process.destroyForcibly();
    }

    private static List<String> command(String main, List<String> arguments) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(IONICE)) {
            command.addAll(List.of(IONICE.toString(), "-t", "-c", "3"));
        }
        if (Stream.of("/usr/bin/nice", "/bin/nice").map(Path::of).anyMatch(Files::isExecutable)) {
            command.addAll(List.of("nice", "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(SideProcess::isForEveryProcess)
                .forEach(command::add);
        command.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    /** What opens the JDK to our libraries, and where we are; not memory, agents or a debugger of the caller. */
    private static boolean isForEveryProcess(String flag) {
        return Stream.of("--add-", "--enable-native-access", "--sun-misc", "-Dsmc.", "-XX:AOTCache=", "-Xlog:cds")
                .anyMatch(flag::startsWith);
    }

    private static Thread copying(BufferedReader from, PrintWriter to) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                from.lines().forEach(line -> {
                    to.println(line);
                    to.flush();
                });
            } catch (UncheckedIOException _) {
                // It was ended in the middle of a line.
            }
        });
    }
}
