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
import smc.ops.api.model.BlockLife;
import smc.ops.api.model.History;
import smc.ops.api.model.MarketHistory;
import smc.ops.api.model.Reading;

/** {@code /api/obs}. */
public final class BlocksDocument implements Document {
    private static final List<String> STATES = List.of("FRESH", "BREAKER", "DEAD");

    @Override
    public String path() {
        return "/api/obs";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Page.LIMIT,
                Page.AFTER,
                Page.SYMBOL,
                Parameter.optional("all", "true or false"),
                Parameter.optional("state", "one of " + String.join(", ", STATES)),
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Optional<String> state = query.oneOf("state", STATES);
        boolean isAll = query.oneOf("all", List.of("true", "false")).equals(Optional.of("true"))
                || state.equals(Optional.of("DEAD"));
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long toNanos = query.time("to").orElse(Long.MAX_VALUE);
        long sequence = reading.history().sequence();
        return Page.of(
                reading,
                query,
                inOrder(reading.history()),
                block -> symbol.map(id -> id == block.instrumentId()).orElse(true)
                        && (isAll || block.state(sequence).isPresent())
                        && state.map(wanted -> wanted.equals(
                                        block.state(sequence).map(Enum::name).orElse("DEAD")))
                                .orElse(true)
                        && block.bornNanos() < toNanos
                        && endNanos(block, sequence) >= fromNanos,
                (_, block, json) -> BlockRow.put(reading, block, json));
    }

    private static long endNanos(BlockLife block, long sequence) {
        return block.state(sequence).isPresent()
                ? Long.MAX_VALUE
                : block.changes(sequence).getLast().candleNanos();
    }

    /** Of all markets, in order of birth. */
    private static List<BlockLife> inOrder(History history) {
        var all = new ArrayList<BlockLife>();
        for (MarketHistory market : history.markets()) {
            all.addAll(market.blocks());
        }
        all.sort(Comparator.comparingLong(BlockLife::sequence));
        return all;
    }
}
