package smc.ops.api.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import smc.engine.view.EngineImage;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.model.History.Move;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;

/** {@code /api/capital}. */
public final class CapitalDocument implements Document {
    @Override
    public String path() {
        return "/api/capital";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT, Page.LIMIT, Page.AFTER, Page.ACCOUNT, Page.SYMBOL);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> account = query.indexIn("account", reading.accounts());
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Books books = Books.of(reading);
        ObjectNode json = Values.begin(reading);
        ArrayNode desks = json.putArray("desks");
        for (EngineImage.Desk desk : reading.image().desks()) {
            int instrumentId = reading.symbols().indexOf(desk.symbol());
            if (account.map(id -> id == desk.accountId()).orElse(true)
                    && symbol.map(id -> id == instrumentId).orElse(true)) {
                desks.addObject()
                        .put("account", reading.account(desk.accountId()))
                        .put("mode", String.valueOf(desk.mode().letter()))
                        .put("symbol", desk.symbol())
                        .put("capital", Values.usd(desk.capitalE8()))
                        .put("equity", Values.usd(desk.equityE8()))
                        .put("start", Values.usd(books.startE8(desk.accountId())))
                        .put("moved", Values.usd(books.movedE8(desk.accountId(), instrumentId)))
                        .put("corrected", Values.usd(books.correctedE8(desk.accountId(), instrumentId)))
                        .put("net", Values.usd(books.netE8(desk.accountId(), instrumentId)));
            }
        }
        Part<Move> moves = reading.history().moves();
        Page.put(
                json,
                query,
                moves,
                move -> account.map(id -> id == move.accountId()).orElse(true)
                        && symbol.map(id -> id == move.instrumentId()).orElse(true),
                (index, move, row) -> row.put("seq", Values.id(moves.sequence(index)))
                        .put("time", Values.time(move.atNanos()))
                        .put("account", reading.account(move.accountId()))
                        .put("symbol", reading.symbol(move.instrumentId()))
                        .put("kind", move.kind().name())
                        .put("money", Values.usd(move.moneyE8()))
                        .put("capital", Values.usd(move.capitalE8())));
        return json;
    }
}
