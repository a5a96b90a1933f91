package smc.ops.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import smc.engine.config.Configuration;
import smc.engine.config.SymbolConfig;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.ledger.ProductFacts;

/** What is assumed offline must be so at the venue, and nothing may be sized by a wrong contract. */
public final class VenueAgreement {
    private VenueAgreement() {}

    /** @throws IOException if the venue has products that are not as they are configured */
    static void require(Configuration configuration, List<Instrument> instruments, List<ProductFacts> products)
            throws IOException {
        var disagreements = new ArrayList<String>();
        for (ProductFacts product : products) {
            disagreements.addAll(of(configuration, instruments.get(product.instrumentId()), product));
        }
        if (!disagreements.isEmpty()) {
            throw new IOException(
                    "expected the products that symbols.json has, the venue has others; if the venue is right, mend"
                            + " symbols.json: "
                            + String.join("; ", disagreements));
        }
    }

    /** What a product has otherwise than it is configured, as sentences; empty if nothing. */
    public static List<String> of(Configuration configuration, Instrument instrument, ProductFacts product) {
        SymbolConfig symbol = configuration.symbols().get(instrument.symbol());
        return product.disagreements(instrument, symbol.takerRateE8(), symbol.makerRateE8());
    }
}
