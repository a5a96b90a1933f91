package smc.ops.run;

import smc.engine.paper.PaperVenue;
import smc.feed.session.MarketListener;

/** A market whose trades fill orders on paper before the engine hears of them. Event loop. */
final class PaperMarket implements MarketListener {
    private final PaperVenue paper;
    private final MarketListener engine;

    PaperMarket(PaperVenue paper, MarketListener engine) {
        this.paper = paper;
        this.engine = engine;
    }

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        paper.onTrade(symbolIndex, venueNanos, priceE8, contracts);
        engine.onTrade(symbolIndex, venueNanos, priceE8, contracts);
    }

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        paper.onTime(venueNanos);
        engine.onMarkPrice(symbolIndex, venueNanos, priceE8);
    }

    @Override
    public boolean wantsBest() {
        return engine.wantsBest();
    }

    @Override
    public void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        engine.onBest(symbolIndex, venueNanos, bidE8, askE8);
    }

    @Override
    public void onGap(int symbolIndex, long fromNanos, long toNanos) {
        engine.onGap(symbolIndex, fromNanos, toNanos);
    }

    @Override
    public void onResumed(int symbolIndex) {
        engine.onResumed(symbolIndex);
    }

    @Override
    public void onConnected() {
        engine.onConnected();
    }

    @Override
    public void onDisconnected(String reason) {
        engine.onDisconnected(reason);
    }

    @Override
    public void onOutage(long outageMillis, String reason) {
        engine.onOutage(outageMillis, reason);
    }

    @Override
    public void onSilent(int symbolIndex, boolean hasSpoken) {
        engine.onSilent(symbolIndex, hasSpoken);
    }

    @Override
    public void onRefused(String what) {
        engine.onRefused(what);
    }

    @Override
    public boolean canTake() {
        return engine.canTake();
    }
}
