package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent.TradeIgnored;
import smc.engine.ring.RingSettings.Idle;
import smc.engine.ring.RingSettings.Sync;
import smc.journal.CrashingStore;
import smc.journal.DiskLevel;
import smc.journal.Frame;
import smc.journal.Journal;
import smc.journal.JournalException;

/** Something fails on the engine thread: what was good is kept, nothing of the batch leaves. */
class RingFaultTest {
    /** The first frame is a batch of its own, the others are the next. */
    private static final int BATCH_MAX = 64;

    private static void fail(Effects effects) {
        throw new IllegalStateException("planted");
    }

    private static List<Long> sequences(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void whereverTheCoreFailsInABatchTheFramesBeforeAreKeptAndNothingLeaves() {
        for (long faulted = 2; faulted <= 1 + BATCH_MAX; faulted++) {
            try (var rig = new RingRig(Sync.REQUESTS)) {
                rig.plantRequest(2)
                        .plantRequest(faulted)
                        .plant(faulted, RingFaultTest::fail)
                        .plantRequest(faulted + 1);

                rig.oneAndThenABatchOf(BATCH_MAX);
                rig.awaitFault();

                assertThat(rig.left).as("fault at %d", faulted).containsExactly(1L);
                assertFaultedAt(rig, faulted);
            }
        }
    }

    @Test
    void whatAFaultLeavesIsOnDiskWhateverTheSettingsSay() {
        try (var rig = new RingRig(Sync.NONE)) {
            rig.plant(2, RingFaultTest::fail);

            rig.oneAndThenABatchOf(2);
            rig.awaitFault();

            assertFaultedAt(rig, 2);
        }
    }

    private static void assertFaultedAt(RingRig rig, long faulted) {
        List<RingRig.Journaled> journaled = rig.journaled();
        assertThat(journaled).extracting(RingRig.Journaled::sequence).isEqualTo(sequences(1, faulted));
        assertThat(journaled.subList(0, journaled.size() - 1))
                .allMatch(frame -> frame.names().contains("tradeIgnored"))
                .noneMatch(frame -> (frame.flags() & Frame.FLAG_FAULTED) != 0);
        assertThat(journaled.getLast().names()).containsExactly("onTrade");
        assertThat(journaled.getLast().flags()).isEqualTo(Frame.FLAG_FAULTED | Frame.FLAG_SYNC);
        assertThat(rig.syncedWhenTold).as("on disk before the listener is told").isEqualTo(faulted);
        assertThat(rig.faults).singleElement().isSameAs(rig.ring.fault());
        assertThat(rig.ring.fault().sequence()).isEqualTo(faulted);
        assertThat(rig.ring.fault().cause()).hasMessage("planted");
        assertThat(rig.ring.tryNext(1_000)).isNull();
    }

    @Test
    void anErrorOfTheCoreIsAFaultToo() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plant(2, _ -> {
                throw new AssertionError("planted");
            });

            rig.oneAndThenABatchOf(3);
            rig.awaitFault();

            assertFaultedAt(rig, 2);
        }
    }

    /** More effects than a frame may hold: the core has not failed, but its frame cannot be written. */
    @Test
    void aFrameThatGrowsBeyondItsLimitIsAFaultOfItsInput() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plant(3, effects -> {
                for (int i = 0; i < Frame.LENGTH_MAX / 16; i++) {
                    effects.seen(new TradeIgnored(0, i, i));
                }
            });

            rig.oneAndThenABatchOf(3);
            rig.awaitFault();

            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.faults).singleElement().extracting(Fault::sequence).isEqualTo(3L);
            assertThat(rig.journaled().getLast().names()).containsExactly("onTrade");
        }
    }

    @Test
    void inputsWaitingBehindAFaultAreNotTaken() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plant(2, RingFaultTest::fail);

            rig.oneAndThenABatchOf(RingRig.SLOTS - 1);
            rig.awaitFault();

            assertThat(rig.journaled()).hasSize(2);
            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.faults).hasSize(1);
        }
    }

    // ---- the journal fails

    @Test
    void nothingLeavesOfABatchThatCouldNotBeSynced() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantRequest(3);
            rig.store.failNextSync();

            rig.oneAndThenABatchOf(5);
            rig.awaitFault();

            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.store.syncedSequence()).isZero();
            assertThat(rig.faults).singleElement().extracting(Fault::what).isEqualTo("the journal failed");
            assertThat(rig.ring.tryNext(1_000)).isNull();
        }
    }

    @Test
    void nothingLeavesOfABatchThatCouldNotBeAppended() {
        var store = new CrashingStore();
        var journal = new AppendsOnce(store.open());
        try (var rig = new RingRig(Idle.BLOCKING, Sync.REQUESTS, store, journal)) {
            rig.oneAndThenABatchOf(5);
            rig.awaitFault();

            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.journaled()).hasSize(1);
            assertThat(rig.faults).singleElement().extracting(Fault::what).isEqualTo("the journal failed");
        }
    }

    @Test
    void aJournalThatFailsAfterTheCoreDidDoesNotHideWhatCameFirst() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plant(3, RingFaultTest::fail);
            rig.store.failNextSync();

            rig.oneAndThenABatchOf(5);
            rig.awaitFault();

            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.faults).hasSize(1);
            assertThat(rig.ring.fault().cause()).hasMessage("planted");
            assertThat(rig.ring.fault().cause().getSuppressed()).singleElement().isInstanceOf(JournalException.class);
        }
    }

    /** Takes one batch, then no more. */
    private record AppendsOnce(Journal journal) implements Journal {
        @Override
        public void append(DirectBuffer batch, int offset, int length) {
            if (journal.lastSequence() > 0) {
                throw new JournalException("planted");
            }
            journal.append(batch, offset, length);
        }

        @Override
        public void sync() {
            journal.sync();
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
            journal.close();
        }
    }

    // ---- egress fails

    @Test
    void whereEgressFailsTheRestStaysAndTheJournalHasItAll() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantRequest(2);
            rig.beforeEgress((buffer, offset, _) -> {
                if (Frame.sequence(buffer, offset) == 4) {
                    throw new IllegalStateException("planted");
                }
            });

            rig.oneAndThenABatchOf(5);
            rig.awaitFault();

            assertThat(rig.left).containsExactly(1L, 2L, 3L);
            assertThat(rig.journaled()).extracting(RingRig.Journaled::sequence).isEqualTo(sequences(1, 6));
            assertThat(rig.faults).singleElement().extracting(Fault::what).isEqualTo("egress failed");
            assertThat(rig.ring.tryNext(1_000)).isNull();
        }
    }
}
