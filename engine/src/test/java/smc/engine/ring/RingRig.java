package smc.engine.ring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.event.MarketEvent.TradeIgnored;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.execution.order.OrderRequest.Cancel;
import smc.journal.CrashingStore;
import smc.journal.Frame;
import smc.journal.Journal;
import smc.journal.JournalReader;

/**
 * A ring over a store that loses what was not synced. Its core answers each input with one effect, and does besides what was planted at the
 * input's sequence; everything that leaves is kept.
 */
final class RingRig implements AutoCloseable {
    static final int BUILD = 9;
    static final int SLOTS = 128;
    private static final long PATIENCE_SECONDS = 60;

    final CrashingStore store;
    final EngineRing ring;

    /** Sequences that reached egress. Read after {@link EngineRing#await}. */
    final List<Long> left = new ArrayList<>();

    /** Those of them that were not synced through when they did. */
    final List<Long> leftUnsynced = new ArrayList<>();

    final List<Fault> faults = new ArrayList<>();

    /** What was on disk when the listener was told of the fault. */
    long syncedWhenTold;

    private final Map<Long, Consumer<Effects>> planted = new HashMap<>();
    private final Semaphore gateReached = new Semaphore(0);
    private final Semaphore gateOpen = new Semaphore(0);
    private final Semaphore listenerTold = new Semaphore(0);
    private Egress beforeEgress = (_, _, _) -> {};
    private long inputs;

    /** A frame as it is in the journal. */
    record Journaled(long sequence, long atNanos, int build, int flags, List<MessageText> messages) {
        List<String> names() {
            return messages.stream().map(MessageText::name).toList();
        }
    }

    RingRig(RingSettings.Sync sync) {
        this(sync, new CrashingStore());
    }

    RingRig(RingSettings.Sync sync, CrashingStore store) {
        this(RingSettings.Idle.BLOCKING, sync, store, store.open());
    }

    RingRig(RingSettings.Idle idle, RingSettings.Sync sync, CrashingStore store, Journal journal) {
        this.store = store;
        ring = new EngineRing(new RingSettings(SLOTS, idle, sync, BUILD), journal, this::core, this::leave, this::told);
    }

    private Inputs core(Effects effects) {
        var sequence = new long[1];
        return new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                if (call.method().equals("at")) {
                    sequence[0] = (long) call.arguments().getFirst();
                } else {
                    effects.seen(new TradeIgnored(0, 0, sequence[0]));
                    planted.getOrDefault(sequence[0], _ -> {}).accept(effects);
                }
            }
        };
    }

    private void leave(DirectBuffer buffer, int offset, int length) {
        beforeEgress.onFrame(buffer, offset, length);
        long sequence = Frame.sequence(buffer, offset);
        left.add(sequence);
        if (store.syncedSequence() < sequence) {
            leftUnsynced.add(sequence);
        }
    }

    private void told(Fault fault) {
        faults.add(fault);
        syncedWhenTold = store.syncedSequence();
        listenerTold.release();
    }

    // ---- what the engine thread does; before the input concerned is published

    /** What the core does besides at the input of this sequence, after what was planted there before. */
    RingRig plant(long sequence, Consumer<Effects> action) {
        planted.merge(sequence, action, Consumer::andThen);
        return this;
    }

    /** An order request at the input of this sequence: its batch asks for a sync. */
    RingRig plantRequest(long sequence) {
        return plant(sequence, effects -> effects.wanted(new Cancel(sequence, 0, 0)));
    }

    /** The core stands still in the input of this sequence until {@link #openGate}. */
    RingRig plantGate(long sequence) {
        return plant(sequence, _ -> {
            gateReached.release();
            await(gateOpen);
        });
    }

    /** First thing egress does with each frame. */
    RingRig beforeEgress(Egress action) {
        beforeEgress = action;
        return this;
    }

    void awaitGate() {
        await(gateReached);
    }

    void openGate() {
        gateOpen.release();
    }

    /** Until the listener has been told of a fault, and the engine thread has gone through all that was published. */
    void awaitFault() {
        await(listenerTold);
        while (ring.lastWorked() < ring.lastPublished()) {
            Thread.onSpinWait();
        }
    }

    private static void await(Semaphore happened) {
        try {
            if (!happened.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("expected it within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- inputs

    /** Publishes trades that the engine thread takes when it comes to it. */
    void trades(int count) {
        for (int i = 0; i < count; i++) {
            inputs++;
            ring.tryNext(inputs).onTrade(0, inputs, inputs, 1);
            ring.publish();
        }
    }

    /** Publishes one trade and, while the engine thread stands still in it, others: a batch of one, then one of all the others, at most 64. */
    void oneAndThenABatchOf(int count) {
        plantGate(store.cut().lastSequence() + 1);
        trades(1);
        awaitGate();
        trades(count);
        openGate();
    }

    // ---- what was kept

    List<Journaled> journaled() {
        var frames = new ArrayList<Journaled>();
        var text = new FrameText();
        JournalReader reader = store.reader(1);
        while (reader.poll((buffer, offset, length) -> frames.add(new Journaled(
                        Frame.sequence(buffer, offset),
                        Frame.atNanos(buffer, offset),
                        Frame.build(buffer, offset),
                        Frame.flags(buffer, offset),
                        text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH))))
                > 0) {
            // each was taken as it came
        }
        return frames;
    }

    @Override
    public void close() {
        openGate();
        ring.close();
    }
}
