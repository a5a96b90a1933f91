package smc.exchange.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.json.Answers;
import smc.exchange.json.CommandKind;
import smc.exchange.json.CommandReader;
import smc.exchange.json.Documents;
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
    private final LockStep lockStep;
    private final Optional<CommandLog> log;
    private final Optional<PlaceFile> placeFile;
    private final CompletableFuture<Void> failure;
    private final Mistakes mistakes;
    private final CommandReader reader;
    private final Admission admission;
    private final Playback playback;
    private final List<String> remarks;

    private long loggedPlace;
    private long loggedAtNanos;
    private long paceFromNanos;
    private long paceFromMarketNanos;
    private boolean isClosed;
    private boolean isHeld;

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
        this.lockStep = lockStep;
        this.log = log;
        this.failure = failure;
        mistakes = new Mistakes(settings.isStrict(), settings.notes());
        reader = new CommandReader(exchange);
        admission = new Admission(exchange, reader, mistakes);
        playback = new Playback(exchange, feed, listener);
        var recovery = new Recovery(exchange, reader, playback, feed, settings.venue());
        if (log.isPresent()) {
            recovery.recover(log.get());
        }
        loggedPlace = playback.place();
        placeFile = settings.dataFolder().isPresent()
                ? Optional.of(recovery.recoverPlace(settings.dataFolder().get()))
                : Optional.empty();
        remarks = recovery.remarks();
        ExchangeRules rules = ExchangeRules.of(settings.venue());
        if (!exchange.rules().equals(rules)) {
            carryOut(0, CommandKind.RULES, CommandReader.rules(rules));
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
                        playback.marketNanos(),
                        TimeUnit.MILLISECONDS.toNanos(settings.wallMillis().getAsLong()))
                : playback.marketNanos();
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
            if (delayNanos > 0 && playback.hasNext() && !lockStep.isWaiting()) {
                delayNanos = Math.clamp((nextNanos() - pacedNanos()) / settings.speed(), 0, TICK_NANOS);
            }
            var _ = eventLoop.schedule(this::tick, delayNanos, TimeUnit.NANOSECONDS);
        } catch (IOException | RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }

    /** Whether a new subscription to trades is told the latest of them. */
    public boolean tellsLatestTrades() {
        return settings.tellsLatestTrades();
    }

    /** A connection goes in lock-step from now on; its first step tells it where the market stands. */
    public void join(LockStep.Client client) {
        catchUp();
        lockStep.join(client);
        client.step(playback.place(), playback.marketNanos());
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
        return playback.hasNext() && !lockStep.isWaiting() && nextNanos() <= pacedNanos();
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
        if (settings.speed() > 0 && playback.hasNext() && !isHeld && !lockStep.isWaiting()) {
            advanceTo(Math.max(playback.marketNanos(), Math.min(pacedNanos(), nextNanos())));
        }
    }

    /** A wake, or else a trade; of both at one time the wake comes first. */
    private void step() throws IOException {
        long wakeNanos = lockStep.wakeNanos();
        if (wakeNanos <= feed.timeNanos()) {
            advanceTo(Math.max(playback.marketNanos(), wakeNanos));
            lockStep.onWake(playback.place(), playback.marketNanos());
        } else {
            deliver(); // A hole is a step of its own, as its beginning is told in the order of time.
            lockStep.onStep(playback.place(), playback.marketNanos());
        }
    }

    private void deliver() throws IOException {
        keep(
                feed.isHole() ? playback.place() : playback.place() + 1,
                Math.max(playback.marketNanos(), feed.timeNanos()));
        playback.pass();
    }

    private void advanceTo(long timeNanos) {
        keep(playback.place(), timeNanos);
        playback.passTo(timeNanos);
    }

    /** Before it happens, so that nobody hears of what a kill would undo. */
    private void keep(long newPlace, long timeNanos) {
        if (placeFile.isPresent()) {
            placeFile.get().keep(newPlace, timeNanos);
        }
    }

    private void notePlace() {
        loggedAtNanos = System.nanoTime();
        if (log.isPresent() && playback.place() != loggedPlace) {
            log.get().append(Documents.object().put("place", playback.place()));
            loggedPlace = playback.place();
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
            playback.delay(Math.addExact(marketNanos(), settings.venue().latencyNanos()), run);
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
                    .put("place", playback.place())
                    .put("market_nanos", playback.marketNanos())
                    .put("next_id", nextId)
                    .put("user", userId)
                    .put("command", command.name());
            line.set("body", asGiven);
            log.get().append(line);
            loggedPlace = playback.place();
        }
        return result;
    }

    /** Delivers trades now; returns how many there were. */
    public int advance(int trades) {
        int delivered = 0;
        try {
            long before = playback.place();
            while (playback.place() - before < trades && playback.hasNext()) {
                step();
                delivered = (int) (playback.place() - before);
            }
        } catch (IOException e) {
            failure.completeExceptionally(e);
        }
        return delivered;
    }

    /** What there is to say of the files that it has gone on from. */
    public List<String> remarks() {
        return remarks;
    }

    public Collection<ListedMarket> markets() {
        return playback.markets();
    }

    /** @throws Refusal if there is none */
    public ListedMarket market(String symbol) {
        return playback.market(symbol);
    }

    public Mistakes mistakes() {
        return mistakes;
    }

    public String description() {
        return feed.description();
    }

    /** Trades delivered so far; a hole is none. */
    public long place() {
        return playback.place();
    }

    public long marketNanos() {
        return playback.marketNanos();
    }

    /** Whether it cannot go on. */
    boolean hasFailed() {
        return failure.isDone();
    }

    public boolean hasEnded() {
        return !playback.hasNext();
    }
}
