package smc.ops.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import smc.journal.JournalException;
import smc.ops.api.document.Document;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.engine.AlarmsDocument;
import smc.ops.api.engine.AtDocument;
import smc.ops.api.engine.ConfigDocument;
import smc.ops.api.engine.StatusDocument;
import smc.ops.api.engine.SystemDocument;
import smc.ops.api.market.BlockDocument;
import smc.ops.api.market.BlocksDocument;
import smc.ops.api.market.CandlesDocument;
import smc.ops.api.market.DecisionsDocument;
import smc.ops.api.market.StructureDocument;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.Reading;
import smc.ops.api.model.Readings;
import smc.ops.api.money.BacktestDocument;
import smc.ops.api.money.BacktestsDocument;
import smc.ops.api.money.CapitalDocument;
import smc.ops.api.money.EquityDocument;
import smc.ops.api.money.PerformanceDocument;
import smc.ops.api.trading.OrdersDocument;
import smc.ops.api.trading.PositionsDocument;
import smc.ops.api.trading.TradeDocument;
import smc.ops.api.trading.TradesDocument;
import smc.ops.journal.Moment;

/** All documents, and what each says. Any thread. */
public final class Documents {
    private final Readings readings;
    private final List<Document> all;

    private Documents(Readings readings, List<Document> all) {
        this.readings = readings;
        this.all = List.copyOf(all);
    }

    /**
     * Those of the API.
     *
     * @param results where {@code ./smc backtest} writes its folders; it need not be there
     */
    public static Documents of(Readings readings, LiveFacts live, Path results) {
        var status = new StatusDocument(readings.data(), live);
        var positions = new PositionsDocument();
        var orders = new OrdersDocument();
        var blocks = new BlocksDocument();
        var capital = new CapitalDocument();
        var ofAMoment = new LinkedHashMap<String, Document>();
        ofAMoment.put("status", status);
        ofAMoment.put("positions", positions);
        ofAMoment.put("orders", orders);
        ofAMoment.put("obs", blocks);
        ofAMoment.put("capital", capital);
        return new Documents(
                readings,
                List.of(
                        blocks,
                        new BlockDocument(),
                        positions,
                        orders,
                        new TradesDocument(),
                        new TradeDocument(),
                        new PerformanceDocument(),
                        new CandlesDocument(),
                        new StructureDocument(),
                        new DecisionsDocument(),
                        status,
                        new EquityDocument(),
                        capital,
                        new AlarmsDocument(),
                        new ConfigDocument(),
                        new BacktestsDocument(results),
                        new BacktestDocument(results),
                        new SystemDocument(readings.data(), live),
                        new AtDocument(readings, ofAMoment)));
    }

    /** Each path once. */
    public List<Document> all() {
        return all;
    }

    /**
     * What a document says, of now or of the moment that is asked for.
     *
     * @throws RefusedException if there is no answer
     */
    public JsonNode answer(Document document, Query query) throws RefusedException {
        return document.answer(reading(query), query);
    }

    private Reading reading(Query query) throws RefusedException {
        Optional<Moment> moment = query.moment();
        if (moment.isEmpty()) {
            return readings.newest();
        }
        String asked = moment.get().toString();
        try {
            Reading then = readings.at(moment.get());
            if (then.sequence() == 0) {
                throw RefusedException.notFound("a moment of the journal", asked + ", before its first frame", "at");
            }
            return then;
        } catch (JournalException e) {
            throw new RefusedException(
                    RefusedException.Kind.UNAVAILABLE, "frames up to " + asked, String.valueOf(e.getMessage()), "at");
        }
    }
}
