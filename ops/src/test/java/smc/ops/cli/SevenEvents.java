package smc.ops.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of 205 candles of 15 minutes whose seven events follow by hand from docs/rules.md, part I. Candles 0 to 199 are alike (range 2),
 * so the structure starts with 101 as the level above and 99 as the one below.
 *
 * <ol>
 *   <li>Candle 200 closes above 101: CHOCH bull, and a bear block on that candle itself, the highest. Its mean true range is
 *       (198 * 2 + 4) / 199 = 2.0100502512..., so the near edge is clipped at 104 - 2.01005025.
 *   <li>Candle 201 has its body above 104: the block becomes a breaker.
 *   <li>Candle 202 has its body below the near edge: the block ends.
 *   <li>Candle 203, the second falling one, forms 106 as level; its wick goes below 99 and it closes above: SWEEP bear.
 *   <li>Candle 204 closes above 106: BOS bull, and a bull block on candle 203, the lowest since. Its mean true range is
 *       (195 * 2 + 4 + 3 + 4 + 4) / 199 = 2.0351758793..., so the near edge is clipped at 98 + 2.03517587.
 * </ol>
 */
final class SevenEvents {
    /** 2023-11-14T22:15:00Z. */
    static final long START = 1_700_000_100;

    /** As written: mean true ranges rounded down to 1e-8. */
    static final List<String> EVENTS = List.of(
            "1700180100,CHOCH,bull,,,,101",
            "1700180100,OB_CREATED,bear,104,101.98994975,1700180100,",
            "1700181000,OB_BREAKER,bear,104,101.98994975,1700180100,",
            "1700181900,OB_INVALIDATED,bear,104,101.98994975,1700180100,",
            "1700182800,SWEEP,bear,,,,99",
            "1700183700,BOS,bull,,,,106",
            "1700183700,OB_CREATED,bull,100.03517587,98,1700182800,");

    private SevenEvents() {}

    /** Rows of a candle file, without header. */
    static List<String> candles() {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            rows.add(row(i, "100,101,99,100"));
        }
        rows.add(row(200, "100,104,100,103"));
        rows.add(row(201, "103,106,103,105"));
        rows.add(row(202, "105,105,101,101.5"));
        rows.add(row(203, "101.5,102,98,100"));
        rows.add(row(204, "103,108,103,107"));
        return rows;
    }

    private static String row(int index, String prices) {
        return START + index * 900L + "," + prices + ",5";
    }
}
