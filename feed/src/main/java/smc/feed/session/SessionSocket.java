package smc.feed.session;

/** What a session wants of its socket. Nothing is answered in place: what became of it is told to the session later. */
public interface SessionSocket {
    void connect();

    void send(String text);

    /** Drops the connection, or the attempt; the session has done with it. */
    void close();
}
