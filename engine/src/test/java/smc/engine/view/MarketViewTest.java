package smc.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.strategy.candle.Candle;

/** Candles of 10 ns, so that each opens at ten times its number. */
class MarketViewTest {
    private final MarketView market = new MarketView("SOLUSD", 10);

    private void close(long openNanos, long closeE8) {
        market.on(new CandleClosed(0, new Candle(openNanos, closeE8, closeE8, closeE8, closeE8, 1), true));
    }

    @Test
    void somethingThatHappensFallsIntoTheFormingCandleOrBehindOneThatIsOver() {
        assertThat(market.indexOf(0)).isEqualTo(-1);
        close(0, 5);
        close(10, 5);

        assertThat(market.indexOf(10)).as("closed").isEqualTo(1);
        assertThat(market.indexOf(20)).as("forming").isEqualTo(2);
        assertThat(market.indexOf(30))
                .as("behind one that is over and not closed")
                .isEqualTo(3);
    }

    /** A candle that only the venue knew of is newer than the trade before it. */
    @Test
    void thePriceIsOfTheLastTradeUnlessALaterCandleIsKnown() {
        market.onTrade(12, 7, 1);
        close(10, 6);
        assertThat(market.image().lastPriceE8()).isEqualTo(7);

        close(20, 8);

        assertThat(market.image().lastPriceE8()).isEqualTo(8);
        assertThat(market.image().lastTradeE8()).isEqualTo(7);
        assertThat(market.image().lastTradeNanos()).isEqualTo(12);
    }
}
