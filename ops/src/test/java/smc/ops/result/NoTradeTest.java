package smc.ops.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import smc.execution.desk.event.Verdict;

class NoTradeTest {
    @Test
    void dataWithoutATouchIsThin() {
        assertThat(NoTrade.reason(Map.of(), 0, OptionalLong.empty()))
                .isEqualTo("price touched no block, the data is thin");
    }

    /** It is asked when the rules of the signal are: so it is the reason however seldom it came. */
    @Test
    void aCapitalThatIsTooSmallIsTheReasonWhateverElseBarred() {
        assertThat(NoTrade.reason(
                        Map.of(Verdict.NOT_ARMED, 900L, Verdict.SIZE_BELOW_ONE, 2L),
                        1_000,
                        OptionalLong.of(7_500_000_001L)))
                .isEqualTo(
                        "the capital is too small, at 2 of 1,000 touches it did not pay for one contract, the cheapest"
                                + " of which took 75.01 USD");
    }

    @Test
    void elseItIsWhatBarredMostOften() {
        assertThat(NoTrade.reason(Map.of(Verdict.NOT_ARMED, 9L, Verdict.COOLDOWN, 2L), 12, OptionalLong.empty()))
                .isEqualTo("most often not armed, at 9 of 12 touches");
    }

    @Test
    void touchesThatWereNotDecidedAreSaid() {
        assertThat(NoTrade.reason(Map.of(), 1, OptionalLong.empty())).isEqualTo("of 1 touch none was decided");
    }
}
