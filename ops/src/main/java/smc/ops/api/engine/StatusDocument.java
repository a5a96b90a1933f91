package smc.ops.api.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import smc.engine.outcome.ClosedTrade;
import smc.engine.view.EngineImage;
import smc.execution.risk.TradingState;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.Values;
import smc.ops.api.model.Happening;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.History;
import smc.ops.api.model.History.Touch;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.OrderLife;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;

/** {@code /api/status}. */
public final class StatusDocument implements Document {
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private final Path data;
    private final LiveFacts live;

    /** For good, once it is known: not read again. */
    private volatile Optional<MoneyKind> money = Optional.empty();

    /**
     * @param data folder of the engine
     * @param live what no frame says
     */
    public StatusDocument(Path data, LiveFacts live) {
        this.data = data;
        this.live = live;
    }

    @Override
    public String path() {
        return "/api/status";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) {
        EngineImage image = reading.image();
        Optional<JsonNode> engine = LiveRow.of(reading, live);
        ObjectNode json = Values.begin(reading)
                .put("epoch", image.epoch())
                .put("running", engine.isPresent())
                .put("money", money().map(Enum::name).orElse(null))
                .put("state", state(image));
        ArrayNode accounts = json.putArray("accounts");
        for (int account = 0; account < reading.accounts().size(); account++) {
            accounts.addObject()
                    .put("account", reading.account(account))
                    .put("mode", reading.mode(account))
                    .put("name", reading.configuration().accounts().get(account).name());
        }
        ArrayNode markets = json.putArray("markets");
        for (int market = 0; market < image.markets().size(); market++) {
            MarketRow.put(reading, market, markets.addObject());
        }
        ArrayNode desks = json.putArray("desks");
        image.desks().forEach(desk -> DeskRow.put(reading, desk, desks.addObject()));
        json.put("stageCap", reading.stageCapE8() == 0 ? null : Values.usd(reading.stageCapE8()))
                .put("openTrades", image.trades().size())
                .put("workingOrders", image.orders().size());
        putToday(reading, json.putObject("today"));
        LiveRow.put(engine, json);
        return json;
    }

    /** Empty before an engine has traded in the folder, and if the folder's word cannot be read: that alone is no reason to answer nothing. */
    private Optional<MoneyKind> money() {
        if (money.isEmpty()) {
            try {
                money = FolderMoney.kindOf(data);
            } catch (IOException _) {
                return Optional.empty();
            }
        }
        return money;
    }

    private static String state(EngineImage image) {
        if (image.desks().stream().noneMatch(EngineImage.Desk::isTradingOn)) {
            return "OFF";
        }
        boolean isAll = image.desks().stream()
                .allMatch(desk -> desk.isTradingOn() && desk.standing().state() == TradingState.ACTIVE);
        return isAll ? "TRADING" : "HELD_BACK";
    }

    private static void putToday(Reading reading, ObjectNode json) {
        History history = reading.history();
        long dayNanos = reading.atNanos() - Math.floorMod(reading.atNanos(), DAY_NANOS);
        long sequence = history.sequence();
        List<ClosedTrade> trades =
                since(
                                history.closed(),
                                dayNanos,
                                life -> life.end(sequence).orElseThrow().atNanos())
                        .stream()
                        .map(life ->
                                life.end(sequence).map(TradeLife.End::trade).orElseThrow())
                        .toList();
        json.put("trades", trades.size())
                .put("wins", trades.stream().filter(trade -> trade.netE8() > 0).count())
                .put(
                        "net",
                        Values.usd(trades.stream().mapToLong(ClosedTrade::netE8).reduce(0, Math::addExact)))
                .put(
                        "decisions",
                        since(history.touches(), dayNanos, Touch::atNanos).size())
                .put(
                        "orders",
                        since(history.orders(), dayNanos, OrderLife::wantedNanos)
                                .size())
                .put(
                        "alarms",
                        since(history.happenings(), dayNanos, Happening::atNanos).stream()
                                .filter(happening -> happening.severity() != Severity.INFO)
                                .count());
    }

    /** Times grow with the rows. */
    private static <T> List<T> since(Part<T> rows, long nanos, ToLongFunction<T> time) {
        int first = rows.size();
        while (first > 0 && time.applyAsLong(rows.get(first - 1)) >= nanos) {
            first--;
        }
        return rows.subList(first, rows.size());
    }
}
