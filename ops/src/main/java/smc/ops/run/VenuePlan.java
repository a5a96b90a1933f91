package smc.ops.run;

import java.io.IOException;
import smc.engine.config.Configuration;

/**
 * Where an engine is to trade, checked as far as it can be before anything is written.
 *
 * @param traded the configuration, without symbols that the venue has no market of
 * @param market name of the market, for results
 * @param isSynthetic whether it is made up
 */
public record VenuePlan(Configuration traded, String market, boolean isSynthetic, Opening opening) {
    /** Opens the venue. To be called with the data folder taken: an exchange in the box writes into it. */
    @FunctionalInterface
    public interface Opening {
        /** @throws IOException if it cannot be opened */
        OpenVenue open() throws IOException;
    }
}
