package smc.ops.cli.option;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.SymbolConfig;
import smc.feed.market.MadeMarket;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;

/** Which synthetic market is meant. */
public final class SyntheticOptions {
    /** Candles of 15 minutes beyond the warm-up need more than two. */
    private static final int DAYS_MIN = 3;

    private static final int DAYS_MAX = 3_650;

    @Option(
            names = {"--market", "--synthetic"},
            paramLabel = "PRESET",
            description = "Synthetic market: ${COMPLETION-CANDIDATES}; NORMAL if not given.")
    private Preset preset = Preset.NORMAL;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Its seed: another one is another market; 1 if not given.")
    private long seed = 1;

    @Option(names = "--days", paramLabel = "N", description = "Its length from 2025-01-01 on; 180 if not given.")
    private int days = 180;

    /** @throws ParameterException if there is no such market */
    public MadeMarket market(CommandSpec spec, SyntheticInstrument instrument, long timeframeNanos) {
        if (days < DAYS_MIN || days > DAYS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--days: expected %d to %d, was %d".formatted(DAYS_MIN, DAYS_MAX, days));
        }
        long fromNanos = TimeUnit.SECONDS.toNanos(MadeMarket.FIRST_DAY.getEpochSecond());
        return new MadeMarket(
                instrument,
                new SyntheticMarket(preset, seed),
                timeframeNanos,
                fromNanos,
                fromNanos + TimeUnit.DAYS.toNanos(days));
    }

    /** What a configured symbol is like. */
    public static SyntheticInstrument instrument(SymbolConfig configured) {
        return SyntheticInstrument.of(configured.name(), configured.tickE8(), configured.contractValueE8());
    }
}
