package smc.engine.backtest;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The market, or what the configuration made of it, has left what can be counted: prices and money up to 92,233,720,368 USD, sizes up to 9.2e18
 * contracts. No configuration that is valid comes there by itself in a market of sensible prices; nothing is rounded or cut off instead.
 */
public final class OutOfRangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfRangeException(long atNanos, ArithmeticException cause) {
        super(
                "at %s: expected prices and money within 92,233,720,368 USD and sizes within 9.2e18 contracts, the market or the capital left that: %s"
                        .formatted(Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(atNanos)), cause.getMessage()),
                cause);
    }
}
