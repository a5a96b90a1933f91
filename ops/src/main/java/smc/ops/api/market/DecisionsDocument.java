package smc.ops.api.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.History.Touch;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;

/** {@code /api/decisions}. */
public final class DecisionsDocument implements Document {
    @Override
    public String path() {
        return "/api/decisions";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Page.LIMIT,
                Page.AFTER,
                Page.ACCOUNT,
                Page.MODE,
                Page.SYMBOL,
                Parameter.optional("verdict", "a code of docs/rules.md"),
                Parameter.optional("block", "a block such as SOLUSD:bull:2026-03-02T10:15:00Z"),
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> account = query.indexIn("account", reading.accounts());
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Optional<String> mode = query.oneOf("mode", List.of("A", "B"));
        Optional<Verdict> verdict = query.oneOf("verdict", Verdict.class);
        Optional<String> block = query.text("block");
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long toNanos = query.time("to").orElse(Long.MAX_VALUE);
        Predicate<Touch> filter = touch -> {
            TouchJudged judged = touch.judged();
            return account.map(id -> id == judged.accountId()).orElse(true)
                    && symbol.map(id -> id == judged.instrumentId()).orElse(true)
                    && mode.map(letter -> letter.charAt(0) == touch.mode().letter())
                            .orElse(true)
                    && verdict.map(code -> code == judged.verdict()).orElse(true)
                    && judged.candleNanos() >= fromNanos
                    && judged.candleNanos() < toNanos
                    && block.map(name -> name.equals(BlockNames.of(
                                    reading.symbol(judged.instrumentId()), judged.blockSide(), judged.originNanos())))
                            .orElse(true);
        };
        Part<Touch> touches = reading.history().touches();
        ObjectNode json = Page.of(
                reading,
                query,
                touches,
                filter,
                (index, touch, row) -> DecisionRow.put(reading, touches.sequence(index), touch, row));
        Map<Verdict, Integer> counts = new TreeMap<>();
        touches.stream()
                .filter(filter)
                .forEach(touch -> counts.merge(touch.judged().verdict(), 1, Integer::sum));
        ObjectNode verdicts = json.putObject("verdicts");
        counts.forEach((code, count) -> verdicts.put(code.name(), count));
        return json;
    }
}
