package smc.ops.doctor.machine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Whether the machine may fall asleep while an engine trades on it. */
final class SleepCheck implements Check {
    private static final String EXPECTED = "a machine that stays awake";
    private static final String UNKNOWN = "cannot be told here";
    private static final String SEE = "see to it yourself that the machine does not sleep";

    private final String system;
    private final Shell shell;

    /** Runs a program and returns what it prints. */
    @FunctionalInterface
    interface Shell {
        /** @return empty if it is not there, fails, or takes too long */
        Optional<String> run(String... command) throws InterruptedException;

        /** Programs of this machine. */
        Shell SYSTEM = Shell::runHere;

        private static Optional<String> runHere(String... command) throws InterruptedException {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .start();
                if (!process.waitFor(3, TimeUnit.SECONDS)) { // what it prints is less than a pipe holds
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    }

    /** @param system its name as Java has it */
    SleepCheck(String system, Shell shell) {
        this.system = system.toLowerCase(Locale.ROOT);
        this.shell = shell;
    }

    @Override
    public String name() {
        return "sleep";
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        if (system.contains("mac")) {
            return List.of(mac());
        }
        return List.of(system.contains("linux") ? linux() : unknown());
    }

    private static Finding unknown() {
        return Finding.warn("machine", EXPECTED, UNKNOWN, SEE);
    }

    private Finding mac() throws InterruptedException {
        Optional<String> minutes = shell.run("pmset", "-g")
                .flatMap(text -> text.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("sleep "))
                        .map(line -> line.split("\\s+", -1)[1])
                        .findFirst());
        if (minutes.isEmpty()) {
            return unknown();
        }
        return minutes.get().equals("0")
                ? Finding.pass("machine", EXPECTED, "pmset: sleep 0")
                : Finding.warn(
                        "machine",
                        EXPECTED,
                        "pmset: sleep " + minutes.get(),
                        "sudo pmset -c sleep 0, or start with caffeinate -s ./smc run");
    }

    /** A masked target cannot be reached; a static one can, by whoever asks: a lid, a desktop, a person. */
    private Finding linux() throws InterruptedException {
        Optional<String> said = shell.run("systemctl", "is-enabled", "sleep.target", "suspend.target");
        List<String> states = said.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (states.size() != 2 || states.stream().anyMatch(state -> !state.matches("[a-z-]+"))) {
            return unknown();
        }
        if (states.stream().allMatch("masked"::equals)) {
            return Finding.pass("machine", EXPECTED, "systemd: sleep and suspend are masked");
        }
        String lid = shell.run("systemd-analyze", "cat-config", "systemd/logind.conf").stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> Stream.of("HandleLidSwitch=", "IdleAction=").anyMatch(line::startsWith))
                .reduce("", (one, other) -> one + ", " + other);
        return Finding.warn(
                "machine",
                EXPECTED,
                "systemd: sleep is " + states.getFirst() + ", suspend " + states.getLast() + lid,
                "sudo systemctl mask sleep.target suspend.target hibernate.target");
    }
}
