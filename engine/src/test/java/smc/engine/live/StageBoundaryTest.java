package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.backtest.Backtest;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.FrameWriter;
import smc.engine.record.RecordedInput;
import smc.engine.record.RecordedRun;
import smc.engine.recovery.Recovery;
import smc.engine.ring.Egress;
import smc.engine.ring.RingSettings;
import smc.engine.ring.SteppedStages;
import smc.engine.ring.WiredCore;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.snapshot.SnapshotKeeper;
import smc.engine.view.EngineView;
import smc.engine.view.NoEffects;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.Batch;
import smc.journal.DataLock;
import smc.journal.DiskLevel;
import smc.journal.Frame;
import smc.journal.Journal;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.state.StateCopy;

/**
 * A process that dies between two stages of a batch in which orders are asked for and a snapshot is: after the decisions and before the journal, before
 * and after the sync, between two frames of egress, before and after the snapshot's file. The folder is copied at each of these moments.
 */
class StageBoundaryTest {
    private static final int BATCH = 16;
    private static final int SNAPSHOT_AT = 7;
    private static final int BATCHES_LOOKED_AT = 3;
    private static final int FRAMES_AFTER = 400;
    private static final RingSettings SETTINGS =
            new RingSettings(1 << 10, RingSettings.Idle.BACKOFF, RingSettings.Sync.REQUESTS, 1);
    private static final RecordedInput SNAPSHOT_ASKED =
            new RecordedInput(Long.MIN_VALUE, "onSnapshotAsked", Inputs::onSnapshotAsked);

    @TempDir
    private Path folder;

    private final Backtest backtest = RecordedRun.backtest();
    private final List<List<RecordedInput>> batches = new ArrayList<>();

    /** All frames of the run that was not disturbed, by sequence from 1. */
    private final List<byte[]> frames = new ArrayList<>();

    private final List<Moment> moments = new ArrayList<>();

    /** What had left for the venue so far. */
    private final List<OrderRequest> left = new ArrayList<>();

    /**
     * A moment at which the process may die.
     *
     * @param lastSequence that a start must come to
     */
    private record Moment(String name, Path data, long lastSequence, List<OrderRequest> left) {}

    // ---- the run that is not disturbed

    /** Batches of a run; those that ask something of the venue for the first time, as many as are looked at, with a snapshot in their midst. */
    private void cutIntoBatches() throws IOException {
        List<RecordedInput> inputs = RecordedInput.ofARun(backtest, 31, 400);
        var asking = askingBatches(inputs);
        for (int at = 0; at < inputs.size(); at += BATCH) {
            var batch = new ArrayList<>(inputs.subList(at, Math.min(at + BATCH, inputs.size())));
            if (asking.contains(at / BATCH)) {
                batch.add(
                        SNAPSHOT_AT,
                        new RecordedInput(
                                batch.get(SNAPSHOT_AT).nowNanos(), SNAPSHOT_ASKED.method(), SNAPSHOT_ASKED.call()));
            }
            batches.add(batch);
        }
    }

    private Set<Integer> askingBatches(List<RecordedInput> inputs) {
        var asked = new ArrayList<OrderRequest>();
        var effects = new NoEffects() {
            @Override
            public void wanted(OrderRequest request) {
                asked.add(request);
            }
        };
        var core = new TradingCore(backtest.core(), effects);
        var asking = new HashSet<Integer>();
        for (int i = 0; i < inputs.size() && asking.size() < BATCHES_LOOKED_AT; i++) {
            core.at(i + 1L, inputs.get(i).nowNanos());
            inputs.get(i).call().accept(core);
            if (!asked.isEmpty()) {
                asking.add(i / BATCH);
            }
            asked.clear();
        }
        return asking;
    }

    private static boolean isLookedAt(List<RecordedInput> batch) {
        return batch.stream().anyMatch(input -> input.method().equals(SNAPSHOT_ASKED.method()));
    }

