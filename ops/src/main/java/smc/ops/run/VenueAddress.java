package smc.ops.run;

import java.net.URI;
import java.util.List;
import smc.execution.venue.delta.DeltaAccount;

/**
 * Where a venue is, and who we are there.
 *
 * @param name for people
 * @param accounts by account id
 * @param isStepped whether its market waits for the engine
 * @param waitsForAnswers likewise for the venue's own answers
 */
public record VenueAddress(
        String name,
        URI rest,
        URI publicSocket,
        URI privateSocket,
        List<DeltaAccount> accounts,
        boolean isStepped,
        boolean waitsForAnswers) {
    public VenueAddress {
        accounts = List.copyOf(accounts);
    }
}
