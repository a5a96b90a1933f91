package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.view.EngineImage;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePicture.WorkingOrder;
import smc.execution.venue.VenuePosition;

/** A running engine held against what its venue says it has (docs/reconciliation.md); the time of readings is the test's. */
class VenueComparisonTest {
    private static final int HISTORY = 400;
    /** Far from the time of the machine, by which the engine would read too. */
    private static final long FROM_NANOS = System.nanoTime() + TimeUnit.DAYS.toNanos(1);

    @TempDir
    private Path data;

    private static void compare(LiveRig rig, long seconds) {
        rig.compare(FROM_NANOS + TimeUnit.SECONDS.toNanos(seconds));
    }

    /** The venue shows what works here, as a change of it. */
    private static void show(LiveRig rig, int account, UnaryOperator<WorkingOrder> change) {
        rig.venue.pictured.add(account);
        rig.venue.working.put(
                account,
                rig.engine.view().orders().stream()
                        .filter(order -> order.accountId() == account)
                        .filter(order -> order.state() == OrderState.OPEN && order.entryOrderId() == 0)
                        .map(VenueComparisonTest::shown)
                        .map(change)
                        .toList());
    }

    private static void show(LiveRig rig, int account, WorkingOrder... orders) {
        rig.venue.pictured.add(account);
        rig.venue.working.put(account, List.of(orders));
    }

    private static WorkingOrder shown(KnownOrder order) {
        return new WorkingOrder(
                order.instrumentId(),
                7_000_000 + order.orderId(),
                order.orderId(),
                order.type(),
                order.direction().sign() > 0,
                false,
                false,
                order.priceE8(),
                order.contracts() - order.filledContracts());
    }

    private static TradingState state(LiveRig rig, int account, int instrument) {
        return rig.engine
                .view()
                .image()
                .desks()
                .get(2 * account + instrument)
                .standing()
                .state();
    }

    private static boolean isPaused(LiveRig rig, int account, int instrument) {
        return rig.engine.view().isPausedBy(RiskReason.RECONCILIATION, account, instrument);
    }

    private static void assertAllActive(LiveRig rig) {
        assertThat(rig.engine.view().image().desks())
                .extracting(desk -> desk.standing().state())
                .containsOnly(TradingState.ACTIVE);
    }

    @Test
    void whatIsEqualIsSaidByNobody() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            Submit entry = rig.untilAnEntryRests();
            show(rig, entry.accountId(), UnaryOperator.identity());

            compare(rig, 0);
            compare(rig, 2);
            compare(rig, 30);