    private void run() throws Exception {
        Path data = folder.resolve("data");
        var writer = new FrameWriter();
        var core = new TradingCore(backtest.core(), new EffectEncoder(writer));
        var view = new EngineView(backtest.core());
        try (var lock = DataLock.take(data);
                var journal = new Watched(
                        data,
                        ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
                            throw new AssertionError(what, cause);
                        }));
                var keeper = new SnapshotKeeper(SnapshotFolder.of(data), 1, alarm -> {
                    throw new AssertionError(alarm);
                })) {
            var snapshots = new LiveSnapshots(core, view, journal, keeper, null, 1, () -> 0);
            var egress = new LiveEgress(view, () -> {}, () -> {}, () -> {}, snapshots::onTaken, _ -> {});
            var stages = new SteppedStages(
                    SETTINGS, journal, new WiredCore(core, writer, Long.MIN_VALUE), journal.watching(egress));
            for (List<RecordedInput> batch : batches) {
                journal.isWatching = isLookedAt(batch);
                stages.batch(batch);
                assertThat(keeper.await(Duration.ofSeconds(30))).isTrue();
                journal.moment("all done");
            }
        }
    }

    /** Copies the folder around what it does. */
    private final class Watched implements Journal {
        private final Path data;
        private final Journal journal;
        private boolean isWatching;

        private Watched(Path data, Journal journal) {
            this.data = data;
            this.journal = journal;
        }

        private void moment(String name) {
            if (!isWatching) {
                return;
            }
            try {
                Path copy = folder.resolve("moment-" + moments.size());
                moments.add(new Moment(name, DataCopy.of(data, copy), journal.lastSequence(), List.copyOf(left)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Between two of its frames where one asked for something, or was copied out. */
        private Egress watching(LiveEgress egress) {
            return (buffer, offset, length) -> {
                egress.onFrame(buffer, offset, length);
                boolean hasAsked = !egress.isEmpty();
                for (OrderRequest request = egress.poll(); request != null; request = egress.poll()) {
                    left.add(request);
                }
                if (hasAsked) {
                    moment("a request has left, frame " + Frame.sequence(buffer, offset));
                }
            };
        }

        @Override
        public void append(DirectBuffer batch, int offset, int length) {
            moment("decided, not journaled");
            journal.append(batch, offset, length);
            for (int at = offset; at < offset + length; at += Frame.length(batch, at)) {
                frames.add(bytes(batch, at));
            }
            moment("journaled, not synced");
        }

        @Override
        public void sync() {
            journal.sync();
            moment("synced, nothing has left");
        }

        @Override
        public long lastSequence() {
            return journal.lastSequence();
        }

        @Override
        public Journal.Place lastBatch() {
            return journal.lastBatch();
        }

        @Override
        public DiskLevel diskLevel() {
            return journal.diskLevel();
        }

        @Override
        public void close() {
            isWatching = false;
            journal.close();
        }
    }

    private static byte[] bytes(DirectBuffer buffer, int offset) {
        var bytes = new byte[Frame.length(buffer, offset)];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    // ---- what a start makes of each moment

    @Test
    void whereverItDiesItGoesOnAsOneThatNeverDiedAndNoOrderLeavesTwice() throws Exception {
        cutIntoBatches();
        run();
        assertThat(moments).extracting(Moment::name).contains("decided, not journaled", "journaled, not synced");
        assertThat(moments).extracting(Moment::name).contains("synced, nothing has left", "all done");
        assertThat(moments).anyMatch(moment -> !moment.left().isEmpty());

        var neverDied = new TradingCore(backtest.core(), new NoEffects() {});
        long reached = 0;
        List<RecordedInput> inputs = batches.stream().flatMap(List::stream).toList();
        boolean hasUsedSnapshot = false;
        int leftAfter = 0;
        for (Moment moment : moments) {
            for (; reached < moment.lastSequence(); reached++) {
                RecordedInput input = inputs.get((int) reached);
                neverDied.at(reached + 1, input.nowNanos());
                input.call().accept(neverDied);
            }
            Recovery recovery = Recovery.of(
                    moment.data(), backtest.core(), _ -> backtest.core(), JournalSettings.DEFAULT, 1, _ -> {});
            hasUsedSnapshot |= recovery.snapshot().isPresent();

            assertThat(recovery.remarks()).as("%s", moment).isEmpty();
            assertThat(recovery.view().sequence()).as("%s", moment).isEqualTo(moment.lastSequence());
            assertThat(hash(recovery.trading())).as("%s", moment).isEqualTo(hash(neverDied));
            leftAfter += assertLeftOnce(moment, recovery, inputs);
        }
        assertThat(hasUsedSnapshot).isTrue();
        assertThat(leftAfter).isPositive();
    }

    private static long hash(TradingCore core) {
        var copy = new StateCopy();
        core.copyTo(copy);
        return copy.hash();
    }

    /** How many orders left after it. */
    private int assertLeftOnce(Moment moment, Recovery recovery, List<RecordedInput> inputs) {
        Set<Long> journaled = submitted(moment.data());
        assertThat(journaled.containsAll(ids(moment.left()))).as("%s", moment).isTrue();

        int from = Math.toIntExact(moment.lastSequence());
        List<RecordedInput> following = inputs.subList(from, Math.min(from + FRAMES_AFTER, inputs.size()));
        var after = new InMemory(moment.lastSequence());
        var view = recovery.view();
        var egress = new LiveEgress(view, () -> {}, () -> {}, () -> {}, (_, _, _) -> {}, _ -> {});
        var leftAfter = new ArrayList<OrderRequest>();
        new SteppedStages(SETTINGS, after, recovery.core(), (buffer, offset, length) -> {
                    egress.onFrame(buffer, offset, length);
                    for (OrderRequest request = egress.poll(); request != null; request = egress.poll()) {
                        leftAfter.add(request);
                    }
                })
                .batch(following);

        assertThat(after.frames)
                .as("%s", moment)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(frames.subList(from, from + following.size()));
        assertThat(ids(leftAfter)).as("%s", moment).doesNotHaveDuplicates().noneMatch(journaled::contains);
        return leftAfter.size();
    }

    private static List<Long> ids(List<OrderRequest> requests) {
        return requests.stream()
                .filter(Submit.class::isInstance)
                .map(OrderRequest::orderId)
                .toList();
    }

    /** Orders that a journal has as asked for. */
    private static Set<Long> submitted(Path data) {
        var ids = new HashSet<Long>();
        var reader = new FrameReader();
        var effects = new NoEffects() {
            @Override
            public void wanted(OrderRequest request) {
                ids.addAll(StageBoundaryTest.ids(List.of(request)));
            }
        };
        try (var journal = ChronicleReader.open(data, 1)) {
            while (journal.poll((buffer, offset, length) -> reader.readEffects(
                            buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, effects))
                    > 0) {
                // each frame is looked at as it comes
            }
        }
        return ids;
    }

    /** Keeps what is appended behind a sequence. */
    private static final class InMemory implements Journal {
        private final List<byte[]> frames = new ArrayList<>();
        private long lastSequence;

        private InMemory(long lastSequence) {
            this.lastSequence = lastSequence;
        }

        @Override
        public void append(DirectBuffer batch, int offset, int length) {
            lastSequence = Batch.lastSequence(batch, offset, length, lastSequence);
            for (int at = offset; at < offset + length; at += Frame.length(batch, at)) {
                frames.add(bytes(batch, at));
            }
        }

        @Override
        public void sync() {
            // It is as safe as it will ever be.
        }

        @Override
        public long lastSequence() {
            return lastSequence;
        }

        @Override
        public Journal.Place lastBatch() {
            return new Journal.Place(1, "memory", 0, 0);
        }

        @Override
        public DiskLevel diskLevel() {
            return DiskLevel.OK;
        }

        @Override
        public void close() {}
    }
}
