package smc.engine.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import smc.engine.event.Call;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.live.watch.LiveClock;
import smc.engine.live.watch.LiveListener;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.journal.CrashingStore;

/** A way into a ring behind which no core works: each input is kept as a line, {@code name argument argument ...}. */
final class TakenInputs implements LiveListener, AutoCloseable {
    final List<String> notes = new CopyOnWriteArrayList<>();
    final List<String> alarms = new CopyOnWriteArrayList<>();
    final LiveInputs inputs;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final EngineRing ring;

    TakenInputs(LiveClock clock) {
        ring = new EngineRing(
                new RingSettings(64, RingSettings.Idle.BLOCKING, RingSettings.Sync.NONE, 1),
                new CrashingStore().open(),
                _ -> core(),
                (_, _, _) -> {},
                fault -> alarms.add(fault.toString()));
        inputs = new LiveInputs(ring, clock, this, (_, _) -> {}, fault -> alarms.add(fault.toString()));
    }

    private Inputs core() {
        return new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                if (!call.method().equals("at")) {
                    taken.add(call.toString());
                }
            }
        };
    }

    /** All so far. */
    List<String> taken() {
        inputs.await();
        return List.copyOf(taken);
    }

    @Override
    public void note(String what) {
        notes.add(what);
    }

    @Override
    public void alarm(String what) {
        alarms.add(what);
    }

    @Override
    public void close() {
        ring.close();
    }
}
