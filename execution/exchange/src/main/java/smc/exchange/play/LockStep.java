package smc.exchange.play;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The clients that the market waits for, step by step: see the package of the exchange. On the event loop. */
public final class LockStep {
    /** What a client that asked for no wake has as its time. */
    public static final long NO_WAKE = Long.MAX_VALUE;

    private final Set<Client> clients = new LinkedHashSet<>();
    private int clientsMissing;

    /** One connection that goes in lock-step. */
    public interface Client {
        /** Whether it has still to acknowledge a step. */
        boolean isBehind();

        /** Market time beyond which it does not want to get without a step; {@link #NO_WAKE} if it asked for none. */
        long wakeNanos();

        /** Asks for an acknowledgement. */
        void step(long place, long marketNanos);
    }

    /** @param clientsMissing the market begins only when so many have joined */
    public LockStep(int clientsMissing) {
        this.clientsMissing = clientsMissing;
    }

    void join(Client client) {
        clientsMissing--;
        clients.add(client);
    }

    void leave(Client client) {
        clients.remove(client);
    }

    /** Whether a client that the market is to begin with has still to come. */
    boolean isBeforeBegin() {
        return clientsMissing > 0;
    }

    /** Whether a client has still to come, or to take the last step. */
    public boolean isWaiting() {
        return isBeforeBegin() || clients.stream().anyMatch(Client::isBehind);
    }

    void onStep(long place, long marketNanos) {
        List.copyOf(clients).forEach(client -> client.step(place, marketNanos));
    }

    /** The earliest that a client asked for; {@link #NO_WAKE} if none did. */
    long wakeNanos() {
        return clients.stream().mapToLong(Client::wakeNanos).min().orElse(NO_WAKE);
    }

    /** A step for those who asked for it. */
    void onWake(long place, long marketNanos) {
        for (Client client : List.copyOf(clients)) {
            if (client.wakeNanos() <= marketNanos) {
                client.step(place, marketNanos);
            }
        }
    }
}
