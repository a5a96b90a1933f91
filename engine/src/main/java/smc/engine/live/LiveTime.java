package smc.engine.live;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.engine.core.CoreSettings;
import smc.engine.live.compare.VenueComparison;
import smc.engine.live.watch.FundingClock;
import smc.engine.live.watch.LiveClock;

/** The connected market, and what goes by its time: ten times a second, or step by step. Event loop. */
final class LiveTime {
    private static final long TICK_MILLIS = 100;

    private final boolean isStepped;
    private final CoreSettings core;
    private final LiveInputs inputs;
    private final LiveMarket market;
    private final LiveClock clock;
    private final LiveVenue venue;
    private final LiveWatch watch;
    private final VenueComparison comparison;
    private final ScheduledExecutorService loop;
    private final Consumer<Throwable> fail;
    private final CompletableFuture<Void> marketHeard = new CompletableFuture<>();

    private Optional<Connection> connection = Optional.empty();
    private Optional<Future<?>> ticks = Optional.empty();

    private record Connection(MarketStream stream, CandleRepair repair, Stepper stepper, FundingClock funding) {}

    LiveTime(
            boolean isStepped,
            CoreSettings core,
            LiveInputs inputs,
            LiveMarket market,
            LiveClock clock,
            LiveVenue venue,
            LiveWatch watch,
            VenueComparison comparison,
            ScheduledExecutorService loop,
            Consumer<Throwable> fail) {
        this.isStepped = isStepped;
        this.core = core;
        this.inputs = inputs;
        this.market = market;
        this.clock = clock;
        this.venue = venue;
        this.watch = watch;
        this.comparison = comparison;
        this.loop = loop;
        this.fail = fail;
    }

    /** From here on trades come in, and time goes on. */
    void connect(MarketStream stream, CandleRepair repair, FundingClock funding) {
        var stepper = new Stepper(
                core,
                inputs,
                market,
                clock,
                repair,
                stream,
                venue::heard,
                venue::settled,
                () -> venue.bookFunding(funding, clock.nowNanos()),
                loop);
        connection = Optional.of(new Connection(stream, repair, stepper, funding));
        stream.start();
        if (!isStepped) {
            ticks = Optional.of(loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private Connection connected() {
        return connection.orElseThrow(() -> new IllegalStateException("expected a market that is connected"));
    }

    /** Ends when the market was heard for the first time. */
    CompletableFuture<Void> marketHeard() {
        return marketHeard;
    }

    /**
     * The start is done: in lock-step the market may go on, once what the start has asked for is done.
     *
     * @param placed ends when that is asked for
     */
    <T> CompletableFuture<T> goOn(CompletableFuture<Void> placed, T trading) {
        if (!isStepped) {
            return CompletableFuture.completedFuture(trading);
        }
        return placed.thenCompose(_ -> venue.settled()).thenApply(_ -> {
            connected().stepper().go();
            return trading;
        });
    }

    void onStep(long place, long marketNanos, long toldPrivately) {
        marketHeard.complete(null);
        watch.lookAtDisk();
        venue.owned().ifPresent(owned -> comparison.onTime(owned, System.nanoTime()));
        connected().stepper().onStep(place, marketNanos, toldPrivately).exceptionally(e -> {
            fail.accept(e);
            return null;
        });
    }

    private void tick() {
        try {
            watch.onTime(LiveClock.wallNanos(), System.nanoTime());
            if (market.isConnected()) {
                marketHeard.complete(null);
            }
            market.beforeClock();
            // Before the clock, so that no frame of a later time is kept of an engine that dies without having booked.
            var _ = venue.bookFunding(connected().funding(), clock.nowNanos());
            inputs.clock();
            watch.lookAtDisk();
            venue.owned().ifPresent(owned -> comparison.onTime(owned, System.nanoTime()));
            var _ = connected().repair().onTime(clock.nowNanos());
        } catch (RuntimeException e) {
            fail.accept(e);
        }
    }

    void stop() {
        ticks.ifPresent(each -> each.cancel(false));
        connection.ifPresent(each -> each.stream().stop());
    }
}
