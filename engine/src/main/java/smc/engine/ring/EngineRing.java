package smc.engine.ring;

import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventProcessor;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.PhasedBackoffWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.EventProcessorFactory;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.journal.DiskLevel;
import smc.journal.Frame;
import smc.journal.Journal;

/**
 * The ring as its only producer sees it, and the engine thread behind it. All methods but the readings ({@code last…}, {@link #fault},
 * {@link #diskLevel}) belong to the producer's thread; none of them waits, unless it says so. Allocates nothing per input.
 */
public final class EngineRing implements AutoCloseable {
    /** More would make the first frame of a batch wait for the last. */
    private static final int BATCH_MAX = 64;

    private static final int SPINS_PER_YIELD = 200;

    private final Journal journal;
    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;
    private final Stages stages;
    private EventProcessor processor;
    private Thread engineThread;

    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder encoder = new InputEncoder(writer);
    private long claimed = -1;
    private long lastNanos;
    private long lastClock = -1;
    private long coalescedClocks;

    /** Here and not with the engine thread's own fields: the producer asks for it at each input. */
    private volatile Fault fault;

    /**
     * Starts the engine thread.
     *
     * @param journal the engine thread's from now on; closed by {@link #close}
     * @param core made with the taker of its effects; the engine thread's
     * @param egress called on the engine thread
     */
    public EngineRing(
            RingSettings settings,
            Journal journal,
            Function<Effects, ? extends Inputs> core,
            Egress egress,
            FaultListener faults) {
        this(settings, journal, WiredCore.fresh(core), egress, faults);
    }

    /** The same with a core that goes on from where a replay has brought it. */
    public EngineRing(RingSettings settings, Journal journal, WiredCore core, Egress egress, FaultListener faults) {
        this.journal = journal;
        lastNanos = core.lastNanos();
        stages = new Stages(settings, journal, core, egress, met -> {
            fault = met;
            faults.onFault(met);
        });
        disruptor = new Disruptor<>(
                Slot::new, settings.slots(), this::engineThread, ProducerType.SINGLE, waitStrategy(settings.idle()));
        // As a variable: inline the call is ambiguous.
        EventProcessorFactory<Slot> factory = (ringBuffer, sequences) -> {
            processor = new BatchEventProcessorBuilder()
                    .setMaxBatchSize(BATCH_MAX)
                    .build(ringBuffer, ringBuffer.newBarrier(sequences), stages);
            return processor;
        };
        disruptor.handleEventsWith(factory);
        ring = disruptor.start();
    }

    private Thread engineThread(Runnable work) {
        engineThread = new Thread(work, "smc-engine");
        engineThread.setDaemon(true);
        return engineThread;
    }

    private static WaitStrategy waitStrategy(RingSettings.Idle idle) {
        return switch (idle) {
            case BLOCKING -> new BlockingWaitStrategy();
            case SLEEPING -> new SleepingWaitStrategy();
            case BACKOFF -> PhasedBackoffWaitStrategy.withLock(10, 100, TimeUnit.MICROSECONDS);
            case BUSY_SPIN -> new BusySpinWaitStrategy();
        };
    }

    // ---- the producer's side

    /**
     * A place for the next input: exactly one method of what is returned must be called, then {@link #publish}.
     *
     * @param nowNanos time of the input; one that is earlier than the last counts as the last
     * @return null while the ring is full, or after a fault
     */
    public Inputs tryNext(long nowNanos) {
        if (fault != null) {
            return null;
        }
        if (claimed < 0) {
            try {
                claimed = ring.tryNext();
            } catch (InsufficientCapacityException _) { // made once by the library: costs nothing
                return null;
            }
        }
        Slot slot = ring.get(claimed);
        lastNanos = Math.max(lastNanos, nowNanos);
        slot.atNanos = lastNanos;
        writer.start(slot.buffer, Frame.HEADER_LENGTH);
        return encoder;
    }

    /** Hands the input written to the engine thread. */
    public void publish() {
        if (claimed < 0 || writer.position() == Frame.HEADER_LENGTH) {
            throw new IllegalStateException("expected an input to publish, was none");
        }
        ring.get(claimed).inputEnd = writer.position();
        ring.publish(claimed);
        claimed = -1;
    }

    /** Time moved. Does nothing while the clock before is still waiting: one is as good as many. */
    public void clock(long nowNanos) {
        if (lastClock > lastWorked()) {
            coalescedClocks++;
            return;
        }
        Inputs input = tryNext(nowNanos);
        if (input != null) {
            input.onClock();
            lastClock = claimed;
            publish();
        } else {
            coalescedClocks++;
        }
    }

    /** Clocks left out because one was waiting, or the ring was full. */
    public long coalescedClocks() {
        return coalescedClocks;
    }

    /** Waits until every published input has been worked on, journaled and handed to egress, or a fault. For drivers that go in lock-step. */
    @SuppressWarnings(
            "ThreadPriorityCheck") // Else the two threads, on one processor, would each wait out the other's time.
    public void await() {
        long published = ring.getCursor();
        int spins = 0;
        while (lastWorked() < published && fault == null) {
            if (++spins % SPINS_PER_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    // ---- readings, from any thread

    /** Number in the ring of the input published last; -1 before the first. */
    public long lastPublished() {
        return ring.getCursor();
    }

    /** Number in the ring of the input last done with; -1 before the first. */
    public long lastWorked() {
        return processor.getSequence().get();
    }

    /** Null while there is none. */
    public Fault fault() {
        return fault;
    }

    /** What the room left on the disk allows, as of the last batch. */
    public DiskLevel diskLevel() {
        return stages.diskLevel();
    }

    /** Number in the ring of the input begun last; -1 before the first. */
    long lastStarted() {
        return stages.lastStarted();
    }

    Thread engineThread() {
        return engineThread;
    }

    /** The input at a place of the ring, which may be overwritten while it is read: for a dump of what an engine that stands still works on. */
    byte[] copyOfInput(long ringSequence) {
        Slot slot = ring.get(ringSequence);
        UnsafeBuffer buffer = slot.buffer;
        int length = Math.min(slot.inputEnd, buffer.capacity());
        var copy = new byte[length];
        buffer.getBytes(0, copy);
        return copy;
    }

    /** Waits for what was published, stops the engine thread, closes the journal. */
    @Override
    public void close() {
        await();
        disruptor.halt();
        try {
            engineThread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        journal.close();
    }
}
