package smc.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EventSchema;
import smc.engine.record.KeptConfigurations;
import smc.engine.recovery.Recovery;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineView;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.Journal;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.state.StateCopy;

/**
 * Makes the journal of a data folder longer, as months of a quiet market do: with clocks, between which no market time passes, so that the folder's
 * exchange can be gone on with. A snapshot is taken at the end.
 */
final class GrownJournal {
    private static final int SLOTS = 1 << 12;

    private GrownJournal() {}

    /** @param arguments data folder, and how many frames to add */
    public static void main(String... arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        long frames = Long.parseLong(arguments[1]);
        JournalSettings settings = JournalSettings.DEFAULT;
        try (DataLock lock = DataLock.take(data)) {
            KeptConfigurations kept = KeptConfigurations.in(data);
            long number = newest(data).configuration();
            Recovery recovery = Recovery.of(data, kept.apply(number), kept, settings, 0, _ -> {});
            EngineView view = recovery.view();
            ChronicleJournal journal = ChronicleJournal.open(lock, settings, DiskSpace.of(data), (what, cause) -> {
                throw new JournalException(what, cause);
            });
            var place = new AtomicReference<Journal.Place>();
            try (var ring = new EngineRing(
                    new RingSettings(SLOTS, RingSettings.Idle.BACKOFF, RingSettings.Sync.REQUESTS, 0),
                    journal,
                    recovery.core(),
                    (buffer, offset, length) -> {
                        view.onFrame(buffer, offset, length);
                        place.set(journal.lastBatch());
                    },
                    fault -> fault.cause().printStackTrace())) {
                long atNanos = view.atNanos();
                send(
                        ring,
                        atNanos,
                        input -> input.onEngineStarted(
                                journal.epoch(),
                                number,
                                journal.cut().lastSequence(),
                                journal.cut().why().code()));
                for (long frame = 0; frame < frames; frame++) {
                    send(ring, atNanos, Inputs::onClock);
                }
                send(ring, atNanos, Inputs::onSnapshotAsked);
                ring.await();
                keep(data, recovery, place.get());
            }
        }
    }

    private static Snapshot.Header newest(Path data) throws Exception {
        return SnapshotFile.header(
                SnapshotFolder.of(data).newestFirst().getFirst().file());
    }

    private static void keep(Path data, Recovery recovery, Journal.Place place) throws Exception {
        EngineView view = recovery.view();
        StateCopy core = recovery.trading().copy();
        var viewCopy = new StateCopy();
        view.copyTo(viewCopy);
        SnapshotFile.write(
                SnapshotFolder.of(data).file(view.sequence()),
                new Snapshot(
                        new Snapshot.Header(
                                view.sequence(),
                                view.atNanos(),
                                0,
                                EventSchema.VERSION,
                                view.configHash(),
                                core.hash(),
                                place),
                        core,
                        viewCopy));
    }

    private static void send(EngineRing ring, long atNanos, Consumer<Inputs> input) {
        Inputs slot = ring.tryNext(atNanos);
        while (slot == null) {
            if (ring.fault() != null) {
                throw new IllegalStateException(ring.fault().toString());
            }
            Thread.onSpinWait();
            slot = ring.tryNext(atNanos);
        }
        input.accept(slot);
        ring.publish();
    }
}
