package smc.engine.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Driven;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.core.TradingCore;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EngineStart;
import smc.engine.event.codec.FrameReader;
import smc.engine.ring.Egress;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.engine.ring.StallWatch;
import smc.journal.Cut;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;

/** Records a run of the whole engine into a data folder. One use; the caller's thread, and the engine's that it starts. */
public final class Recorder implements AutoCloseable {
    private final DataLock lock;
    private final ChronicleJournal journal;
    private final EngineStart start;
    private final RingSettings settings;
    private final UnaryOperator<Inputs> around;
    /** What the journal could not keep its promise for, on whatever thread; the driver stops by it. */
    private final AtomicReference<JournalException> fatal;

    private EngineRing ring;
    private Thread stallWatch;
    private RecordEgress egress;

    private Recorder(
            DataLock lock,
            ChronicleJournal journal,
            EngineStart start,
            RingSettings settings,
            UnaryOperator<Inputs> around,
            AtomicReference<JournalException> fatal) {
        this.fatal = fatal;
        this.lock = lock;
        this.journal = journal;
        this.start = start;
        this.settings = settings;
        this.around = around;
    }

    /**
     * Locks the folder, keeps the configuration and starts the journal.
     *
     * @throws JournalException if somebody is at work there, or there is a journal already
     */
    public static Recorder open(
            Path data, Configuration configuration, RingSettings settings, JournalSettings journalSettings)
            throws IOException {
        return open(data, configuration, settings, journalSettings, UnaryOperator.identity());
    }

    /** @param around what stands before the core; for tests, which plant faults */
    static Recorder open(
            Path data,
            Configuration configuration,
            RingSettings settings,
            JournalSettings journalSettings,
            UnaryOperator<Inputs> around)
            throws IOException {
        if (Files.exists(data.resolve("journal"))) {
            throw new JournalException("expected a data folder without a journal, there is one in " + data);
        }
        DataLock lock = DataLock.take(data);
        try {
            new DataFolder(data).keep(configuration);
            var fatal = new AtomicReference<JournalException>();
            ChronicleJournal journal = ChronicleJournal.open(
                    lock,
                    journalSettings,
                    DiskSpace.of(data),
                    (what, cause) -> fatal.compareAndSet(null, new JournalException(what, cause)));
            Cut cut = journal.cut();
            var start = new EngineStart(
                    journal.epoch(),
                    DataFolder.number(configuration),
                    cut.lastSequence(),
                    cut.why().code());
            return new Recorder(lock, journal, start, settings, around, fatal);
        } catch (RuntimeException | IOException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The engine, for {@link Backtest#driveOverTrades}.
     *
     * @param record makes what takes the effects once they are on disk; it must pass the order requests on to its argument
     * @param alarm told in words when the engine stands still
     */
    public Function<VenuePort, Driven> engine(
            Backtest backtest, Function<VenuePort, ? extends Effects> record, Consumer<String> alarm) {
        return port -> {
            egress = new RecordEgress(record.apply(port));
            ring = new EngineRing(
                    settings,
                    journal,
                    effects -> around.apply(new TradingCore(backtest.core(), effects)),
                    egress,
                    _ -> {
                        // The driver finds it at its next step.
                    });
            stallWatch = new StallWatch(ring, lock.dataFolder().resolve("logs"), alarm).start();
            return new LockStep(ring, start, fatal::get);
        };
    }

    /** Sequence of the last frame on disk. */
    public long lastSequence() {
        return journal.lastSequence();
    }

    /** Of all frames so far, headers included. */
    public long frameBytes() {
        return egress == null ? 0 : egress.frameBytes;
    }

    @Override
    public void close() {
        if (ring != null) {
            stallWatch.interrupt();
            ring.close();
        } else {
            journal.close();
        }
        lock.close();
    }

    /** Hands the effects of each frame to whoever keeps the record, and through it the requests to the venue. */
    private static final class RecordEgress implements Egress {
        private final FrameReader reader = new FrameReader();
        private final Effects record;
        private long frameBytes;

        private RecordEgress(Effects record) {
            this.record = record;
        }

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            frameBytes += length;
            reader.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, record);
        }
    }
}
