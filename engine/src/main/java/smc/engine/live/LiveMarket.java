package smc.engine.live;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import smc.engine.core.CoreSettings;
import smc.engine.live.watch.HoleWords;
import smc.engine.live.watch.LiveClock;
import smc.engine.live.watch.LiveListener;
import smc.execution.instrument.Instrument;
import smc.feed.session.MarketListener;

/**
 * What the stream tells, on its way into the ring. In lock-step it is held until the step, because what the venue has to report of the same moment
 * comes first. Event loop.
 */
final class LiveMarket implements MarketListener {
    /** Well below the age at which a market counts as silent, and few enough to be journaled. */
    private static final long QUOTE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The venue says its best prices every five seconds at least (docs/delta-exchange.md, section 4.3): older ones are not known any more. */
    private static final long BEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CoreSettings core;
    private final List<String> symbols;
    private final LiveInputs inputs;
    private final LiveClock clock;
    private final LiveListener listener;
    private final boolean isStepped;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean isConnected;
    /** Since when nothing is known of a symbol, market time; {@link Long#MAX_VALUE} while it is heard. */
    private final long[] lostNanos;

    /** Whether this connection has said what was missed of a symbol before it, if anything was. */
    private final boolean[] isHeard;

    /** When the next quote of a symbol may be told. */
    private final long[] quoteDueNanos;

    /** The best prices of each symbol, 0 where there is none, and when they were said. */
    private final long[] bidsE8;

    private final long[] asksE8;
    private final long[] bestNanos;

    private long trades;
    private long gaps;
    private long disconnects;

    LiveMarket(CoreSettings core, LiveInputs inputs, LiveClock clock, LiveListener listener, boolean isStepped) {
        this.core = core;
        symbols = core.instruments().stream().map(Instrument::symbol).toList();
        this.inputs = inputs;
        this.clock = clock;
        this.listener = listener;
        this.isStepped = isStepped;
        lostNanos = new long[symbols.size()];
        Arrays.fill(lostNanos, Long.MAX_VALUE);
        isHeard = new boolean[symbols.size()];
        quoteDueNanos = new long[symbols.size()];
        bidsE8 = new long[symbols.size()];
        asksE8 = new long[symbols.size()];
        bestNanos = new long[symbols.size()];
    }

    /**
     * Time is about to move. A candle that closes before the stream has said what it missed must not pass as whole: until then everything since the
     * connection was lost counts as missed.
     */
    void beforeClock() {
        long now = clock.nowNanos();
        for (int i = 0; i < lostNanos.length; i++) {
            if (lostNanos[i] < now && closes(now) > closes(lostNanos[i])) {
                gap(i, lostNanos[i], now);
                lostNanos[i] = now;
            }
        }
    }

    /** The stream has not been heard yet: of a symbol everything before the end of this candle is known, and nothing since. */
    void knownUntil(int symbolIndex, long endNanos) {
        if (!isStepped) { // else time stands still
            lostNanos[symbolIndex] = endNanos + core.closeGraceNanos(); // that candle is closed
        }
    }

    /** Candles that are closed by a time. */
    private long closes(long nanos) {
        return Math.floorDiv(nanos - core.closeGraceNanos(), core.timeframeNanos());
    }

    /** Lets in what was held. */
    void release() {
        for (Runnable one = held.poll(); one != null; one = held.poll()) {
            one.run();
        }
    }

    boolean hasHeld() {
        return !held.isEmpty();
    }

    boolean isConnected() {
        return isConnected;
    }

    /** Whether it is known of every symbol what was missed, and told. */
    boolean isHeard() {
        for (boolean one : isHeard) {
            if (!one) {
                return false;
            }
        }
        return held.isEmpty();
    }

    long trades() {
        return trades;
    }

    long gaps() {
        return gaps;
    }

