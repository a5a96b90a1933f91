package smc.engine.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.CandleClosed;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** Touches of a block from 150 to 152, bought from above, on a tick of 0.01. */
class TouchCountTest {
    private static final List<Instrument> INSTRUMENTS =
            List.of(new Instrument(0, "SOLUSD", 1_000_000, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE));

    private int candles;

    private static DeskSettings penetrating(int bps) {
        var zone = new ZoneSettings(4_000, 20, bps, 200, 150);
        return new DeskSettings(Mode.LIMIT, FixedPoint.ONE_E8, zone, zone, 5_000, false, 3, 1, 200, 8_000, 1);
    }

    private CandleClosed low(String low) {
        long highE8 = e8("153");
        return new CandleClosed(0, new Candle(candles++, highE8, highE8, e8(low), highE8, 1), true);
    }

    private static long e8(String decimal) {
        return FixedPoint.parseE8(decimal);
    }

    @Test
    void aStartUnderOtherRulesMovesTheLevelsOfTheBlocksThatLive() {
        var touches = new TouchCount(penetrating(2_000), INSTRUMENTS, 0);
        touches.on(new BlockBorn(0, 0, Side.BULL, 0, e8("152"), e8("150"), 1));
        touches.on(low("151.60")); // a fifth of the height below the top
        assertThat(touches.total()).isEqualTo(1);

        touches.goOnUnder(penetrating(5_000), INSTRUMENTS);

        touches.on(low("151.60"));
        assertThat(touches.total()).isEqualTo(1);
        touches.on(low("151")); // half of it
        assertThat(touches.total()).isEqualTo(2);
    }
}
