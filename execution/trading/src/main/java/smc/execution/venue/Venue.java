package smc.execution.venue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import smc.execution.order.OrderRequest;

/**
 * A venue as the engine sees it. Everything is called on the venue's event loop, where its futures end too; nothing blocks. What it has to say comes
 * as {@link VenueReports}.
 */
public interface Venue {
    /** Asks for something; what becomes of it is reported later. */
    void request(OrderRequest request);

    /** Whether a request waits or is unanswered. */
    boolean isBusy();

    /** Ends once everything the venue had said before the call has been reported. */
    CompletableFuture<Void> flush();

    /**
     * Asks what became of orders, and what is held. What differs from what is known is reported before it ends; asked again, it reports nothing.
     *
     * @param known all orders that are not final, and the latest that are
     * @param sinceNanos fills before are known, epoch nanoseconds
     * @return a position for each account and instrument; exceptionally, with {@link VenueRefusedException} if asking again would not mend it
     */
    CompletableFuture<List<VenuePosition>> reconcile(List<KnownOrder> known, long sinceNanos);

    /**
     * Asks what an account has there, and reports nothing: whoever asks holds it against what he knows. May be asked as soon as the venue has started,
     * whatever is under way; other requests are not held back by it.
     *
     * @param accountId one of those it was made for
     * @return all of it; exceptionally if the venue did not answer, or did not say all
     */
    CompletableFuture<VenuePicture> picture(int accountId);

    /**
     * How often the private connection of an account has come about: whoever sees it grow may have missed something before. Event loop.
     *
     * @return 0 where there is no such connection
     */
    default long connections(int accountId) {
        return 0;
    }

    /**
     * How many fills an account had before the first start of this data folder, as {@link #reconcile} found when nothing was known. Event loop.
     *
     * @return 0 if something was known
     */
    default long pastFills(int accountId) {
        return 0;
    }

    /** Whether what an account has in its wallet outlasts the engine. Where nobody else keeps it, it may be made anew at each start. */
    default boolean keepsWallets() {
        return true;
    }

    /** Market time has come so far. Only a venue without a clock of its own needs to be told; it never decreases. */
    default void onTime(long marketNanos) {
        // A venue elsewhere has its own.
    }

    /** What it waits for, for people; empty if nothing. */
    String awaited();

    /**
     * How many orders work in an account that are not the engine's and that it will not cancel, as the venue showed them last. Event loop.
     *
     * @param accountId one of those it was made for
     */
    default int foreignOrders(int accountId) {
        return 0; // Where nobody else can trade.
    }

    /** Reports the funding booked after a time, each booking once. */
    CompletableFuture<Void> fundingSince(long sinceNanos);

    /** Cancels every resting limit order of every account, and nothing that protects a position: what is left to do when the engine cannot go on. */
    CompletableFuture<Void> cancelEntries();

    /**
     * Does something past all that waits, for what the engine does not know or cannot bring to its end.
     *
     * @return what came of it; never exceptionally
     */
    default CompletableFuture<LastResort.Answer> lastResort(LastResort what) {
        // Where nobody else can trade, there is nothing that the engine does not know.
        return CompletableFuture.completedFuture(
                new LastResort.Answer(LastResort.Outcome.REFUSED, "all that is there is the engine's own"));
    }

    /** Lets go of its connections. */
    void close();
}
