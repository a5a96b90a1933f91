package smc.ops.api.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import smc.engine.event.Inputs;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.Happening;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;

/** {@code /api/alarms}. */
public final class AlarmsDocument implements Document {
    @Override
    public String path() {
        return "/api/alarms";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Page.LIMIT,
                Page.AFTER,
                Parameter.optional("severity", "one of INFO, WARNING, ALARM"),
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Severity> severity = query.oneOf("severity", Severity.class);
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long toNanos = query.time("to").orElse(Long.MAX_VALUE);
        Part<Happening> happenings = reading.history().happenings();
        return Page.of(
                reading,
                query,
                happenings,
                happening ->
                        severity.map(wanted -> wanted == happening.severity()).orElse(true)
                                && happening.atNanos() >= fromNanos
                                && happening.atNanos() < toNanos,
                (index, happening, json) -> json.put("seq", Values.id(happenings.sequence(index)))
                        .put("time", Values.time(happening.atNanos()))
                        .put("severity", happening.severity().name())
                        .put("kind", happening.kind().name())
                        .put(
                                "account",
                                happening.accountId() == Inputs.ALL ? null : reading.account(happening.accountId()))
                        .put(
                                "symbol",
                                happening.instrumentId() == Inputs.ALL
                                        ? null
                                        : reading.symbol(happening.instrumentId()))
                        .put("text", happening.text()));
    }
}
