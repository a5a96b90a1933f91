package smc.ops.journal.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import smc.engine.config.ConfigException;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.Effects;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameWriter;
import smc.engine.record.KeptConfigurations;
import smc.engine.snapshot.Snapshot;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.SnapshotFrame;
import smc.engine.view.EngineView;
import smc.journal.Cut;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.journal.JournalRemarks;
import smc.ops.journal.JournalResult;
import smc.ops.journal.cause.Wording;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/**
 * A journal replayed with this build's core, from a snapshot that is old enough, and what it would do otherwise. Once it has decided otherwise its state is
 * another one: what follows may follow from that.
 */
public final class UpgradeCheck {
    /** Differences that are listed; further ones are counted. */
    static final int LISTED_MAX = 50;

    private static final int FRAMES_PER_PROGRESS = 1 << 16;

    private final Optional<Snapshot.Header> snapshot;
    private final OtherReplay replay;
    private final List<String> remarks;

    /**
     * What was booked on an account and symbol, in 1e-8 USD: closed trades after costs, corrections, and capital moved.
     *
     * @param account name of its file, without the ending
     */
    record Money(String account, String symbol, long recordedE8, long insteadE8) {
        long differenceE8() {
            return insteadE8 - recordedE8;
        }
    }

    private UpgradeCheck(Optional<Snapshot.Header> snapshot, OtherReplay replay, List<String> remarks) {
        this.snapshot = snapshot;
        this.replay = replay;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Replays.
     *
     * @param back how long before the journal's end the snapshot must be, in the time of the frames; the newest such is gone on from, or, if there is
     *     none, all is replayed
     * @param progress told now and then the time that was reached, epoch nanoseconds
     * @throws JournalException if the journal cannot be read, or a newer schema wrote it
     * @throws ConfigException if a configuration it was written by is not there, or not valid
     */
    public static UpgradeCheck of(Path data, Duration back, LongConsumer progress) throws IOException {
        return of(data, back, progress, Decided.AS_BUILT);
    }

    /**
     * What stands around the core.
     *
     * @param intake what its inputs pass through
     * @param outlet what its effects pass through
     */
    record Decided(UnaryOperator<Inputs> intake, UnaryOperator<Effects> outlet) {
        /** Nothing: this build's core as it is. */
        static final Decided AS_BUILT = new Decided(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** @param decided around the core: nothing, or what makes it one that decides otherwise */
    static UpgradeCheck of(Path data, Duration back, LongConsumer progress, Decided decided) throws IOException {
        return new Search(data, KeptConfigurations.in(data), progress, decided, new ArrayList<>()).run(back);
    }

    private record Search(
            Path data, KeptConfigurations kept, LongConsumer progress, Decided decided, List<String> remarks) {
        private UpgradeCheck run(Duration back) throws IOException {
            List<Snapshot.Header> headers = headers();
            long latestNanos = headers.isEmpty() ? 0 : endNanos(headers.getFirst()) - back.toNanos();
            for (Snapshot.Header header : headers) {
                if (header.atNanos() <= latestNanos) {
                    try {
                        return from(header);
                    } catch (StateException e) {
                        notUsed(header.sequence(), e);
                    }
                }
            }
            return fromFirst();
        }

        /** Newest first, without those that cannot be read. */
        private List<Snapshot.Header> headers() throws IOException {
            var headers = new ArrayList<Snapshot.Header>();
            for (SnapshotFolder.Entry entry : SnapshotFolder.of(data).newestFirst()) {
                try {
                    headers.add(SnapshotFile.header(entry.file()));
                } catch (StateException e) {
                    notUsed(entry.sequence(), e);
                }
            }
            return headers;
        }

        private void notUsed(long sequence, StateException e) {
            remarks.add("the snapshot of sequence %d is not used: %s".formatted(sequence, e.getMessage()));
        }

        /** Time of the last frame. A snapshot that is newer than the journal is found out when it is gone on from. */
        private long endNanos(Snapshot.Header newest) {
            var last = new long[] {newest.atNanos()};
            try (var journal = ChronicleReader.open(data, newest.sequence(), newest.place())) {
                while (journal.poll((buffer, offset, _) -> last[0] = Frame.atNanos(buffer, offset)) > 0) {
                    // to the end
                }
            }
            return last[0];
        }

        /** @throws StateException if it cannot be gone on from */
        private UpgradeCheck from(Snapshot.Header header) throws IOException {
            Snapshot whole = SnapshotFile.read(SnapshotFolder.of(data).file(header.sequence()));
            CoreSettings settings = settings(header);
            var writer = new FrameWriter();
            var core = core(settings, writer);
            core.restore(StateTree.of(whole.core()));
            var again = new StateCopy();
            core.copyTo(again);
            if (again.hash() != header.hash()) {
                throw new StateException(
                        "expected a state of hash %016x, was %016x".formatted(header.hash(), again.hash()));
            }
            var view = new EngineView(settings, kept);
            view.restore(StateTree.of(whole.view()));
            var replay = replay(core, writer, Wording.of(kept.configuration(header.configuration())));
            replay.recordedLedger().open(view.image().trades());
            replay.ledger().open(view.image().trades());
            try (var journal = open(header)) {
                SnapshotFrame.require(header, journal, replay);
                return run(Optional.of(header), replay, journal);
            }
        }

        private ChronicleReader open(Snapshot.Header header) {
            try {
                return ChronicleReader.open(data, header.sequence(), header.place());
            } catch (JournalException e) {
                throw new StateException(e.getMessage());
            }
        }

        private CoreSettings settings(Snapshot.Header header) {
            try {
                return kept.apply(header.configuration());
            } catch (ConfigException | JournalException e) {
                throw new StateException(
                        "expected configuration %016x: %s".formatted(header.configuration(), e.getMessage()));
            }
        }

        private UpgradeCheck fromFirst() {
            var first = JournalResult.configuration(data);
            var writer = new FrameWriter();
            var core = core(KeptConfigurations.settings(first), writer);
            var replay = replay(core, writer, Wording.of(first));
            try (var journal = ChronicleReader.open(data, 1)) {
                return run(Optional.empty(), replay, journal);
            }
        }

        private TradingCore core(CoreSettings settings, FrameWriter writer) {
            return new TradingCore(settings, kept, decided.outlet.apply(new EffectEncoder(writer)));
        }

        private OtherReplay replay(TradingCore core, FrameWriter writer, Wording wording) {
            return new OtherReplay(decided.intake.apply(core), kept, writer, wording, LISTED_MAX);
        }

        private UpgradeCheck run(Optional<Snapshot.Header> header, OtherReplay replay, ChronicleReader journal) {
            long nextProgress = FRAMES_PER_PROGRESS;
            while (journal.poll(replay) > 0) {
                if (replay.frames() >= nextProgress) {
                    progress.accept(replay.lastNanos());
                    nextProgress = replay.frames() + FRAMES_PER_PROGRESS;
                }
            }
            journal.end().map((Cut end) -> JournalRemarks.ofEnd(data, end)).ifPresent(remarks::addAll);
            return new UpgradeCheck(header, replay, remarks);
        }
    }

    /** Whether this build does in every frame what was recorded. */
    public boolean isSame() {
        return replay.differing() == 0;
    }

    /** What must be said beside it: snapshots that were not used, and how the journal ends if it was not closed. */
    public List<String> remarks() {
        return remarks;
    }

    /** What was gone on from; empty if all was replayed. */
    Optional<Snapshot.Header> snapshot() {
        return snapshot;
    }

    OtherReplay replay() {
        return replay;
    }

    /** Of each account and symbol on which this build books another sum. */
    List<Money> money() {
        var recordedE8 = replay.recordedLedger().bookedE8();
        var insteadE8 = replay.ledger().bookedE8();
        var places = new TreeSet<>(recordedE8.keySet());
        places.addAll(insteadE8.keySet());
        return places.stream()
                .map(place -> new Money(
                        replay.wording().account(place.accountId()),
                        replay.wording().symbol(place.instrumentId()),
                        recordedE8.getOrDefault(place, 0L),
                        insteadE8.getOrDefault(place, 0L)))
                .filter(money -> money.differenceE8() != 0)
                .toList();
    }
}
