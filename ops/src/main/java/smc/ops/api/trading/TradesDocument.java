package smc.ops.api.trading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import smc.engine.outcome.ClosedTrade;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.Reading;

/** {@code /api/trades}. */
public final class TradesDocument implements Document {
    @Override
    public String path() {
        return "/api/trades";
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
                Page.FROM,
                Page.TO,
                Parameter.optional("result", "won or lost"));
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> account = query.indexIn("account", reading.accounts());
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Optional<String> mode = query.oneOf("mode", List.of("A", "B"));
        Optional<String> result = query.oneOf("result", List.of("won", "lost"));
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long toNanos = query.time("to").orElse(Long.MAX_VALUE);
        long sequence = reading.history().sequence();
        return Page.of(
                reading,
                query,
                reading.history().closed(),
                life -> {
                    ClosedTrade trade = life.end(sequence).orElseThrow().trade();
                    return account.map(id -> id == trade.accountId()).orElse(true)
                            && symbol.map(id -> id == trade.instrumentId()).orElse(true)
                            && mode.map(letter ->
                                            letter.charAt(0) == life.mode().letter())
                                    .orElse(true)
                            && result.map(word -> word.equals("won") == trade.netE8() > 0)
                                    .orElse(true)
                            && trade.exitNanos() >= fromNanos
                            && trade.exitNanos() < toNanos;
                },
                (_, life, json) ->
                        TradeRow.put(reading, life, life.end(sequence).orElseThrow(), json));
    }
}
