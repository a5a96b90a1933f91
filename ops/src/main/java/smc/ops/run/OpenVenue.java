package smc.ops.run;

import java.io.IOException;
import java.util.Optional;
import smc.exchange.host.EmbeddedExchange;

/**
 * A venue that an engine may be started at.
 *
 * @param box the exchange in the box, which ends with this; empty if the venue runs by itself
 */
public record OpenVenue(VenueAddress address, Optional<EmbeddedExchange> box) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        if (box.isPresent()) {
            box.get().close();
        }
    }
}
