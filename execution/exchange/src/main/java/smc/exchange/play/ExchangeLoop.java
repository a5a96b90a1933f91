package smc.exchange.play;

import smc.exchange.json.CommandReader;
import smc.exchange.json.Answers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.market.Candles;
import smc.exchange.market.ListedMarket;
import smc.exchange.rules.Exchange;
import smc.exchange.rules.ExchangeRules;
import smc.exchange.rules.Refusal;

/**
 * Plays the market into the exchange, at its pace or in lock-step, and carries out commands between trades. Keeps the log, and begins by
 * playing what is in it. Lives on the event loop.
 */
public final class ExchangeLoop {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** So that requests are served while the market rushes. */
    private static final int TRADES_A_TURN = 500;

    private final EventLoop eventLoop;
    private final ExchangeSettings settings;
    private final Exchange exchange;
    private final MarketFeed feed;
    private final MarketListener listener;
    private final LockStep lockStep;
    private final Optional<CommandLog> log;
    private final Optional<PlaceFile> placeFile;
    private final CompletableFuture<Void> failure;
    private final Mistakes mistakes;
    private final CommandReader reader;
    private final Admission admission;
    private final Map<String, ListedMarket> markets = new LinkedHashMap<>();
    private final Queue<Delayed> underWay = new ArrayDeque<>();
    private final List<String> remarks = new ArrayList<>();

    private String firstLine = "";
    private boolean hasNext;
    private long place;
    private long marketNanos;
    private long loggedPlace;
    private long loggedAtNanos;
    private long paceFromNanos;
    private long paceFromMarketNanos;
    private boolean isClosed;
    private boolean isHeld;

    private record Delayed(long effectNanos, Runnable command) {}

    public ExchangeLoop(
            EventLoop eventLoop,
            ExchangeSettings settings,
            Exchange exchange,
            MarketFeed feed,
            MarketListener listener,
            LockStep lockStep,
            Optional<CommandLog> log,
            CompletableFuture<Void> failure)
            throws IOException {
        this.eventLoop = eventLoop;
        this.settings = settings;
        this.exchange = exchange;
        this.feed = feed;
        this.listener = listener;
        this.lockStep = lockStep;
        this.log = log;
        this.failure = failure;
        mistakes = new Mistakes(settings.isStrict(), settings.notes());
        reader = new CommandReader(exchange);
        admission = new Admission(exchange, reader, mistakes);
        marketNanos = feed.startNanos();
        exchange.onTime(marketNanos);
        for (ExchangeInstrument instrument : exchange.instruments()) {
            String symbol = instrument.symbol();
            var candles = new Candles(feed.history(symbol), feed.holes(symbol), feed.rowNanos(symbol));
            var market = new ListedMarket(instrument, candles, marketNanos);
            markets.put(instrument.symbol(), market);
            if (market.lastE8 != 0) {
                exchange.onTrade(instrument, marketNanos, market.lastE8, 0);
            }
        }
        hasNext = feed.advance();
        if (log.isPresent()) {
            recover(log.get());
        }
        loggedPlace = place;
        placeFile = settings.dataFolder().isPresent()
                ? Optional.of(recoverPlace(settings.dataFolder().get()))
                : Optional.empty();
        ExchangeRules rules = ExchangeRules.of(settings.venue());
        if (!exchange.rules().equals(rules)) {
            carryOut(0, CommandKind.RULES, CommandReader.rules(rules));
        }
    }

    private void recover(CommandLog commands) throws IOException {
        List<JsonNode> lines = commands.lines();
        if (commands.bytesCutOff() > 0) {
            remarks.add("%s has a torn tail: its last %d bytes, no whole line and never answered, were cut off"
                    .formatted(commands.file(), commands.bytesCutOff()));
        }
        // Through text, as the log has been: a number read is not always the number written.
        var header = new LogHeader(feed, exchange.accounts(), exchange.instruments(), settings.venue());
        if (lines.isEmpty()) {
            firstLine = header.line().toString();
            commands.append(header.line());
            return;
        }
        firstLine = lines.getFirst().toString();
        if (!header.matches(firstLine)) {
            throw new IOException(
                    commands.file() + ":1: expected this exchange, " + header.line() + ", was another, " + firstLine
                            + "; start it with the market and the accounts it was begun with, or with another folder");
        }
        for (int i = 1; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            deliverUpTo(line.path("place").asLong(), commands.file() + ":" + (i + 1));
            if (line.has("command")) {
                try {
                    passTo(Math.max(marketNanos, line.path("market_nanos").asLong()));
                    exchange.nextOrderId(line.path("next_id").asLong());
                    exchange.execute(reader.read(
                            line.path("user").asInt(),
                            CommandKind.valueOf(line.path("command").asText()),
                            (ObjectNode) line.get("body")));
                } catch (RuntimeException e) {
                    throw new IOException(
                            commands.file() + ":" + (i + 1) + ": expected a command that was once taken, "
                                    + e.getMessage() + "; " + CommandLog.advice(commands.file()),
                            e);
                }
            }
        }
        lines.clear();
    }