            assertThat(rig.alarms).isEmpty();
            assertThat(rig.engine.view().image().desks())
                    .extracting(desk -> desk.standing().sinceNanos())
                    .containsOnly(0L);
        }
    }

    /** Its pause gives the order up, and so both are equal. */
    @Test
    void anOrderThatTheVenueDoesNotShowCountsAtTheSecondReadingAndPausesItsSymbol() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            Submit entry = rig.untilAnEntryRests();
            show(rig, entry.accountId());

            compare(rig, 0);
            assertAllActive(rig);
            compare(rig, 1);
            assertAllActive(rig);
            compare(rig, 2);

            assertThat(isPaused(rig, entry.accountId(), entry.instrumentId())).isTrue();
            assertThat(isPaused(rig, 1 - entry.accountId(), entry.instrumentId()))
                    .isFalse();
            assertThat(rig.alarms)
                    .anyMatch(line ->
                            line.contains("order " + entry.orderId() + " works here, and the venue does not show it"));
            EngineImage.Standing standing = rig.engine
                    .view()
                    .image()
                    .desks()
                    .get(2 * entry.accountId() + entry.instrumentId())
                    .standing();
            assertThat(standing.who()).isEqualTo("reconciliation");
            assertThat(standing.why()).contains("works here, and the venue does not show it");

            compare(rig, 40);
            assertAllActive(rig);
        }
    }

    @Test
    void anOrderAtAnotherPriceOrOfAnotherSizePausesItsSymbol() throws Exception {
        for (boolean isPrice : new boolean[] {true, false}) {
            try (var rig = LiveRig.open(data.resolve("price " + isPrice)).running(HISTORY)) {
                Submit entry = rig.untilAnEntryRests();
                show(
                        rig,
                        entry.accountId(),
                        order -> new WorkingOrder(
                                order.instrumentId(),
                                order.venueId(),
                                order.orderId(),
                                order.type(),
                                order.isBuy(),
                                false,
                                false,
                                order.priceE8() + (isPrice ? 10_000 : 0),
                                order.contracts() + (isPrice ? 0 : 1)));

                compare(rig, 0);
                compare(rig, 2);

                assertThat(isPaused(rig, entry.accountId(), entry.instrumentId()))
                        .isTrue();
                assertThat(rig.alarms)
                        .anyMatch(line -> line.contains(
                                isPrice
                                        ? "order " + entry.orderId() + " is at "
                                        : "order " + entry.orderId()
                                                + " has %,d contracts to fill at the venue, %,d here"
                                                        .formatted(entry.contracts() + 1, entry.contracts())));
            }
        }
    }

    @Test
    void anOrderOfThisInstallationThatIsUnknownHerePausesItsSymbolUntilItIsGone() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            show(rig, 0, new WorkingOrder(1, 5, 424_242, OrderType.LIMIT, true, false, false, 100, 3));

            compare(rig, 0);
            compare(rig, 2);
            assertThat(isPaused(rig, 0, 1)).isTrue();
            assertThat(rig.alarms).anyMatch(line -> line.contains("an order of this installation"));

            show(rig, 0);
            compare(rig, 33);
            assertAllActive(rig);
        }
    }

    @Test
    void aPositionWithoutAStopPausesItsSymbolAndOneWithAStopIsEqual() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            Submit entry = rig.untilAnEntryRests();
            int account = entry.accountId();
            rig.onLoop(() -> rig.venue.fill(entry, entry.contracts()));
            rig.candle();
            hold(rig, entry.accountId(), entry.instrumentId());
            show(rig, account, UnaryOperator.identity());
            compare(rig, 0);
            compare(rig, 2);
            assertThat(isPaused(rig, account, entry.instrumentId())).isTrue();
            assertThat(rig.alarms).anyMatch(line -> line.contains("no stop works at the venue"));

            KnownOrder stop = rig.engine.view().orders().stream()
                    .filter(order -> order.orderId() == entry.stopOrderId())
                    .findFirst()
                    .orElseThrow();
            var leg = new WorkingOrder(
                    stop.instrumentId(),
                    1,
                    stop.orderId(),
                    OrderType.STOP_MARKET,
                    !entry.isBuy(),
                    true,
                    true,
                    stop.priceE8(),
                    entry.contracts());
            List<WorkingOrder> others = rig.venue.working.get(account);
            rig.venue.working.put(
                    account, Stream.concat(others.stream(), Stream.of(leg)).toList());
            compare(rig, 33);
            assertThat(state(rig, account, entry.instrumentId())).isEqualTo(TradingState.ACTIVE);
        }
    }

    /** The venue holds what the engine does. */
    private static void hold(LiveRig rig, int account, int instrument) {
        rig.venue.positions.clear();
        long contracts =
                rig.engine.view().image().desks().get(2 * account + instrument).contracts();
        rig.venue.positions.add(new VenuePosition(account, instrument, contracts, 1));
    }

    /** A fill of it may be on its way; but not for a minute. */
    @Test
    void whileAnOrderIsUnderWayWhatDiffersCountsOnlyAfterAMinute() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.isSilent = true;
            Submit entry = rig.untilAnEntryRests();
            rig.venue.pictured.add(entry.accountId());
            rig.venue.positions.add(
                    new VenuePosition(entry.accountId(), entry.instrumentId(), entry.contracts(), entry.priceE8()));

            compare(rig, 0);
            compare(rig, 2);
            compare(rig, 59);
            assertAllActive(rig);

            compare(rig, 62);
            assertThat(isPaused(rig, entry.accountId(), entry.instrumentId())).isTrue();
        }
    }

    @Test
    void sharedMarginPausesEverySymbolOfItsAccountUntilItIsIsolated() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(1);
            rig.venue.marginMode = VenuePicture.MarginMode.SHARED;
            compare(rig, 0);
            compare(rig, 2);
            assertThat(List.of(state(rig, 1, 0), state(rig, 1, 1))).containsOnly(TradingState.PAUSED);
            assertThat(List.of(state(rig, 0, 0), state(rig, 0, 1))).containsOnly(TradingState.ACTIVE);

            rig.venue.marginMode = VenuePicture.MarginMode.ISOLATED;
            compare(rig, 33);
            assertAllActive(rig);
        }
    }

    @Test
    void whatStaysOtherwiseForTenMinutesHaltsItsSymbolAndOnlyAPersonEndsThat() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(0);
            rig.venue.positions.add(new VenuePosition(0, LiveRig.SOL, 5, 150 * 100_000_000L));
            compare(rig, 0);
            compare(rig, 2);
            compare(rig, 599);
            assertThat(isPaused(rig, 0, LiveRig.SOL)).isTrue();
            assertThat(rig.engine.view().positionDifferences()).isEqualTo(1);

            compare(rig, 630);
            assertThat(state(rig, 0, LiveRig.SOL)).isEqualTo(TradingState.HALTED);
            assertThat(rig.alarms).anyMatch(line -> line.contains("a person has to resume it"));

            rig.venue.positions.clear();
            compare(rig, 660);
            compare(rig, 690);
            assertThat(state(rig, 0, LiveRig.SOL)).isEqualTo(TradingState.HALTED);
        }
    }

    /** Whatever else has paused the symbol, or was resumed by hand meanwhile. */
    @Test
    void whoeverIsResumedWhileSomethingIsOtherwiseIsPausedAgain() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(0);
            rig.venue.positions.add(new VenuePosition(0, LiveRig.SOL, 5, 150 * 100_000_000L));
            compare(rig, 0);
            compare(rig, 2);
            rig.engine.tell(input -> input.onStateAsked(
                    0, LiveRig.SOL, TradingState.ACTIVE, RiskReason.OPERATOR, "me", "I know better"));
            assertAllActive(rig);

            compare(rig, 33);

            assertThat(isPaused(rig, 0, LiveRig.SOL)).isTrue();
        }
    }

    @Test
    void anAccountThatCannotBeReadIsSaidAndStopsNoOther() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(0);
            rig.venue.positions.add(new VenuePosition(0, LiveRig.SOL, 5, 150 * 100_000_000L));
            for (int seconds : new int[] {0, 2, 32, 62, 92}) {
                compare(rig, seconds);
            }

            assertThat(isPaused(rig, 0, LiveRig.SOL)).isTrue();
            assertThat(List.of(state(rig, 1, 0), state(rig, 1, 1))).containsOnly(TradingState.ACTIVE);
            assertThat(rig.alarms)
                    .anyMatch(line -> line.contains("could not be held against the venue 4 times in a row: 503"));
        }
    }

    @Test
    void theVenueIsReadEveryHalfMinuteAndAfterEachReconnect() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.addAll(List.of(0, 1));
            compare(rig, 0);
            int before = rig.venue.pictures.get();
            compare(rig, 29);
            assertThat(rig.venue.pictures.get()).isEqualTo(before);

            rig.venue.connections.incrementAndGet();
            compare(rig, 29);
            assertThat(rig.venue.pictures.get()).isEqualTo(before + 2);

            compare(rig, 58);
            assertThat(rig.venue.pictures.get()).isEqualTo(before + 2);
            compare(rig, 59);
            assertThat(rig.venue.pictures.get()).isEqualTo(before + 4);
        }
    }

    @Test
    void aPauseOutlivesAKilledProcessAndEndsAtTheFirstReadingThatFindsBothEqual() throws Exception {
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(0);
            rig.venue.marginMode = VenuePicture.MarginMode.SHARED;
            compare(rig, 0);
            compare(rig, 2);
            assertThat(isPaused(rig, 0, LiveRig.SOL)).isTrue();
        }

        try (var rig = LiveRig.open(data).running(HISTORY)) {
            assertThat(rig.engine.view().image().desks().getFirst().standing().reason())
                    .isEqualTo(Optional.of(RiskReason.RECONCILIATION));
            rig.venue.pictured.add(0);

            compare(rig, 0);

            assertAllActive(rig);
        }
    }

    /** What its trades have brought is in the journal, and so is what was left over without them. */
    @Test
    void moneyThatIsTakenWhileNoEngineRunsIsFoundByTheNextStartAndHeldAgainstItUntilItIsCovered() throws Exception {
        long capitalE8;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            capitalE8 = capitalE8(rig);
            rig.venue.pictured.add(0);
            rig.venue.wallets.put(0, capitalE8);
            compare(rig, 0);
        }

        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(0);
            rig.venue.wallets.put(0, capitalE8 - capitalE8 / 20);
            compare(rig, 0);
            assertAllActive(rig);
            compare(rig, 30);
            compare(rig, 32);

            assertThat(rig.alarms).anyMatch(line -> line.contains("were taken from the account at the venue by hand"));
            assertThat(List.of(state(rig, 0, 0), state(rig, 0, 1))).containsOnly(TradingState.PAUSED);
            assertThat(List.of(state(rig, 1, 0), state(rig, 1, 1))).containsOnly(TradingState.ACTIVE);
        }

        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.venue.pictured.add(0);
            rig.venue.wallets.put(0, capitalE8 - capitalE8 / 20);
            compare(rig, 0);
            compare(rig, 30);
            compare(rig, 60);

            assertThat(rig.alarms).as("it was said").noneMatch(line -> line.contains("were taken from the account"));
            assertThat(List.of(state(rig, 0, 0), state(rig, 0, 1))).containsOnly(TradingState.PAUSED);

            rig.venue.wallets.put(0, capitalE8);
            compare(rig, 90);
            assertAllActive(rig);
        }
    }

    @Test
    void aStartThatFindsTheWalletAsItWasLeftSaysNothing() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (var rig = LiveRig.open(data).running(HISTORY)) {
                rig.venue.pictured.add(0);
                rig.venue.wallets.put(0, 7 * capitalE8(rig));
                compare(rig, 0);
                compare(rig, 30);
                compare(rig, 60);

                assertThat(rig.alarms).isEmpty();
            }
        }
    }

    private static long capitalE8(LiveRig rig) {
        return rig.engine.view().image().desks().stream()
                .filter(desk -> desk.accountId() == 0)
                .mapToLong(EngineImage.Desk::capitalE8)
                .sum();
    }
}
