package smc.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.ops.story.RecordedTrade;

class SameSignalsTest {
    private static final String BLOCK = "2025-01-01T00:00:00Z";
    private static final String OTHER_BLOCK = "2025-01-01T06:00:00Z";

    @Test
    void tradesOfTheSameBlockAreSetSideBySide() {
        var a = MadeTrade.of(1, "5").costs("1").ofBlock(BLOCK);
        var b = MadeTrade.of(7, "-2").costs("1").ofBlock(BLOCK).by(Mode.LIMIT);

        SameSignals same = of(a, b);

        assertThat(same.both()).isEqualTo(1);
        assertThat(same.bothNetAE8()).isEqualTo(MadeTrade.e8("4"));
        assertThat(same.bothNetBE8()).isEqualTo(MadeTrade.e8("-3"));
        assertThat(same.bothWinsA()).isEqualTo(1);
        assertThat(same.bothWinsB()).isZero();
        assertThat(same.onlyA()).isZero();
        assertThat(same.onlyB()).isZero();
    }

    @Test
    void tradesOfDifferentBlocksAreEachAlone() {
        SameSignals same = of(
                MadeTrade.of(1, "5").ofBlock(BLOCK),
                MadeTrade.of(1, "3").ofBlock(OTHER_BLOCK).by(Mode.LIMIT));

        assertThat(same.both()).isZero();
        assertThat(same.onlyNetAE8()).isEqualTo(MadeTrade.e8("5"));
        assertThat(same.onlyNetBE8()).isEqualTo(MadeTrade.e8("3"));
    }

    @Test
    void aLongIsBetterLowerAndAShortHigher() {
        SameSignals same = of(
                MadeTrade.of(1, "1").ofBlock(BLOCK).at("150"),
                MadeTrade.of(1, "1").ofBlock(BLOCK).at("149").by(Mode.LIMIT),
                MadeTrade.of(2, "1").ofBlock(OTHER_BLOCK).goes(Direction.SHORT).at("150"),
                MadeTrade.of(2, "1")
                        .ofBlock(OTHER_BLOCK)
                        .goes(Direction.SHORT)
                        .at("149")
                        .by(Mode.LIMIT));

        assertThat(same.betterEntriesA()).isEqualTo(1);
        assertThat(same.betterEntriesB()).isEqualTo(1);
    }

    private static SameSignals of(MadeTrade... trades) {
        Stream<RecordedTrade> recorded = Stream.of(trades).map(MadeTrade::recorded);
        return SameSignals.of(recorded.toList());
    }
}
