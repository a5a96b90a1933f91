package smc.feed.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a session told, as text, in order. */
public final class RecordedMarket implements MarketListener {
    public final List<String> told = new CopyOnWriteArrayList<>();
    public final List<Integer> resumed = new CopyOnWriteArrayList<>();
    public volatile boolean canTake = true;
    public volatile boolean wantsBest;

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        told.add("trade %d %d %d %d".formatted(symbolIndex, venueNanos, priceE8, contracts));
    }

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        told.add("mark %d %d %d".formatted(symbolIndex, venueNanos, priceE8));
    }

    @Override
    public boolean wantsBest() {
        return wantsBest;
    }

    @Override
    public void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        told.add("best %d %d %d %d".formatted(symbolIndex, venueNanos, bidE8, askE8));
    }

    @Override
    public void onGap(int symbolIndex, long fromNanos, long toNanos) {
        told.add("gap %d %d %d".formatted(symbolIndex, fromNanos, toNanos));
    }

    @Override
    public void onResumed(int symbolIndex) {
        resumed.add(symbolIndex);
    }

    @Override
    public void onConnected() {
        told.add("connected");
    }

    @Override
    public void onDisconnected(String reason) {
        told.add("disconnected: " + reason);
    }

    @Override
    public void onOutage(long outageMillis, String reason) {
        told.add("outage " + outageMillis + ": " + reason);
    }

    @Override
    public void onSilent(int symbolIndex, boolean hasSpoken) {
        told.add("silent " + symbolIndex + (hasSpoken ? " after it spoke" : " from the start"));
    }

    @Override
    public void onRefused(String what) {
        told.add("refused " + what);
    }

    @Override
    public boolean canTake() {
        return canTake;
    }
}
