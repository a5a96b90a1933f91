package smc.feed.market;

import java.io.IOException;
import java.nio.file.Path;
import smc.feed.text.DataFileException;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.CandleSeries;

/** Where the market of one symbol comes from. */
public sealed interface MarketSource permits MarketFiles, MadeMarket {
    String symbol();

    /** File or folder as given; of a synthetic market a name that says so. */
    Path path();

    /** All candles, in the interval they come in. */
    CandleSeries readCandles() throws IOException;

    /**
     * The candles before {@code toNanos}, enough of them to trade, in the interval they come in.
     *
     * @param timeframeNanos they must add up to such candles
     */
    default CandleSeries readWarmedUp(long timeframeNanos, long toNanos) throws IOException {
        CandleSeries read = readCandles().before(toNanos);
        try {
            requireWarmedUp(read.aggregate(timeframeNanos).candles().size());
        } catch (IllegalArgumentException e) {
            throw new DataFileException(path(), e.getMessage());
        }
        return read;
    }

    /** @throws DataFileException if so many candles of the timeframe are not enough to trade */
    default void requireWarmedUp(long candles) throws DataFileException {
        if (candles <= OrderBlockDetector.WARM_UP_CANDLES) {
            throw new DataFileException(
                    path(),
                    "expected more than the %d candles of the warm-up, are %d"
                            .formatted(OrderBlockDetector.WARM_UP_CANDLES, candles));
        }
    }

    /** As results name it, once it was read. */
    default MarketOrigin describe() throws IOException {
        return new MarketOrigin(symbol(), path().getFileName().toString(), sha256(), isSynthetic());
    }

    /** Of what was read. */
    String sha256() throws IOException;

    /** Whether the market was made up. */
    boolean isSynthetic();
}
