package smc.ops.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import smc.engine.event.Inputs;
import smc.engine.outcome.EquityPoint;
import smc.ops.api.model.History.Gap;

/** How much of a time was missed, of gaps that overlap, begin before it, and have no end. */
class GapsTest {
    private static final int SOL = 0;
    private static final int AAVE = 1;

    private static long missed(int instrumentId, Gap... gaps) {
        var rows = new Rows<Gap>(4);
        for (int i = 0; i < gaps.length; i++) {
            rows.append(i + 1, gaps[i]);
        }
        var history = new History(
                gaps.length,
                0,
                List.of(),
                new Rows<TradeLife>(1).part(),
                new Rows<TradeLife>(1).part(),
                new Rows<OrderLife>(1).part(),
                new Rows<History.Touch>(1).part(),
                new Rows<EquityPoint>(1).part(),
                new Rows<History.Move>(1).part(),
                new Rows<Happening>(1).part(),
                new Rows<History.Start>(1).part(),
                rows.part());
        return history.missedNanos(instrumentId, 100, 200);
    }

    @Test
    void onlyWhatLiesWithinTheTimeCounts() {
        assertThat(missed(SOL)).isZero();
        assertThat(missed(SOL, new Gap(SOL, 20, 90))).isZero();
        assertThat(missed(SOL, new Gap(SOL, 90, 110))).isEqualTo(10);
        assertThat(missed(SOL, new Gap(SOL, 190, 999))).isEqualTo(10);
        assertThat(missed(SOL, new Gap(SOL, 0, 999))).isEqualTo(100);
    }

    @Test
    void whatOverlapsCountsOnce() {
        assertThat(missed(SOL, new Gap(SOL, 120, 150), new Gap(SOL, 110, 130), new Gap(SOL, 140, 145)))
                .isEqualTo(40);
    }

    @Test
    void oneWithoutAnEndGoesOnToTheNextOrToTheEnd() {
        assertThat(missed(SOL, new Gap(SOL, 150, Long.MAX_VALUE))).isEqualTo(50);
        assertThat(missed(SOL, new Gap(SOL, 110, Long.MAX_VALUE), new Gap(SOL, 120, 125)))
                .isEqualTo(15);
    }

    @Test
    void anotherSymbolsAndTheEnginesOwnAreNotASymbols() {
        Gap engine = new Gap(Inputs.ALL, 100, 130);

        assertThat(missed(SOL, engine, new Gap(AAVE, 100, 150))).isZero();
        assertThat(missed(Inputs.ALL, engine, new Gap(AAVE, 100, 150))).isEqualTo(30);
    }
}
