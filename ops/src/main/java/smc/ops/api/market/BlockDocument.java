package smc.ops.api.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.Verdict;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.BlockLife;
import smc.ops.api.model.History.Touch;
import smc.ops.api.model.MarketHistory;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;

/** {@code /api/obs/{id}}. */
public final class BlockDocument implements Document {
    private static final String EXPECTED = "a block such as SOLUSD:bull:2026-03-02T10:15:00Z";

    @Override
    public String path() {
        return "/api/obs/{id}";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT, Parameter.path("id", EXPECTED));
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        String id = query.text("id").orElseThrow();
        BlockLife block = find(reading, id)
                .orElseThrow(() -> RefusedException.notFound(EXPECTED, Query.shown(id), "/api/obs/{id}"));
        long sequence = reading.history().sequence();
        ObjectNode json = Values.begin(reading);
        BlockRow.put(reading, block, json.putObject("block"));
        Part<Touch> touches = block.touches(sequence);
        ArrayNode decisions = json.putArray("decisions");
        for (int i = 0; i < touches.size(); i++) {
            DecisionRow.put(reading, touches.sequence(i), touches.get(i), decisions.addObject());
        }
        var story = new Story(reading).and(block, _ -> true, sequence);
        Set<Long> trades = touches.stream()
                .map(Touch::judged)
                .filter(judged -> judged.verdict() == Verdict.TRADE)
                .map(judged -> judged.value1())
                .collect(Collectors.toSet());
        reading.history().trades().stream()
                .filter(trade -> trades.contains(trade.id()))
                .forEach(trade ->
                        story.and(trade, event -> event instanceof TradeOpened || event instanceof TradeClosed));
        story.put(json, Optional.empty());
        return json;
    }

    /** Of those of one name the one born last. */
    private static Optional<BlockLife> find(Reading reading, String id) {
        for (MarketHistory market : reading.history().markets()) {
            for (BlockLife block : market.blocks().reversed()) {
                if (id.equals(BlockNames.of(reading.symbol(block.instrumentId()), block.side(), block.originNanos()))) {
                    return Optional.of(block);
                }
            }
        }
        return Optional.empty();
    }
}
