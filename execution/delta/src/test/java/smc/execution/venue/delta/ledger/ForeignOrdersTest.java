package smc.execution.venue.delta.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.execution.venue.delta.ledger.LedgerSetup.facts;
import static smc.execution.venue.delta.ledger.LedgerSetup.fill;

import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.venue.delta.ledger.OrderFacts.State;

/** Somebody else in the account may place any number of orders: not all of them are remembered, and nothing hangs on that. */
class ForeignOrdersTest {
    private static final long FIRST = 50_000;
    private static final int MANY = 10_000;

    private final LedgerSetup setup = new LedgerSetup();
    private long next = 1_000_000;

    private static OrderFacts foreign(long venueId, State state) {
        return facts(venueId, "", true, 3, 0, 0, state, false, "");
    }

    private void showManyThatAreOver() {
        for (int i = 0; i < MANY; i++) {
            setup.ledger.onOrder(foreign(next++, State.CLOSED));
        }
    }

    @Test
    void whatIsShownAtEveryLookIsSaidOnceHoweverManyOthersThereAre() {
        setup.ledger.onOrder(foreign(FIRST, State.OPEN));

        for (int looks = 0; looks < 3; looks++) {
            for (int i = 0; i < MANY / 2; i++) {
                setup.ledger.onOrder(foreign(next++, State.CLOSED));
            }
            setup.ledger.onOpenOrders(List.of(foreign(FIRST, State.OPEN)), setup.nowMillis);
        }

        assertThat(setup.said.alarms())
                .containsExactly(
                        "alarm 0 the venue works an order that is not the engine's, and it is left: SOLUSD order 50000, buy 3");
    }

    @Test
    void whatIsForgottenIsSaidAgain() {
        setup.ledger.onOrder(foreign(FIRST, State.OPEN));
        showManyThatAreOver();

        setup.ledger.onOrder(foreign(FIRST, State.OPEN));

        assertThat(setup.said.alarms()).hasSize(2);
    }

    @Test
    void aFillOfWhatIsForgottenIsAskedForEachTimeAndHoldsNothingUp() {
        setup.orders.add(facts(FIRST, "", true, 3, 2, 0, State.OPEN, false, ""));
        setup.ledger.onOrder(foreign(FIRST, State.CLOSED));

        for (int sequence = 1; sequence <= 2; sequence++) {
            showManyThatAreOver();
            setup.said.forget();
            setup.ledger.onFill(fill(sequence, FIRST, "", true, 1, sequence));
            assertThat(setup.said.lines()).isEmpty();

            setup.settle();

            assertThat(setup.said.lines()).contains("position 0/0 " + sequence);
            assertThat(setup.ledger.isSettled()).isTrue();
        }
    }
}
