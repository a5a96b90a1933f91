package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.core.CoreSettings;
import smc.engine.core.RemadeCore;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.engine.event.codec.FrameReader;
import smc.engine.replay.Replay;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.CrashingStore;
import smc.journal.Frame;

/** A journal of a live engine, with what only such a one holds, goes through a core made again from a copy after every input to the same bytes. */
class RemadeLiveReplayTest {
    private static final int HISTORY = 300;

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path data;

    /** What a journal holds: inputs and effects by name, and the kinds of what those conclude. */
    private record Held(Set<String> calls, Set<Class<?>> kinds) {
        private void add(Call call) {
            calls.add(call.method());
            if (!call.arguments().isEmpty()) {
                kinds.add(call.arguments().getLast().getClass());
            }
        }
    }

    @Test
    void aJournalOfStartsOutagesAndCorrectionsReplaysWithoutADifference() throws Exception {
        var store = new CrashingStore();
        int next;
        try (var rig = LiveRig.open(data, store, UnaryOperator.identity())) {
            rig.running(HISTORY);
            rig.untilAnEntryRests();
            Submit entry = rig.restingEntries().getFirst();
            rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
            tradeApartFromTheVenue(rig);
            missTrades(rig);
            rig.candle();
            next = rig.next();
        }
        // Killed, and candles missed; the venue says that nothing is held.
        try (var rig = LiveRig.open(data, store, UnaryOperator.identity())) {
            rig.running(next + 5);
            rig.candle();
        }

        var held = new Held(new HashSet<>(), new HashSet<>());
        List<RemadeCore> cores = new ArrayList<>();
        CoreSettings settings = LiveEngine.coreSettings(LiveRig.shipped());
        var replay = new Replay(effects -> {
            cores.add(new RemadeCore(settings, effects));
            return cores.getLast();
        });
        assertThat(replay.run(store.reader(1), _ -> {})).isEmpty();
        assertThat(cores)
                .singleElement()
                .satisfies(core -> assertThat(core.times())
                        .isGreaterThanOrEqualTo(core.inputs())
                        .isGreaterThan(2L * HISTORY)); // of two symbols, told by the first start alone
        hold(store, held);
        assertThat(held.calls)
                .contains(
                        "onEngineStarted",
                        "onLiveStarted",
                        "onHistoryCandle",
                        "onHistoryEnded",
                        "onPositionRead",
                        "onTradingSwitched",
                        "onTrade",
                        "onClock",
                        "onTradesMissed",
                        "onOfficialCandle",
                        "onOrderReport",
                        "positionDiffers");
        assertThat(held.kinds).contains(CandleCorrected.class, TradeOpened.class);
    }

    /** A candle of which one trade is dearer than the venue's own candle knows. */
    private static void tradeApartFromTheVenue(LiveRig rig) {
        long atNanos = LiveRig.openNanos(rig.next()) + TimeUnit.MINUTES.toNanos(1);
        rig.trade(LiveRig.SOL, atNanos, LiveRig.candle(LiveRig.SOL, rig.next()).highE8() + 1_000_000);
        rig.candle();
    }

    private static void missTrades(LiveRig rig) {
        long atNanos = LiveRig.openNanos(rig.next());
        rig.onLoop(() -> rig.engine.marketListener().onGap(0, atNanos, atNanos + LiveRig.CANDLE_NANOS));
        rig.closeCandle();
    }

    private static void hold(CrashingStore store, Held held) {
        var inputs = new EveryInput() {
            @Override
            protected void on(Call call, Consumer<Inputs> again) {
                held.add(call);
            }
        };
        var effects = new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                held.add(call);
            }
        };
        var frames = new FrameReader();
        var reader = store.reader(1);
        while (reader.poll((frame, offset, length) ->
                        frames.read(frame, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, inputs, effects))
                > 0) {
            // each is kept as it comes
        }
    }
}
