package smc.execution.venue.delta.look;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.DeltaAccount;
import smc.execution.venue.delta.ledger.ProductFacts;

/**
 * What is asked of a venue before anybody trades there. Each question throws {@link LookRefusedException} if the venue answers and will not say, such
 * as where it does not accept a key, and another {@link IOException} if it does not answer, or with something else.
 */
public interface VenueQuestions {
    /**
     * What a symbol trades at.
     *
     * @param markE8 1e-8 USD, positive
     * @param stampNanos the market's time, epoch nanoseconds
     */
    record Ticker(long markE8, long stampNanos) {}

    /**
     * Of an account on a product.
     *
     * @param whole rounded down
     * @param marginMode as the venue writes it; empty if it does not say
     */
    record Leverage(long whole, String marginMode) {}

    /**
     * What an account has.
     *
     * @param userId the venue's own name of whose key it is; empty if it does not say
     * @param balanceE8 USD in 1e-8, margin in use included
     */
    record Wallet(String userId, long balanceE8) {}

    /**
     * By how much our clock is ahead of the venue's, in milliseconds, negative if behind; as exact as whole seconds and the way there let it be.
     *
     * @return empty if the venue does not say its time
     */
    OptionalLong aheadMillis(String symbol) throws IOException, InterruptedException;

    /** What the venue says of an instrument; needs no key. */
    ProductFacts product(Instrument instrument) throws IOException, InterruptedException;

    /** What a symbol trades at; needs no key. */
    Ticker ticker(String symbol) throws IOException, InterruptedException;

    Leverage leverage(DeltaAccount account, int productId) throws IOException, InterruptedException;

    Wallet wallet(DeltaAccount account) throws IOException, InterruptedException;

    /** Units of the quota that the account has used in this window. */
    long quotaUsed(DeltaAccount account) throws IOException, InterruptedException;

    /**
     * Whether a key may trade, as the venue answers the cancel of an order that does not exist.
     *
     * @return empty if the answer does not tell
     */
    Optional<Boolean> mayTrade(DeltaAccount account, int productId) throws IOException, InterruptedException;
}
