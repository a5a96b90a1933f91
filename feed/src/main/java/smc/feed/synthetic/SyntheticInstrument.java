package smc.feed.synthetic;

import java.util.List;
import smc.strategy.number.FixedPoint;

/**
 * What one symbol of a synthetic market is like. A contract is one coin.
 *
 * @param symbol name; markets of two names differ even where all else is equal
 * @param startPriceE8 the price it wanders around, in 1e-8 USD
 * @param tickE8 smallest step of its price, in 1e-8 USD; divides every price
 * @param beta how far it follows what moves all symbols; 1 is fully
 * @param ownVolatility deviation of what moves it alone, per hour; 0.01 is one per cent
 * @param spreadBps usual distance of best bid and ask, in 1/10,000 of the price
 * @param tradesPerMinute usual number
 * @param contractsPerTrade mean size; at least 1
 */
public record SyntheticInstrument(
        String symbol,
        long startPriceE8,
        long tickE8,
        double beta,
        double ownVolatility,
        double spreadBps,
        double tradesPerMinute,
        double contractsPerTrade) {

    /**
     * Volumes are those of Delta Exchange India: SOLUSD as recorded in June 2025, AAVEUSD 3 % of Binance's. Nobody recorded the number of
     * trades; the sizes are assumed.
     */
    private static final List<SyntheticInstrument> KNOWN = List.of(
            new SyntheticInstrument("SOLUSD", 150 * FixedPoint.ONE_E8, 10_000, 1.0, 0.0046, 1.0, 26, 24),
            new SyntheticInstrument("AAVEUSD", 240 * FixedPoint.ONE_E8, 100_000, 1.05, 0.0082, 3.0, 6, 4));

    private static final long START_TICKS_MIN = 1_000;
    private static final long START_PRICE_MAX_E8 = 1_000_000 * FixedPoint.ONE_E8;

    /** A contract of a symbol of which nothing is known costs at least this, so that the shipped capital of 100 USD can buy some. */
    private static final double CONTRACT_USD_MIN = 20;

    private static final double CONTRACT_USD_SPAN = 180;

    public SyntheticInstrument {
        if (tickE8 <= 0 || startPriceE8 < START_TICKS_MIN * tickE8 || startPriceE8 > START_PRICE_MAX_E8) {
            throw new IllegalArgumentException(
                    "%s: expected a tick above 0 and a start price of 1,000 ticks to 1,000,000 USD, was tick %d and price %d (1e-8)"
                            .formatted(symbol, tickE8, startPriceE8));
        }
        if (!(ownVolatility >= 0 && spreadBps >= 0 && tradesPerMinute > 0 && contractsPerTrade >= 1)) {
            throw new IllegalArgumentException(symbol
                    + ": expected volatility and spread of at least 0, trades above 0 and at least 1 contract each, was "
                    + ownVolatility + ", " + spreadBps + ", " + tradesPerMinute + ", " + contractsPerTrade);
        }
    }

    /**
     * The instrument of any name. What is known of SOLUSD and AAVEUSD is theirs; what any other is like is drawn from its name, the same on every
     * machine: it costs 20 to 200 USD a contract, and moves and trades about like those two.
     *
     * @param tickE8 smallest step of its price, in 1e-8 USD; positive, at most 1,000 USD
     * @param contractValueE8 coins in one contract, in 1e-8; positive
     */
    public static SyntheticInstrument of(String symbol, long tickE8, long contractValueE8) {
        SyntheticInstrument like = KNOWN.stream()
                .filter(instrument -> instrument.symbol.equals(symbol))
                .findFirst()
                .orElseGet(() -> drawn(symbol, contractValueE8));
        long startPriceE8 = Math.clamp(like.startPriceE8, START_TICKS_MIN * tickE8, START_PRICE_MAX_E8);
        return new SyntheticInstrument(
                symbol,
                startPriceE8 - startPriceE8 % tickE8,
                tickE8,
                like.beta,
                like.ownVolatility,
                like.spreadBps,
                like.tradesPerMinute,
                like.contractsPerTrade);
    }

    private static SyntheticInstrument drawn(String symbol, long contractValueE8) {
        var draws = new Draws();
        draws.moveTo(0, Draws.stream("instrument " + symbol), 0);
        double contractUsd = CONTRACT_USD_MIN + CONTRACT_USD_SPAN * draws.uniform();
        double priceE8 = contractUsd * FixedPoint.ONE_E8 / contractValueE8 * FixedPoint.ONE_E8;
        return new SyntheticInstrument(
                symbol,
                Math.clamp((long) priceE8, START_TICKS_MIN, START_PRICE_MAX_E8),
                1,
                0.9 + 0.3 * draws.uniform(),
                0.004 + 0.005 * draws.uniform(),
                1 + 3 * draws.uniform(),
                6 + 20 * draws.uniform(),
                4 + 20 * draws.uniform());
    }

    /**
     * The instrument of that name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static SyntheticInstrument named(String symbol) {
        return KNOWN.stream()
                .filter(instrument -> instrument.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no synthetic market of " + symbol + "; there is "
                        + String.join(
                                ", ",
                                KNOWN.stream().map(SyntheticInstrument::symbol).toList())));
    }
}
