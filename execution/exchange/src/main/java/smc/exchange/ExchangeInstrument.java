package smc.exchange;

import smc.exchange.matching.InstrumentTerms;

/**
 * A product of the exchange.
 *
 * @param terms what the venue knows of it; its {@code instrumentId} is the product id
 * @param symbol such as {@code SOLUSD}
 * @param leverageMax highest leverage, and that of an account that has set none
 * @param positionContractsMax most contracts of one order
 * @param priceBandPercent how far from the mark orders may execute, as shown; the venue does not hold it
 */
public record ExchangeInstrument(
        InstrumentTerms terms, String symbol, int leverageMax, long positionContractsMax, String priceBandPercent) {
    /** @throws IllegalArgumentException if a number is below 1, or the symbol does not end in USD */
    public ExchangeInstrument {
        if (leverageMax < 1 || positionContractsMax < 1 || !symbol.endsWith("USD") || symbol.length() < 4) {
            throw new IllegalArgumentException("expected a symbol such as SOLUSD and limits above 0, was " + symbol
                    + ", " + leverageMax + " and " + positionContractsMax);
        }
    }

    public int productId() {
        return terms.instrumentId();
    }

    /** {@code SOL} of {@code SOLUSD}. */
    public String coin() {
        return symbol.substring(0, symbol.length() - 3);
    }

    public String indexSymbol() {
        return ".DE" + symbol;
    }

    public boolean isOnTick(long priceE8) {
        return priceE8 > 0 && priceE8 % terms.tickE8() == 0;
    }
}
