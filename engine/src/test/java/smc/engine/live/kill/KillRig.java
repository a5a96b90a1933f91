package smc.engine.live.kill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.view.EngineView;
import smc.engine.view.NoInputs;
import smc.execution.desk.Mode;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.Venue;

/** A kill of an engine that knows of nothing, at a venue that has something, in time that moves only as the kill waits. */
final class KillRig implements Killable {
    static final KillSettings SETTINGS = KillSettings.DEFAULTS;

    private final EngineView view = new EngineView(CoreSettings.of(
            Configuration.load(SharedData.root().resolve("config")), List.of("SOLUSD"), EnumSet.allOf(Mode.class), 0));
    final StandingVenue venue = new StandingVenue();

    /** What the engine was told and what the venue was asked, in one order. */
    final List<String> events = new ArrayList<>();

    final List<String> told = new ArrayList<>();
    final KillSwitch kill =
            new KillSwitch(this, List.of("account A", "account B"), instruments(), SETTINGS, () -> this.nowNanos);
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::number));
    private long nowNanos;
    private long timersMade;
    boolean isEnding;

    private record Timer(long atNanos, long number, Runnable action) {}

    private static List<smc.execution.instrument.Instrument> instruments() {
        return CoreSettings.of(
                        Configuration.load(SharedData.root().resolve("config")),
                        List.of("SOLUSD"),
                        EnumSet.allOf(Mode.class),
                        0)
                .instruments();
    }

    CompletableFuture<KillReport> begin() {
        return kill.begin("me", "the news", told::add);
    }

    /** Time goes on until it is over. */
    KillReport run() {
        CompletableFuture<KillReport> end = begin();
        goOnUntilDone(end);
        return end.join();
    }

    void goOnUntilDone(CompletableFuture<?> end) {
        while (!end.isDone()) {
            step();
        }
    }

    void goOnFor(long millis) {
        long untilNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!timers.isEmpty() && timers.peek().atNanos() <= untilNanos) {
            step();
        }
        nowNanos = untilNanos;
    }

    private void step() {
        Timer next = timers.remove();
        nowNanos = Math.max(nowNanos, next.atNanos());
        next.action().run();
    }

    long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos);
    }

    @Override
    public void tell(Consumer<Inputs> input) {
        if (isEnding) {
            throw new IllegalStateException("the engine is ending");
        }
        input.accept(new NoInputs() {
            @Override
            public void onFlattenAsked(int accountId, int instrumentId, RiskReason reason, String who, String why) {
                events.add("flatten %d %d %s %s: %s".formatted(accountId, instrumentId, reason, who, why));
            }

            @Override
            public void onStateAsked(
                    int accountId, int instrumentId, TradingState state, RiskReason reason, String who, String why) {
                events.add("%s %d %d %s %s: %s".formatted(state, accountId, instrumentId, reason, who, why));
            }
        });
    }

    @Override
    public void goOn() {
        // Nothing waits.
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public CompletableFuture<Void> makeReady() {
        throw new AssertionError("it is ready");
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public EngineView view() {
        return view;
    }

    @Override
    public void after(long nanos, Runnable action) {
        timers.add(new Timer(nowNanos + nanos, ++timersMade, action));
    }
}
