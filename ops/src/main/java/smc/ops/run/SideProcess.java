package smc.ops.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A command of ours in a process of its own: what reads months (reports, exports) must not take memory or time from an engine that trades. It has
 * a heap of its own, of {@link #HEAP_MIB}, a lower priority where the system has {@code nice}, and runs alone: a second one waits for the first.
 */
public final class SideProcess {
    /** The most its heap may be. Eight months of two symbols, with their report, fit into it (benchmarks/README.md). */
    public static final int HEAP_MIB = 256;

    private static final ReentrantLock ALONE = new ReentrantLock();

    private SideProcess() {}

    /**
     * Runs it to its end. It is ended with the caller if that is interrupted.
     *
     * @param main class whose {@code main} takes the arguments
     * @param out takes what it prints, line by line
     * @param err takes its errors
     * @return its exit code
     */
    public static int run(String main, List<String> arguments, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        ALONE.lockInterruptibly();
        try {
            Process process = new ProcessBuilder(command(main, arguments)).start();
            try {
                process.getOutputStream().close();
                var errors = Thread.ofVirtual().start(() -> copy(process.errorReader(StandardCharsets.UTF_8), err));
                copy(process.inputReader(StandardCharsets.UTF_8), out);
                errors.join();
                return process.waitFor();
            } finally {
                process.destroy();
            }
        } finally {
            ALONE.unlock();
        }
    }

    private static List<String> command(String main, List<String> arguments) {
        var command = new ArrayList<String>();
        if (Stream.of("/usr/bin/nice", "/bin/nice").map(Path::of).anyMatch(Files::isExecutable)) {
            command.addAll(List.of("nice", "-n", "10"));
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

    private static void copy(BufferedReader from, PrintWriter to) {
        from.lines().forEach(line -> {
            to.println(line);
            to.flush();
        });
    }
}
