package smc.ops.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import smc.journal.Cut;
import smc.journal.JournalException;
import smc.journal.chronicle.JournalFolder;
import smc.ops.state.StatusFile;

/** The engine of a demo, in a process of its own. It is started again when it was killed, and ends with the demo. Any thread. */
final class ChildEngine {
    /** Of a process that was ended by SIGKILL, as a shell says it. */
    static final int KILLED = 128 + 9;

    private static final String MAIN = "smc.ops.cli.Main";

    private final Path data;
    private final List<String> arguments;
    private final PrintWriter out;
    private final boolean isAtTerminal;
    private final List<Kill> kills = new ArrayList<>();
    private Process process;

    /**
     * That it was killed, and came back.
     *
     * @param pid of the process that was killed
     * @param sequence the last that it had told; 0 if none
     * @param back what is known since it trades again; empty until then
     */
    record Kill(Instant at, long pid, long sequence, Optional<Back> back) {}

    /**
     * It trades again.
     *
     * @param kept the last frame of the epoch before, and why that one ends there
     */
    record Back(Duration after, int epoch, Cut kept) {}

    /**
     * An engine that is not started yet.
     *
     * @param arguments of {@code ./smc run}, without how long it runs
     * @param out takes its lines where it is not at a terminal itself
     */
    ChildEngine(Path data, List<String> arguments, PrintWriter out, boolean isAtTerminal) {
        this.data = data;
        this.arguments = List.copyOf(arguments);
        this.out = out;
        this.isAtTerminal = isAtTerminal;
    }

    /** Runs it to its end; its exit code. */
    int run(Duration duration) throws IOException, InterruptedException {
        Process started = start(duration);
        Optional<Thread> copying = isAtTerminal ? Optional.empty() : Optional.of(copying(started));
        try {
            int exitCode = started.waitFor();
            if (copying.isPresent()) {
                copying.get().join();
            }
            if (exitCode == KILLED) {
                noteKill(started.pid());
            }
            return exitCode;
        } catch (InterruptedException e) {
            started.destroy();
            throw e;
        }
    }

    private synchronized Process start(Duration duration) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag ->
                        Stream.of("-agent", "-javaagent", "-Djava.util.logging").noneMatch(flag::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        command.addAll(List.of("--for", duration.toSeconds() + "s"));
        command.addAll(
                List.of("--with-process", Long.toString(ProcessHandle.current().pid())));
        var builder = new ProcessBuilder(command);
        if (isAtTerminal) {
            builder.inheritIO();
        } else {
            builder.redirectErrorStream(true);
        }
        process = builder.start();
        return process;
    }

    private Thread copying(Process from) {
        return Thread.ofPlatform().daemon().name("demo-output").start(() -> {
            try (BufferedReader lines = from.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    out.println(line);
                    out.flush();
                });
            } catch (IOException | UncheckedIOException _) {
                // It was killed in the middle of a line.
            }
        });
    }

    /** SIGKILL, which no process hears: nothing is written, closed or said. False if there is none to kill, or it is not back yet. */
    synchronized boolean kill() {
        if (process == null || !process.isAlive() || isAwaited()) {
            return false;
        }
        kills.add(new Kill(Instant.now(), process.pid(), told("sequence"), Optional.empty()));
        process.destroyForcibly();
        return true;
    }

    /** By somebody else, if it was not from here. */
    private synchronized void noteKill(long pid) {
        if (isAwaited()) { // in its start: the kill before is shown by who comes back at last
            Kill last = kills.getLast();
            kills.set(kills.size() - 1, new Kill(last.at(), pid, last.sequence(), Optional.empty()));
        } else if (kills.isEmpty() || kills.getLast().pid() != pid) {
            kills.add(new Kill(Instant.now(), pid, told("sequence"), Optional.empty()));
        }
    }

    private long told(String field) {
        try {
            return StatusFile.read(data).map(json -> json.path(field).asLong()).orElse(0L);
        } catch (IOException _) {
            return 0;
        }
    }

    private boolean isAwaited() {
        return !kills.isEmpty() && kills.getLast().back().isEmpty();
    }

    /** Looks whether it trades again since it was killed last. */
    synchronized void look() {
        if (!isAwaited() || process.pid() == kills.getLast().pid()) {
            return;
        }
        Kill last = kills.getLast();
        long epoch = told("epoch");
        try {
            List<JournalFolder.StoredEpoch> epochs = JournalFolder.epochs(data);
            boolean isBack =
                    told("pid") == process.pid() && epoch == epochs.getLast().number();
            if (isBack) {
                Duration after = Duration.between(last.at(), Instant.now());
                var back = new Back(
                        after, epochs.getLast().number(), epochs.getLast().before());
                kills.set(kills.size() - 1, new Kill(last.at(), last.pid(), last.sequence(), Optional.of(back)));
            }
        } catch (JournalException _) {
            // It is just being made.
        }
    }

    /** Each time that it was killed, in order. */
    synchronized List<Kill> kills() {
        return List.copyOf(kills);
    }

    /** For a demo that ends: it stops in order, and then at once. */
    void end() throws InterruptedException {
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last != null) {
            last.destroy();
            if (!last.waitFor(20, TimeUnit.SECONDS)) {
                last.destroyForcibly();
            }
        }
    }

    /** {@code killed behind frame 48,211; traded again 3.1 s later as epoch 2, with every frame up to 48,305}. */
    static String words(Kill kill) {
        return kill.back()
                .map(back ->
                        "killed with -9 behind frame %,d; traded again %.1f s later as epoch %d, which goes on behind frame %,d: %s"
                                .formatted(
                                        kill.sequence(),
                                        back.after().toMillis() / 1e3,
                                        back.epoch(),
                                        back.kept().lastSequence(),
                                        back.kept().lastSequence() >= kill.sequence()
                                                ? "nothing was lost"
                                                : "FRAMES WERE LOST"))
                .orElse("killed with -9 behind frame %,d; it is starting again".formatted(kill.sequence()));
    }
}
