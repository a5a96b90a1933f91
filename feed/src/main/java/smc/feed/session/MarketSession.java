package smc.feed.session;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import smc.feed.decode.FrameListener;
import smc.feed.decode.Symbols;

/**
 * One session with the public stream, over as many connections as it takes. It subscribes trades and marks, reconnects for ever, and tells every hole
 * as a gap: from the last trade known to the first moment that is known again. That moment is a trade, or a mark of the symbol: the mark of a quiet
 * symbol comes every other second, its next trade perhaps long after its candle is closed. Where the venue replays the latest trades and they
 * reach back to the last one known, there is no hole.
 *
 * <pre>
 *   STOPPED --start--> CONNECTING --open--> SUBSCRIBING --all acknowledged--> LIVE
 *                        ^    |                  |                              |
 *            pause over  |    v                  v                              |
 *                        WAITING <----- closed, refused, too slow, idle --------+
 * </pre>
 *
 * <p>One owner, the thread of the socket. Times are real, in milliseconds from any origin, and never decrease. A trade allocates nothing.
 */
public final class MarketSession implements FrameListener {
    /** For a market of which nothing is known yet. */
    public static final long NOTHING_KNOWN = Long.MIN_VALUE;

    /** For an acknowledgement that asks for no wake. */
    public static final long NO_WAKE = Long.MAX_VALUE;

    private static final int SYMBOLS_MAX = 100;
    private static final long NANOS_PER_MICRO = 1_000;

    private enum State {
        STOPPED,
        WAITING,
        CONNECTING,
        SUBSCRIBING,
        LIVE
    }

    private final Symbols symbols;
    private final SessionSettings settings;
    private final MarketListener listener;
    private final StepListener steps;
    private final SessionSocket socket;

    private final SeenTrades[] seen;
    /** Whether trades may have been missed since the last one seen. */
    private final boolean[] isHoleOpen;

    private final boolean[] hasTrades;
    private final boolean[] hasMarks;
    /** The venue will not tell them: that was said, and it goes on without. */
    private boolean hasRefusedMarks;

    private final Silence silence;
    private final Pauses pauses;

    private State state = State.STOPPED;
    private long nowMillis;
    private long stateSinceMillis;
    private long frameMillis;
    private long waitUntilMillis;
    private long outageSinceMillis;
    private boolean isOutageTold;
    private String lastReason = "";

    /**
     * @param symbols at most 100, the most that one request may name (docs/delta-exchange.md, section 4.2)
     * @param knownUntilNanos everything before is known, of every symbol: the end of the last candle of history, or {@link #NOTHING_KNOWN}
     * @param seed of the jitter of the pauses
     * @param steps asks for lock-step on every connection; null does without
     */
    public MarketSession(
            Symbols symbols,
            SessionSettings settings,
            long knownUntilNanos,
            long seed,
            MarketListener listener,
            StepListener steps,
            SessionSocket socket) {
        if (symbols.count() > SYMBOLS_MAX) {
            throw new IllegalArgumentException("expected at most " + SYMBOLS_MAX + " symbols, were " + symbols.count());
        }
        this.symbols = symbols;
        this.settings = settings;
        this.listener = listener;
        this.steps = steps;
        this.socket = socket;
        seen = new SeenTrades[symbols.count()];
        Arrays.setAll(seen, _ -> new SeenTrades(knownUntilNanos));
        isHoleOpen = new boolean[seen.length];
        hasTrades = new boolean[seen.length];
        hasMarks = new boolean[seen.length];
        silence = new Silence(seen.length, settings.silenceMillis(), steps != null);
        pauses = new Pauses(settings, seed);
    }

    /**
     * A trade that is known from an earlier process. Before the start, and all of the last instant, so that they can be told from others of it.
     */
    public void known(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        seen[symbolIndex].add(venueNanos, priceE8, contracts, false);
    }

    /** Begins to connect. */
    public void start(long nowMillis) {
        this.nowMillis = nowMillis;
        outageSinceMillis = nowMillis;
        connect();
    }

    /** Ends it; nothing more is told. */
    public void stop() {
        if (state != State.STOPPED) {
            enter(State.STOPPED);
            socket.close();
        }
    }

    /** The socket is open and may be written to. */
    public void onOpened(long nowMillis) {
        this.nowMillis = nowMillis;
        frameMillis = nowMillis;
        enter(State.SUBSCRIBING);
        socket.send("{\"type\":\"enable_heartbeat\"}");
        socket.send(Subscription.of(symbols, listener.wantsBest()));
    }

