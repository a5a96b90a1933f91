package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are told to stop at any moment, in their start too, end in order and without a word of complaint. {@code -Dsmc.stops=200} tells more. */
class StoppedEngineTest {
    private static final int STOPS = Integer.getInteger("smc.stops", 3);
    private static final long PATIENCE_SECONDS = 120;

    private final long seed = Long.getLong("smc.seed", 5);
    private final Random random = new Random(seed);
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void copyTheConfiguration() throws Exception {
        config = MarketFolder.in(Files.createDirectory(folder.resolve("market")))
                .path()
                .resolve("config");
        Path engine = config.resolve("engine.json");
        Files.writeString(engine, Files.readString(engine).replace("\"historyDays\": 180", "\"historyDays\": 20"));
    }

    @AfterEach
    void killWhatIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void withTheExchangeInTheBoxAStopIsCarriedOutInOrder() throws Exception {
        for (int stop = 0; stop < STOPS; stop++) {
            String speed = random.nextBoolean() ? "1" : "2000";
            var one = new Told(
                    "box-" + stop,
                    "run",
                    "--no-dashboard",
                    "--data",
                    data("box-" + speed), // a folder has one market
                    "--speed",
                    speed,
                    "--history-days",
                    "30");

            one.stopSomewhere();

            one.requireGoodEnd();
        }
    }

    @Test
    void atAnExchangeThatRunsByItselfAStopIsCarriedOutInOrder() throws Exception {
        String port = Integer.toString(threePorts());
        var exchange =
                new Told("exchange", "exchange", "--port", port, "--data", data("exchange"), "--history-days", "30");
        exchange.await("Ctrl-C ends it");
        for (int stop = 0; stop < STOPS; stop++) {
            var one = new Told(
                    "alone-" + stop,
                    "run",
                    "--no-dashboard",
                    "--data",
                    data("alone"),
                    "--exchange",
                    "127.0.0.1:" + port,
                    "--keys",
                    folder.resolve("exchange/accounts.json").toString());

            one.stopSomewhere();

            one.requireGoodEnd();
        }
        exchange.signal();
        exchange.requireGoodEnd();
    }

    @Test
    void whoWaitsForAnExchangeThatDoesNotAnswerIsStoppedLikeAnyOther() throws Exception {
        var one = new Told(
                "waits",
                "run",
                "--no-dashboard",
                "--paper",
                "--data",
                data("waits"),
                "--exchange",
                "127.0.0.1:" + threePorts());
        one.await("Ctrl-C ends it");

        one.signal();

        one.requireGoodEnd();
        assertThat(one.out()).contains("stopped in its start");
    }

    /** The first of three that are free. */
    private int threePorts() throws Exception {
        while (true) {
            int port = random.nextInt(20_000, 60_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var _ = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress());
                    var _ = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException _) {
                // Others.
            }
        }
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    /** A process, and what it has printed. */
    private final class Told {
        private final String name;
        private final Path outFile;
        private final Path errFile;
        private final Process process;

        private Told(String name, String... arguments) throws Exception {
            this.name = name;
            outFile = folder.resolve(name + ".out");
            errFile = folder.resolve(name + ".err");
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> flag.startsWith("--"))
                    .forEach(command::add);
            command.add("-XX:TieredStopAtLevel=1"); // lives for seconds
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("--config", config.toString()));
            var builder =
                    new ProcessBuilder(command).redirectOutput(outFile.toFile()).redirectError(errFile.toFile());
            // Each of them would be announced on standard error.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            process = builder.start();
            processes.add(process);
        }

        private String out() throws Exception {
            return Files.readString(outFile);
        }

        private void await(String text) throws Exception {
            long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!out().contains(text)) {
                assertThat(process.isAlive() && System.nanoTime() < untilNanos)
                        .as(
                                "%s, -Dsmc.seed=%d, expected %s of it: %s%s",
                                name, seed, text, out(), Files.readString(errFile))
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }

        /** Before its first line nothing has begun, and nobody can know that it is there. */
        private void stopSomewhere() throws Exception {
            await(random.nextBoolean() ? "paper money" : "Ctrl-C stops it");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
            signal();
        }

        /** As Ctrl-C does, or as a supervisor does. */
        private void signal() throws Exception {
            if (random.nextBoolean()) {
                process.destroy();
            } else {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }
        }

        private void requireGoodEnd() throws Exception {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(name)
                    .isTrue();
            assertThat(Files.readString(errFile))
                    .as("%s, -Dsmc.seed=%d: %s", name, seed, out())
                    .isEmpty();
            assertThat(process.exitValue())
                    .as("%s, -Dsmc.seed=%d: %s", name, seed, out())
                    .isZero();
        }
    }
}
