package smc.execution.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.instrument.Direction;

/** The state machine drawn at {@link OrderState}: facts in any order and any number of times. */
class OrderTest {
    private static final long PRICE_E8 = 15_160_000_000L;

    private final Order order = orderOf(5);

    private static Order orderOf(long contracts) {
        return new Order(1, OrderPurpose.ENTRY, OrderType.LIMIT, Direction.LONG, PRICE_E8, contracts);
    }

    /** An order brought into {@code state} the usual way. */
    private static Order in(OrderState state) {
        Order order = orderOf(5);
        switch (state) {
            case WANTED -> {}
            case SENT -> order.onSent();
            case UNKNOWN -> order.onUnanswered();
            case OPEN -> order.onAccepted();
            case PARTLY_FILLED -> order.onFilled(2, PRICE_E8);
            case FILLED -> order.onFilled(5, PRICE_E8);
            case CANCELLED -> order.onCancelled();
            case REJECTED -> order.onRejected();
        }
        return order;
    }

    @Test
    void goesFromWantedOverSentOpenAndPartlyFilledToFilled() {
        assertThat(order.state()).isEqualTo(OrderState.WANTED);
        assertThat(order.onSent()).isTrue();
        assertThat(order.state()).isEqualTo(OrderState.SENT);
        assertThat(order.onAccepted()).isTrue();
        assertThat(order.state()).isEqualTo(OrderState.OPEN);
        assertThat(order.onFilled(2, PRICE_E8)).isEqualTo(2);
        assertThat(order.state()).isEqualTo(OrderState.PARTLY_FILLED);
        assertThat(order.onFilled(5, PRICE_E8)).isEqualTo(3);
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void isUnansweredUntilTheVenueSpokeAndWorksUntilItIsFinal(OrderState state) {
        Order some = in(state);

        boolean isUnanswered = state == OrderState.WANTED || state == OrderState.SENT || state == OrderState.UNKNOWN;
        boolean isFinal = state == OrderState.FILLED || state == OrderState.CANCELLED || state == OrderState.REJECTED;
        assertThat(some.state()).isEqualTo(state);
        assertThat(some.isUnanswered()).isEqualTo(isUnanswered);
        assertThat(some.isWorking()).isEqualTo(!isFinal);
        assertThat(some.state().isFinal()).isEqualTo(isFinal);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void anAcceptanceCountsOnlyWhileItIsAwaited(OrderState state) {
        Order some = in(state);
        boolean isAwaited = some.isUnanswered();

        assertThat(some.onAccepted()).isEqualTo(isAwaited);

        assertThat(some.state()).isEqualTo(isAwaited ? OrderState.OPEN : state);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void aRefusalCountsOnlyWhileAnAnswerIsAwaited(OrderState state) {
        Order some = in(state);
        boolean isAwaited = some.isUnanswered();

        assertThat(some.onRejected()).isEqualTo(isAwaited);

        assertThat(some.state()).isEqualTo(isAwaited ? OrderState.REJECTED : state);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void aCancelCountsUnlessTheOrderIsFinal(OrderState state) {
        Order some = in(state);

        assertThat(some.onCancelled()).isEqualTo(!state.isFinal());

        assertThat(some.state()).isEqualTo(state.isFinal() ? state : OrderState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void aMissingAnswerCountsOnlyBeforeAnyAnswer(OrderState state) {
        Order some = in(state);
        boolean isBefore = state == OrderState.WANTED || state == OrderState.SENT;

        assertThat(some.onUnanswered()).isEqualTo(isBefore);

        assertThat(some.state()).isEqualTo(isBefore ? OrderState.UNKNOWN : state);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void ourOwnSendingNeverOvertakesTheVenue(OrderState state) {
        Order some = in(state);

        assertThat(some.onSent()).isEqualTo(state == OrderState.WANTED);

        assertThat(some.state()).isEqualTo(state == OrderState.WANTED ? OrderState.SENT : state);
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderState.class,
            names = {"CANCELLED", "REJECTED"})
    void aFillReportedAfterTheEndStillCountsForItHappened(OrderState state) {
        Order some = in(state);

        assertThat(some.onFilled(2, PRICE_E8)).isEqualTo(2);
        assertThat(some.state()).isEqualTo(state);
        assertThat(some.onFilled(5, PRICE_E8)).isEqualTo(3);
        assertThat(some.state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void aFillThatOvertakesTheAcceptanceOpensNothingTwice() {
        order.onSent();

        assertThat(order.onFilled(2, PRICE_E8)).isEqualTo(2);
        assertThat(order.onAccepted()).isFalse();

        assertThat(order.state()).isEqualTo(OrderState.PARTLY_FILLED);
    }

    @Test
    void aRepeatedOrOlderFillChangesNothing() {
        order.onFilled(3, PRICE_E8);

        assertThat(order.onFilled(3, PRICE_E8 + 1)).isZero();
        assertThat(order.onFilled(2, PRICE_E8 + 1)).isZero();

        assertThat(order.filledContracts()).isEqualTo(3);
        assertThat(order.averagePriceE8()).isEqualTo(PRICE_E8);
        assertThat(order.state()).isEqualTo(OrderState.PARTLY_FILLED);
    }

    @Test
    void theAverageWeighsEachFillAndRoundsToTheNearest() {
        assertThat(order.averagePriceE8()).isZero();

        order.onFilled(1, 100);
        order.onFilled(3, 101);

        // (100 + 2 · 101) / 3 = 100.67
        assertThat(order.averagePriceE8()).isEqualTo(101);
    }

    @Test
    void anEditIsAskedForOnceAndAgainOnlyAfterItWasRefused() {
        assertThat(order.requestEdit(PRICE_E8, 5)).isFalse();
        assertThat(order.requestEdit(PRICE_E8 + 1, 5)).isTrue();
        assertThat(order.requestEdit(PRICE_E8 + 1, 5)).isFalse();
        assertThat(order.requestEdit(PRICE_E8 + 1, 4)).isTrue();
        assertThat(order.priceE8()).isEqualTo(PRICE_E8);

        order.onEditRejected();

        assertThat(order.requestEdit(PRICE_E8, 5)).isFalse();
        assertThat(order.requestEdit(PRICE_E8 + 1, 4)).isTrue();
        order.onEdited(PRICE_E8 + 1, 4);
        assertThat(order.priceE8()).isEqualTo(PRICE_E8 + 1);
        assertThat(order.contracts()).isEqualTo(4);
        assertThat(order.requestEdit(PRICE_E8 + 1, 4)).isFalse();
    }

    @Test
    void aCancelIsAskedForOnceAndOnlyWhileThereIsSomethingToCancel() {
        assertThat(order.requestCancel()).isTrue();
        assertThat(order.requestCancel()).isFalse();
        assertThat(in(OrderState.FILLED).requestCancel()).isFalse();
        assertThat(in(OrderState.CANCELLED).requestCancel()).isFalse();
        assertThat(in(OrderState.REJECTED).requestCancel()).isFalse();
    }

    @Test
    void isForgottenOneCloseAfterItBecameFinal() {
        order.age();
        order.onCancelled();
        assertThat(order.isForgotten()).isFalse();

        order.age();

        assertThat(order.isForgotten()).isTrue();
    }

    @Test
    void refusesASizeBelowOne() {
        assertThatThrownBy(() -> orderOf(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 1 contract, was 0 in order 1");
    }

    /** What was reported, however shuffled and repeated: the fills are those that happened, and the end is the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyInterleavingOfReportsLeavesTheSameFillsAndTheSameEnd(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            long contracts = random.nextLong(1, 10);
            long filled = random.nextLong(0, contracts + 1);
            List<Report> reports = reports(random, filled, filled < contracts);
            Order shuffled = orderOf(contracts);

            long booked = 0;
            boolean wasFinal = false;
            for (Report report : reports) {
                booked += report.to(shuffled);
                assertThat(wasFinal && shuffled.isWorking())
                        .as("seed %d round %d", seed, round)
                        .isFalse();
                wasFinal = !shuffled.isWorking();
            }

            assertThat(booked).as("seed %d round %d: %s", seed, round, reports).isEqualTo(filled);
            assertThat(shuffled.filledContracts()).isEqualTo(filled);
            assertThat(shuffled.state())
                    .as("seed %d round %d: %s", seed, round, reports)
                    .isEqualTo(filled == contracts ? OrderState.FILLED : OrderState.CANCELLED);
        }
    }

    private enum Kind {
        SENT,
        UNANSWERED,
        ACCEPTED,
        FILLED,
        CANCELLED
    }

    private record Report(Kind kind, long cumulativeContracts) {
        /** Hands it in and returns the contracts that were new. */
        private long to(Order order) {
            switch (kind) {
                case SENT -> order.onSent();
                case UNANSWERED -> order.onUnanswered();
                case ACCEPTED -> order.onAccepted();
                case CANCELLED -> order.onCancelled();
                case FILLED -> {
                    return order.onFilled(cumulativeContracts, PRICE_E8);
                }
            }
            return 0;
        }
    }

    /** All reports of an order's life, each one to three times, in any order. */
    private static List<Report> reports(SplittableRandom random, long filled, boolean isCancelled) {
        var life = new ArrayList<Report>();
        life.add(new Report(Kind.SENT, 0));
        life.add(new Report(Kind.UNANSWERED, 0));
        life.add(new Report(Kind.ACCEPTED, 0));
        for (long cumulative = 0; cumulative < filled; ) {
            cumulative = random.nextLong(cumulative + 1, filled + 1);
            life.add(new Report(Kind.FILLED, cumulative));
        }
        if (isCancelled) {
            life.add(new Report(Kind.CANCELLED, 0));
        }
        var reports = new ArrayList<Report>();
        for (Report report : life) {
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                reports.add(random.nextInt(reports.size() + 1), report);
            }
        }
        return reports;
    }
}
