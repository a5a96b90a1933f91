package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.Call;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.live.watch.LiveClock;
import smc.execution.risk.TradingState;
import smc.journal.CrashingStore;

/** Rows of docs/degradation.md that are the machine's: what goes on, who is told, and how it comes back. */
class DegradationTest {
    private static final int HISTORY = 400;
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path data;

    @Test
    void aClockThatJumpsIsToldBothWaysAndNothingElseComesOfIt() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            long wallNanos = LiveClock.wallNanos();
            long nanoTime = System.nanoTime();
            long hourNanos = TimeUnit.HOURS.toNanos(1);

            rig.onLoop(() -> {
                rig.engine.watch.onTime(wallNanos, nanoTime);
                rig.engine.watch.onTime(wallNanos + hourNanos, nanoTime + 1);
                rig.engine.watch.onTime(wallNanos, nanoTime + 2);
            });

            assertThat(rig.alarms)
                    .anyMatch(line -> line.matches("the clock jumped by 3,(600|599),\\d{3} ms.*"))
                    .anyMatch(line -> line.matches("the clock jumped by -3,(600|599),\\d{3} ms.*"));
            int before = rig.next();
            rig.candle();
            assertThat(rig.engine.view().lastCandleNanos(LiveRig.SOL)).isEqualTo(LiveRig.openNanos(before));
            assertThat(rig.engine.view().image().desks())
                    .extracting(desk -> desk.standing().state())
                    .containsOnly(TradingState.ACTIVE);
        }
    }

    @Test
    void anEngineThreadThatStandsStillIsToldWithWhatItStandsOnAndGoesOnWhenItMoves() throws Exception {
        var gate = new CountDownLatch(1);
        var stands = new AtomicBoolean();
        try (var rig = LiveRig.open(data, new CrashingStore(), core -> new Standing(core, stands, gate))
                .running(HISTORY)) {
            int before = rig.next();
            stands.set(true);
            long atNanos = LiveRig.openNanos(before) + TimeUnit.SECONDS.toNanos(20);
            rig.trade(LiveRig.SOL, atNanos, LiveRig.candle(LiveRig.SOL, before).openE8());
            var step = CompletableFuture.runAsync(() -> rig.step(atNanos)); // for which everybody waits

            await(() -> rig.alarms.stream().anyMatch(line -> line.startsWith("the engine thread has not moved for ")));
            try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
                List<Path> dumps = logs.toList();
                assertThat(dumps).hasSize(1);
                assertThat(Files.readString(dumps.getFirst())).contains(Standing.class.getSimpleName());
            }

            gate.countDown();
            step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            rig.candle();
            assertThat(rig.engine.view().lastCandleNanos(LiveRig.SOL)).isEqualTo(LiveRig.openNanos(before));
            assertThat(rig.engine.failure()).isNotDone();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(untilNanos);
            TimeUnit.MILLISECONDS.sleep(10); // what the watch's own thread has come to: how long it takes is no rule
        }
    }

    /** A core that waits at the next trade from when it is told to. */
    private static final class Standing extends EveryInput {
        private final Inputs core;
        private final AtomicBoolean stands;
        private final CountDownLatch gate;

        private Standing(Inputs core, AtomicBoolean stands, CountDownLatch gate) {
            this.core = core;
            this.stands = stands;
            this.gate = gate;
        }

        @Override
        protected void on(Call call, Consumer<Inputs> again) {
            if (stands.get() && call.method().equals("onTrade")) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            again.accept(core);
        }
    }
}
