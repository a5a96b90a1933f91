package smc.engine.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import smc.engine.config.Configuration;
import smc.engine.event.Inputs;
import smc.engine.record.KeptConfigurations;
import smc.engine.recovery.Recovery;
import smc.engine.ring.EngineFaultException;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineView;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.Cut;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.JournalException;
import smc.journal.RefusedStartException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.number.FixedPoint;

/**
 * An operator's input to an engine that does not run: capital that is added or taken, the stage of it that may be traded with, or a state of its
 * accounts. An epoch of two frames, under the configuration of the last start, at the time of the last frame. Killed anywhere, it was done or it was not; the next
 * start goes on behind it. The caller's thread, and the engine's while it lasts.
 */
public final class OperatorEpoch implements AutoCloseable {
    private final DataLock lock;
    private final Path data;
    private final JournalSettings settings;
    private final Recovery recovery;
    private final Configuration configuration;

    private OperatorEpoch(
            DataLock lock, Path data, JournalSettings settings, Recovery recovery, Configuration configuration) {
        this.lock = lock;
        this.data = data;
        this.settings = settings;
        this.recovery = recovery;
        this.configuration = configuration;
    }

    /**
     * Locks the folder and replays its journal.
     *
     * @param first configuration of the first start
     * @param build number of the program
     * @throws RefusedStartException if an engine runs there
     * @throws smc.journal.DiskFullException if there is too little room
     * @throws JournalException if the journal cannot be read, or does not replay to the same bytes
     */
    public static OperatorEpoch open(
            Path data, Configuration first, JournalSettings settings, int build, LongConsumer progress)
            throws IOException {
        settings.diskLimits().requireRoomToBegin(DiskSpace.of(data), data);
        DataLock lock = DataLock.take(data);
        try {
            KeptConfigurations kept = KeptConfigurations.in(data);
            Recovery recovery = Recovery.of(data, KeptConfigurations.settings(first), kept, settings, build, progress);
            EngineView view = recovery.view();
            if (view.configHash() == 0) {
                throw new JournalException("expected a start in the journal of " + data + ", there is none");
            }
            return new OperatorEpoch(lock, data, settings, recovery, kept.configuration(view.configHash()));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Of the last start. */
    public Configuration configuration() {
        return configuration;
    }

    /** How the engine stands. */
    public EngineView view() {
        return recovery.view();
    }

    /** What is told before anything is done: the number of the epoch in whose journal it will be found, if it is done. */
    @FunctionalInterface
    public interface Epoch {
        void begun(int epoch) throws IOException;
    }

    /**
     * Adds or takes; on disk when it returns. Once.
     *
     * @param moneyE8 1e-8 USD, negative is taken
     * @throws RefusedStartException if more is to be taken than is free; nothing was done
     * @throws EngineFaultException if it failed
     */
    public void move(RingSettings ringSettings, int accountId, int instrumentId, long moneyE8, Epoch told)
            throws IOException {
        long freeE8 = view().freeE8(accountId, instrumentId);
        if (moneyE8 < 0 && -moneyE8 > freeE8) {
            throw new RefusedStartException("%s USD are to be taken, of which %s are free: the rest is at risk or lost"
                    .formatted(FixedPoint.formatE8(-moneyE8), FixedPoint.formatE8(Math.max(0, freeE8))));
        }
        write(ringSettings, told, input -> input.onCapitalMoved(accountId, instrumentId, moneyE8, true));
    }

    /**
     * Asks for what accounts may do on their symbols; on disk when it returns. Once.
     *
     * @param accountId {@link Inputs#ALL} for all
     * @param instrumentId likewise
     * @param reason of what kind the cause is
     * @throws EngineFaultException if it failed
     */
    public void ask(
            RingSettings ringSettings,
            int accountId,
            int instrumentId,
            TradingState state,
            RiskReason reason,
            String who,
            String why)
            throws IOException {
        write(ringSettings, _ -> {}, input -> input.onStateAsked(accountId, instrumentId, state, reason, who, why));
    }

    /**
     * Sets how much of its capital an account may trade with on a symbol; on disk when it returns. Once.
     *
     * @param capE8 1e-8 USD; 0 for all of it
     * @param who at most {@link Inputs#WHO_BYTES} in UTF-8
     * @param why at most {@link Inputs#WHY_BYTES} in UTF-8
     * @throws EngineFaultException if it failed
     */
    public void setStage(RingSettings ringSettings, long capE8, String who, String why) throws IOException {
        write(ringSettings, _ -> {}, input -> input.onStageSet(capE8, who, why));
    }

    private void write(RingSettings ringSettings, Epoch told, Consumer<Inputs> byHand) throws IOException {
        var failure = new CompletableFuture<Void>();
        ChronicleJournal journal = ChronicleJournal.open(
                lock,
                settings,
                DiskSpace.of(data),
                (what, cause) -> failure.completeExceptionally(new JournalException(what, cause)));
        try (var ring = new EngineRing(ringSettings, journal, recovery.core(), view()::onFrame, _ -> {
            // Found below.
        })) {
            Cut cut = journal.cut();
            if (cut.lastSequence() != view().sequence()) {
                throw new JournalException("expected the journal to end at sequence " + view().sequence()
                        + ", where its replay ended, it was cut at " + cut);
            }
            told.begun(journal.epoch());
            long number = view().configHash();
            long atNanos = view().atNanos();
            send(
                    ring,
                    atNanos,
                    input -> input.onEngineStarted(
                            journal.epoch(),
                            number,
                            cut.lastSequence(),
                            cut.why().code()));
            send(ring, atNanos, byHand);
            ring.await();
            if (ring.fault() != null) {
                throw new EngineFaultException(ring.fault());
            }
        }
        if (failure.isCompletedExceptionally()) {
            throw new EngineFaultException(failure.exceptionNow());
        }
    }

    private static void send(EngineRing ring, long atNanos, Consumer<Inputs> input) {
        Inputs slot = ring.tryNext(atNanos);
        if (slot == null) { // never full
            throw new EngineFaultException(ring.fault());
        }
        input.accept(slot);
        ring.publish();
    }

    @Override
    public void close() {
        lock.close();
    }
}
