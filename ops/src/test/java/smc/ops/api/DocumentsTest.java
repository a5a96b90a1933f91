package smc.ops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.document.Document;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.ReadModel;
import smc.ops.journal.JournalResult;
import smc.ops.run.SeededSession;

/** What the documents say of a session with trades, holes, corrections and several starts, against the contract that is served beside them. */
class DocumentsTest {
    private static final long SEED = 7;

    @TempDir
    private static Path data;

    private static Contract contract;
    private static ReadModel model;
    private static Answers answers;

    @BeforeAll
    static void write() throws Exception {
        contract = Contract.read();
        SeededSession.write(data, SEED);
        model = ReadModel.follow(data, JournalResult.configuration(data));
        Answers.awaitReady(model);
        answers = Answers.of(model);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theContractHasEveryDocumentWithItsParameters() {
        var documents = Documents.of(model, LiveFacts.NONE, Path.of("none")).all();

        var expected = new TreeSet<String>();
        for (Document document : documents) {
            for (Parameter parameter : document.parameters()) {
                expected.add("%s %s %s %s"
                        .formatted(
                                document.path(),
                                parameter.name(),
                                parameter.isInPath() ? "path" : "query",
                                parameter.isRequired()));
            }
        }
        var told = new TreeSet<String>();
        for (Document document : documents) {
            assertThat(contract.paths().has(document.path()))
                    .as(document.path())
                    .isTrue();
            for (JsonNode parameter : contract.parameters(document.path())) {
                told.add("%s %s %s %s"
                        .formatted(
                                document.path(),
                                parameter.get("name").asText(),
                                parameter.get("in").asText(),
                                parameter.path("required").asBoolean()));
            }
        }
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void everyAnswerIsAsTheContractSays() throws Exception {
        var addresses = new ArrayList<>(answers.addresses(model.newest()));
        addresses.addAll(List.of("/api/system", "/api/at", "/api/backtests"));

        for (String address : addresses) {
            assertThat(contract.findings(route(address), answers.get(address)))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void theSessionHasEveryKindOfRow() throws Exception {
        assertThat(answers.get("/api/trades").get("total").asInt()).isGreaterThan(3);
        assertThat(answers.get("/api/obs").get("total").asInt()).isPositive();
        assertThat(answers.get("/api/structure").get("total").asInt()).isPositive();
        assertThat(answers.get("/api/decisions").get("verdicts").size()).isGreaterThan(3);
        assertThat(answers.get("/api/alarms").get("items"))
                .extracting(alarm -> alarm.get("kind").asText())
                .contains("STARTED", "TRADES_MISSED", "TRADING");
        assertThat(model.newest().history().markets())
                .anyMatch(market -> !market.venues().isEmpty());
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        int examples = 0;
        for (var schema : contract.schemas().properties()) {
            for (JsonNode example : schema.getValue().path("examples")) {
                examples++;
                assertThat(contract.findingsOf(schema.getKey(), example))
                        .as(schema.getKey())
                        .isEmpty();
            }
        }
        assertThat(examples).isGreaterThan(20);
    }

    /** A validator that lets everything through would let all of the above through too. */
    @Test
    void theContractFindsWhatIsWrong() throws Exception {
        ObjectNode trades = (ObjectNode) answers.get("/api/trades");
        trades.put("seq", 12);
        ((ObjectNode) trades.get("items").get(0)).put("net", "1,5").put("other", "x");

        assertThat(contract.findings("/api/trades", trades)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatOnlyARunningEngineKnowsIsThereOfNowAndNotOfThePast() throws Exception {
        JsonNode status = new ObjectMapper().readTree("""
                        {"pid": 4711, "written": "2026-03-02T16:00:00Z", "started": "2026-03-02T09:00:00Z",
                         "venue": "paper", "marketTime": "2026-03-02T16:00:00Z", "connected": true, "trades": 12,
                         "gaps": 0, "disconnects": 1, "disk": "ENOUGH", "delays": {
                           "closeToBlocks": {"count": 3, "lastMillis": 1, "greatestMillis": 2, "limitMillis": 200, "over": 0},
                           "closeToOrder": {"count": 1, "lastMillis": 4, "greatestMillis": 4, "limitMillis": 200, "over": 0}}}
                        """);
        var live = new LiveFacts() {
            @Override
            public Optional<JsonNode> engine() {
                return Optional.of(status);
            }

            @Override
            public Optional<JsonNode> server() {
                return Optional.of(new ObjectMapper().createObjectNode().put("refused", 3));
            }
        };
        Answers running = Answers.of(model, live, Path.of("none"));

        JsonNode now = running.get("/api/status");
        assertThat(contract.findings("/api/status", now)).isEmpty();
        assertThat(now.get("running").asBoolean()).isTrue();
        assertThat(now.at("/live/pid").asInt()).isEqualTo(4711);
        assertThat(contract.findings("/api/system", running.get("/api/system"))).isEmpty();
        assertThat(running.get("/api/system").at("/server/refused").asInt()).isEqualTo(3);
        JsonNode then = running.get("/api/status?at=" + (model.newest().sequence() - 100));
        assertThat(contract.findings("/api/status", then)).isEmpty();
        assertThat(then.get("running").asBoolean()).isFalse();
        assertThat(then.get("live").isNull()).isTrue();
    }

    @Test
    void pagesHaveEveryRowOnceAndNothingElse() throws Exception {
        List<String> all = ids(answers.get("/api/orders?state=all&limit=1000"));
        var paged = new ArrayList<String>();

        JsonNode page = answers.get("/api/orders?state=all&limit=7");
        paged.addAll(ids(page));
        while (!page.get("next").isNull()) {
            assertThat(page.get("items")).hasSize(7);
            page = answers.get(
                    "/api/orders?state=all&limit=7&after=" + page.get("next").asText());
            paged.addAll(ids(page));
        }

        assertThat(all).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void candlesAndEquityComeInPagesToo() throws Exception {
        for (String address : List.of("/api/candles?symbol=SOLUSD&", "/api/equity?")) {
            JsonNode all = answers.get(address + "limit=5000");
            var paged = new ArrayList<Long>();
            JsonNode page = answers.get(address + "limit=100");
            while (true) {
                var seconds = new ArrayList<Long>();
                page.get("seconds").forEach(second -> seconds.add(second.asLong()));
                paged.addAll(0, seconds);
                if (page.get("next").isNull()) {
                    break;
                }
                page = answers.get(
                        address + "limit=100&after=" + page.get("next").asText());
            }
            assertThat(paged).hasSizeGreaterThan(200).isSorted();
            assertThat(all.get("seconds")).extracting(JsonNode::asLong).isEqualTo(paged);
        }
    }

    @Test
    void aLongerCandleIsMadeOfAllThatLieInIt() throws Exception {
        JsonNode short15 = answers.get("/api/candles?symbol=SOLUSD&limit=5000");
        JsonNode hours = answers.get("/api/candles?symbol=SOLUSD&limit=5000&resolution=1h");
        int hour = hours.get("seconds").size() / 2;
        long from = hours.get("seconds").get(hour).asLong();

        var inIt = new ArrayList<Integer>();
        for (int i = 0; i < short15.get("seconds").size(); i++) {
            long seconds = short15.get("seconds").get(i).asLong();
            if (seconds >= from && seconds < from + 3600) {
                inIt.add(i);
            }
        }
        assertThat(inIt).hasSizeBetween(1, 4);
        assertThat(hours.get("open").get(hour)).isEqualTo(short15.get("open").get(inIt.getFirst()));
        assertThat(hours.get("close").get(hour)).isEqualTo(short15.get("close").get(inIt.getLast()));
        assertThat(hours.get("contracts").get(hour).asLong())
                .isEqualTo(inIt.stream()
                        .mapToLong(i -> short15.get("contracts").get(i).asLong())
                        .sum());
        assertThat(hours.get("high").get(hour).asDouble())
                .isEqualTo(inIt.stream()
                        .mapToDouble(i -> short15.get("high").get(i).asDouble())
                        .max()
                        .orElseThrow());
    }

    @Test
    void whatIsAskedWronglyIsRefusedWithWhatMayBeAsked() {
        assertRefused("/api/trades?symbl=SOLUSD", 400, "one of at, limit, after, account", "symbl", "/api/trades");
        assertRefused("/api/trades?limit=1&limit=2", 400, "limit once", "2 times", "/api/trades");
        assertRefused("/api/trades?limit=0", 400, "a whole number from 1 to 1000", "0", "limit");
        assertRefused("/api/trades?limit=1e3", 400, "a whole number from 1 to 1000", "1e3", "limit");
        assertRefused("/api/trades?symbol=DOGE", 400, "one of SOLUSD, AAVEUSD", "DOGE", "symbol");
        assertRefused("/api/trades?from=yesterday", 400, "a time such as", "yesterday", "from");
        assertRefused("/api/trades?after=-1", 400, "a whole number", "-1", "after");
        assertRefused("/api/candles", 400, "a symbol", "nothing", "symbol");
        assertRefused("/api/trades/999", 404, "the id of a trade", "999", "/api/trades/{id}");
        assertRefused("/api/trades/x", 400, "a whole number", "x", "id");
        assertRefused("/api/obs/SOLUSD:bull:never", 404, "a block such as", "never", "/api/obs/{id}");
        assertRefused("/api/backtests/..", 404, "the name of a result folder", "..", "/api/backtests/{name}");
        assertRefused("/api/status?at=0", 400, "a sequence or a time", "0", "at");
        assertRefused("/api/status?at=1999-01-01T00:00:00Z", 404, "a moment of the journal", "1999", "at");
        assertRefused(
                "/api/at?seq=1&time=2026-01-01T00:00:00Z", 400, "one of at, seq, time", "seq and time", "/api/at");
    }

    private static void assertRefused(String address, int status, String expected, String was, String where) {
        assertThatThrownBy(() -> answers.get(address))
                .as(address)
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.kind().status()).isEqualTo(status);
                    assertThat(refused.expected()).startsWith(expected);
                    assertThat(refused.was()).contains(was);
                    assertThat(refused.where()).isEqualTo(where);
                });
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(row -> row.get("id").asText())
                .toList();
    }

    private static String route(String address) {
        String path = address.split("\\?", 2)[0];
        return path.matches("/api/(obs|trades|backtests)/.*")
                ? path.replaceFirst("/[^/]*$", path.startsWith("/api/backtests") ? "/{name}" : "/{id}")
                : path;
    }
}
