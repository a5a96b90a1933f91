package smc.ops.api.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.strategy.block.BlockEvent;

/** {@code /api/structure}. */
public final class StructureDocument implements Document {
    private static final List<String> KINDS = List.of("BOS", "CHOCH", "SWEEP");

    private record Level(long sequence, int instrumentId, BlockEvent event) {}

    @Override
    public String path() {
        return "/api/structure";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Page.LIMIT,
                Page.AFTER,
                Page.SYMBOL,
                Parameter.optional("kind", "one of " + String.join(", ", KINDS)),
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Optional<String> kind = query.oneOf("kind", KINDS);
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long toNanos = query.time("to").orElse(Long.MAX_VALUE);
        var levels = new ArrayList<Level>();
        for (int market = 0; market < reading.history().markets().size(); market++) {
            Part<BlockEvent> structure = reading.history().markets().get(market).structure();
            for (int i = 0; i < structure.size(); i++) {
                levels.add(new Level(structure.sequence(i), market, structure.get(i)));
            }
        }
        levels.sort(Comparator.comparingLong(Level::sequence));
        return Page.of(
                reading,
                query,
                levels,
                level -> symbol.map(id -> id == level.instrumentId).orElse(true)
                        && kind.map(name -> name.equals(level.event.kind().name()))
                                .orElse(true)
                        && level.event.timeNanos() >= fromNanos
                        && level.event.timeNanos() < toNanos,
                (_, level, json) -> json.put("seq", Values.id(level.sequence))
                        .put("symbol", reading.symbol(level.instrumentId))
                        .put("kind", level.event.kind().name())
                        .put("direction", level.event.side().name())
                        .put("level", Values.usd(level.event.levelE8()))
                        .put("candle", Values.time(level.event.timeNanos())));
    }
}
