package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smc.ops.cli.option.ExitCode;
import smc.ops.state.StatusFile;

/** Engines on one data folder, one after the other, each a process that can be killed; and what they say. One thread, beside who reads what is printed. */
final class KilledProcesses implements AutoCloseable {
    private static final long BOUND_SECONDS = 60;
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+/");

    private final Path config;
    private final Path data;
    private final List<String> symbols;
    private final long seed;
    private Process process;
    private final Object lock = new Object();

    /** By the process that runs now. */
    private List<String> printed = List.of();

    /** Of the starts that came to run: all, and those that went on from a snapshot. */
    private int starts;

    private int fromSnapshot;

    /** @param seed for what is said where something fails */
    KilledProcesses(Path config, Path data, List<String> symbols, long seed) {
        this.config = config;
        this.data = data;
        this.symbols = symbols;
        this.seed = seed;
    }

    void start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        // It lives for seconds, and shares two processors with the exchange.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run"));
        command.addAll(List.of("--config", config.toString(), "--data", data.toString(), "--no-dashboard"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new ArrayList<String>();
        printed = lines;
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> read(out, lines));
    }

    private void read(BufferedReader out, List<String> printed) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lock) {
                    printed.add(line);
                    lock.notifyAll();
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // Killed.
        } finally {
            synchronized (lock) {
                printed.add("(ended)");
                lock.notifyAll();
            }
        }
    }

    /** Until it trades on, whatever alarms that takes. */
    void awaitTradingOn() throws InterruptedException {
        synchronized (lock) {
            while (printed.stream().noneMatch(line -> line.startsWith("running"))) {
                assertThat(printed).as("seed %d", seed).doesNotContain("(ended)");
                lock.wait(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
            }
        }
    }

    /** The address of its exchange, if that is its own. */
    String awaitRunning() throws InterruptedException {
        awaitTradingOn();
        synchronized (lock) {
            // A busy machine may hold up a thread for a while: that is no fault of a start.
            assertThat(printed)
                    .as("seed %d", seed)
                    .noneMatch(line -> line.contains("ALARM") && !line.contains("the engine thread has not moved"));
            starts++;
            if (printed.stream().anyMatch(line -> line.contains("snapshot of sequence"))) {
                fromSnapshot++;
            }
            // Where one has been, each later start has one to go on from.
            assertThat(fromSnapshot == 0 || printed.stream().anyMatch(line -> line.contains("snapshot of sequence")))
                    .as("a start from a snapshot, seed %d: %s", seed, printed)
                    .isTrue();
            Matcher address = ADDRESS.matcher(String.join("\n", printed));
            return address.find() ? address.group() : "";
        }
    }

    /** Whether a line of it has a text so far. */
    boolean says(String text) {
        synchronized (lock) {
            return printed.stream().anyMatch(line -> line.contains(text));
        }
    }

    int publicPort() {
        synchronized (lock) {
            Matcher port = Pattern.compile("stream on port (\\d+)").matcher(String.join("\n", printed));
            assertThat(port.find()).as("%s", printed).isTrue();
            return Integer.parseInt(port.group(1));
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** What is on its way is given some time: the market stands. */
    void assertSamePicture(ExchangeBooks books, String when) throws Exception {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        ExchangeBooks.Picture venue = books.read();
        ExchangeBooks.Picture own = own();
        while (!own.equals(venue) && System.nanoTime() < untilNanos && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(200);
            venue = books.read();
            own = own();
        }
        synchronized (lock) {
            assertThat(own).as("%s, seed %d, it said %s", when, seed, printed).isEqualTo(venue);
        }
        assertThat(books.nakedPositions()).as("%s, seed %d", when, seed).isEmpty();
    }

    private ExchangeBooks.Picture own() throws IOException {
        var picture = new ExchangeBooks.Picture(new TreeMap<>(), new TreeSet<>());
        Optional<JsonNode> status = StatusFile.read(data);
        if (status.isEmpty()) {
            return picture;
        }
        int at = 0;
        for (JsonNode desk : status.get().path("desks")) {
            int account = at++ / symbols.size();
            if (desk.path("position").asLong() != 0) {
                picture.positions()
                        .put(
                                account + " " + desk.path("symbol").asText(),
                                desk.path("position").asLong());
            }
        }
        for (JsonNode order : status.get().path("orders")) {
            if (List.of("OPEN", "PARTLY_FILLED").contains(order.path("state").asText())) {
                picture.orders()
                        .add(ExchangeBooks.line(
                                order.path("account").asInt(),
                                order.path("symbol").asText(),
                                order.path("direction").asText().equals("LONG"),
                                order.path("price").asText()));
            }
        }
        return picture;
    }

    /** From the first frame on; the frame of the newest snapshot says the hash that its state has, so both ways come to one state. */
    void assertReplays() {
        CommandRun verified = CommandRun.smc("journal", "verify", "--replay", "--data", data);
        CommandRun snapshots = CommandRun.smc("snapshot", "list", "--data", data);

        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(ExitCode.GOOD);
        assertThat(snapshots.out().lines().skip(1))
                .as("seed %d", seed)
                .isNotEmpty()
                .allMatch(line -> line.endsWith("good"));
        assertThat(fromSnapshot).as("of %d starts, seed %d", starts, seed).isGreaterThanOrEqualTo(starts / 2);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
