package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.risk.RiskReason;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePosition;
import smc.journal.CrashingStore;
import smc.journal.DiskFullException;
import smc.journal.DiskLevel;
import smc.journal.DiskLimits;
import smc.journal.JournalException;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.Candle;

/** Starts, stops and restarts of a live engine. Every rig that is closed without a stop is a process that was killed. */
class LiveEngineTest {
    private static final int HISTORY = 400;

    @RegisterExtension
    final LastFrames lastFrames = new LastFrames();

    @TempDir
    private Path data;

    // ---- the folder and the journal

    @Test
    void aSecondEngineOnTheFolderIsRefused() throws Exception {
        try (var _ = LiveRig.open(data)) {

            assertThatThrownBy(() -> LiveRig.open(data)).isInstanceOf(JournalException.class);
        }
    }

    @Test
    void aVenueWhoseTimeIsBeforeTheJournalsLastFrameIsRefused() throws Exception {
        try (var rig = LiveRig.open(data)) {
            rig.start(HISTORY);
        }

        try (var rig = LiveRig.open(data)) {
            assertThatThrownBy(() -> rig.start(HISTORY - 1))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("another market");
        }
    }

    @Test
    void theInstallationKeepsTheNumberOfItsFirstStart() throws Exception {
        try (var rig = LiveRig.open(data)) {
            assertThat(rig.engine.begin(LiveRig.openNanos(HISTORY), 5)).isEqualTo(5);
        }

        try (var rig = LiveRig.open(data)) {
            assertThat(rig.engine.begin(LiveRig.openNanos(HISTORY), 6)).isEqualTo(5);
        }
    }

    // ---- what the journal brings back

    @Test
    void theViewFoldedFromTheJournalIsTheOneFoldedLive() throws Exception {
        EngineImage live;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            Submit entry = rig.untilAnEntryRests();
            rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
            rig.candle();
            live = rig.engine.view().image();
        }

