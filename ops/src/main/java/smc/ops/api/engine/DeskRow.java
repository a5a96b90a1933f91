package smc.ops.api.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Standing;
import smc.ops.api.document.Values;
import smc.ops.api.model.Reading;
import smc.ops.story.RiskSentence;

/** An account on a symbol as documents have it. */
final class DeskRow {
    private DeskRow() {}

    static void put(Reading reading, EngineImage.Desk desk, ObjectNode json) {
        json.put("account", reading.account(desk.accountId()))
                .put("mode", String.valueOf(desk.mode().letter()))
                .put("symbol", desk.symbol())
                .put("tradingOn", desk.isTradingOn())
                .put("state", desk.standing().state().name());
        put(desk.standing(), json);
        json.put("position", desk.contracts())
                .put("entry", Values.usd(desk.entryE8()))
                .put("stop", Values.usd(desk.stopE8()))
                .put("target", Values.usd(desk.targetE8()))
                .put("capital", Values.usd(desk.capitalE8()))
                .put("equity", Values.usd(desk.equityE8()))
                .put("tradesOpened", desk.tradesOpened())
                .put("tradesClosed", desk.tradesClosed())
                .put("longCooldown", desk.longCooldown())
                .put("shortCooldown", desk.shortCooldown());
    }

    private static void put(Standing standing, ObjectNode json) {
        json.putNull("heldBack");
        standing.reason()
                .ifPresent(reason -> json.putObject("heldBack")
                        .put("reason", reason.name())
                        .put("text", RiskSentence.of(reason, standing.found(), standing.allowed()))
                        .put("since", Values.time(standing.sinceNanos()))
                        .put("until", standing.untilNanos() == 0 ? null : Values.time(standing.untilNanos()))
                        .put("who", standing.who())
                        .put("why", standing.why()));
        ObjectNode refused = json.putObject("refusedToday");
        new TreeMap<>(standing.refusedToday()).forEach((limit, times) -> refused.put(limit.name(), times));
    }
}
