package smc.ops.api.trading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.Verdict;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.market.Story;
import smc.ops.api.model.BlockLife;
import smc.ops.api.model.OrderLife;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.state.OpenTrade;

/** {@code /api/trades/{id}}. */
public final class TradeDocument implements Document {
    private static final String EXPECTED = "the id of a trade";

    @Override
    public String path() {
        return "/api/trades/{id}";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT, Parameter.path("id", EXPECTED));
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        long id = query.id("id").orElseThrow();
        TradeLife trade = reading.history().trades().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound(EXPECTED, Values.id(id), "/api/trades/{id}"));
        long sequence = reading.history().sequence();
        ObjectNode json = Values.begin(reading);
        Optional<TradeLife.End> end = trade.end(sequence);
        Optional<OpenTrade> open = PositionRow.find(reading, trade);
        json.putNull("trade");
        end.ifPresent(known -> TradeRow.put(reading, trade, known, json.putObject("trade")));
        json.putNull("position");
        open.ifPresent(known -> PositionRow.put(reading, trade, known, json.putObject("position")));
        List<OrderLife> orders = reading.history().orders().stream()
                .filter(order -> order.at(sequence).tradeId() == id)
                .toList();
        ArrayNode rows = json.putArray("orders");
        orders.forEach(order -> OrderRow.put(reading, order, rows.addObject()));
        putStops(trade.steps(sequence), json.putArray("stops"));

        TradeOpened opened = trade.opened();
        Optional<BlockLife> block =
                Story.block(reading, opened.instrumentId(), opened.blockSide(), opened.originNanos(), trade.sequence());
        long until = end.map(TradeLife.End::sequence).orElse(sequence);
        Set<Long> ids = orders.stream().map(OrderLife::id).collect(Collectors.toSet());
        var story = new Story(reading);
        block.ifPresent(known -> story.and(
                known,
                judged -> judged.accountId() == opened.accountId()
                        && (judged.verdict() == Verdict.TRADE
                                ? judged.value1() == id
                                : judged.verdict().numbers(judged.value1()).contains("order:id")
                                        && ids.contains(judged.value1())),
                until));
        orders.forEach(story::and);
        story.and(trade, _ -> true);
        story.put(
                json,
                block.isPresent()
                        ? Optional.empty()
                        : Optional.of("its block was born before the first frame that is still there"));
        return json;
    }

    private static void putStops(Part<TradeLife.Step> steps, ArrayNode json) {
        for (int i = 0; i < steps.size(); i++) {
            TradeLife.Step step = steps.get(i);
            switch (step.event()) {
                case TradeEntered one -> putStop(json, steps.sequence(i), step.atNanos(), one.stopE8(), "ENTRY");
                case StopMoved one ->
                    putStop(
                            json,
                            steps.sequence(i),
                            step.atNanos(),
                            one.stopE8(),
                            one.reason().name());
                default -> {
                    // Does not move it.
                }
            }
        }
    }

    private static void putStop(ArrayNode json, long sequence, long atNanos, long stopE8, String reason) {
        json.addObject()
                .put("seq", Values.id(sequence))
                .put("time", Values.time(atNanos))
                .put("stop", Values.usd(stopE8))
                .put("reason", reason);
    }
}
