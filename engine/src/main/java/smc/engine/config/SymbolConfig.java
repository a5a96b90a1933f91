package smc.engine.config;

import java.util.SortedMap;
import java.util.TreeMap;
import smc.exchange.matching.InstrumentTerms;

/**
 * What {@code symbols.json} says about one instrument: for offline use, a venue's own product table wins. Rates are fractions scaled by
 * 1e-8, so 0.05 % is 50,000.
 *
 * @param name as the venue writes it, such as {@code SOLUSD}
 * @param tickE8 smallest price step in 1e-8 USD; positive, at most 1000 USD
 * @param contractValueE8 coins in one contract, times 1e8; positive, at most 1,000,000 coins
 * @param maintenanceRateE8 maintenance margin of notional; 0 to 50 %
 * @param takerRateE8 commission of notional for market orders and stops, before GST; 0 to 1 %
 * @param makerRateE8 commission of notional for resting limit orders, before GST; 0 to 1 %
 * @param gstRateE8 tax of the commission; 0 to 100 %
 * @param fundingRatePer8hE8 of notional, charged to either side where no history is given; 0 to 3 %
 * @param assumed nobody has verified these values
 */
public record SymbolConfig(
        String name,
        long tickE8,
        long contractValueE8,
        long maintenanceRateE8,
        long takerRateE8,
        long makerRateE8,
        long gstRateE8,
        long fundingRatePer8hE8,
        boolean assumed) {

    /** For a simulated venue, which knows the instrument by that id. */
    public InstrumentTerms terms(int instrumentId) {
        return new InstrumentTerms(
                instrumentId,
                tickE8,
                contractValueE8,
                maintenanceRateE8,
                takerRateE8,
                makerRateE8,
                gstRateE8,
                fundingRatePer8hE8);
    }

    /** All of {@code symbols.json}, by name. */
    static SortedMap<String, SymbolConfig> allOf(JsonObject json) {
        SortedMap<String, SymbolConfig> symbols = new TreeMap<>();
        json.keys().forEach(name -> symbols.put(name, of(name, json.object(name))));
        return symbols;
    }

    private static SymbolConfig of(String name, JsonObject json) {
        return new SymbolConfig(
                name,
                json.e8("tickSize"),
                json.e8("contractValue"),
                json.percentE8("maintenancePct"),
                json.percentE8("takerPct"),
                json.percentE8("makerPct"),
                json.percentE8("gstPct"),
                json.percentE8("fundingPctPer8h"),
                json.flag("assumed"));
    }
}
