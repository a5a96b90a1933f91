package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.engine.event.codec.FrameReader;
import smc.engine.record.KeptConfigurations;
import smc.engine.replay.Replay;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineImage;
import smc.engine.view.NoEffects;
import smc.engine.view.NoInputs;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.VenuePosition;
import smc.journal.CrashingStore;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.RefusedStartException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.number.FixedPoint;

/** Starts by another configuration than the one before. A rig that is closed without a stop is a process that was killed. */
class ChangedConfigurationTest {
    private static final int HISTORY = 400;
    private static final int DESKS = 4;
    private static final RingSettings RING =
            new RingSettings(64, RingSettings.Idle.BLOCKING, RingSettings.Sync.REQUESTS, 1);
    private static final String BOTH = "account-[ab].json";

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path data;

    @TempDir
    private Path configs;

    private Configuration but(String file, String before, String after) throws Exception {
        return LiveRig.shippedBut(configs.resolve(Integer.toString(after.hashCode())), file, before, after);
    }

    private Configuration withCapital(int usd) throws Exception {
        return but(BOTH, "\"capitalUsdPerSymbol\": 100", "\"capitalUsdPerSymbol\": " + usd);
    }

    private LiveRig open(Configuration configuration) throws Exception {
        return LiveRig.open(data, configuration, JournalSettings.DEFAULT);
    }

    /** What was booked, as {@code account instrument USD by-hand}. */
    private static FrameListener moves(List<String> into) {
        var reader = new FrameReader();
        var said = new NoEffects() {
            @Override
            public void concluded(DeskEvent event) {
                if (event instanceof CapitalMoved moved) {
                    into.add("%d %d %s %s"
                            .formatted(
                                    moved.accountId(),
                                    moved.instrumentId(),
                                    FixedPoint.formatE8(moved.moneyE8()),
                                    moved.isByHand()));
                }
            }
        };
        return (buffer, offset, length) -> reader.read(
                buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, new NoInputs() {}, said);
    }

    private List<String> booked() {
        var found = new ArrayList<String>();
        try (var journal = ChronicleReader.open(data, 1)) {
            FrameListener listener = moves(found);
            while (journal.poll(listener) > 0) {
                // each frame is looked at as it comes
            }
        }
        return found;
    }

    /** The whole journal once more, each start by its own configuration. */
    private void replaysToTheSameBytes() {
        KeptConfigurations kept = KeptConfigurations.in(data);
        var replay = new Replay(effects -> new TradingCore(LiveEngine.coreSettings(LiveRig.shipped()), kept, effects));
        try (var journal = ChronicleReader.open(data, 1)) {
            assertThat(replay.run(journal, _ -> {})).isEmpty();
        }
    }

    private static List<String> capitals(LiveRig rig) {
        return rig.engine.view().image().desks().stream()
                .map(desk -> FixedPoint.formatE8(desk.capitalE8()))
                .toList();
    }

    /** Fills the first entry that rests; the trade of it. */
    private static EngineImage.Trade holdAPosition(LiveRig rig) {
        rig.untilAnEntryRests();
        Submit entry = rig.restingEntries().getFirst();
        rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
        rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
        return rig.engine.view().image().trades().getFirst();
    }

    private static VenuePosition position(EngineImage.Trade trade) {
        return new VenuePosition(
                trade.accountId(),
                trade.instrumentId(),
                trade.contracts() * trade.direction().sign(),
                trade.entryE8());
    }

    // ---- capital