        try (var rig = LiveRig.open(data)) {
            assertThat(live.desks()).anyMatch(desk -> desk.contracts() != 0);
            assertThat(live.orders()).isNotEmpty();
            assertThat(rig.engine.view().image()).isEqualTo(live);
        }
    }

    @Test
    void candlesMissedWhileDownAreClosedOnceByTheHistory() throws Exception {
        int down = 40;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.candle();
        }

        try (var rig = LiveRig.open(data).running(HISTORY + down)) {
            assertThat(rig.engine.view().image().markets())
                    .allMatch(symbol -> symbol.candles() == HISTORY + down)
                    .allMatch(symbol -> symbol.lastCandleNanos() == LiveRig.openNanos(HISTORY + down - 1));
        }
    }

    @Test
    void blocksAfterARestartAreThoseOfAnEngineThatWasThere() throws Exception {
        int down = 40;
        Path other = Files.createDirectory(data.resolve("there"));
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.candle();
        }

        try (var restarted = LiveRig.open(data).running(HISTORY + down);
                var there = LiveRig.open(other).running(HISTORY)) {
            while (there.next() < HISTORY + down) {
                there.candle();
            }
            for (int symbol = 0; symbol < 2; symbol++) {
                assertThat(blocks(restarted, symbol)).isNotEmpty().isEqualTo(blocks(there, symbol));
            }
        }
    }

    private static List<EngineImage.Block> blocks(LiveRig rig, int symbol) {
        return rig.engine.view().image().markets().get(symbol).blocks();
    }

    // ---- orders over a restart

    @Test
    void whatIsAskedOfTheVenueBeforeItIsReconciledGoesAfterItInItsOrder() throws Exception {
        List<Long> resting;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            resting = ids(rig.restingEntries());
        }

        // An engine that begins lets nothing rest that it has not looked at.
        try (var rig = LiveRig.open(data).start(HISTORY + 1)) {
            List<OrderRequest> before = List.copyOf(rig.venue.asked);
            rig.reconcile();

            assertThat(before).isEmpty();
            assertThat(resting).hasSizeGreaterThan(1);
            assertThat(ids(rig.venue.asked(Cancel.class))).isEqualTo(resting);
        }
    }

    @Test
    void theVenueIsAskedAboutEveryOrderThatIsNotFinal() throws Exception {
        List<KnownOrder> orders;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            orders = rig.engine.view().orders();
        }

        try (var rig = LiveRig.open(data).running(HISTORY + 1)) {
            assertThat(rig.venue.known).isNotEmpty().isEqualTo(orders);
        }
    }

    @Test
    void aCancelThatAnEarlierProcessHadNoAnswerToIsAskedForAgain() throws Exception {
        List<Long> resting;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            resting = ids(rig.restingEntries());
            rig.venue.isSilent = true;
            rig.engine.stopTrading(Duration.ofSeconds(3));
        }

        try (var rig = LiveRig.open(data).running(HISTORY + 1)) {
            assertThat(ids(rig.venue.asked(Cancel.class))).isEqualTo(resting);
        }
    }

    @Test
    void anEditThatNeverArrivedCountsAsRefusedAndIsAskedForAgainAtTheNextClose() throws Exception {
        Submit entry;
        Edit edit;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            entry = rig.restingEntries().getFirst();
            Submit filled = entry;
            rig.onLoop(() -> rig.venue.fill(filled, 2));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
            rig.venue.isSilent = true;
            rig.onLoop(() -> rig.venue.fill(filled, filled.contracts()));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(31));
            edit = rig.venue.asked(Edit.class).getFirst();
        }

        try (var rig = LiveRig.open(data)) {
            long contracts = entry.contracts() * entry.direction().sign();
            rig.venue.positions.add(
                    new VenuePosition(entry.accountId(), entry.instrumentId(), contracts, entry.priceE8()));
            rig.running(HISTORY + 1);
            boolean isUnderWay = !rig.engine.view().editsUnderWay().isEmpty();
            rig.candle();

            assertThat(entry.contracts()).isGreaterThan(2);
            assertThat(isUnderWay).isFalse();
            assertThat(rig.venue.asked(Edit.class)).contains(edit);
        }
    }

    @Test
    void anExitThatTheHistoryBringsAboutIsAskedForOnce() throws Exception {
        Submit entry;
        int candles;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            entry = rig.restingEntries().getFirst();
            Submit filled = entry;
            rig.onLoop(() -> rig.venue.fill(filled, filled.contracts()));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
            candles = rig.next() + 1;
        }
        long beyondE8 = entry.direction() == Direction.LONG ? entry.priceE8() / 2 : entry.priceE8() * 2;
        var beyond = new Candle(LiveRig.openNanos(candles), beyondE8, beyondE8, beyondE8, beyondE8, 1);

        try (var rig = LiveRig.open(data)) {
            long contracts = entry.contracts() * entry.direction().sign();
            rig.venue.positions.add(
                    new VenuePosition(entry.accountId(), entry.instrumentId(), contracts, entry.priceE8()));
            int instrumentId = entry.instrumentId();
            rig.start(
                    candles + 1,
                    (id, candle) ->
                            id == instrumentId && candle.openTimeNanos() == beyond.openTimeNanos() ? beyond : candle);
            rig.reconcile();

            List<Submit> exits = rig.venue.asked(Submit.class).stream()
                    .filter(asked -> asked.purpose() == OrderPurpose.EXIT)
                    .toList();
            assertThat(exits).hasSize(1);
            assertThat(rig.venue.known)
                    .extracting(KnownOrder::orderId)
                    .isNotEmpty()
                    .doesNotContain(exits.getFirst().orderId());
        }
    }

    /** As above, but that the stop took the position out while nobody listened. */
    @Test
    void nothingIsDecidedByMissedCandlesForAPositionThatIsGone() throws Exception {
        Submit entry;
        int candles;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            entry = rig.restingEntries().getFirst();
            Submit filled = entry;
            rig.onLoop(() -> rig.venue.fill(filled, filled.contracts()));
            rig.step(LiveRig.openNanos(rig.next()) + TimeUnit.SECONDS.toNanos(30));
            candles = rig.next() + 1;
        }
        long beyondE8 = entry.direction() == Direction.LONG ? entry.priceE8() / 2 : entry.priceE8() * 2;
        var beyond = new Candle(LiveRig.openNanos(candles), beyondE8, beyondE8, beyondE8, beyondE8, 1);

        try (var rig = LiveRig.open(data)) {
            Submit stopped = entry;
            rig.venue.meanwhile = () -> rig.engine
                    .venueReports()
                    .onOrderReport(
                            stopped.accountId(),
                            stopped.instrumentId(),
                            new Filled(stopped.stopOrderId(), stopped.contracts(), stopped.stopE8(), 1));
            rig.venue.mayReconcile.complete(null);
            rig.start(
                    candles + 1,
                    (id, candle) -> id == stopped.instrumentId() && candle.openTimeNanos() == beyond.openTimeNanos()
                            ? beyond
                            : candle);
            rig.reconcile();

            assertThat(rig.venue.asked(Submit.class)).noneMatch(asked -> asked.purpose() == OrderPurpose.EXIT);
            assertThat(rig.venue.asked(Edit.class)).isEmpty();
            assertThat(rig.engine.view().image().desks()).allMatch(desk -> desk.contracts() == 0);
        }
    }

    private static List<Long> ids(List<? extends OrderRequest> asked) {
        return asked.stream().map(OrderRequest::orderId).toList();
    }

    // ---- what cannot be

    @Test
    void noReportAboutAnOrderEndsTheEngineAndAPositionThatDiffersPausesItsSymbol() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            Submit entry = rig.untilAnEntryRests();
            var reports = rig.engine.venueReports();
            int account = entry.accountId();
            int instrument = entry.instrumentId();

            rig.onLoop(() -> {
                reports.onOrderReport(account, instrument, new Sent(99));
                reports.onOrderReport(account, instrument, new Accepted(99));
                reports.onOrderReport(account, instrument, new Unanswered(99));
                reports.onOrderReport(account, instrument, new Rejected(99, 1));
                reports.onOrderReport(account, instrument, new Cancelled(99));
                reports.onOrderReport(account, instrument, new Edited(99, 1, 1));
                reports.onOrderReport(account, instrument, new EditRejected(99));
                reports.onOrderReport(account, instrument, new Filled(99, 1, 1, 1));
                reports.onOrderReport(account, instrument, new Filled(entry.stopOrderId(), 1, entry.priceE8(), 1));
                reports.onLiquidated(account, instrument, 1, entry.priceE8(), 1);
                reports.onPositionMoved(account, instrument, 3, 3, entry.priceE8(), 1);
            });
            rig.candle();
            rig.candle();

            assertThat(rig.engine.failure()).isNotCompletedExceptionally();
            assertThat(rig.alarms).anyMatch(line -> line.contains("an order that nobody here knows"));
            for (int i = 0; i < 4; i++) {
                boolean isOther = i == 2 * account + instrument;
                assertThat(rig.engine.view().image().desks().get(i).standing().reason())
                        .isEqualTo(isOther ? Optional.of(RiskReason.RECONCILIATION) : Optional.empty());
            }
            assertThat(rig.engine.view().positionDifferencesAfter(0))
                    .last()
                    .extracting(EngineView.Difference::venueContracts)
                    .isEqualTo(3L);
            assertThat(rig.venue.asked(Cancel.class))
                    .extracting(OrderRequest::orderId)
                    .contains(entry.orderId());
        }

        try (var rig = LiveRig.open(data)) { // it replays to the same bytes
            assertThat(rig.engine.replayedFrames()).isPositive();
        }
    }

    // ---- who may trade

    @Test
    void anAccountWhosePositionIsAnotherDoesNotTradeAndTheOthersDo() throws Exception {
        try (var rig = LiveRig.open(data).start(HISTORY)) {
            rig.venue.positions.add(new VenuePosition(0, LiveRig.SOL, 5, 150 * 100_000_000L));

            int trading = rig.reconcile();

            assertThat(trading).isEqualTo(1);
            assertThat(rig.alarms)
                    .anyMatch(line ->
                            line.contains("account " + Mode.CANDLE_CLOSE + ": the venue holds another position"))
                    .noneMatch(line -> line.contains("account " + Mode.LIMIT));
            assertThat(rig.engine.view().image().desks())
                    .extracting(EngineImage.Desk::accountId, EngineImage.Desk::isTradingOn)
                    .containsExactly(tuple(0, false), tuple(0, false), tuple(1, true), tuple(1, true));
        }
    }

    @Test
    void anAccountInWhichSomebodyElsesOrdersWorkDoesNotTradeUntilAStartFindsNone() throws Exception {
        try (var rig = LiveRig.open(data).start(HISTORY)) {
            rig.venue.foreign.put(1, 30);

            assertThat(rig.reconcile()).isEqualTo(1);

            assertThat(rig.alarms)
                    .singleElement()
                    .asString()
                    .contains(Mode.LIMIT.toString(), "30 orders that are not the engine's");
            assertThat(rig.engine.view().image().desks())
                    .extracting(EngineImage.Desk::accountId, EngineImage.Desk::isTradingOn)
                    .containsExactly(tuple(0, true), tuple(0, true), tuple(1, false), tuple(1, false));
            rig.candle();
        }

        try (var rig = LiveRig.open(data).start(HISTORY + 1)) {
            assertThat(rig.reconcile()).isEqualTo(2);
        }
    }

    @Test
    void aVenueThatFailsToAnswerAtTheStartIsAskedAgain() throws Exception {
        try (var rig = LiveRig.open(data).start(HISTORY)) {
            rig.venue.failuresLeft.set(2);

            assertThat(rig.reconcile()).isEqualTo(2);
        }
    }

    @Test
    void nothingIsTradedBeforeTheVenueIsReconciled() throws Exception {
        try (var rig = LiveRig.open(data).start(HISTORY)) {
            assertThat(rig.engine.view().image().desks()).noneMatch(EngineImage.Desk::isTradingOn);

            assertThat(rig.reconcile()).isEqualTo(2);

            assertThat(rig.engine.view().image().desks()).allMatch(EngineImage.Desk::isTradingOn);
        }
    }

    @Test
    void aCandleWithAHoleIsNotTradedOnAndTheVenuesOwnPutsTheBlocksRight() throws Exception {
        Path whole = Files.createDirectory(data.resolve("whole"));
        try (var rig = LiveRig.open(data).running(HISTORY);
                var without = LiveRig.open(whole).running(HISTORY)) {
            long atNanos = LiveRig.openNanos(HISTORY);
            rig.onLoop(() -> {
                rig.engine.marketListener().onGap(0, atNanos, atNanos + LiveRig.CANDLE_NANOS);
                rig.engine.marketListener().onGap(1, atNanos, atNanos + LiveRig.CANDLE_NANOS);
            });
            rig.closeCandle();
            boolean isTrusted = rig.engine.view().isTrusted(LiveRig.SOL);
            rig.candle();
            without.candle();
            without.candle();

            assertThat(isTrusted).isFalse();
            assertThat(rig.engine.view().isTrusted(LiveRig.SOL)).isTrue();
            // From a day before, 96 candles.
            assertThat(rig.candlesAsked).containsSequence("0 304", "1 304", "0 305", "1 305");
            assertThat(blocks(rig, 0)).isEqualTo(blocks(without, 0));
            assertThat(blocks(rig, 1)).isEqualTo(blocks(without, 1));
        }
    }

    // ---- the disk

    @Test
    void withTooLittleRoomOnTheDiskAStartIsRefusedAndNothingIsMade() {
        var full = new DiskLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        Path folder = data.resolve("not/there");

        assertThatThrownBy(() -> LiveRig.open(folder, LiveRig.shipped(), journal(full)))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining(folder.toString());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void withTooLittleRoomOnTheDiskTheEngineStops() throws Exception {
        var store = new CrashingStore();

        try (var rig = LiveRig.open(data, store, UnaryOperator.identity()).start(HISTORY)) {
            store.diskLevel(DiskLevel.STOP);
            rig.engine.venueReports().onFunding(0, LiveRig.SOL, 0); // an input after which the disk is looked at
            rig.stepUntil(() -> rig.engine.failure().isDone());

            assertThat(rig.engine.failure().exceptionNow())
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("room on the disk");
        }
    }

    @Test
    void withLittleRoomOnTheDiskNoEntryIsMadeFromThereOnAndItIsSaidOnce() throws Exception {
        var scarce = new DiskLimits(Long.MAX_VALUE, Long.MAX_VALUE, 0);

        try (var rig = LiveRig.open(data, LiveRig.shipped(), journal(scarce)).start(HISTORY)) {
            rig.stepUntil(() -> !rig.alarms.isEmpty());
            rig.reconcile();
            for (int i = 0; i < 10; i++) {
                rig.candle();
            }

            assertThat(rig.alarms).singleElement().asString().contains("no new entries");
            assertThat(rig.engine.view().image().desks()).noneMatch(EngineImage.Desk::isTradingOn);
            assertThat(rig.venue.asked).isEmpty();
        }
    }

    private static JournalSettings journal(DiskLimits limits) {
        return new JournalSettings(JournalSettings.DEFAULT.roll(), JournalSettings.DEFAULT.clock(), limits);
    }

    // ---- the end

    @Test
    void aStopCancelsWhatRestsAndSaysThatTheVenueConfirmedIt() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            List<Long> resting = ids(rig.restingEntries());

            boolean isConfirmed = rig.engine.stopTrading(Duration.ofSeconds(3));

            assertThat(isConfirmed).isTrue();
            assertThat(ids(rig.venue.asked(Cancel.class))).isEqualTo(resting);
            assertThat(rig.restingEntries()).isEmpty();
            assertThat(rig.engine.view().image().desks()).noneMatch(EngineImage.Desk::isTradingOn);
        }
    }

    @Test
    void aStopSaysIfTheVenueDidNotConfirmIt() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.untilAnEntryRests();
            rig.venue.isSilent = true;

            assertThat(rig.engine.stopTrading(Duration.ofSeconds(3))).isFalse();

            assertThat(rig.restingEntries()).isNotEmpty();
        }
    }

    @Test
    void whileAHoleOfDaysIsCaughtUpWithTheEngineSaysHowItStandsAndStops() throws Exception {
        long caughtUpTo = LiveRig.openNanos(HISTORY + 5_000);
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.beginStep(caughtUpTo);

            LiveStatus status = rig.engine.status();
            boolean wasAnsweredBefore = rig.isAnswered();
            boolean isConfirmed = rig.engine.stopTrading(Duration.ofSeconds(3));
            boolean wasAnsweredAtTheStop = rig.isAnswered();

            assertThat(status.marketNanos()).isEqualTo(caughtUpTo);
            assertThat(wasAnsweredBefore).isFalse();
            assertThat(isConfirmed).isTrue();
            assertThat(wasAnsweredAtTheStop).isFalse();
        }
    }

    @Test
    void aHoleOfDaysIsCaughtUpWithToItsEnd() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.step(LiveRig.openNanos(HISTORY + 200) + LiveRig.GRACE_NANOS);

            assertThat(rig.engine.view().image().markets())
                    .allMatch(symbol -> symbol.lastCandleNanos() == LiveRig.openNanos(HISTORY + 199));
        }
    }

    @Test
    void whatTheVenueCannotGoOnWithFailsTheEngineAndEntriesAreCancelledAllTheSame() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            CompletableFuture<Void> failure = rig.engine.failure();
            rig.onLoop(() -> rig.engine.venueReports().onFault(new IllegalStateException("no more")));

            assertThat(failure.exceptionNow()).hasMessage("no more");
            assertThat(rig.engine.runFaultProcedure()).isTrue();
            assertThat(rig.venue.entryCancels).hasValue(1);
        }
    }
}
