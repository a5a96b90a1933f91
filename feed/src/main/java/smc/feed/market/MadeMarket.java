package smc.feed.market;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import smc.feed.file.CandleFile;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.strategy.candle.CandleSeries;

/**
 * The synthetic market of one symbol.
 *
 * @param timeframeNanos length of a candle
 * @param fromNanos open time of the first candle, epoch nanoseconds
 * @param toNanos candles open before it
 */
public record MadeMarket(
        SyntheticInstrument instrument, SyntheticMarket market, long timeframeNanos, long fromNanos, long toNanos)
        implements MarketSource {

    /** Fixed, so that a market is the same whenever it is asked for. */
    public static final Instant FIRST_DAY = Instant.parse("2025-01-01T00:00:00Z");

    @Override
    public String symbol() {
        return instrument.symbol();
    }

    @Override
    public Path path() {
        return Path.of("synthetic-%s-seed%d".formatted(market.preset().name().toLowerCase(Locale.ROOT), market.seed()));
    }

    @Override
    public CandleSeries readCandles() {
        return market.candles(instrument, timeframeNanos, fromNanos, toNanos);
    }

    /** SHA-256 of the candles as {@code smc data generate} writes them, not compressed. */
    @Override
    public String sha256() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        var text = new StringBuilder();
        CandleFile.write(text, readCandles().candles());
        return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean isSynthetic() {
        return true;
    }
}