    long disconnects() {
        return disconnects;
    }

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        trades++;
        lostNanos[symbolIndex] = Long.MAX_VALUE;
        isHeard[symbolIndex] = true;
        if (isStepped) {
            held.add(() -> inputs.trade(symbolIndex, venueNanos, priceE8, contracts));
        } else {
            clock.stamped(venueNanos);
            inputs.trade(symbolIndex, venueNanos, priceE8, contracts);
        }
    }

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        if (isStepped) {
            held.add(() -> quote(symbolIndex, priceE8));
        } else {
            clock.stamped(venueNanos);
            quote(symbolIndex, priceE8);
        }
    }

    /** For the limit of the spread alone. */
    @Override
    public boolean wantsBest() {
        return core.risk().isOn() && core.risk().spreadBps() > 0;
    }

    @Override
    public void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        if (isStepped) {
            held.add(() -> best(symbolIndex, bidE8, askE8));
        } else {
            clock.stamped(venueNanos);
            best(symbolIndex, bidE8, askE8);
        }
    }

    /** Kept until the mark is told: what comes ten times a second is not journaled by itself. */
    private void best(int symbolIndex, long bidE8, long askE8) {
        bidsE8[symbolIndex] = bidE8;
        asksE8[symbolIndex] = askE8;
        bestNanos[symbolIndex] = clock.nowNanos();
    }

    /** For the limits alone, so no more often than they need it. */
    private void quote(int symbolIndex, long markE8) {
        long now = clock.nowNanos();
        if (core.risk().isOn() && now >= quoteDueNanos[symbolIndex]) {
            quoteDueNanos[symbolIndex] = now + QUOTE_NANOS;
            boolean isFresh = now - bestNanos[symbolIndex] <= BEST_NANOS;
            long bidE8 = isFresh ? bidsE8[symbolIndex] : 0;
            long askE8 = isFresh ? asksE8[symbolIndex] : 0;
            inputs.send(input -> input.onQuote(symbolIndex, markE8, bidE8, askE8));
        }
    }

    @Override
    public void onGap(int symbolIndex, long fromNanos, long toNanos) {
        gaps++;
        lostNanos[symbolIndex] = Long.MAX_VALUE;
        isHeard[symbolIndex] = true;
        listener.note(HoleWords.words(symbols.get(symbolIndex), fromNanos, toNanos, core.timeframeNanos()));
        if (isStepped) {
            held.add(() -> gap(symbolIndex, fromNanos, toNanos));
        } else {
            gap(symbolIndex, fromNanos, toNanos);
        }
    }

    @Override
    public void onResumed(int symbolIndex) {
        lostNanos[symbolIndex] = Long.MAX_VALUE;
        isHeard[symbolIndex] = true;
    }

    private void gap(int symbolIndex, long fromNanos, long toNanos) {
        inputs.send(input -> input.onTradesMissed(symbolIndex, fromNanos, toNanos));
    }

    @Override
    public void onConnected() {
        isConnected = true;
        listener.note("market stream connected");
    }

    @Override
    public void onDisconnected(String reason) {
        isConnected = false;
        Arrays.fill(isHeard, false);
        inputs.releaseReports(); // No step may come for long.
        disconnects++;
        if (!isStepped) { // else time stands still
            Arrays.fill(lostNanos, clock.nowNanos());
        }
        listener.note("market stream lost: " + reason);
    }

    @Override
    public void onOutage(long outageMillis, String reason) {
        listener.alarm("no market stream for %,d ms: %s".formatted(outageMillis, reason));
    }

    @Override
    public void onSilent(int symbolIndex, boolean hasSpoken) {
        listener.alarm(symbols.get(symbolIndex)
                + (hasSpoken ? " has fallen silent" : ": nothing heard of it, the venue may not know it"));
    }

    @Override
    public void onRefused(String what) {
        listener.alarm("the venue refused " + what);
    }

    @Override
    public boolean canTake() {
        return inputs.canTake();
    }
}
