package smc.exchange.matching;

/**
 * How the venue treats orders (docs/rules.md section 24).
 *
 * @param slippageBps how much worse than the market price market and stop orders fill, in 1/10000
 * @param limitThroughTicks how far price must go beyond a limit before it fills; 0 fills on touch
 * @param latencyNanos over trades: a command takes effect this much later; over rows it is not used
 * @param partialFills over trades: the limits hit by a trade share its contracts; otherwise each fills whole
 * @param fillsOnTick every fill is rounded to the tick against its order, as at any venue; otherwise to 1e-8, as section 24 has it
 */
public record VenueSettings(
        int slippageBps, int limitThroughTicks, long latencyNanos, boolean partialFills, boolean fillsOnTick) {
    /** The defaults of section 27: 2 bps, one tick through, no latency, whole fills, to 1e-8. */
    public static final VenueSettings DEFAULTS = new VenueSettings(2, 1, 0, false);

    /** The same with fills on the tick: how an exchange, and paper at its market, treats orders. */
    public static final VenueSettings ON_TICK = DEFAULTS.onTick();

    /** As section 24 has it, to 1e-8. */
    public VenueSettings(int slippageBps, int limitThroughTicks, long latencyNanos, boolean partialFills) {
        this(slippageBps, limitThroughTicks, latencyNanos, partialFills, false);
    }

    /** @throws IllegalArgumentException if a number is below 0, or the slippage 10,000 or more */
    public VenueSettings {
        if (slippageBps < 0 || slippageBps >= 10_000) {
            throw new IllegalArgumentException("expected slippageBps of 0 to 9999, was " + slippageBps);
        }
        if (limitThroughTicks < 0) {
            throw new IllegalArgumentException("expected limitThroughTicks of at least 0, was " + limitThroughTicks);
        }
        if (latencyNanos < 0) {
            throw new IllegalArgumentException("expected latencyNanos of at least 0, was " + latencyNanos);
        }
    }

    /** The same with fills on the tick. */
    public VenueSettings onTick() {
        return withFillsOnTick(true);
    }

    /** The same with fills on the tick or to 1e-8. */
    public VenueSettings withFillsOnTick(boolean isOnTick) {
        return new VenueSettings(slippageBps, limitThroughTicks, latencyNanos, partialFills, isOnTick);
    }

    /** The same with another slippage. */
    public VenueSettings withSlippageBps(int bps) {
        return new VenueSettings(bps, limitThroughTicks, latencyNanos, partialFills, fillsOnTick);
    }

    /** The same with limits that fill elsewhere beyond their price. */
    public VenueSettings withLimitThroughTicks(int ticks) {
        return new VenueSettings(slippageBps, ticks, latencyNanos, partialFills, fillsOnTick);
    }
}
