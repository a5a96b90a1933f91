package smc.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import smc.engine.backtest.Backtest;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.record.RecordedInput;
import smc.engine.record.RecordedRun;
import smc.engine.record.Said;
import smc.engine.ring.EngineRing;
import smc.engine.ring.Fault;
import smc.engine.ring.RingSettings;
import smc.journal.CrashingStore;

/** After a fault the next start replays the journal: to the state of a core that never saw the faulted input. */
class RestartAfterFaultTest {
    private static final int FAULTS = 8;
    private static final RingSettings SETTINGS =
            new RingSettings(1 << 10, RingSettings.Idle.BACKOFF, RingSettings.Sync.REQUESTS, 1);

    private final Backtest backtest = RecordedRun.backtest();

    @Test
    void theReplayedCoreGoesOnAsOneThatWasGivenTheGoodInputsOnly() throws IOException {
        List<RecordedInput> inputs = RecordedInput.ofARun(backtest, 31, 400);
        for (long seed = 1; seed <= FAULTS; seed++) {
            int faulted = someTrade(inputs, new Random(seed));
            var store = new CrashingStore();
            recordUntilTheFault(inputs, faulted, store);
            store.open();

            var restarted = new Core();
            var replay = new Replay(restarted::sayingTo);
            assertThat(replay.run(store.reader(1), _ -> {})).as("seed %d", seed).isEmpty();
            assertThat(replay.frames()).as("seed %d", seed).isEqualTo(faulted + 1L);
            assertThat(replay.faultedFrames()).as("seed %d", seed).isEqualTo(1);
            var neverFaulted = new Core();
            neverFaulted.sayingTo(new Said().effects());
            neverFaulted.feed(inputs.subList(0, faulted));

            List<RecordedInput> following = inputs.subList(faulted + 1, inputs.size());
            List<String> said = restarted.saidTo(following);

            assertThat(said)
                    .as("seed %d, fault at %d of %d", seed, faulted, inputs.size())
                    .isEqualTo(neverFaulted.saidTo(following))
                    .hasSizeGreaterThan(100);
        }
    }

    /** A core whose effects can be heard from some moment on. */
    private final class Core {
        private Effects listener;
        private Inputs core;

        Inputs sayingTo(Effects first) {
            listener = first;
            core = new TradingCore(backtest.core(), new EveryEffect() {
                @Override
                protected void on(Call call, Consumer<Effects> again) {
                    again.accept(listener);
                }
            });
            return core;
        }

        void feed(List<RecordedInput> inputs) {
            for (RecordedInput input : inputs) {
                core.at(0, input.nowNanos());
                input.call().accept(core);
            }
        }

        List<String> saidTo(List<RecordedInput> inputs) {
            var said = new Said();
            listener = said.effects();
            feed(inputs);
            return said.lines();
        }
    }

    private static int someTrade(List<RecordedInput> inputs, Random random) {
        int at = random.nextInt(inputs.size() / 4, inputs.size() / 2);
        while (!inputs.get(at).method().equals("onTrade")) {
            at++;
        }
        return at;
    }

    /** Through the ring at its own pace, so in batches; the core has gone through the input when it fails. */
    private void recordUntilTheFault(List<RecordedInput> inputs, int faulted, CrashingStore store) {
        var told = new ArrayList<Fault>();
        try (var ring = new EngineRing(
                SETTINGS,
                store.open(),
                effects -> failingAt(faulted + 1L, new TradingCore(backtest.core(), effects)),
                (_, _, _) -> {},
                told::add)) {
            for (RecordedInput input : inputs) {
                Inputs place = ring.tryNext(input.nowNanos());
                while (place == null && ring.fault() == null) {
                    Thread.onSpinWait();
                    place = ring.tryNext(input.nowNanos());
                }
                if (place == null) {
                    break;
                }
                input.call().accept(place);
                ring.publish();
            }
        }
        assertThat(told).singleElement().extracting(Fault::sequence).isEqualTo(faulted + 1L);
    }

    private static Inputs failingAt(long faulted, Inputs core) {
        var sequence = new long[1];
        return new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                again.accept(core);
                if (call.method().equals("at")) {
                    sequence[0] = (long) call.arguments().getFirst();
                } else if (sequence[0] == faulted) {
                    throw new IllegalStateException("planted");
                }
            }
        };
    }
}
