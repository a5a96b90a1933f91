package smc.feed.decode;

import java.util.ArrayList;
import java.util.List;

/** What a decoder told, as text, in order. */
public final class RecordedFrames implements FrameListener {
    public final List<String> told = new ArrayList<>();

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts, boolean isReplayed) {
        told.add("trade %d %d %d %d%s"
                .formatted(symbolIndex, venueNanos, priceE8, contracts, isReplayed ? " again" : ""));
    }

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        told.add("mark %d %d %d".formatted(symbolIndex, venueNanos, priceE8));
    }

    @Override
    public void onBest(int symbolIndex, long venueNanos, long bidE8, long askE8) {
        told.add("best %d %d %d %d".formatted(symbolIndex, venueNanos, bidE8, askE8));
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
        told.add("candle %d %d %d %d %d %d %d %d %d"
                .formatted(
                        symbolIndex,
                        venueNanos,
                        intervalNanos,
                        openTimeNanos,
                        openE8,
                        highE8,
                        lowE8,
                        closeE8,
                        contracts));
    }

    @Override
    public void onHeartbeat() {
        told.add("heartbeat");
    }

    @Override
    public void onSubscribed(String channel, int symbolIndex) {
        told.add("subscribed " + channel + " " + symbolIndex);
    }

    @Override
    public void onSubscriptionRefused(String channel, String error) {
        told.add("refused " + channel + ": " + error);
    }

    @Override
    public void onVenueError(String message) {
        told.add("error " + message);
    }

    @Override
    public void onHole(int symbolIndex, long fromNanos, long toNanos) {
        told.add("hole " + symbolIndex + " " + fromNanos + " " + toNanos);
    }

    @Override
    public void onStep(long place, long marketNanos, long toldPrivately) {
        told.add("step " + place + " " + marketNanos + " " + toldPrivately);
    }
}
