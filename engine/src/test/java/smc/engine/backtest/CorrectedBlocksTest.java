package smc.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockDead;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.BlockWithdrawn;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.execution.order.OrderRequest;
import smc.strategy.block.BlockEvent.Kind;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/** What the venue's own candle changes about blocks is in the record as events, at the candle closed last. */
class CorrectedBlocksTest {
    private static final long E8 = 100_000_000;
    private static final long CANDLE = TimeUnit.MINUTES.toNanos(15);

    private final RunRecord record = new RunRecord(
            Backtest.of(
                    Configuration.load(SharedData.root().resolve("config")),
                    List.of("SOLUSD"),
                    EnumSet.allOf(Mode.class),
                    VenueSettings.DEFAULTS,
                    0,
                    Long.MAX_VALUE),
            new NoVenue());

    /** Nothing is asked of it, not even the time. */
    private static final class NoVenue implements VenuePort {
        @Override
        public void request(OrderRequest request) {
            throw new AssertionError("expected no request, was " + request);
        }

        @Override
        public long nowNanos() {
            throw new AssertionError("expected nobody to ask for the time");
        }
    }

    private void close(long candleNanos) {
        record.seen(new CandleClosed(0, new Candle(candleNanos, 140 * E8, 141 * E8, 139 * E8, 140 * E8, 1), true));
    }

    /** Times in candles. */
    private List<String> events() {
        return record.blockEvents(0).stream()
                .map(event ->
                        event.kind() + " of " + event.originNanos() / CANDLE + " at " + event.timeNanos() / CANDLE)
                .toList();
    }

    @Test
    void aBlockTakenAwayEnds() {
        close(CANDLE);
        record.seen(new BlockBorn(0, CANDLE, Side.BULL, 0, 140 * E8, 139 * E8, 1));
        close(2 * CANDLE);

        record.seen(new BlockWithdrawn(0, Side.BULL, BlockState.FRESH, 0, 140 * E8, 139 * E8, 1));

        assertThat(events()).containsExactly(Kind.OB_CREATED + " of 0 at 1", Kind.OB_INVALIDATED + " of 0 at 2");
    }

    /** As one that broke by a candle that the venue had otherwise. */
    @Test
    void aBlockBroughtBackAsABreakerBeginsAndIsBroken() {
        close(CANDLE);
        record.seen(new BlockBorn(0, CANDLE, Side.BULL, 0, 140 * E8, 139 * E8, 1));
        record.seen(new BlockDead(0, CANDLE, Side.BULL, 0, 140 * E8, 139 * E8, 1));
        close(2 * CANDLE);

        record.seen(new BlockFound(0, Side.BULL, BlockState.BREAKER, 0, 140 * E8, 139 * E8, 1));

        assertThat(events())
                .endsWith(
                        Kind.OB_INVALIDATED + " of 0 at 1",
                        Kind.OB_CREATED + " of 0 at 2",
                        Kind.OB_BREAKER + " of 0 at 2");
    }

    @Test
    void aFreshBlockBroughtBackBegins() {
        close(2 * CANDLE);

        record.seen(new BlockFound(0, Side.BEAR, BlockState.FRESH, CANDLE, 140 * E8, 139 * E8, 1));

        assertThat(events()).containsExactly(Kind.OB_CREATED + " of 1 at 2");
    }

    @Test
    void aCandleKnownOnlyAfterALaterOneIsKnownInItsPlaceAndWasNeverClosed() {
        close(CANDLE);
        close(4 * CANDLE);

        record.seen(new CandleCorrected(0, new Candle(2 * CANDLE, 150 * E8, 151 * E8, 149 * E8, 150 * E8, 7)));
        record.venueCandle(0, new Candle(4 * CANDLE, 160 * E8, 161 * E8, 159 * E8, 160 * E8, 7));
        record.venueCandle(0, new Candle(5 * CANDLE, 170 * E8, 171 * E8, 169 * E8, 170 * E8, 7)); // its close follows

        assertThat(record.knownCandles(0))
                .extracting(candle -> candle.openTimeNanos() / CANDLE, candle -> candle.closeE8() / E8)
                .containsExactly(tuple(1L, 140L), tuple(2L, 150L), tuple(4L, 160L));
        assertThat(record.closedCandles(0))
                .extracting(candle -> candle.openTimeNanos() / CANDLE)
                .containsExactly(1L, 4L);
    }
}
