package smc.ops.text;

import java.io.PrintWriter;
import java.time.Instant;
import smc.feed.session.MarketListener;
import smc.strategy.candle.CandleBuilder;
import smc.strategy.number.FixedPoint;

/** Prints one symbol's market: a line a trade, a line a completed candle, and what may have been missed. The thread of the socket. */
public final class MarketLines implements MarketListener {
    /** A trade is published up to half a second after it happened (docs/delta-exchange.md, section 4.4). */
    private static final long GRACE_NANOS = 500_000_000;

    private final String symbol;
    private final CandleBuilder candles;
    private final long tradesMax;
    private final PrintWriter out;
    private final Runnable whenDone;
    private long trades;

    /** @param whenDone called after {@code tradesMax} trades; those that come later are not printed */
    public MarketLines(String symbol, long candleNanos, long tradesMax, PrintWriter out, Runnable whenDone) {
        this.symbol = symbol;
        candles = new CandleBuilder(candleNanos, GRACE_NANOS);
        this.tradesMax = tradesMax;
        this.out = out;
        this.whenDone = whenDone;
    }

    @Override
    public void onTrade(int symbolIndex, long venueNanos, long priceE8, long contracts) {
        if (trades == tradesMax) {
            return;
        }
        closeDue(venueNanos);
        candles.onTrade(venueNanos, priceE8, contracts);
        line("%s  %s  %s x %d".formatted(utc(venueNanos), symbol, FixedPoint.formatE8(priceE8), contracts));
        if (++trades == tradesMax) {
            whenDone.run();
        }
    }

    /** Moves the time of a market in which nothing trades. */
    @Override
    public void onMarkPrice(int symbolIndex, long venueNanos, long priceE8) {
        closeDue(venueNanos);
    }

    @Override
    public void onGap(int symbolIndex, long fromNanos, long toNanos) {
        candles.onMissed(fromNanos, toNanos);
        long newNanos = toNanos - 1;
        line(
                fromNanos == Long.MIN_VALUE
                        ? "%s  %s  known from here on".formatted(utc(newNanos), symbol)
                        : "%s  %s  trades may be missing since %s".formatted(utc(newNanos), symbol, utc(fromNanos)));
    }

    @Override
    public void onResumed(int symbolIndex) {
        // Nothing was missed.
    }

    @Override
    public void onConnected() {
        line("connected");
    }

    @Override
    public void onDisconnected(String reason) {
        line("disconnected: " + reason);
    }

    @Override
    public void onOutage(long outageMillis, String reason) {
        line("no connection for %,d ms: %s".formatted(outageMillis, reason));
    }

    @Override
    public void onSilent(int symbolIndex, boolean hasSpoken) {
        line(hasSpoken ? symbol + " fell silent" : "nothing heard of " + symbol + ": does the venue know it?");
    }

    @Override
    public void onRefused(String what) {
        line("refused by the venue: " + what);
    }

    @Override
    public boolean canTake() {
        return true;
    }

    private void closeDue(long venueNanos) {
        while (candles.isDue(venueNanos)) {
            candles.close((openTimeNanos, openE8, highE8, lowE8, closeE8, contracts, isComplete) ->
                    line("%s  %s  candle open %s high %s low %s close %s contracts %d%s"
                            .formatted(
                                    utc(openTimeNanos),
                                    symbol,
                                    FixedPoint.formatE8(openE8),
                                    FixedPoint.formatE8(highE8),
                                    FixedPoint.formatE8(lowE8),
                                    FixedPoint.formatE8(closeE8),
                                    contracts,
                                    isComplete ? "" : " (incomplete)")));
        }
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
