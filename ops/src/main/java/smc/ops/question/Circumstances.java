package smc.ops.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import smc.engine.view.NoInputs;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderType;

/** What befell an engine that no model of a venue knows of: trades that were missed, and times in which it was not at work. */
final class Circumstances extends NoInputs {
    private final Function<Long, Optional<OrderLife>> orders;
    private final List<Hole> holes = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<MarketFill> unweighed = new ArrayList<>();

    private long sequence;
    private long nowNanos;
    private long lastTradeNanos;
    private long pausedSinceNanos;
    private boolean isPaused;
    private int fillsAtOnce;
    private int fillsAtATrade;

    /**
     * Trades of a symbol that may have been missed.
     *
     * @param sequence of the frame that told it
     * @param toldNanos when it was told
     */
    record Hole(int instrumentId, long fromNanos, long toNanos, long sequence, long toldNanos) {}

    /** Between what an epoch heard last and where the next may trade; {@code sequence} of the frame of its start. */
    record Pause(long fromNanos, long toNanos, long sequence) {}

    /** A market order's first fill, whose next trade is awaited. */
    private record MarketFill(int instrumentId, long wantedNanos, long filledNanos) {}

    /** @param orders those that were wanted, by id */
    Circumstances(Function<Long, Optional<OrderLife>> orders) {
        this.orders = orders;
    }

    List<Hole> holes() {
        return holes;
    }

    /** The last one is open where the engine was never let trade again. */
    List<Pause> pauses() {
        var all = new ArrayList<>(pauses);
        if (isPaused) {
            all.add(new Pause(pausedSinceNanos, Long.MAX_VALUE, sequence));
        }
        return all;
    }

    /** Whether market orders met the last price at once, as over a wire, rather than the next trade, as on paper. */
    boolean fillsAtOnce() {
        return fillsAtOnce >= fillsAtATrade;
    }

    @Override
    public void at(long sequence, long nowNanos) {
        this.sequence = sequence;
        this.nowNanos = nowNanos;
    }

    @Override
    public void onEngineStarted(long epoch, long configHash, long keptSequence, int cutReason) {
        pause(lastTradeNanos);
    }

    @Override
    public void onTradingSwitched(int accountId, boolean isOn) {
        if (!isOn) {
            pause(nowNanos);
        } else if (isPaused) {
            isPaused = false;
            if (lastTradeNanos != 0) { // else it is the very first start, before which there was nothing
                pauses.add(new Pause(pausedSinceNanos, nowNanos, sequence));
            }
        }
    }

    private void pause(long sinceNanos) {
        if (!isPaused) {
            isPaused = true;
            pausedSinceNanos = sinceNanos;
        }
    }

    @Override
    public void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {
        holes.add(new Hole(instrumentId, fromNanos, toNanos, sequence, nowNanos));
    }

    @Override
    public void onTrade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        lastTradeNanos = nowNanos;
        if (!unweighed.isEmpty()) {
            unweighed.removeIf(fill -> fill.instrumentId == instrumentId && weigh(fill));
        }
    }

    /** On paper a fill is reported just before the trade that made it is. */
    private boolean weigh(MarketFill fill) {
        if (fill.filledNanos - fill.wantedNanos <= nowNanos - fill.filledNanos) {
            fillsAtOnce++;
        } else {
            fillsAtATrade++;
        }
        return true;
    }

    @Override
    public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
        if (report instanceof Filled) {
            orders.apply(report.orderId())
                    .filter(order -> order.submit().type() == OrderType.MARKET)
                    .ifPresent(order -> unweighed.add(new MarketFill(instrumentId, order.wantedNanos(), nowNanos)));
        }
    }
}
