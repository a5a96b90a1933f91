package smc.ops.api.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smc.engine.outcome.ClosedTrade;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.Happening;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.History;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.Readings;
import smc.ops.api.model.TradeLife;

/** {@code /api/at}: a moment, how far the journal reaches, and what other documents say of the moment. */
public final class AtDocument implements Document {
    private static final int MARKS_MAX = 2000;

    private final Readings readings;
    private final Map<String, Document> parts;

    /** @param parts documents of which each is one member of this, by its name */
    public AtDocument(Readings readings, Map<String, Document> parts) {
        this.readings = readings;
        this.parts = new LinkedHashMap<>(parts);
    }

    private record Mark(long sequence, long atNanos, String kind, String label) {}

    @Override
    public String path() {
        return "/api/at";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Parameter.optional("seq", "a sequence"),
                Parameter.optional("time", "a time such as 2026-03-02T15:45:00Z"));
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        ObjectNode json = Values.begin(reading);
        Reading now = readings.newest();
        Part<History.Start> starts = now.history().starts();
        json.putObject("first")
                .put("seq", Values.id(starts.isEmpty() ? 0 : starts.sequence(0)))
                .put(
                        "time",
                        Values.time(starts.isEmpty() ? 0 : starts.getFirst().atNanos()));
        json.putObject("last").put("seq", Values.id(now.sequence())).put("time", Values.time(now.atNanos()));
        ArrayNode marks = json.putArray("marks");
        for (Mark mark : marks(now)) {
            marks.addObject()
                    .put("seq", Values.id(mark.sequence))
                    .put("time", Values.time(mark.atNanos))
                    .put("kind", mark.kind)
                    .put("label", mark.label);
        }
        for (Map.Entry<String, Document> part : parts.entrySet()) {
            json.set(part.getKey(), part.getValue().answer(reading, query.with(part.getValue())));
        }
        return json;
    }

    private static List<Mark> marks(Reading now) {
        var marks = new ArrayList<Mark>();
        long sequence = now.history().sequence();
        for (TradeLife trade : now.history().trades()) {
            String name = "%s %s, trade %d"
                    .formatted(trade.mode().letter(), now.symbol(trade.opened().instrumentId()), trade.id());
            marks.add(new Mark(trade.sequence(), trade.atNanos(), "OPENED", name + " opened"));
            trade.end(sequence).ifPresent(end -> {
                ClosedTrade closed = end.trade();
                marks.add(new Mark(
                        end.sequence(),
                        end.atNanos(),
                        closed.netE8() > 0 ? "WON" : "LOST",
                        "%s closed: net %s USD".formatted(name, Values.usd(closed.netE8()))));
            });
        }
        Part<Happening> happenings = now.history().happenings();
        for (int i = 0; i < happenings.size(); i++) {
            Happening happening = happenings.get(i);
            if (happening.severity() != Severity.INFO) {
                marks.add(new Mark(
                        happenings.sequence(i),
                        happening.atNanos(),
                        happening.severity().name(),
                        happening.text()));
            }
        }
        marks.sort(Comparator.comparingLong(Mark::sequence));
        return marks.subList(Math.max(0, marks.size() - MARKS_MAX), marks.size());
    }
}
