package smc.engine.live.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import smc.engine.event.Inputs;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.execution.desk.event.DeskEvent;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.LastResort;
import smc.execution.venue.LastResort.Answer;
import smc.execution.venue.LastResort.Outcome;
import smc.execution.venue.Venue;

/** One kill, from the input that halts everything to its report. Event loop. */
final class Course {
    private final Killable engine;
    private final List<Instrument> instruments;
    private final KillSettings settings;
    private final LongSupplier clock;
    private final String who;
    private final long beganNanos;
    private final List<AccountKill> accounts = new ArrayList<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private final List<String> names;
    private final CompletableFuture<KillReport> end = new CompletableFuture<>();
    private final List<String> remarks = new ArrayList<>();
    private CostCount costs;

    /**
     * @param names of the accounts, by id
     * @param clock time that really passes, nanoseconds
     */
    Course(
            Killable engine,
            List<String> names,
            List<Instrument> instruments,
            KillSettings settings,
            LongSupplier clock,
            String who) {
        this.engine = engine;
        this.names = names;
        this.instruments = instruments;
        this.settings = settings;
        this.clock = clock;
        this.who = who;
        beganNanos = clock.getAsLong();
    }

    /** Halts and closes; on disk when it returns. */
    void begin(String why) {
        costs = new CostCount(instruments, engine.view());
        engine.tell(inputs -> inputs.onFlattenAsked(Inputs.ALL, Inputs.ALL, RiskReason.KILL, who, why));
        say("halted, on disk: no new entries, what rests is cancelled, what is held is closed at market");
        if (!engine.isReady()) {
            var _ = engine.makeReady().whenComplete((_, failure) -> {
                if (failure != null && !isOver()) {
                    remark("the venue did not say what became of earlier orders: " + failure.getMessage());
                }
            });
        }
        for (int account = 0; account < names.size(); account++) {
            accounts.add(new AccountKill(this, account));
        }
        after(settings.saidNanos(), this::sayAgain);
        after(settings.patienceNanos(), this::giveUp);
        accounts.forEach(AccountKill::look);
    }

    private void sayAgain() {
        if (!isOver()) {
            say("not flat after %d s: %s".formatted(tookNanos() / 1_000_000_000, String.join("; ", left())));
            after(settings.saidNanos(), this::sayAgain);
        }
    }

    private void giveUp() {
        if (!isOver()) {
            finish(left());
        }
    }

    private List<String> left() {
        return accounts.stream().flatMap(account -> account.standing().stream()).toList();
    }

    /** An account was read. */
    void onRead() {
        if (!isOver() && accounts.stream().allMatch(AccountKill::isFlat)) {
            accounts.forEach(account -> account.ghosts()
                    .forEach(ghost ->
                            remark("the venue shows nothing of it, and the engine's own book does until it is told: "
                                    + ghost)));
            finish(List.of());
        }
    }

    private void finish(List<String> left) {
        var report = new KillReport(left, remarks, costs.cost(), tookNanos());
        try {
            note(Inputs.ALL, Inputs.ALL, report.isFlat() ? "kill: flat" : "kill: not flat: " + String.join("; ", left));
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        end.complete(report);
    }

    /** It does not come to its end. */
    void fail(Throwable cause) {
        end.completeExceptionally(cause);
    }

    void on(DeskEvent event) {
        if (!isOver()) {
            costs.on(event);
        }
    }

    // ---- for its parts

    /**
     * Does what the engine does not; journaled before it leaves.
     *
     * @param words what is done, as it goes on after the account and the symbol
     */
    CompletableFuture<Answer> act(LastResort what, String words) {
        if (isOver()) {
            return CompletableFuture.completedFuture(new Answer(Outcome.REFUSED, "the kill is over"));
        }
        try {
            note(what.accountId(), what.instrumentId(), "kill " + words);
        } catch (RuntimeException e) {
            fail(e);
            return CompletableFuture.failedFuture(e);
        }
        say(place(what.accountId(), what.instrumentId()) + ": " + words);
        if (what instanceof LastResort.Close) {
            remark(place(what.accountId(), what.instrumentId())
                    + ": closed past the engine, what that cost stands in the venue's books alone");
        }
        var answered = new CompletableFuture<Answer>();
        var _ = engine.venue()
                .lastResort(what)
                .whenComplete((answer, failure) -> after(
                        0,
                        () -> answered.complete(
                                failure == null
                                        ? answer
                                        : new Answer(Outcome.UNKNOWN, String.valueOf(failure.getMessage())))));
        return answered;
    }

    /** Whether the engine holds this too and asks for no close any more, as after a refusal, until time moves: a market may stand. */
    boolean hasForgotten(int accountId, int instrumentId, long contracts) {
        EngineImage image = engine.view().image();
        boolean isOwn = image.desks().stream()
                .anyMatch(desk -> desk.accountId() == accountId
                        && desk.symbol().equals(instruments.get(instrumentId).symbol())
                        && Long.signum(desk.contracts()) == Long.signum(contracts));
        return isOwn
                && image.orders().stream()
                        .map(EngineImage.WorkingOrder::known)
                        .noneMatch(order -> order.accountId() == accountId
                                && order.instrumentId() == instrumentId
                                && order.purpose() == OrderPurpose.EXIT);
    }

    void remind(int accountId, int instrumentId) {
        engine.tell(inputs -> inputs.onFlattenAsked(
                accountId, instrumentId, RiskReason.KILL, who, "kill: it is still held, and nothing closes it"));
    }

    /** For whoever reads the journal: it asks for what holds already. */
    private void note(int accountId, int instrumentId, String words) {
        String why = words.length() > Inputs.WHY_BYTES / 2 ? words.substring(0, Inputs.WHY_BYTES / 2) : words;
        engine.tell(
                inputs -> inputs.onStateAsked(accountId, instrumentId, TradingState.HALTED, RiskReason.KILL, who, why));
    }

    private void remark(String remark) {
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    void goOn() {
        engine.goOn();
    }

    boolean isReady() {
        return engine.isReady();
    }

    Venue venue() {
        return engine.venue();
    }

    EngineView view() {
        return engine.view();
    }

    KillSettings settings() {
        return settings;
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    private long tookNanos() {
        return clock.getAsLong() - beganNanos;
    }

    void after(long nanos, Runnable action) {
        engine.after(nanos, () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                fail(e);
            }
        });
    }

    boolean isOver() {
        return end.isDone();
    }

    CompletableFuture<KillReport> end() {
        return end;
    }

    String name(int accountId) {
        return names.get(accountId);
    }

    String place(int accountId, int instrumentId) {
        return names.get(accountId) + ", " + instruments.get(instrumentId).symbol();
    }

    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void say(String line) {
        listeners.forEach(listener -> listener.accept(line));
    }
}
