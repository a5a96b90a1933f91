package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.Answers;
import smc.ops.api.Contract;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.ReadModel;
import smc.ops.api.model.Readings;
import smc.ops.journal.JournalResult;
import smc.ops.run.SeededSession;

/** The documents against the journal, by a program in another language that knows the dump alone. */
class ApiCheckTest {
    private static final long SEED = 7;
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private static Path folder;

    private static Recording recording;
    private static List<String> dump;
    private static ReadModel model;

    @BeforeAll
    static void record() throws Exception {
        recording = Recording.in(folder);
        dump = recording.dump("--json");
        model = ReadModel.follow(recording.data(), JournalResult.configuration(recording.data()));
        Answers.awaitReady(model);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theDocumentsOfARecordingAreWhatItsDumpComesTo() throws Exception {
        Check check = check(model, dump, answer -> answer);

        check.assertSame();
    }

    @Test
    void soAreThoseOfAMomentInTheMiddleOfIt() throws Exception {
        Check check = check(model, dump.subList(0, dump.size() / 2), answer -> answer);

        check.assertSame();
    }

    @Test
    void soAreThoseOfASessionWithHolesAndSeveralStarts(@TempDir Path data) throws Exception {
        SeededSession.write(data, SEED);

        CommandRun run = CommandRun.smc("journal", "dump", "--data", data, "--json");
        Check check;
        try (ReadModel session = ReadModel.follow(data, JournalResult.configuration(data))) {
            Answers.awaitReady(session);
            check = check(session, run.out().lines().toList(), answer -> answer);
        }

        check.assertSame();
    }

    @Test
    void aDocumentThatIsOffByTheSmallestPartIsFound() throws Exception {
        Check check = check(model, dump, answer -> {
            JsonNode trade = answer.at("/items/0");
            if (trade.has("capitalAfter")) {
                ((ObjectNode) trade).put("net", trade.get("net").asText() + "1");
            }
            return answer;
        });

        assertThat(check.out).contains(" net: expected ");
        assertThat(check.exitCode).isEqualTo(1);
    }

    @Test
    void aBacktestIsToldAsItsFolderHasIt(@TempDir Path results) throws Exception {
        CommandRun run = CommandRun.smc(
                "backtest",
                "--config",
                recording.folder().path().resolve("config"),
                "--market",
                "lively",
                "--days",
                "6",
                "--out",
                results.resolve("one"));
        assertThat(run.err()).isEmpty();
        Files.createDirectories(results.resolve("no-result"));
        Files.createDirectories(results.resolve("broken"));
        Files.writeString(results.resolve("broken").resolve("summary.json"), "{");
        JsonNode summary = new ObjectMapper()
                .readTree(results.resolve("one").resolve("summary.json").toFile());
        Contract contract = Contract.read();

        Answers answers = Answers.of(model, LiveFacts.NONE, results);
        JsonNode list = answers.get("/api/backtests");
        JsonNode one = answers.get("/api/backtests/one");

        assertThat(contract.findings("/api/backtests", list)).isEmpty();
        assertThat(contract.findings("/api/backtests/{name}", one)).isEmpty();
        assertThat(list.get("total").asInt()).isEqualTo(2);
        for (JsonNode row : list.get("items")) {
            boolean isBroken = row.get("name").asText().equals("broken");
            assertThat(row.get("problem").isNull()).isEqualTo(!isBroken);
            assertThat(row.get("trades").isNull()).isEqualTo(isBroken);
            if (!isBroken) {
                assertThat(row.get("trades").asLong())
                        .isEqualTo(summary.at("/total/trades").asLong());
                assertThat(new BigDecimal(row.get("net").asText()))
                        .isEqualByComparingTo(summary.at("/total/net").asText());
            }
        }
        assertThat(one.at("/summary/config_hash")).isEqualTo(summary.get("config_hash"));
        // Six days of candles, the warm-up included: equity is marked on each of them at most.
        assertThat(one.at("/equity/seconds")).hasSizeBetween(1, 6);
        assertThat(one.at("/months"))
                .extracting(month -> month.get("trades").asInt())
                .isNotEmpty();
    }

    private record Check(int exitCode, String out) {
        /** And that there was something to hold against something. */
        void assertSame() {
            assertThat(out).as(out).contains(": 0 differ");
            assertThat(out).as(out).containsPattern("[0-9]{4,} values of [0-9]{2,} orders, [1-9][0-9]* closed trades");
            assertThat(exitCode).isZero();
        }
    }

    private static Check check(Readings readings, List<String> lines, UnaryOperator<JsonNode> changed)
            throws Exception {
        assumeTrue(hasPython(), "python3 is not installed: the documents are not held against the journal");
        Path file = Files.createTempFile(folder, "dump", ".jsonl");
        Files.write(file, lines);
        Answers answers = Answers.of(readings);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", exchange -> answer(exchange, answers, changed));
        server.start();
        try {
            return python(file, "http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, Answers answers, UnaryOperator<JsonNode> changed)
            throws IOException {
        String address = URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8);
        byte[] body;
        int status = 200;
        try {
            body = changed.apply(answers.get(address)).toString().getBytes(StandardCharsets.UTF_8);
        } catch (RefusedException e) {
            status = e.kind().status();
            body = e.getMessage().getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static Check python(Path dump, String url) throws IOException, InterruptedException {
        Path script = Path.of("src/test/python/check_documents.py");
        Path out = Files.createTempFile(folder, "out", ".txt");
        Process process = new ProcessBuilder("python3", script.toString(), dump.toString(), url)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Check(process.exitValue(), Files.readString(out));
    }
}
