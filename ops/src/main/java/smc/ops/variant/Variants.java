package smc.ops.variant;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import smc.engine.backtest.Backtest;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.ops.result.BacktestResult;
import smc.ops.result.Summary;
import smc.ops.result.VariantResult;
import smc.ops.text.Progress;

/** Runs a backtest again with each mode alone, with other fills, and with the emergency stop elsewhere. */
public final class Variants {
    /** Nothing changed. */
    public static final String AS_RUN = "as-run";

    public static final String FILL_ON_TOUCH = "fill-on-touch";
    public static final String SOLO = "solo-";
    public static final String SLIPPAGE = "slippage-";
    public static final String EMERGENCY = "emergency-";

    private static final int[] SLIPPAGES_BPS = {0, 2, 5};
    private static final int[] EMERGENCY_HEIGHTS = {1, 2, 3};

    private Variants() {}

    /** Runs a backtest over the market of the first one; called on several threads at a time. */
    @FunctionalInterface
    public interface Market {
        RunRecord run(Backtest backtest) throws IOException;
    }

    private record Variant(String name, Backtest backtest) {}

    /**
     * Runs them all, as many at a time as there are processors.
     *
     * @param base of the run that {@code result} and {@code summary} tell of; a variant that equals it is not run again
     * @return in the order of the file, the run itself first
     * @throws IOException if the market cannot be read
     */
    public static List<VariantResult> run(
            Backtest base, BacktestResult result, Summary summary, Market market, Progress progress)
            throws IOException {
        List<Variant> variants = of(base);
        var running = new ArrayList<Future<VariantResult>>();
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Variant variant : variants) {
                running.add(threads.submit(() -> run(variant, base, result, summary, market)));
            }
            var results = new ArrayList<VariantResult>();
            for (Future<VariantResult> future : running) {
                progress.show("variant %d of %d".formatted(results.size() + 1, variants.size()));
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped before all variants were run", e);
        }
    }

    private static List<Variant> of(Backtest base) {
        VenueSettings venue = base.venue();
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(AS_RUN, base));
        for (Mode mode : base.modes()) {
            variants.add(new Variant(SOLO + Character.toLowerCase(mode.letter()), base.withMode(mode)));
        }
        variants.add(new Variant(FILL_ON_TOUCH, base.withVenue(venue.withLimitThroughTicks(0))));
        for (int bps : SLIPPAGES_BPS) {
            variants.add(new Variant(SLIPPAGE + bps, base.withVenue(venue.withSlippageBps(bps))));
        }
        for (int heights : EMERGENCY_HEIGHTS) {
            variants.add(new Variant(EMERGENCY + heights, base.withEmergencyHeights(heights * 100)));
        }
        return variants;
    }

    private static VariantResult run(
            Variant variant, Backtest base, BacktestResult result, Summary summary, Market market) throws IOException {
        boolean isSolo = variant.name.startsWith(SOLO);
        if (variant.backtest.equals(base)) {
            return new VariantResult(
                    variant.name,
                    result.accounts(),
                    summary,
                    isSolo ? result.record().trades() : List.of());
        }
        RunRecord record = market.run(variant.backtest);
        record.requireEveryTouchJudged();
        List<Mode> modes = variant.backtest.modes();
        List<BacktestResult.Account> accounts = result.accounts().stream()
                .filter(account -> modes.contains(account.mode()))
                .toList();
        Summary changed = Summary.of(new BacktestResult(
                result.build(),
                result.configuration(),
                accounts,
                result.symbols(),
                result.fills(),
                variant.backtest.venue(),
                record));
        return new VariantResult(variant.name, accounts, changed, isSolo ? record.trades() : List.of());
    }
}
