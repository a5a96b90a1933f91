package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.engine.config.Configuration;
import smc.engine.view.EngineImage;
import smc.execution.desk.Mode;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.VenuePosition;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/**
 * Whatever a process leaves, it is started twice: from its snapshot, and with the snapshots taken away. Both decide, ask the venue and journal the same,
 * byte for byte; with it the hash of the state, which the next snapshot's frame says.
 */
class RestartFromSnapshotTest {
    private static final int HISTORY = 400;
    private static final int CANDLES_AFTER = 5;
    private static final String BOTH = "account-[ab].json";

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path folder;

    private Configuration first = LiveRig.shipped();
    private Configuration next = LiveRig.shipped();

    /** Of the first process when it ended. */
    private EngineImage left;

    private int leftAt;

    /** What the newest snapshot is of. */
    enum Of {
        /** Of the first close: what matters here came after it, and is replayed. */
        A_CLOSE_LONG_BEFORE,
        /** Of the stop: what matters here is in it. */
        THE_STOP
    }

    /** A second start, to its own stop. */
    private record Second(
            OptionalLong snapshot,
            int trading,
            EngineImage found,
            List<OrderRequest> asked,
            EngineImage end,
            List<byte[]> frames) {}

    private Path data() {
        return folder.resolve("data");
    }

    /** The first process: trades until what matters has come about, and ends. */
    private void live(Of of, Consumer<LiveRig> what) throws Exception {
        try (var rig = LiveRig.open(data(), first, JournalSettings.DEFAULT).running(HISTORY)) {
            what.accept(rig);
            if (of == Of.THE_STOP) {
                rig.engine.stopTrading(Duration.ZERO);
            }
            left = rig.engine.view().image();
            leftAt = rig.next();
        }
    }

    /** One candle was missed meanwhile. */
    private Second startAgain(String name, boolean fromSnapshot, Consumer<LiveRig> meanwhile, long factor)
            throws Exception {
        Path copy = DataCopy.ofKilled(data(), folder.resolve(name));
        if (!fromSnapshot) {
            DataCopy.withoutSnapshots(copy);
        }
        try (var rig = LiveRig.open(copy, next, JournalSettings.DEFAULT)) {
            OptionalLong snapshot = rig.engine.snapshot();
            EngineImage found = rig.engine.view().image();
            meanwhile.accept(rig);
            int trading = rig.start(leftAt + 1, (_, candle) -> isMissed(candle) ? dividedBy(factor, candle) : candle)
                    .reconcile();
            for (int i = 0; i < CANDLES_AFTER; i++) {
                rig.candle();
            }
            rig.engine.stopTrading(Duration.ZERO);
            return new Second(
                    snapshot,
                    trading,
                    found,
                    List.copyOf(rig.venue.asked),
                    rig.engine.view().image(),
                    JournaledFrames.after(copy, left.sequence()));
        }
    }

    private boolean isMissed(Candle candle) {
        return candle.openTimeNanos() == LiveRig.openNanos(leftAt);
    }

    private static Candle dividedBy(long factor, Candle candle) {
        return new Candle(
                candle.openTimeNanos(),
                candle.openE8() / factor,
                candle.highE8() / factor,
                candle.lowE8() / factor,
                candle.closeE8() / factor,
                candle.contracts());
    }

    private Second startBothWays(Consumer<LiveRig> meanwhile) throws Exception {
        return startBothWays(meanwhile, 1);
    }

    /** @param factor by which the prices of the candle that is missed are lower */
    private Second startBothWays(Consumer<LiveRig> meanwhile, long factor) throws Exception {
        Second fromSnapshot = startAgain("from-snapshot", true, meanwhile, factor);
        Second fromFirst = startAgain("from-first", false, meanwhile, factor);

        assertThat(fromSnapshot.snapshot()).isPresent();
        assertThat(fromFirst.snapshot()).isEmpty();
        assertThat(fromSnapshot.found()).isEqualTo(left);
        assertThat(fromFirst.found()).isEqualTo(left);
        assertThat(fromSnapshot.trading()).isEqualTo(fromFirst.trading());
        assertThat(fromSnapshot.asked()).isEqualTo(fromFirst.asked());
        assertThat(fromSnapshot.end()).isEqualTo(fromFirst.end());
        assertThat(fromSnapshot.frames())
                .hasSizeGreaterThan(2 * CANDLES_AFTER)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(fromFirst.frames());
        return fromSnapshot;
    }

