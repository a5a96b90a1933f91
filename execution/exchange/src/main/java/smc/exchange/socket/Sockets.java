package smc.exchange.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import smc.exchange.ExchangeAccount;

/** The connections to both WebSocket hosts, and who of them gets a frame. On the event loop. */
public final class Sockets {
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final PublicChannels publicChannels = new PublicChannels(this);
    private final AccountChannels accountChannels = new AccountChannels(this);

    /** Frames on the channels of accounts so far. */
    private long toldPrivately;

    public PublicChannels publicChannels() {
        return publicChannels;
    }

    public AccountChannels accountChannels() {
        return accountChannels;
    }

    void add(Session session) {
        if (sessions.isEmpty()) {
            publicChannels.begin();
        }
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    public void closeAll() {
        all().forEach(Session::close);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** As they are now, for somebody whose frames may end some of them. */
    List<Session> all() {
        return List.copyOf(sessions);
    }

    long toldPrivately() {
        return toldPrivately;
    }

    /** @param frame made once, if anybody listens */
    void publish(String channel, String symbol, Supplier<ObjectNode> frame) {
        ObjectNode made = null;
        for (Session session : all()) {
            if (session.listensTo(channel, symbol)) {
                made = made == null ? frame.get() : made;
                session.send(made);
            }
        }
    }

    void publishTo(ExchangeAccount account, String channel, String symbol, Supplier<ObjectNode> frame) {
        for (Session session : all()) {
            if (account.equals(session.account()) && session.listensTo(channel, symbol)) {
                toldPrivately++;
                session.send(frame.get());
            }
        }
    }
}
