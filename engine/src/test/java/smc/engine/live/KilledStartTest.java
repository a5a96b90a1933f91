package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.replay.Replay;
import smc.engine.ring.EngineFaultException;
import smc.engine.view.EngineImage;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.journal.CrashingStore;

/** A process that is killed in its start leaves a journal that ends anywhere in it. The next start goes on as if that one had never been. */
class KilledStartTest {
    private static final int HISTORY = 300;
    private static final int CANDLES_AFTER = 3;

    /** Between the frames tried of a later start; 1 tries every one. */
    private static final int STRIDE = Integer.getInteger("smc.killedStarts.stride", 3);

    private static final int FULL_HISTORY = 180 * 96;
    private static final long SEED = Long.getLong("smc.killedStarts.seed", 1);

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path data;

    /** How an engine stands, without what tells one start from another. */
    private record Picture(List<EngineImage.Market> markets, List<EngineImage.Desk> desks, List<Working> orders) {
        private Picture withoutExits() {
            return new Picture(
                    markets,
                    desks,
                    orders.stream()
                            .filter(order -> order.purpose != OrderPurpose.EXIT)
                            .toList());
        }
    }

    private record Working(
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            Direction direction,
            long priceE8,
            long contracts,
            long filledContracts,
            OrderState state) {}

    private static Picture picture(LiveRig rig) {
        EngineImage now = rig.engine.view().image();
        List<Working> orders = now.orders().stream()
                .map(order -> working(order.known()))
                .sorted(Comparator.comparing(Working::toString))
                .toList();
        return new Picture(now.markets(), now.desks(), orders);
    }

    private static Working working(KnownOrder order) {
        return new Working(
                order.accountId(),
                order.instrumentId(),
                order.purpose(),
                order.direction(),
                order.priceE8(),
                order.contracts(),
                order.filledContracts(),
                order.state());
    }

    // ---- the first start of a folder

    @Test
    void afterAKillBehindAnyFrameOfAFirstStartTheNextOneStandsAsAnUndisturbedOne() throws Exception {
        killFirstStarts(HISTORY, frames -> LongStream.rangeClosed(0, frames));
    }

    @Test
    @EnabledIfSystemProperty(named = "smc.killedStarts", matches = "\\d+")
    void afterAKillBehindASeededFrameOfAFirstStartWithTheFullHistoryLikewise() throws Exception {
        var random = new Random(SEED);
        int kills = Integer.getInteger("smc.killedStarts");
        killFirstStarts(FULL_HISTORY, frames -> IntStream.range(0, kills).mapToLong(_ -> random.nextLong(frames + 1)));
    }

    private interface Places {
        LongStream among(long frames);
    }

    private void killFirstStarts(int history, Places places) throws Exception {
        var undisturbed = new CrashingStore();
        long frames;
        Picture started;
        Picture later;
        try (var rig = open(undisturbed)) {
            assertThat(rig.start(history).reconcile()).isEqualTo(2);
            frames = rig.engine.view().sequence();
            started = picture(rig);
            trade(rig);
            later = picture(rig);
        }
        assertThat(frames).isGreaterThan(2L * history);

        for (long frame : places.among(frames).toArray()) {
            CrashingStore killed = undisturbed.killedAfter(frame);
            try (var rig = open(killed)) {
                assertThat(rig.start(history).reconcile())
                        .as("after frame %d", frame)
                        .isEqualTo(2);
                assertThat(picture(rig)).as("after frame %d", frame).isEqualTo(started);
                trade(rig);
                assertThat(picture(rig)).as("after frame %d", frame).isEqualTo(later);
                assertThat(rig.alarms).as("after frame %d", frame).isEmpty();
            }
            assertThat(replayed(killed)).as("after frame %d", frame).isZero();
        }
    }

    private static void trade(LiveRig rig) {
        for (int i = 0; i < CANDLES_AFTER; i++) {
            rig.candle();
        }
    }

    private LiveRig open(CrashingStore store) throws Exception {
        return LiveRig.open(data, store, UnaryOperator.identity());
    }

    /** Replays a journal to the same bytes; frames whose input had made the core fail. */
    private static long replayed(CrashingStore store) {
        var replay = new Replay(effects -> new TradingCore(LiveEngine.coreSettings(LiveRig.shipped()), effects));
        assertThat(replay.run(store.reader(1), _ -> {})).isEmpty();
        return replay.faultedFrames();
    }

    // ---- a later start, with a trade open, entries that rest, a candle that is not confirmed, and candles missed

    private static final int DOWN = 40;

