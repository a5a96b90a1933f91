package smc.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockEvent.Kind;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

class MarketDataTest {
    /** At 100, 200 and 500: two are missing. */
    private static final List<Candle> CANDLES = LongStream.of(100, 200, 500)
            .mapToObj(nanos -> new Candle(nanos, 10, 12, 9, 11, 1))
            .toList();

    @Test
    void whatLiesInAHoleHasThePlaceOfTheCandleBeforeIt() {
        MarketData market = MarketData.of(
                "SOLUSD", true, CANDLES, List.of(block(500, Kind.OB_CREATED, 300), block(500, Kind.OB_BREAKER, 300)));

        assertThat(market.blocks()).containsExactly(new MarketData.Block(Side.BULL, 1, 2, 2, MarketData.NEVER, 12, 9));
    }

    @Test
    void whatLiesBeforeAllCandlesHasThePlaceOfTheFirst() {
        MarketData market = MarketData.of("SOLUSD", true, CANDLES, List.of(block(100, Kind.OB_CREATED, 50)));

        assertThat(market.blocks())
                .containsExactly(new MarketData.Block(Side.BULL, 0, 0, MarketData.NEVER, MarketData.NEVER, 12, 9));
    }

    private static BlockEvent block(long nanos, Kind kind, long originNanos) {
        return new BlockEvent(nanos, kind, Side.BULL, 12, 9, originNanos, 0);
    }
}
