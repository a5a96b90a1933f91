package smc.execution.venue.delta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A quota of 1,000 units in five minutes: entries and queries stop at 800, cancels at 900. */
class QuotaBudgetTest {
    private static final long VENUE = 1_760_000_000_000L;

    private final QuotaBudget budget = new QuotaBudget(1_000);

    private boolean isHeld(Urgency urgency, long nowMillis) {
        return budget.waitMillis(urgency, nowMillis, VENUE) > 0;
    }

    @Test
    void aPartIsKeptForCancelsAndAPartForWhatProtects() {
        budget.use(799, 0);
        assertThat(isHeld(Urgency.ENTRY, 0)).isFalse();
        budget.use(1, 0);
        assertThat(isHeld(Urgency.ENTRY, 0)).isTrue();
        assertThat(isHeld(Urgency.QUERY, 0)).isTrue();
        assertThat(isHeld(Urgency.CANCEL, 0)).isFalse();
        budget.use(100, 0);
        assertThat(isHeld(Urgency.CANCEL, 0)).isTrue();
        budget.use(1_000, 0);
        assertThat(isHeld(Urgency.PROTECT, 0)).isFalse();
    }

    @Test
    void whatWasUsedCountsForFiveMinutesAtLeastAndNotForever() {
        budget.use(800, 4_999);

        assertThat(isHeld(Urgency.ENTRY, 4_999 + QuotaBudget.WINDOW_MILLIS)).isTrue();
        // The slot of five seconds in which it was used is past as a whole.
        assertThat(isHeld(Urgency.ENTRY, 305_001)).isFalse();
    }

    @Test
    void aRefusalHoldsBackWhatMayWaitForAsLongAsTheVenueSays() {
        assertThat(budget.onRefused(41_234, VENUE)).isEqualTo(41_234);

        assertThat(budget.waitMillis(Urgency.QUERY, 0, VENUE + 1_234)).isEqualTo(40_000);
        assertThat(budget.waitMillis(Urgency.ENTRY, 0, VENUE + 1_234)).isEqualTo(40_000);
        assertThat(budget.waitMillis(Urgency.CANCEL, 0, VENUE + 1_234)).isZero();
        assertThat(budget.waitMillis(Urgency.PROTECT, 0, VENUE + 1_234)).isZero();
        assertThat(budget.waitMillis(Urgency.ENTRY, 0, VENUE + 41_234)).isZero();
    }

    @Test
    void aClockThatIsSetBackHoldsNothingBackForLongerThanTheVenueSaid() {
        budget.onRefused(10_000, VENUE);

        assertThat(budget.waitMillis(Urgency.ENTRY, 0, VENUE - 3_600_000)).isEqualTo(10_000);
    }

    @Test
    void withoutATimeTheWaitIsASecondThenLongerUntilSomethingIsAnswered() {
        assertThat(budget.onRefused(0, VENUE)).isEqualTo(1_000);
        assertThat(budget.onRefused(0, VENUE)).isEqualTo(2_000);
        assertThat(budget.onRefused(0, VENUE)).isEqualTo(4_000);
        budget.onAnswer();
        assertThat(budget.onRefused(0, VENUE)).isEqualTo(1_000);
    }

    /** docs/delta-exchange.md, section 3.2; 5 where it was not measured. */
    @ParameterizedTest
    @CsvSource({
        "GET, /v2/orders?states=open&page_size=50, 3",
        "GET, /v2/positions?product_id=27, 3",
        "GET, /v2/fills?start_time=1, 10",
        "GET, /v2/wallet/transactions?x=y, 10",
        "GET, /v2/orders/client_order_id/7, 5",
        "POST, /v2/orders, 5",
        "PUT, /v2/orders/bracket, 5",
        "DELETE, /v2/orders/all, 5",
        "POST, /v2/orders/batch, 25"
    })
    void aRequestCostsWhatTheVenueSays(String method, String path, int units) {
        assertThat(QuotaBudget.units(method, path)).isEqualTo(units);
    }
}
