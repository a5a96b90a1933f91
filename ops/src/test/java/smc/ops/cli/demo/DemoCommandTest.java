package smc.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as processes: the parent, and its engine. */
class DemoCommandTest {
    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern URL = Pattern.compile("http\\S+");

    @TempDir
    private Path folder;

    private Process demo;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        if (demo != null) {
            List<ProcessHandle> children = demo.descendants().toList();
            demo.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void start(String duration) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.add("-Dsmc.home=" + root);
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"), here), "smc.ops.cli.Main"));
        command.addAll(List.of("demo", "--for", duration, "--no-open"));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        demo = builder.start();
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader reader = demo.inputReader(StandardCharsets.UTF_8)) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                lines.add(e.toString());
            }
        });
    }

    /** The demo runs in another folder. */
    private static String absolute(String classPath, Path here) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .map(entry -> here.resolve(entry).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String await(String beginning) throws InterruptedException {
        while (true) {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line)
                    .as("expected %s of it, said was %s", beginning, said)
                    .isNotNull();
            said.add(line);
            if (line.startsWith(beginning)) {
                return line;
            }
        }
    }

    /** As its bytes are: a client of the JDK would not name another host. */
    private static String ask(URI page, String request, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((request + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anEngineThatIsKilledByItsButtonComesBackWithEveryFrame() throws Exception {
        start("30s");
        URI page = URI.create(URL.matcher(await("kill me   "))
                .results()
                .findFirst()
                .orElseThrow()
                .group());
        String host = "Host: 127.0.0.1:" + page.getPort();
        String token = "X-Demo-Token: " + page.getFragment();
        await("running, ");

        assertThat(ask(page, "GET /", host)).startsWith("HTTP/1.1 200").contains("Kill the engine");
        assertThat(ask(page, "POST /kill", host)).startsWith("HTTP/1.1 403");
        assertThat(ask(page, "POST /kill", host, "X-Demo-Token: " + "0".repeat(32)))
                .startsWith("HTTP/1.1 403");
        assertThat(ask(page, "POST /kill", "Host: localhost.example", token)).startsWith("HTTP/1.1 403");
        assertThat(ask(page, "POST /kill", host, token, "Origin: http://elsewhere.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask(page, "GET /kill", host, token)).startsWith("HTTP/1.1 405");
        assertThat(ask(page, "GET /kills", host)).startsWith("HTTP/1.1 200").doesNotContain("killed with");
        assertThat(ask(page, "POST /kill", host, token)).startsWith("HTTP/1.1 200");

        // Until it is back there is nothing to prove by another.
        assertThat(ask(page, "POST /kill", host, token)).startsWith("HTTP/1.1 409");

        await("The engine was killed.");
        await("running, ");
        await("What this demo has shown:");
        assertThat(await("  yes  replayed: ")).contains("each to the same bytes");
        assertThat(await("  yes  live is the backtest")).doesNotContain("0 of 0 trades");
        assertThat(await("  yes  never without a stop: ")).doesNotContain(": 0 trades");
        assertThat(await("  yes  killed with -9 behind frame "))
                .contains("as epoch 2, ")
                .endsWith("nothing was lost");
        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(said).noneMatch(line -> line.startsWith("  NO   "));
    }

    /** As by a person in another terminal, or by a system that wants its memory. */
    @Test
    void anEngineThatSomebodyElseKillsComesBackToo() throws Exception {
        start("15s");
        await("running, ");

        demo.children().forEach(ProcessHandle::destroyForcibly);

        await("The engine was killed.");
        await("running, ");
        await("What this demo has shown:");
        assertThat(await("  yes  killed with -9 behind frame ")).endsWith("nothing was lost");
        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
    }

    @Test
    void anEngineDoesNotOutliveItsDemo() throws Exception {
        start("10m");
        await("running, ");
        List<ProcessHandle> engines = demo.children().toList();
        assertThat(engines).hasSize(1);

        demo.destroyForcibly();

        engines.getFirst().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDemoThatIsStoppedStopsItsEngineInOrder() throws Exception {
        start("10m");
        await("running, ");
        List<ProcessHandle> engines = demo.children().toList();

        demo.toHandle().destroy(); // not demo.destroy(), which would close its output unread

        await("stopped: nothing rests, protective stops stand");
        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(engines).noneMatch(ProcessHandle::isAlive);
    }
}
