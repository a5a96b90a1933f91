package smc.ops.cli;

import java.io.IOException;
import java.nio.file.Path;
import smc.strategy.candle.CandleSeries;

/** Where the market of one symbol comes from. */
sealed interface MarketSource permits MarketFiles, MadeMarket {
    String symbol();

    /** File or folder as given; of a synthetic market a name that says so. */
    Path path();

    /** All candles, in the interval they come in. */
    CandleSeries readCandles() throws IOException;

    /** Of what was read. */
    String sha256() throws IOException;

    /** Whether the market was made up. */
    boolean isSynthetic();
}