    @Test
    void afterAKillInTheStartOfAnEngineThatHadTradedTheNextOneStandsAsAnUndisturbedOne() throws Exception {
        var before = new CrashingStore();
        Set<Long> arrived = new HashSet<>();
        VenuePosition held;
        int history;
        try (var rig = open(before)) {
            rig.venue.arrived = arrived;
            rig.running(HISTORY);
            held = holdAPosition(rig);
            rig.untilAnEntryRests();
            // Its official candle has not come when the process dies.
            rig.step(LiveRig.openNanos(rig.next() + 1) + LiveRig.GRACE_NANOS);
            history = rig.next() + DOWN;
        }
        long killed = before.killedAfter(Long.MAX_VALUE).open().lastSequence();

        Set<Long> arrivedLater = new HashSet<>(arrived);
        long frames; // behind them requests leave, and what the venue knows is another
        Picture started;
        Picture later;
        CrashingStore undisturbed = before.killedAfter(killed);
        try (var rig = open(undisturbed)) {
            begin(rig, history, held, arrivedLater);
            frames = rig.engine.view().sequence();
            assertThat(rig.reconcile()).isEqualTo(2);
            started = picture(rig).withoutExits();
            trade(rig);
            later = picture(rig);
        }
        // Of each symbol the candle that was not confirmed and those missed: 2 x DOWN; beside them a few.
        assertThat(frames).isBetween(killed + 2L * DOWN, killed + 2L * DOWN + 20);
        assertThat(later.orders()).extracting(Working::purpose).contains(OrderPurpose.EXIT);

        for (long frame = killed; frame <= frames; frame += STRIDE) {
            CrashingStore store = undisturbed.killedAfter(frame);
            try (var rig = open(store)) {
                begin(rig, history, held, new HashSet<>(arrived));
                assertThat(rig.reconcile()).as("after frame %d", frame).isEqualTo(2);
                // An exit that never left is asked for again as time moves.
                assertThat(picture(rig).withoutExits())
                        .as("after frame %d", frame)
                        .isEqualTo(started);
                trade(rig);
                assertThat(picture(rig)).as("after frame %d", frame).isEqualTo(later);
            }
            assertThat(replayed(store)).as("after frame %d", frame).isZero();
        }
    }

    private static void begin(LiveRig rig, int history, VenuePosition held, Set<Long> arrived) throws Exception {
        rig.venue.arrived = arrived;
        rig.venue.positions.add(held);
        rig.start(history);
    }

    // ---- a core that fails

    /** A core that fails at an input of the start. */
    private static UnaryOperator<Inputs> failingAt(String input, int number) {
        return core -> {
            var left = new AtomicInteger(number);
            return new EveryInput() {
                @Override
                protected void on(Call call, Consumer<Inputs> again) {
                    if (call.method().equals(input) && left.getAndDecrement() == 0) {
                        throw new IllegalStateException("planted");
                    }
                    again.accept(core);
                }
            };
        };
    }

    @ParameterizedTest
    @CsvSource({
        "onEngineStarted, 0",
        "onLiveStarted, 0",
        "onHistoryAsked, 0",
        "onHistoryCandle, 7",
        "onHistoryCandle, 17300",
        "onHistoryEnded, 1",
        "onPositionRead, 2",
        "onTradingSwitched, 1",
    })
    void aCoreThatFailsEndsTheStartAtOnceWithItsOwnCause(String input, int number) throws Exception {
        try (var rig = LiveRig.open(data, new CrashingStore(), failingAt(input, number))) {
            assertThatThrownBy(() -> rig.running(FULL_HISTORY))
                    .isInstanceOf(EngineFaultException.class)
                    .hasMessageContaining("the core failed at sequence")
                    .hasMessageContaining("planted");
            assertThat(rig.engine.runFaultProcedure()).isTrue();
            assertThat(rig.venue.asked).isEmpty();
            assertThat(rig.venue.entryCancels).hasValue(1);
        }
    }

    @Test
    void aFolderOfAnEarlierVersionWhoseStartsHaveFailedStartsAgainAndReplaysAsItIsRecorded() throws Exception {
        var store = new CrashingStore();
        try (var rig = open(store)) {
            rig.start(HISTORY);
        }
        CrashingStore killed = store.killedAfter(HISTORY);
        int failedStarts = 3;
        for (int i = 0; i < failedStarts; i++) { // as it failed then: at the first candle, before it was looked at
            try (var rig = LiveRig.open(data, killed, failingAt("onHistoryCandle", 0))) {
                assertThatThrownBy(() -> rig.start(HISTORY)).isInstanceOf(EngineFaultException.class);
            }
        }

        try (var rig = open(killed)) {
            assertThat(rig.start(HISTORY).reconcile()).isEqualTo(2);
        }

        assertThat(replayed(killed)).isEqualTo(failedStarts);
    }

    /** Fills the first entry that rests. */
    private static VenuePosition holdAPosition(LiveRig rig) {
        rig.untilAnEntryRests();
        Submit entry = rig.restingEntries().getFirst();
        rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
        rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
        long contracts = entry.contracts() * entry.direction().sign();
        return new VenuePosition(entry.accountId(), entry.instrumentId(), contracts, entry.priceE8());
    }
}
