package smc.execution.simulator;

/**
 * How the venue treats orders (order-blocks.md section 24).
 *
 * @param slippageBps how much worse than the market price market and stop orders fill, in 1/10000
 * @param limitThroughTicks how far price must go beyond a limit before it fills; 0 fills on touch
 * @param latencyNanos over trades: a command takes effect this much later; over rows it is not used
 * @param partialFills over trades: the limits hit by a trade share its contracts; otherwise each fills whole
 */
public record VenueSettings(int slippageBps, int limitThroughTicks, long latencyNanos, boolean partialFills) {
    /** The defaults of section 27: 2 bps, one tick through, no latency, whole fills. */
    public static final VenueSettings DEFAULTS = new VenueSettings(2, 1, 0, false);

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
}
