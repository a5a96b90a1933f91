package smc.ops.cli.option;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.exchange.matching.VenueSettings;

/** How the simulated venue treats orders. */
public final class TreatmentOptions {
    private static final int SLIPPAGE_BPS_MAX = 1_000;

    @Option(
            names = "--slippage-bps",
            paramLabel = "N",
            defaultValue = "2",
            description = "How much worse market and stop orders fill, in 1/10,000; ${DEFAULT-VALUE} if not given.")
    private int slippageBps;

    @Option(
            names = "--limit-through-ticks",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How far price must go beyond a limit before it fills; 0 fills on touch, ${DEFAULT-VALUE} if not given.")
    private int limitThroughTicks;

    @Option(
            names = "--latency-ms",
            paramLabel = "N",
            description = "How long an order is under way; over trades only, 0 if not given.")
    private Integer latencyMillis;

    public boolean hasLatency() {
        return latencyMillis != null;
    }

    /** @throws ParameterException if a number is out of its range */
    public VenueSettings settings(CommandSpec spec) {
        if (latencyMillis != null && latencyMillis < 0) {
            throw wrong(spec, "--latency-ms: expected at least 0, was " + latencyMillis);
        }
        if (slippageBps < 0 || slippageBps > SLIPPAGE_BPS_MAX) {
            throw wrong(spec, "--slippage-bps: expected 0 to " + SLIPPAGE_BPS_MAX + ", was " + slippageBps);
        }
        if (limitThroughTicks < 0) {
            throw wrong(spec, "--limit-through-ticks: expected at least 0, was " + limitThroughTicks);
        }
        return new VenueSettings(
                slippageBps,
                limitThroughTicks,
                TimeUnit.MILLISECONDS.toNanos(latencyMillis == null ? 0 : latencyMillis),
                false);
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
