package smc.engine.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.ring.RingSettings.Idle;
import smc.engine.ring.RingSettings.Sync;
import smc.journal.CrashingStore;
import smc.journal.DiskLevel;
import smc.journal.Journal;

/** The power goes at any step of a run: in the core, on either side of an append or a sync, between two frames of egress. */
class PowerCutTest {
    private static final int SEEDS = 30;
    private static final int BATCHES = 6;
    private static final int BATCH_MAX = 64;

    /** Frames, and append and sync of each batch, before the run is over; some runs end before their cut. */
    private static final int STEPS_MAX = 2 * BATCHES * BATCH_MAX;

    /** What becomes of what was not synced. */
    enum Loss {
        DROPPED,
        GARBLED,
        TORN;

        void cut(CrashingStore store, Random random) {
            switch (this) {
                case DROPPED -> store.dropUnsynced();
                case GARBLED -> store.garbleUnsynced(random);
                case TORN -> store.tearUnsynced(random);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void noRequestThatLeftIsMissingAfterAPowerCut(Loss loss) {
        long requestsThatLeft = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var run = new Run(loss, seed);

            Set<Long> left = run.untilTheCut();
            requestsThatLeft += left.size();

            try (var rig = new RingRig(Sync.REQUESTS, run.store)) {
                rig.trades(1);
                rig.ring.await();
                assertThat(rig.journaled())
                        .as("%s, seed %d", loss, seed)
                        .extracting(RingRig.Journaled::sequence)
                        .isEqualTo(LongStream.rangeClosed(1, rig.left.getFirst())
                                .boxed()
                                .toList());
                assertThat(rig.journaled())
                        .as("%s, seed %d", loss, seed)
                        .filteredOn(frame -> frame.names().contains("cancel"))
                        .extracting(RingRig.Journaled::sequence)
                        .containsAll(left);
            }
        }
        assertThat(requestsThatLeft).isGreaterThan(SEEDS);
    }

    /** One life of an engine that ends by a power cut. */
    private static final class Run {
        final CrashingStore store = new CrashingStore();
        private final Loss loss;
        private final Random random;
        private final int stepOfCut;
        private int steps;

        Run(Loss loss, long seed) {
            this.loss = loss;
            random = new Random(seed);
            stepOfCut = random.nextInt(STEPS_MAX);
        }

        /** The requests that left before. */
        Set<Long> untilTheCut() {
            var requests = new HashSet<Long>();
            var rig = new RingRig(Idle.BLOCKING, Sync.REQUESTS, store, new Stepping(store.open()));
            rig.beforeEgress((_, _, _) -> step());
            long sequence = 0;
            for (int batch = 0; batch < BATCHES && rig.ring.fault() == null; batch++) {
                int frames = 1 + random.nextInt(BATCH_MAX);
                rig.plantGate(sequence + 1);
                for (int i = 0; i <= frames; i++) {
                    sequence++;
                    if (random.nextInt(20) == 0) {
                        requests.add(sequence);
                        rig.plantRequest(sequence);
                    }
                    rig.plant(sequence, _ -> step());
                }
                rig.trades(1);
                rig.awaitGate();
                rig.trades(frames);
                rig.openGate();
                rig.ring.await();
            }
            if (rig.ring.fault() == null) {
                loss.cut(store, random);
            } else {
                rig.awaitFault();
            }
            rig.close();
            requests.retainAll(rig.left);
            return requests;
        }

        private void step() {
            if (steps++ == stepOfCut) {
                loss.cut(store, random);
                throw new IllegalStateException("the power is gone");
            }
        }

        private final class Stepping implements Journal {
            private final Journal journal;

            Stepping(Journal journal) {
                this.journal = journal;
            }

            @Override
            public void append(DirectBuffer batch, int offset, int length) {
                journal.append(batch, offset, length);
                step();
            }

            @Override
            public void sync() {
                step();
                journal.sync();
                step();
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
    }
}