    private static Submit hold(LiveRig rig) {
        Submit entry = rig.untilAnEntryRests();
        rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
        rig.candle();
        return entry;
    }

    private static void nothingHappened(LiveRig rig) {
        assertThat(rig.venue.positions).isEmpty();
    }

    /** By the venue, with the stop that was to come of it. */
    private static void cancelled(LiveRig rig, Submit entry) {
        for (long orderId : List.of(entry.orderId(), entry.stopOrderId())) {
            rig.engine.venueReports().onOrderReport(entry.accountId(), entry.instrumentId(), new Cancelled(orderId));
        }
    }

    /** The venue has what the engine had. */
    private void positionsAsLeft(LiveRig rig) {
        for (EngineImage.Trade trade : left.trades()) {
            rig.venue.positions.add(new VenuePosition(
                    trade.accountId(),
                    trade.instrumentId(),
                    trade.contracts() * trade.direction().sign(),
                    trade.entryE8()));
        }
    }

    // ---- orders and positions

    @ParameterizedTest
    @EnumSource
    void anOpenPosition(Of of) throws Exception {
        live(of, RestartFromSnapshotTest::hold);
        assertThat(left.trades()).isNotEmpty();

        Second second = startBothWays(this::positionsAsLeft);

        assertThat(second.trading()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anEntryAtRest(Of of) throws Exception {
        live(of, rig -> {
            rig.untilAnEntryRests();
            rig.venue.isSilent = true; // so that the stop's cancel is not confirmed, and it rests on
        });
        assertThat(left.orders()).isNotEmpty();

        Second second = startBothWays(RestartFromSnapshotTest::nothingHappened);

        // An engine that begins lets nothing rest that it has not looked at.
        assertThat(second.asked())
                .filteredOn(OrderRequest.Cancel.class::isInstance)
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEntryThatIsFilledInPart(Of of) throws Exception {
        live(of, rig -> {
            rig.untilAnEntryRests();
            Submit entry = rig.restingEntries().getFirst();
            assertThat(entry.contracts()).isGreaterThan(2);
            rig.onLoop(() -> rig.venue.fill(entry, 2));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
        });
        assertThat(left.trades())
                .singleElement()
                .extracting(EngineImage.Trade::contracts)
                .isEqualTo(2L);

        Second second = startBothWays(this::positionsAsLeft);

        assertThat(second.trading()).isEqualTo(2);
    }

    @Test
    void anOrderInDoubtThatNeverArrived() throws Exception {
        live(Of.A_CLOSE_LONG_BEFORE, rig -> {
            rig.venue.isSilent = true;
            rig.untilAnEntryRests();
        });
        assertThat(left.orders()).isNotEmpty();
        List<Long> inDoubt =
                left.orders().stream().map(order -> order.known().orderId()).toList();

        Second second = startBothWays(rig -> rig.venue.arrived = new HashSet<>());

        // Refused by who never had it, and not sent again by its number.
        assertThat(second.asked())
                .filteredOn(Submit.class::isInstance)
                .extracting(OrderRequest::orderId)
                .doesNotContainAnyElementsOf(inDoubt);
        assertThat(second.end().orders())
                .extracting(order -> order.known().orderId())
                .doesNotContainAnyElementsOf(inDoubt);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderInDoubtThatWasFilledMeanwhile(Of of) throws Exception {
        var sent = new Submit[1];
        live(of, rig -> {
            rig.venue.isSilent = true;
            sent[0] = rig.untilAnEntryRests();
        });
        Submit entry = sent[0];

        Second second = startBothWays(rig -> {
            rig.venue.meanwhile = () -> rig.venue.fill(entry, entry.contracts());
            rig.venue.positions.add(new VenuePosition(
                    entry.accountId(),
                    entry.instrumentId(),
                    entry.contracts() * entry.direction().sign(),
                    entry.priceE8()));
        });

        assertThat(second.trading()).isEqualTo(2);
        assertThat(second.asked())
                .filteredOn(Submit.class::isInstance)
                .extracting(OrderRequest::orderId)
                .doesNotContain(entry.orderId());
    }

    @Test
    void aPositionThatWasClosedMeanwhile() throws Exception {
        var held = new Submit[1];
        live(Of.THE_STOP, rig -> held[0] = hold(rig));
        Submit entry = held[0];
        EngineImage.Trade open = left.trades().getFirst();

        Second second = startBothWays(rig -> rig.venue.meanwhile = () -> rig.engine
                .venueReports()
                .onOrderReport(
                        entry.accountId(),
                        entry.instrumentId(),
                        new Filled(entry.stopOrderId(), open.contracts(), open.stopE8(), 1_000)));

        assertThat(second.trading()).isEqualTo(2);
        assertThat(second.end().trades())
                .noneMatch(trade -> trade.entryE8() == open.entryE8()
                        && trade.accountId() == open.accountId()
                        && trade.instrumentId() == open.instrumentId());
    }

    // ---- the market

    /** Half of every price: no block that was traded long stands. */
    @Test
    void blocksThatWereBrokenMeanwhile() throws Exception {
        live(Of.A_CLOSE_LONG_BEFORE, RestartFromSnapshotTest::hold);

        Second second = startBothWays(this::positionsAsLeft, 2);

        for (int market = 0; market < left.markets().size(); market++) {
            assertThat(second.end().markets().get(market).blocks())
                    .isNotEqualTo(left.markets().get(market).blocks());
        }
    }

    // ---- the configuration

    private Configuration but(String file, String before, String after) throws Exception {
        return LiveRig.shippedBut(folder.resolve("config " + after.hashCode()), file, before, after);
    }

    @Test
    void aKeyThatIsTold() throws Exception {
        next = but("engine.json", "\"port\": 3000", "\"port\": 3001");
        live(Of.THE_STOP, RestartFromSnapshotTest::hold);

        startBothWays(this::positionsAsLeft);
    }

    @Test
    void aKeyThatHoldsFromNowOn() throws Exception {
        next = but(BOTH, "\"leverage\": 20", "\"leverage\": 5");
        live(Of.THE_STOP, RestartFromSnapshotTest::hold);

        startBothWays(this::positionsAsLeft);
    }

    @Test
    void aKeyThatIsTakenWhenFlat() throws Exception {
        next = but("symbols.json", "\"tickSize\": 0.0001", "\"tickSize\": 0.01");
        live(Of.A_CLOSE_LONG_BEFORE, rig -> {
            rig.candle();
            rig.onLoop(() -> rig.restingEntries().forEach(entry -> cancelled(rig, entry)));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
        });
        assertThat(left.orders()).isEmpty();

        startBothWays(RestartFromSnapshotTest::nothingHappened);
    }

    @ParameterizedTest
    @EnumSource
    void modesThatAreSwapped(Of of) throws Exception {
        next = LiveRig.shippedWithModesSwapped(folder.resolve("swapped"));
        live(of, rig -> {
            rig.candle();
            rig.onLoop(() -> rig.restingEntries().forEach(entry -> cancelled(rig, entry)));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
        });
        assertThat(left.orders()).isEmpty();

        Second second = startBothWays(RestartFromSnapshotTest::nothingHappened);

        assertThat(second.end().desks().getFirst().mode()).isEqualTo(Mode.LIMIT);
        assertThat(second.asked())
                .filteredOn(Submit.class::isInstance)
                .isNotEmpty()
                .filteredOn(order -> order.accountId() == 1)
                .allMatch(order -> ((Submit) order).type() == OrderType.MARKET);
    }

    @ParameterizedTest
    @EnumSource
    void capitalThatIsRaisedWithAnOpenTrade(Of of) throws Exception {
        first = but(BOTH, "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": 20");
        live(of, RestartFromSnapshotTest::hold);
        EngineImage.Trade open = left.trades().getFirst();

        Second second = startBothWays(this::positionsAsLeft);

        // 80 more; results so far stay, and there are none where no trade was closed.
        assertThat(second.end().desks())
                .filteredOn(desk -> desk.tradesClosed() == 0)
                .isNotEmpty()
                .allMatch(desk -> desk.capitalE8() == 100 * FixedPoint.ONE_E8);
        assertThat(second.end().trades())
                .filteredOn(trade -> trade.id() == open.id())
                .allMatch(trade -> trade.stopE8() == open.stopE8());
    }
}
