package smc.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import smc.ops.story.RecordedEquity;

/** Curves of one account that starts with 200 over two symbols, 100 each. */
class EquityCurvesTest {
    private static EquityCurves curves(RecordedEquity... points) {
        return EquityCurves.of(List.of(points), Map.of("a", 200L), 2);
    }

    private static RecordedEquity point(int candle, String symbol, long equity, long moved) {
        return new RecordedEquity(candle, "a", symbol, equity, 0, equity, moved);
    }

    @Test
    void aSymbolWithoutACandleKeepsItsLast() {
        assertThat(curves(point(1, "SOLUSD", 110, 0), point(2, "AAVEUSD", 90, 0))
                        .accountsE8())
                .containsEntry("a", List.of(210L, 200L));
    }

    @Test
    void whatIsAddedOrTakenIsNoStepOfTheCurve() {
        // 10 are won, 80 come, 5 are lost, 100 go.
        EquityCurves curves = curves(
                point(1, "SOLUSD", 110, 0),
                point(2, "SOLUSD", 190, 80),
                point(3, "SOLUSD", 185, 80),
                point(4, "SOLUSD", 85, -20));

        assertThat(curves.accountsE8()).containsEntry("a", List.of(210L, 210L, 205L, 205L));
    }
}
