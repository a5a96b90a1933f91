package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.event.MarketEvent.TradeIgnored;
import smc.engine.ring.RingSettings.Idle;
import smc.engine.ring.RingSettings.Sync;
import smc.journal.CrashingStore;
import smc.journal.DiskLevel;
import smc.journal.Frame;

/** An input's way: from the producer through core and journal to egress. */
class EngineRingTest {
    /** Of the Disruptor's processor, as the ring sets it. */
    private static final int BATCH_MAX = 64;

    private static List<Long> sequences(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(Idle.class)
    void whatIsPublishedIsJournaledWithItsEffectsAndLeavesInOrder(Idle idle) {
        var store = new CrashingStore();
        try (var rig = new RingRig(idle, Sync.REQUESTS, store, store.open())) {
            rig.trades(RingRig.SLOTS);
            rig.ring.await();

            assertThat(rig.left).isEqualTo(sequences(1, RingRig.SLOTS));
            assertThat(rig.journaled()).extracting(RingRig.Journaled::sequence).isEqualTo(rig.left);
            assertThat(rig.journaled()).allSatisfy(frame -> {
                assertThat(frame.names()).containsExactly("onTrade", "tradeIgnored");
                assertThat(frame.atNanos()).isEqualTo(frame.sequence());
                assertThat(frame.build()).isEqualTo(RingRig.BUILD);
                assertThat(frame.messages().getLast().toText()).endsWith("=" + frame.sequence());
            });
        }
    }

    @Test
    void sequencesGoOnWhereTheJournalEnded() {
        var store = new CrashingStore();
        try (var rig = new RingRig(Sync.REQUESTS, store)) {
            rig.trades(5);
        }

        try (var rig = new RingRig(Sync.REQUESTS, store)) {
            rig.trades(3);
            rig.ring.await();

            assertThat(rig.left).isEqualTo(sequences(6, 8));
            assertThat(rig.journaled()).extracting(RingRig.Journaled::sequence).isEqualTo(sequences(1, 8));
        }
    }

    @Test
    void timeNeverRunsBackwards() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            for (long nanos : new long[] {5, 3, 7}) {
                rig.ring.tryNext(nanos).onClock();
                rig.ring.publish();
            }
            rig.ring.await();

            assertThat(rig.journaled()).extracting(RingRig.Journaled::atNanos).containsExactly(5L, 5L, 7L);
        }
    }

    @Test
    void aFrameThatOutgrowsItsSlotIsJournaledWhole() {
        int many = 2_000;
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plant(2, effects -> {
                for (int i = 0; i < many; i++) {
                    effects.seen(new TradeIgnored(1, i, i));
                }
            });

            rig.oneAndThenABatchOf(3);
            rig.ring.await();

            assertThat(rig.journaled().get(1).messages()).hasSize(2 + many);
            assertThat(rig.journaled().get(2).names()).containsExactly("onTrade", "tradeIgnored");
            assertThat(rig.left).isEqualTo(sequences(1, 4));
        }
    }

    // ---- the producer never waits

    @Test
    void aFullRingRefusesAndTakesAgainOnceThereIsRoom() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            rig.trades(RingRig.SLOTS - 1);

            assertThat(rig.ring.tryNext(1)).isNull();
            assertThat(rig.ring.tryNext(1)).isNull();

            rig.openGate();
            rig.ring.await();
            rig.trades(1);
            rig.ring.await();
            assertThat(rig.left).isEqualTo(sequences(1, RingRig.SLOTS + 1));
        }
    }

    @Test
    void nothingWrittenIsNothingToPublish() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            assertThatThrownBy(rig.ring::publish).isInstanceOf(IllegalStateException.class);
            rig.ring.tryNext(1);
            assertThatThrownBy(rig.ring::publish).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void clocksWaitingForTheEngineAreOne() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            for (int nanos = 10; nanos < 15; nanos++) {
                rig.ring.clock(nanos);
            }

            rig.openGate();
            rig.ring.await();
            rig.ring.clock(20);
            rig.ring.await();

            assertThat(rig.journaled())
                    .extracting(frame -> frame.names().getFirst())
                    .containsExactly("onTrade", "onClock", "onClock");
            assertThat(rig.journaled()).extracting(RingRig.Journaled::atNanos).containsExactly(1L, 10L, 20L);
            assertThat(rig.ring.coalescedClocks()).isEqualTo(4);
        }
    }

    @Test
    void aClockThatFindsTheRingFullIsCountedAndLeftOut() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantGate(1).trades(1);
            rig.awaitGate();
            rig.trades(RingRig.SLOTS - 1);

            rig.ring.clock(1_000);

            assertThat(rig.ring.coalescedClocks()).isEqualTo(1);
            assertThat(rig.ring.lastPublished()).isEqualTo(RingRig.SLOTS - 1);
        }
    }

    // ---- nothing leaves before it is on disk

    /** {@link RingRig#leftUnsynced} looks at each frame as it leaves, so a sync afterwards comes too late. */
    @Test
    void aBatchWithARequestLeavesOnlyOnceItIsSynced() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantRequest(1 + BATCH_MAX / 2);

            rig.oneAndThenABatchOf(BATCH_MAX);
            rig.ring.await();

            assertThat(rig.left).isEqualTo(sequences(1, 1 + BATCH_MAX));
            assertThat(rig.leftUnsynced).containsExactly(1L);
            assertThat(rig.store.syncedSequence()).isEqualTo(1 + BATCH_MAX);
        }
    }

    @Test
    void theFrameOfARequestSaysThatItAskedForTheSync() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantRequest(2).trades(3);
            rig.ring.await();

            assertThat(rig.journaled())
                    .extracting(RingRig.Journaled::flags)
                    .containsExactly(0, (int) Frame.FLAG_SYNC, 0);
        }
    }

    @Test
    void marketDataAloneIsNotSynced() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.plantRequest(1).trades(1);
            rig.ring.await();

            rig.trades(2 * BATCH_MAX - 1);
            rig.ring.await();

            assertThat(rig.left).hasSize(2 * BATCH_MAX);
            assertThat(rig.store.syncedSequence()).isEqualTo(1);
        }
    }

    @Test
    void whatAnOperatorDoesIsSynced() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            rig.ring.tryNext(1).onTradingSwitched(0, true);
            rig.ring.publish();
            rig.ring.await();

            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.leftUnsynced).isEmpty();
        }
    }

    @Test
    void alwaysSyncsMarketDataToo() {
        try (var rig = new RingRig(Sync.ALWAYS)) {
            rig.trades(RingRig.SLOTS);
            rig.ring.await();

            assertThat(rig.left).hasSize(RingRig.SLOTS);
            assertThat(rig.leftUnsynced).isEmpty();
        }
    }

    @Test
    void noneSyncsNoRequestEither() {
        try (var rig = new RingRig(Sync.NONE)) {
            rig.plantRequest(1).trades(1);
            rig.ring.await();

            assertThat(rig.left).containsExactly(1L);
            assertThat(rig.store.syncedSequence()).isZero();
        }
    }

    @Test
    void theRoomOnTheDiskIsThatOfTheLastBatch() {
        try (var rig = new RingRig(Sync.REQUESTS)) {
            assertThat(rig.ring.diskLevel()).isEqualTo(DiskLevel.OK);
            rig.store.diskLevel(DiskLevel.HALT_ENTRIES);

            rig.trades(1);
            rig.ring.await();

            assertThat(rig.ring.diskLevel()).isEqualTo(DiskLevel.HALT_ENTRIES);
        }
    }
}
