package smc.ops.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import smc.ops.api.document.Document;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.ReadModel;
import smc.ops.api.model.Reading;
import smc.ops.api.model.Readings;
import smc.ops.journal.Moment;

/** Asks documents by their addresses. */
public final class Answers {
    private static final long PATIENCE_SECONDS = 60;

    private final Documents documents;

    private Answers(Documents documents) {
        this.documents = documents;
    }

    /** Of readings, without an engine and without backtests. */
    public static Answers of(Readings readings) {
        return new Answers(Documents.of(readings, LiveFacts.NONE, Path.of("none")));
    }

    /** @param results folder of backtests */
    public static Answers of(Readings readings, LiveFacts live, Path results) {
        return new Answers(Documents.of(readings, live, results));
    }

    /** Of one reading, whatever the moment. */
    public static Answers of(Path data, Reading reading) {
        return of(new Readings() {
            @Override
            public Path data() {
                return data;
            }

            @Override
            public Reading newest() {
                return reading;
            }

            @Override
            public Reading at(Moment moment) {
                return reading;
            }
        });
    }

    /** Until all that is in its journal is folded. */
    public static void awaitReady(ReadModel model) throws InterruptedException {
        var ready = new CountDownLatch(1);
        model.onPublished(reading -> {
            if (reading.progress().isComplete()) {
                ready.countDown();
            }
        });
        assertThat(model.isReady() || ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    /** @param address as {@code /api/trades?limit=3} */
    public JsonNode get(String address) throws RefusedException {
        String[] parts = address.split("\\?", 2);
        for (Document document : documents.all()) {
            Optional<Map<String, String>> inPath = match(document.path(), parts[0]);
            if (inPath.isPresent()) {
                var inQuery = new LinkedHashMap<String, List<String>>();
                if (parts.length == 2) {
                    for (String one : parts[1].split("&", -1)) {
                        String[] pair = one.split("=", 2);
                        inQuery.merge(
                                pair[0], List.of(pair[1]), (some, more) -> List.of(some.getFirst(), more.getFirst()));
                    }
                }
                return documents.answer(document, Query.of(document, inQuery, inPath.get()));
            }
        }
        throw new IllegalArgumentException("expected a route, was " + address);
    }

    private static Optional<Map<String, String>> match(String route, String path) {
        String[] expected = route.split("/", -1);
        String[] given = path.split("/", -1);
        if (expected.length != given.length) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{")) {
                values.put(expected[i].substring(1, expected[i].length() - 1), given[i]);
            } else if (!expected[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** All routes with what there is in a reading, so that each kind of row is among the answers. */
    public List<String> addresses(Reading reading) {
        var all = new ArrayList<>(List.of(
                "/api/obs",
                "/api/obs?all=true&limit=1000",
                "/api/positions",
                "/api/orders",
                "/api/orders?state=all&limit=1000",
                "/api/trades?limit=1000",
                "/api/performance",
                "/api/candles?symbol=SOLUSD",
                "/api/candles?symbol=AAVEUSD&resolution=4h&limit=5000",
                "/api/structure?limit=1000",
                "/api/decisions?limit=1000",
                "/api/status",
                "/api/equity",
                "/api/equity?resolution=1d&symbol=SOLUSD",
                "/api/capital",
                "/api/alarms?limit=1000",
                "/api/config"));
        reading.history().trades().reversed().stream().limit(3).forEach(trade -> all.add("/api/trades/" + trade.id()));
        reading.history().trades().stream().limit(3).forEach(trade -> all.add("/api/trades/" + trade.id()));
        try {
            for (JsonNode block : get("/api/obs?all=true&limit=1000").get("items")) {
                if (!block.get("trades").isEmpty() || all.size() < 28) {
                    all.add("/api/obs/" + block.get("id").asText());
                }
            }
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
        return all.stream().distinct().toList();
    }
}