    /** Goes on from the log's last place to where a killed exchange had come. */
    private PlaceFile recoverPlace(Path folder) throws IOException {
        var file = new PlaceFile(folder, firstLine);
        try {
            Optional<PlaceFile.Place> kept = file.read();
            if (kept.isEmpty() && file.isWritten() && place > 0) {
                remarks.add(
                        "%s is torn or damaged, or another exchange's: the market goes on at the log's place, %d, which may be before what was told"
                                .formatted(folder.resolve(PlaceFile.FILE), place));
            }
            if (kept.isPresent()) {
                deliverUpTo(kept.get().trades(), folder.toString());
                passTo(Math.max(marketNanos, kept.get().marketNanos()));
                while (hasNext && feed.isHole() && feed.timeNanos() <= marketNanos) {
                    pass();
                }
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void deliverUpTo(long wantedPlace, String where) throws IOException {
        while (place < wantedPlace) {
            if (!hasNext) {
                throw new IOException(where + ": expected a market of at least " + wantedPlace + " trades, it has "
                        + place + "; play it with the market it was begun with, or in another folder");
            }
            pass();
        }
    }

    /** Lets market time run. */
    public void start() {
        beginPace();
        if (settings.speed() > 0) {
            tick();
        }
    }

    private void beginPace() {
        paceFromNanos = System.nanoTime();
        paceFromMarketNanos = feed.isOfNow()
                ? Math.max(
                        marketNanos,
                        TimeUnit.MILLISECONDS.toNanos(settings.wallMillis().getAsLong()))
                : marketNanos;
    }

    /** Market time stands from here on; what is asked for is still done, at this time. */
    public void hold() {
        catchUp();
        isHeld = true;
        notePlace();
    }

    /** Notes its place and stops. */
    public void close() throws IOException {
        isClosed = true;
        notePlace();
        if (log.isPresent()) {
            log.get().close();
        }
        if (placeFile.isPresent()) {
            placeFile.get().close();
        }
        feed.close();
    }

    private void tick() {
        if (isClosed || isHeld) {
            return;
        }
        try {
            if (lockStep.isBeforeBegin()) {
                beginPace();
            }
            int left = TRADES_A_TURN;
            while (left-- > 0 && isDue()) {
                step();
            }
            catchUp();
            if (System.nanoTime() - loggedAtNanos > PLACE_NANOS) {
                notePlace();
            }
            // While it waits for an acknowledgement, the last one goes on at once.
            long delayNanos = left < 0 ? 0 : TICK_NANOS;
            if (delayNanos > 0 && hasNext && !lockStep.isWaiting()) {
                delayNanos = Math.clamp((nextNanos() - pacedNanos()) / settings.speed(), 0, TICK_NANOS);
            }
            var _ = eventLoop.schedule(this::tick, delayNanos, TimeUnit.NANOSECONDS);
        } catch (IOException | RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }

    /** A connection goes in lock-step from now on; its first step tells it where the market stands. */
    public void join(LockStep.Client client) {
        catchUp();
        lockStep.join(client);
        client.step(place, marketNanos);
    }

    /** It is gone. */
    public void leave(LockStep.Client client) {
        lockStep.leave(client);
        acknowledged();
    }

    /** A client took a step; with the last of them the market goes on. */
    public void acknowledged() {
        if (!lockStep.isWaiting()) {
            resume();
        }
    }

    /** The last acknowledgement came. */
    private void resume() {
        if (isClosed || isHeld || settings.speed() == 0) {
            return;
        }
        try {
            if (isDue()) {
                step();
            }
        } catch (IOException | RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }

    private boolean isDue() {
        return hasNext && !lockStep.isWaiting() && nextNanos() <= pacedNanos();
    }

    /** Of the next trade, or of the step that a client asked for before it. */
    private long nextNanos() {
        return Math.min(lockStep.wakeNanos(), feed.timeNanos());
    }

    private long pacedNanos() {
        return paceFromMarketNanos + (System.nanoTime() - paceFromNanos) * settings.speed();
    }

    /** Market time moves up to the next trade or wake, unless it waits. */
    public void catchUp() {
        if (settings.speed() > 0 && hasNext && !isHeld && !lockStep.isWaiting()) {
            advanceTo(Math.max(marketNanos, Math.min(pacedNanos(), nextNanos())));
        }
    }

    /** A wake, or else a trade; of both at one time the wake comes first. */
    private void step() throws IOException {
        long wakeNanos = lockStep.wakeNanos();
        if (wakeNanos <= feed.timeNanos()) {
            advanceTo(Math.max(marketNanos, wakeNanos));
            lockStep.onWake(place, marketNanos);
        } else {
            deliver(); // A hole is a step of its own, as its beginning is told in the order of time.
            lockStep.onStep(place, marketNanos);
        }
    }

    private void deliver() throws IOException {
        keep(feed.isHole() ? place : place + 1, Math.max(marketNanos, feed.timeNanos()));
        pass();
    }

    private void advanceTo(long timeNanos) {
        keep(place, timeNanos);
        passTo(timeNanos);
    }

    /** Before it happens, so that nobody hears of what a kill would undo. */
    private void keep(long newPlace, long timeNanos) {
        if (placeFile.isPresent()) {
            placeFile.get().keep(newPlace, timeNanos);
        }
    }

    private void pass() throws IOException {
        ListedMarket market = markets.get(feed.symbol());
        passTo(Math.max(marketNanos, feed.timeNanos()));
        if (feed.isHole()) {
            var hole = new MarketFeed.Hole(feed.timeNanos(), feed.holeToNanos());
            market.candles.onHole(hole);
            listener.holeBegan(market, hole);
            hasNext = feed.advance();
            return;
        }
        market.onTrade(marketNanos, feed.priceE8(), feed.contracts(), feed.bidE8(), feed.askE8());
        place++;
        if (feed.contracts() > 0) { // else a price is known, and nothing traded
            exchange.onTrade(market.instrument, marketNanos, feed.priceE8(), feed.contracts());
            market.onTraded(feed.isBuy(), feed.contracts());
            listener.traded(market, feed.isBuy(), feed.contracts());
        }
        hasNext = feed.advance();
    }

    private void passTo(long timeNanos) {
        while (!underWay.isEmpty() && underWay.element().effectNanos <= timeNanos) {
            Delayed delayed = underWay.remove();
            marketNanos = delayed.effectNanos;
            exchange.onTime(marketNanos);
            delayed.command.run();
        }
        marketNanos = timeNanos;
        exchange.onTime(timeNanos);
        listener.timePassed(timeNanos);
    }

    private void notePlace() {
        loggedAtNanos = System.nanoTime();
        if (log.isPresent() && place != loggedPlace) {
            log.get().append(Documents.object().put("place", place));
            loggedPlace = place;
        }
    }

    /**
     * Carries out a command one latency of market time from now; the future ends with {@link Refusal} if it is refused. It ends on the event
     * loop, and at once without latency.
     */
    public CompletableFuture<JsonNode> command(int userId, CommandKind command, ObjectNode body) {
        var answer = new CompletableFuture<JsonNode>();
        catchUp();
        Runnable run = () -> {
            try {
                admission.admit(userId, command, body);
                answer.complete(carryOut(userId, command, body));
            } catch (Refusal refused) {
                answer.completeExceptionally(refused);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                failure.completeExceptionally(e);
            }
        };
        if (settings.venue().latencyNanos() == 0) {
            run.run();
        } else {
            underWay.add(new Delayed(Math.addExact(marketNanos, settings.venue().latencyNanos()), run));
        }
        return answer;
    }

    /** A command of the exchange itself: takes effect at once. */
    void ownCommand(int userId, CommandKind command, ObjectNode body) {
        catchUp();
        try {
            carryOut(userId, command, body);
        } catch (RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }

    private JsonNode carryOut(int userId, CommandKind command, ObjectNode body) {
        long nextId = exchange.nextOrderId();
        ObjectNode asGiven = body.deepCopy();
        JsonNode result = Answers.result(exchange, exchange.execute(reader.read(userId, command, body)));
        if (log.isPresent()) {
            ObjectNode line = Documents.object()
                    .put("place", place)
                    .put("market_nanos", marketNanos)
                    .put("next_id", nextId)
                    .put("user", userId)
                    .put("command", command.name());
            line.set("body", asGiven);
            log.get().append(line);
            loggedPlace = place;
        }
        return result;
    }

    /** Delivers trades now; returns how many there were. */
    public int advance(int trades) {
        int delivered = 0;
        try {
            long before = place;
            while (place - before < trades && hasNext) {
                step();
                delivered = (int) (place - before);
            }
        } catch (IOException e) {
            failure.completeExceptionally(e);
        }
        return delivered;
    }

    /** What there is to say of the files that it has gone on from. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    public Collection<ListedMarket> markets() {
        return markets.values();
    }

    /** @throws Refusal if there is none */
    public ListedMarket market(String symbol) {
        ListedMarket market = markets.get(symbol);
        if (market == null) {
            throw Refusal.refused("invalid_contract");
        }
        return market;
    }

    public Mistakes mistakes() {
        return mistakes;
    }

    public String description() {
        return feed.description();
    }

    /** Trades delivered so far; a hole is none. */
    public long place() {
        return place;
    }

    public long marketNanos() {
        return marketNanos;
    }

    /** Whether it cannot go on. */
    boolean hasFailed() {
        return failure.isDone();
    }

    public boolean hasEnded() {
        return !hasNext;
    }
}