    /** The socket was closed, or could not be opened. */
    public void onClosed(long nowMillis, String reason) {
        this.nowMillis = nowMillis;
        if (state != State.STOPPED && state != State.WAITING) {
            waitAfter(reason, pauseMillis());
        }
    }

    /** The venue refuses connections for now: HTTP 429 at the upgrade. The pause is long, so an outage told already is told again with this reason. */
    public void onQuotaExceeded(long nowMillis) {
        this.nowMillis = nowMillis;
        isOutageTold = false;
        waitAfter("too many connections, says the venue", pauses.quotaMillis());
        socket.close();
    }

    /** A frame came; what it says follows. */
    public void onFrame(long nowMillis) {
        this.nowMillis = nowMillis;
        frameMillis = nowMillis;
    }

    /** A frame came that could not be read: what it said may have been trades. */
    public void onUnreadable() {
        Arrays.fill(isHoleOpen, true);
    }

    /** The socket is not read just now, so that silence means nothing. */
    public void onReadingPaused(long nowMillis) {
        this.nowMillis = nowMillis;
        frameMillis = nowMillis;
        silence.onReadingPaused(nowMillis);
    }

    /** Time moved; to be called several times a second. */
    public void onTick(long nowMillis) {
        this.nowMillis = nowMillis;
        switch (state) {
            case STOPPED -> {
                return;
            }
            case WAITING -> {
                if (nowMillis >= waitUntilMillis) {
                    connect();
                }
            }
            case CONNECTING, SUBSCRIBING -> {
                if (nowMillis - stateSinceMillis > settings.connectMillis()) {
                    drop(
                            state == State.CONNECTING
                                    ? "no connection in time"
                                    : "no acknowledgement in time of " + Subscription.TRADES + " of "
                                            + missing(hasTrades));
                }
            }
            case LIVE -> {
                if (nowMillis - frameMillis > settings.idleMillis()) {
                    drop("no frame for " + (nowMillis - frameMillis) + " ms");
                } else if (!hasRefusedMarks
                        && !all(hasMarks)
                        && nowMillis - stateSinceMillis > settings.connectMillis()) {
                    drop("no acknowledgement in time of " + Subscription.MARKS + " of " + missing(hasMarks));
                } else {
                    noticeSilence();
                }
            }
        }
        if (state != State.LIVE && !isOutageTold && nowMillis - outageSinceMillis >= settings.alarmMillis()) {
            isOutageTold = true;
            listener.onOutage(nowMillis - outageSinceMillis, lastReason);
        }
    }

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts, boolean isReplayed) {
        silence.marketIsAt(venueNanos);
        silence.heard(symbolIndex, nowMillis);
        SeenTrades trades = seen[symbolIndex];
        if (isReplayed && isHoleOpen[symbolIndex] && venueNanos <= trades.lastNanos()) {
            // The replay reaches back to what is known.
            isHoleOpen[symbolIndex] = false;
            listener.onResumed(symbolIndex);
        }
        if (isReplayed && trades.takeRepeat(venueNanos, priceE8, contracts)) {
            return;
        }
        closeHole(symbolIndex, venueNanos);
        trades.add(venueNanos, priceE8, contracts, isReplayed);
        listener.onTrade(symbolIndex, venueNanos, priceE8, contracts);
    }

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        silence.marketIsAt(venueNanos);
        silence.heard(symbolIndex, nowMillis);
        // Before the acknowledgement of the trades it proves nothing about them.
        if (hasTrades[symbolIndex] && venueNanos > seen[symbolIndex].lastNanos()) {
            closeHole(symbolIndex, venueNanos);
        }
        listener.onMarkPrice(symbolIndex, venueNanos, priceE8);
    }

    @Override
    public void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        // It proves nothing about trades, nor that the marks still come.
        listener.onBest(symbolIndex, venueNanos, bidE8, askE8);
    }

    @Override
    public void onFormingCandle(
            int symbolIndex,
            long venueNanos,
            long intervalNanos,
            long openTimeNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long contracts) {
        silence.heard(symbolIndex, nowMillis);
    }

    @Override
    public void onHeartbeat() {
        // That a frame came is all it says.
    }

    @Override
    public void onSubscribed(String channel, int symbolIndex) {
        if (channel.equals(Subscription.TRADES)) {
            hasTrades[symbolIndex] = true;
        } else if (channel.equals(Subscription.MARKS)) {
            hasMarks[symbolIndex] = true;
        }
        if (state == State.SUBSCRIBING && all(hasTrades)) {
            enter(State.LIVE);
            silence.onLive(nowMillis);
            isOutageTold = false;
            listener.onConnected();
            if (steps != null) {
                socket.send("{\"type\":\"sim_lockstep\"}");
            }
        }
    }

    @Override
    public void onSubscriptionRefused(String channel, String error) {
        listener.onRefused(channel + ": " + error);
        if (channel.equals(Subscription.TRADES)) {
            drop("subscription refused: " + error);
        } else if (channel.equals(Subscription.MARKS)) {
            hasRefusedMarks = true;
        }
    }

    @Override
    public void onVenueError(String message) {
        listener.onRefused(message);
    }

    /** Whatever traded in it was missed. */
    @Override
    public void onHole(int symbolIndex, long fromNanos, long toNanos) {
        silence.heard(symbolIndex, nowMillis);
        listener.onGap(symbolIndex, fromNanos, toNanos);
    }

    @Override
    public void onStep(long place, long marketNanos, long toldPrivately) {
        if (steps != null) {
            silence.onStep(marketNanos);
            steps.onStep(place, marketNanos, toldPrivately);
        }
    }

    /**
     * Lets the market go on after a step.
     *
     * @param wakeNanos market time of another step if nothing trades before, in epoch nanoseconds, rounded up to a microsecond; {@link #NO_WAKE} for
     *     none
     */
    public void acknowledge(long place, long wakeNanos) {
        if (state == State.LIVE) {
            String wake = wakeNanos == NO_WAKE ? "" : ",\"wake\":" + Math.ceilDiv(wakeNanos, NANOS_PER_MICRO);
            socket.send("{\"type\":\"sim_ack\",\"place\":" + place + wake + "}");
        }
    }

    private void connect() {
        Arrays.fill(isHoleOpen, true);
        Arrays.fill(hasTrades, false);
        Arrays.fill(hasMarks, false);
        hasRefusedMarks = false;
        silence.onConnecting();
        for (SeenTrades trades : seen) {
            trades.onReconnect();
        }
        enter(State.CONNECTING);
        socket.connect();
    }

    private void drop(String reason) {
        if (state == State.STOPPED || state == State.WAITING) {
            return;
        }
        waitAfter(reason, pauseMillis());
        socket.close();
    }

    private void waitAfter(String reason, long pauseMillis) {
        boolean wasLive = state == State.LIVE;
        lastReason = reason;
        waitUntilMillis = nowMillis + pauseMillis;
        enter(State.WAITING);
        if (wasLive) {
            outageSinceMillis = nowMillis;
            listener.onDisconnected(reason);
        }
    }

    private long pauseMillis() {
        if (state == State.LIVE && nowMillis - stateSinceMillis >= settings.stableMillis()) {
            pauses.reset();
        }
        return pauses.nextMillis();
    }

    /** Others of the same instant may have been missed at both ends, and at a boundary they belong to the next candle. */
    private void closeHole(int symbolIndex, long newNanos) {
        if (isHoleOpen[symbolIndex]) {
            isHoleOpen[symbolIndex] = false;
            long lastNanos = seen[symbolIndex].lastNanos();
            listener.onGap(symbolIndex, lastNanos, Math.max(newNanos, lastNanos) + 1);
        }
    }

    /** A symbol whose marks have stopped is lost on this connection; one that never spoke is told and left. */
    private void noticeSilence() {
        for (int i = silence.next(nowMillis); i >= 0; i = silence.next(nowMillis)) {
            listener.onSilent(i, silence.hasSpoken(i));
            if (silence.hasSpoken(i) && hasMarks[i]) {
                drop(symbols.name(i) + " fell silent");
                return;
            }
        }
    }

    private void enter(State next) {
        state = next;
        stateSinceMillis = nowMillis;
    }

    /** Symbols of which a channel was asked for and has not been granted. */
    private String missing(boolean[] granted) {
        return IntStream.range(0, granted.length)
                .filter(i -> !granted[i])
                .mapToObj(symbols::name)
                .collect(Collectors.joining(", "));
    }

    private static boolean all(boolean[] flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }
}
