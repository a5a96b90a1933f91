package smc.feed.decode;

/** Takes everything and does nothing; tests override what they look at. */
class IgnoredFrames implements FrameListener {
    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts, boolean isReplayed) {}

    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {}

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
            long contracts) {}

    @Override
    public void onHeartbeat() {}

    @Override
    public void onSubscribed(String channel, int symbolIndex) {}

    @Override
    public void onSubscriptionRefused(String channel, String error) {}

    @Override
    public void onVenueError(String message) {}

    @Override
    public void onHole(int symbolIndex, long fromNanos, long toNanos) {}

    @Override
    public void onStep(long place, long marketNanos, long toldPrivately) {}
}
