package smc.ops.api.trading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import smc.engine.view.EngineImage;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.model.Reading;

/** {@code /api/positions}. */
public final class PositionsDocument implements Document {
    @Override
    public String path() {
        return "/api/positions";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT, Page.LIMIT, Page.AFTER, Page.ACCOUNT, Page.SYMBOL);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> account = query.indexIn("account", reading.accounts());
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Set<Long> open =
                reading.image().trades().stream().map(EngineImage.Trade::id).collect(Collectors.toSet());
        return Page.of(
                reading,
                query,
                reading.history().trades(),
                trade -> open.contains(trade.id())
                        && account.map(id -> id == trade.opened().accountId()).orElse(true)
                        && symbol.map(id -> id == trade.opened().instrumentId()).orElse(true),
                (_, trade, json) -> PositionRow.put(
                        reading, trade, PositionRow.find(reading, trade).orElseThrow(), json));
    }
}
