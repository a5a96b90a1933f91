package smc.engine.loopback;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import smc.feed.session.MarketListener;
import smc.feed.session.StepListener;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleBuilder;

/** Candles by the clock of the lock-step from what a feed tells, and everything it told. Lives on the event loop; counts and
 * place may be read by all. */
final class CandlesOfTheFeed implements MarketListener, StepListener {
    /** A closed candle. */
    record Closed(Candle candle, boolean isComplete) {}

    record Told(int symbolIndex, long timeNanos, long priceE8, long contracts) {}

    record Gap(int symbolIndex, long fromNanos, long toNanos) {
        boolean holds(MadeFeed.Trade trade) {
            return trade.symbolIndex() == symbolIndex
                    && fromNanos <= trade.streamNanos()
                    && trade.streamNanos() < toNanos;
        }

        boolean touches(int index, long openTimeNanos, long intervalNanos) {
            return index == symbolIndex && fromNanos < openTimeNanos + intervalNanos && openTimeNanos < toNanos;
        }
    }

    final List<NavigableMap<Long, Closed>> closed = new ArrayList<>();
    final List<Told> trades = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger disconnections = new AtomicInteger();
    volatile long place = -1;

    private final long graceNanos;
    private final List<CandleBuilder> builders = new ArrayList<>();
    private final Acknowledgement acknowledgement;

    /** How a step is answered. */
    @FunctionalInterface
    interface Acknowledgement {
        void acknowledge(long place, long wakeNanos);
    }

    /** @param lastClosesE8 by symbol, of the candle that ends at {@code startNanos} */
    CandlesOfTheFeed(
            long intervalNanos,
            long graceNanos,
            long startNanos,
            List<Long> lastClosesE8,
            Acknowledgement acknowledgement) {
        this.graceNanos = graceNanos;
        this.acknowledgement = acknowledgement;
        for (long lastCloseE8 : lastClosesE8) {
            var builder = new CandleBuilder(intervalNanos, graceNanos);
            builder.startAfter(startNanos, lastCloseE8);
            builders.add(builder);
            closed.add(new TreeMap<>());
        }
    }

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        closeDue(symbolIndex, venueNanos);
        builders.get(symbolIndex).onTrade(venueNanos, priceE8, contracts);
        trades.add(new Told(symbolIndex, venueNanos, priceE8, contracts));
    }

    @Override
    public void onGap(int symbolIndex, long fromNanos, long toNanos) {
        gaps.add(new Gap(symbolIndex, fromNanos, toNanos));
        builders.get(symbolIndex).onMissed(fromNanos, toNanos);
    }

    @Override
    public void onResumed(int symbolIndex) {
        // Nothing was missed.
    }

    /** Asks to be woken when the next candle is due. */
    @Override
    public void onStep(long steppedPlace, long marketNanos, long toldPrivately) {
        long wakeNanos = Long.MAX_VALUE;
        for (int i = 0; i < builders.size(); i++) {
            closeDue(i, marketNanos);
            wakeNanos = Math.min(wakeNanos, builders.get(i).boundaryNanos() + graceNanos);
        }
        place = steppedPlace;
        acknowledgement.acknowledge(steppedPlace, wakeNanos);
    }

    private void closeDue(int symbolIndex, long nowNanos) {
        CandleBuilder builder = builders.get(symbolIndex);
        while (builder.isDue(nowNanos)) {
            builder.close((openTimeNanos, openE8, highE8, lowE8, closeE8, contracts, isComplete) -> closed.get(
                            symbolIndex)
                    .put(
                            openTimeNanos,
                            new Closed(
                                    new Candle(openTimeNanos, openE8, highE8, lowE8, closeE8, contracts), isComplete)));
        }
    }

    @Override
    public void onConnected() {
        connections.incrementAndGet();
    }

    @Override
    public void onDisconnected(String reason) {
        disconnections.incrementAndGet();
    }

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        // Candles are of trades.
    }

    @Override
    public void onOutage(long outageMillis, String reason) {
        // A disconnection told already.
    }

    @Override
    public void onSilent(int symbolIndex, boolean hasSpoken) {
        // The market stands still now and then.
    }

    @Override
    public void onRefused(String what) {
        throw new AssertionError("expected nothing refused, was " + what);
    }

    @Override
    public boolean canTake() {
        return true;
    }
}
