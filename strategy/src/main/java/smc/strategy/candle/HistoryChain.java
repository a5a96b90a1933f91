package smc.strategy.candle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which candles a history is made of, as a chain: each hash is the SHA-256 of the one before (32 bytes, at first zeros) and of the candle's open time,
 * open, high, low and close, 8 bytes each, big-endian. Contracts are left out, since no rule reads them.
 *
 * <p>It is all in its mark: a chain made of a mark goes on as the one that gave it. One owning thread; allocates at each candle.
 */
public final class HistoryChain {
    private static final int HASH_LENGTH = 32;

    private final MessageDigest digest = sha256();
    /** The hash so far, and room for the candle behind it. */
    private final byte[] link = new byte[HASH_LENGTH + 5 * Long.BYTES];

    private long anchorNanos;
    private long lastNanos;
    private long candles;

    /** Before the first candle. */
    public HistoryChain() {}

    /** Goes on from a mark. */
    public HistoryChain(HistoryMark mark) {
        anchorNanos = mark.anchorNanos();
        lastNanos = mark.lastNanos();
        candles = mark.candles();
        put(0, mark.hash1());
        put(1, mark.hash2());
        put(2, mark.hash3());
        put(3, mark.hash4());
    }

    /** The next candle. Whether it may follow is the detector's to say. */
    public void add(Candle candle) {
        put(4, candle.openTimeNanos());
        put(5, candle.openE8());
        put(6, candle.highE8());
        put(7, candle.lowE8());
        put(8, candle.closeE8());
        System.arraycopy(digest.digest(link), 0, link, 0, HASH_LENGTH);
        if (candles++ == 0) {
            anchorNanos = candle.openTimeNanos();
        }
        lastNanos = candle.openTimeNanos();
    }

    /** What it has come to. */
    public HistoryMark mark() {
        return new HistoryMark(anchorNanos, lastNanos, candles, get(0), get(1), get(2), get(3));
    }

    private void put(int place, long number) {
        for (int i = 0; i < Long.BYTES; i++) {
            link[place * Long.BYTES + i] = (byte) (number >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
    }

    private long get(int place) {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = (number << Byte.SIZE) | (link[place * Long.BYTES + i] & 0xFF);
        }
        return number;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
