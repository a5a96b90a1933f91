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
 * @param isPaper whether orders are filled here, at its trades, and none is sent: then it needs no accounts
 */
public record VenueAddress(
        String name,
        URI rest,
        URI publicSocket,
        URI privateSocket,
        List<DeltaAccount> accounts,
        boolean isStepped,
        boolean waitsForAnswers,
        boolean isPaper) {
    public VenueAddress {
        accounts = List.copyOf(accounts);
    }
}
