package smc.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.strategy.block.DetectorListener;
import smc.strategy.candle.AverageTrueRange;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** On hand-made candles, after a warm-up of flat ones: a block is said by side, number and edges in USD, and by the row of its origin. */
class EngulfingDetectorTest implements DetectorListener {
    private static final long USD = 100_000_000;
    private static final int WARM_UP_ROWS = AverageTrueRange.LENGTH + 1;

    private final List<String> said = new ArrayList<>();
    private final EngulfingDetector detector = new EngulfingDetector(this);
    private long rows;

    @Test
    void aRiseThatEngulfsAFallMakesABullBlockOfTheWholeCandleThatFell() {
        warmUp();
        candle(100, 101, 97, 98);
        assertThat(said).isEmpty();

        candle(98, 102, 98, 101);

        assertThat(said).containsExactly("born BULL 0: 97..101 of 200");
        assertThat(detector.liveBlocks()).isEqualTo(1);
    }

    @Test
    void aFallThatEngulfsARiseMakesABearBlock() {
        warmUp();
        candle(100, 103, 99, 102);
        candle(102, 102, 98, 99);

        assertThat(said).containsExactly("born BEAR 0: 99..103 of 200");
    }

    @Test
    void aBodyThatOnlyReachesTheOtherEndDoesNotEngulf() {
        warmUp();
        candle(100, 101, 97, 98);
        candle(98, 102, 98, 100);

        assertThat(said).isEmpty();
    }

    @Test
    void aBodyBeyondTheFarEdgeMakesABreakerAndOneBeyondTheOtherEndsIt() {
        warmUp();
        candle(100, 101, 97, 98);
        candle(98, 102, 98, 101);
        candle(100, 101, 96, 97); // A wick beyond the edge, a body on it: nothing.
        candle(97, 98, 95, 96); // The body is beyond.
        candle(97, 103, 96, 101); // At the other edge, a wick beyond: nothing.
        candle(101, 102, 100, 102);

        assertThat(said)
                .containsExactly(
                        "born BULL 0: 97..101 of 200", "broken BULL 0: 97..101 of 200", "dead BULL 0: 97..101 of 200");
        assertThat(detector.liveBlocks()).isZero();
    }

    @Test
    void nothingIsSaidBeforeThereIsAnAverageTrueRange() {
        candle(100, 101, 97, 98);
        candle(98, 102, 98, 101);

        assertThat(said).isEmpty();
        assertThat(detector.atrE8()).isZero();
        assertThat(detector.candles()).isEqualTo(2);
    }

    @Test
    void aCandleThatCannotBeIsAFault() {
        assertThatThrownBy(() -> candle(100, 99, 97, 98))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("close <= high");
        assertThat(detector.candles()).isZero();
    }

    /** No body, so that none is engulfed. */
    private void warmUp() {
        while (rows < WARM_UP_ROWS) {
            candle(100, 101, 99, 100);
        }
    }

    private void candle(long open, long high, long low, long close) {
        detector.onCandle(rows++, open * USD, high * USD, low * USD, close * USD);
    }

    private void say(String what, Side side, long originNanos, long topE8, long bottomE8, long number) {
        said.add("%s %s %d: %d..%d of %d".formatted(what, side, number, bottomE8 / USD, topE8 / USD, originNanos));
    }

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        throw new AssertionError("this definition knows no structure");
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        throw new AssertionError("this definition knows no structure");
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        say("born", side, originNanos, topE8, bottomE8, number);
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        say("broken", side, originNanos, topE8, bottomE8, number);
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        say("dead", side, originNanos, topE8, bottomE8, number);
    }
}
