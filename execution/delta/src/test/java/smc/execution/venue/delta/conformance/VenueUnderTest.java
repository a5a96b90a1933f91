package smc.execution.venue.delta.conformance;

import java.util.List;
import smc.execution.order.OrderRequest;

/**
 * A venue with one account and one instrument, SOLUSD, as a scenario has it: behind the port that the engine knows, with a market that trades when it is
 * told to, somebody else's hand in the account, and a way there that loses things.
 */
interface VenueUnderTest extends AutoCloseable {
    /** Which request goes wrong. */
    enum Request {
        ENTRY,
        /** Stops, targets and exits. */
        REDUCING,
        EDIT,
        CANCEL,
        /** Of the leverage, where an entry needs another. */
        LEVERAGE,
        /** For what works. */
        QUESTION
    }

    /** How it goes wrong. */
    enum Strike {
        /** It never arrives, and nobody says so. */
        LOST_BEFORE,
        /** It is carried out, and nobody says so. */
        LOST_AFTER,
        /** It never arrives, and nothing is answered for as long as one waits. */
        TIME_OUT_BEFORE,
        /** It is carried out, and nothing is answered for as long as one waits. */
        TIME_OUT_AFTER,
        /** 5xx: perhaps carried out, in truth not. */
        SERVER_ERROR,
        /** 429, for a third of a second. */
        QUOTA
    }

    /** What happens to the reports of the venue. */
    enum Disorder {
        TWICE,
        OVERTAKEN,
        LATE,
        LOST
    }

    void request(OrderRequest request);

    /** The market trades ten contracts at a price, a second after the last. */
    void trade(String price);

    /** Eight hours pass, then it trades. */
    void tradeHoursLater(String price);

    /** Limits share the contracts of a trade, of which there are two from here on. */
    void tradeLittle();

    void strikeNext(Request request, Strike strike);

    /** The venue will not have the next such request, for a reason by its own name. */
    void refuseNext(Request request, String code);

    /** Of the reports that are still to come. */
    void disorder(Disorder disorder);

    /** The connection that reports come by is lost and comes back. */
    void reconnect();

    /** The venue answers nothing until {@link #endMaintenance}. */
    void beginMaintenance();

    void endMaintenance();

    /** The venue takes the position to cover somebody else, who is bankrupt at this price. */
    void deleverage(String price);

    // By hand, past the engine

    void placeByHand(String price, long contracts);

    void closeByHand(long contracts, boolean isSell);

    void setLeverageByHand(int leverage);

    void deposit(long usd);

    /** Until everything is answered and reported. */
    void settle();

    /** A start of the engine that knows all its orders asks how things stand: what that reports is in the book. */
    void reconcile();

    /** What was reported. */
    Book book();

    /** By the venue's own books: positive long. */
    long position();

    /** By the venue's own books: the prices or triggers of all orders that work, in order. */
    List<String> working();

    /** How often the venue has an order of this number, whatever became of it. */
    int placed(long orderId);

    @Override
    void close();
}