    @Test
    void raisedCapitalIsBookedOnceAtTheNextStartAndResultsSoFarStay() throws Exception {
        try (var rig = open(withCapital(20))) {
            rig.running(HISTORY);
            assertThat(capitals(rig)).containsOnly("20");
        }

        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY + 1);
            assertThat(capitals(rig)).containsOnly("100");
            assertThat(rig.alarms).isEmpty();
        }
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY + 2);
            assertThat(capitals(rig)).containsOnly("100");
        }

        assertThat(booked()).containsExactly("0 0 80 false", "0 1 80 false", "1 0 80 false", "1 1 80 false");
        replaysToTheSameBytes();
    }

    @Test
    void anOpenTradeKeepsItsTermsAndTheNextIsSizedByTheNewCapital() throws Exception {
        EngineImage.Trade open;
        int next;
        try (var rig = open(withCapital(20))) {
            rig.running(HISTORY);
            open = holdAPosition(rig);
            next = rig.next();
        }

        Configuration raised = LiveRig.shipped();
        long before;
        try (var rig = open(raised)) {
            rig.venue.positions.add(position(open));
            before = rig.engine.view().sequence();
            assertThat(rig.start(next).reconcile()).isEqualTo(2);

            EngineImage.Trade kept = rig.engine.view().image().trades().getFirst();
            assertThat(kept.contracts()).isEqualTo(open.contracts());
            assertThat(kept.stopE8()).isEqualTo(open.stopE8());
            assertThat(kept.targetE8()).isEqualTo(open.targetE8());
            Submit entry = rig.untilAnEntryRests();
            // 40 % of 100 USD at 20 times, 30 % at 10 times of a breaker: whole contracts of 1 coin, rounded down.
            long fresh = 800 * FixedPoint.ONE_E8 / entry.priceE8();
            long breaker = 300 * FixedPoint.ONE_E8 / entry.priceE8();
            assertThat(entry.contracts()).isEqualTo(entry.leverage() == 20 ? fresh : breaker);
        }

        assertThat(before).isPositive();
        assertThat(booked()).hasSize(DESKS);
        replaysToTheSameBytes();
    }

    /** The start is killed behind each of its first frames: between what says it and what books it, too. */
    @Test
    void afterAKillAnywhereInSuchAStartCapitalIsWhatIsConfiguredAndBookedOnce() throws Exception {
        Configuration poor = withCapital(20);
        Configuration rich = LiveRig.shipped();
        var store = new CrashingStore();
        try (var rig = LiveRig.open(data, poor, List.of(), store, (inputs, _) -> inputs)) {
            rig.running(HISTORY);
        }
        long last = store.killedAfter(Long.MAX_VALUE).open().lastSequence();
        CrashingStore undisturbed = store.killedAfter(last);
        try (var rig = LiveRig.open(data, rich, List.of(poor), undisturbed, (inputs, _) -> inputs)) {
            rig.engine.begin(LiveRig.openNanos(HISTORY + 1), 77);
        }

        // Its own two frames and one for each desk.
        for (long frame : LongStream.rangeClosed(last, last + 2 + DESKS).toArray()) {
            CrashingStore killed = undisturbed.killedAfter(frame);
            try (var rig = LiveRig.open(data, rich, List.of(poor), killed, (inputs, _) -> inputs)) {
                rig.engine.begin(LiveRig.openNanos(HISTORY + 1), 77);
                assertThat(capitals(rig)).as("after frame %d", frame).containsOnly("100");
            }
            var booked = new ArrayList<String>();
            var reader = killed.reader(1);
            FrameListener listener = moves(booked);
            while (reader.poll(listener) > 0) {
                // each frame is looked at as it comes
            }
            assertThat(booked)
                    .as("after frame %d", frame)
                    .containsExactlyInAnyOrder("0 0 80 false", "0 1 80 false", "1 0 80 false", "1 1 80 false");
        }
    }

    @Test
    void whatIsMovedByHandIsNoPartOfWhatIsConfigured() throws Exception {
        try (var rig = open(withCapital(20))) {
            rig.running(HISTORY);
        }
        byHand(0, 1, 5);

        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY + 1);
            assertThat(capitals(rig)).containsExactly("100", "105", "100", "100");
        }
        byHand(0, 1, -105);
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY + 2);
            assertThat(capitals(rig)).containsExactly("100", "0", "100", "100");
        }

        assertThat(booked())
                .containsExactly(
                        "0 1 5 true", "0 0 80 false", "0 1 80 false", "1 0 80 false", "1 1 80 false", "0 1 -105 true");
        replaysToTheSameBytes();
    }

    private void byHand(int accountId, int instrumentId, long usd) throws Exception {
        try (var folder = OperatorEpoch.open(data, LiveRig.shipped(), JournalSettings.DEFAULT, 1, _ -> {})) {
            folder.move(RING, accountId, instrumentId, usd * FixedPoint.ONE_E8, _ -> {});
        }
    }

    @Test
    void moreThanIsFreeIsNotTakenByHandNorByConfiguration() throws Exception {
        EngineImage.Trade open;
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
            open = holdAPosition(rig);
        }

        // Its margin is part of the 100 USD, so that not all of them are free.
        assertThatThrownBy(() -> byHand(open.accountId(), open.instrumentId(), -99))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("99 USD are to be taken");
        assertThatThrownBy(() -> open(withCapital(1)).close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("capitalUsdPerSymbol")
                .hasMessageContaining("99 USD are to be taken");
        assertThat(booked()).isEmpty();
    }

    @Test
    void byHandNothingIsMovedWhileTheEngineRuns() throws Exception {
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);

            assertThatThrownBy(() -> byHand(0, 0, 5)).isInstanceOf(RefusedStartException.class);
        }
    }

    // ---- the kinds

    @Test
    void aKeyThatTheCoreNeverSeesChangesNothingOfAStart() throws Exception {
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
        }

        try (var rig = open(but("engine.json", "\"port\": 3000", "\"port\": 3001"))) {
            assertThat(rig.start(HISTORY + 1).reconcile()).isEqualTo(2);
            assertThat(rig.alarms).isEmpty();
        }
        assertThat(booked()).isEmpty();
        replaysToTheSameBytes();
    }

    @Test
    void whatHoldsFromNowOnHoldsForTheNextEntry() throws Exception {
        EngineImage.Trade open;
        int next;
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
            open = holdAPosition(rig);
            next = rig.next();
        }

        try (var rig = open(but(BOTH, "\"leverage\": 20", "\"leverage\": 5"))) {
            rig.venue.positions.add(position(open));
            rig.start(next).reconcile();
            EngineImage.Trade kept = rig.engine.view().image().trades().getFirst();
            assertThat(kept.stopE8()).isEqualTo(open.stopE8());
            assertThat(kept.targetE8()).isEqualTo(open.targetE8());

            rig.untilAnEntryRests();
            assertThat(rig.venue.asked(Submit.class))
                    .filteredOn(order -> order.purpose() == OrderPurpose.ENTRY)
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.leverage()).isIn(5, 10));
        }
        replaysToTheSameBytes();
    }

    @Test
    void whatIsTakenWhenFlatIsRefusedWithAPositionAndTakenWithoutOne() throws Exception {
        Configuration apart = but("engine.json", "\"positionScope\": \"symbol\"", "\"positionScope\": \"mode_symbol\"");
        Configuration coarse = but("symbols.json", "\"tickSize\": 0.0001", "\"tickSize\": 0.01");
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
        }
        try (var rig = open(apart)) {
            rig.running(HISTORY + 1);
        }
        try (var rig = open(coarse)) {
            rig.running(HISTORY + 2);
            holdAPosition(rig);
        }

        assertThatThrownBy(() -> open(LiveRig.shipped()).close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SOLUSD.tickSize: 0.01 -> 0.0001")
                .hasMessageContaining("no position is open");
        replaysToTheSameBytes();
    }

    private Configuration swapped() throws Exception {
        return LiveRig.shippedWithModesSwapped(configs.resolve("swapped"));
    }

    /** A halt, a capital that was moved by hand and what is done so far are the account's, whatever its mode. */
    @Test
    void accountsThatAreFlatGoOnInOtherModes() throws Exception {
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
        }
        byHand(0, 0, 5);
        try (var folder = OperatorEpoch.open(data, LiveRig.shipped(), JournalSettings.DEFAULT, 1, _ -> {})) {
            folder.ask(RING, 1, Inputs.ALL, TradingState.HALTED, RiskReason.OPERATOR, "me", "looks odd");
        }

        EngineImage end;
        try (var rig = open(swapped())) {
            rig.running(HISTORY + 1);
            assertThat(rig.alarms).isEmpty();
            Submit entry = rig.untilAnEntryRests();
            assertThat(entry.accountId()).isZero();
            rig.candle();
            end = rig.engine.view().image();
        }

        assertThat(end.desks())
                .extracting(EngineImage.Desk::mode)
                .containsExactly(Mode.LIMIT, Mode.LIMIT, Mode.CANDLE_CLOSE, Mode.CANDLE_CLOSE);
        assertThat(end.desks().subList(2, 4))
                .allSatisfy(desk -> assertThat(desk.standing().reason()).contains(RiskReason.OPERATOR))
                .allSatisfy(desk -> assertThat(desk.standing().why()).isEqualTo("looks odd"));
        assertThat(booked()).containsExactly("0 0 5 true");
        replaysToTheSameBytes();
    }

    @Test
    void anAccountThatHoldsSomethingKeepsItsModeAndIsToldWhatItIs() throws Exception {
        EngineImage.Trade open;
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
            open = holdAPosition(rig);
        }

        assertThatThrownBy(() -> open(swapped()).close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mode: limit -> candle_close")
                .hasMessageContaining("no position is open")
                .hasMessageContaining(
                        "account-b has some on " + List.of("SOLUSD", "AAVEUSD").get(open.instrumentId()));
    }

    @Test
    void whatNeedsAFolderOfItsOwnIsRefusedInWords() throws Exception {
        try (var rig = open(LiveRig.shipped())) {
            rig.running(HISTORY);
        }

        assertThatThrownBy(
                        () -> open(LiveRig.shipped().trading(List.of("SOLUSD"))).close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("symbols")
                .hasMessageContaining("a data folder of its own");
    }

    @Test
    void theViewFoldedOverStartsOfDifferentConfigurationsIsTheOneFoldedLive() throws Exception {
        try (var rig = open(withCapital(20))) {
            rig.running(HISTORY).candle();
        }
        EngineImage live;
        try (var rig = open(but("account-a.json", "\"cooldownCandles\": 3", "\"cooldownCandles\": 9"))) {
            rig.running(HISTORY + 2).candle();
            live = rig.engine.view().image();
        }

        try (var rig = open(but("account-a.json", "\"cooldownCandles\": 3", "\"cooldownCandles\": 9"))) {
            assertThat(rig.engine.view().image()).isEqualTo(live);
        }
    }
}
