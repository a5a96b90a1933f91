package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import smc.engine.live.watch.LiveClock;

/** Who asks for something by hand is told the truth about whether it was taken. */
class LiveInputsTest {
    @Test
    void anEngineThatEndsRefusesWhatAPersonAsks() {
        try (var taken = new TakenInputs(new LiveClock(() -> 1, true))) {
            taken.inputs.tell(input -> input.onStageSet(1, "me", "first"));
            assertThat(taken.taken()).containsExactly("onStageSet 1 me first");

            taken.inputs.close();

            assertThatThrownBy(() -> taken.inputs.tell(input -> input.onStageSet(2, "me", "second")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is ending");
            assertThat(taken.taken()).hasSize(1);
        }
    }

    /** What an entry filled while nobody listened may be later than the candles that are closed first. */
    @Test
    void whatIsReportedOfOthersThanAreHeardFirstWaitsInItsOrder() {
        try (var taken = new TakenInputs(new LiveClock(() -> 1, true))) {
            taken.inputs.hearFirst((accountId, instrumentId) -> accountId == 0 && instrumentId == 1);

            taken.inputs.onFunding(0, 0, 1);
            taken.inputs.onFunding(1, 1, 2);
            taken.inputs.onFunding(0, 1, 3);
            assertThat(taken.taken()).containsExactly("onFunding 0 1 3");

            taken.inputs.hearAll();
            taken.inputs.onFunding(0, 0, 4);

            assertThat(taken.taken())
                    .containsExactly("onFunding 0 1 3", "onFunding 0 0 1", "onFunding 1 1 2", "onFunding 0 0 4");
        }
    }
}
