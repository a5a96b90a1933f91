package smc.ops.api.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;

/**
 * Every open connection, and how far its client is. An idle time-out does not fire while a byte comes now and then: whoever sends its request or takes
 * its answer too slowly is found here and cut off. {@link #cutOff} is called by one thread, the rest by any.
 */
final class Connections implements Connection.Listener {
    private final LongSupplier nanoTime;
    private final Traffic traffic;
    private final Map<Connection, State> open = new ConcurrentHashMap<>();

    /** What is being done with a request. */
    enum Work {
        /** Nothing: the next one is waited for. */
        NONE,
        /** It is read and answered. */
        ANSWER,
        /** Its body is read too. */
        BODY,
        /** Events are told as they come. */
        EVENTS
    }

    private static final class State {
        private volatile Work work = Work.NONE;
        private volatile long workNanos;

        /** Of {@link #cutOff} alone. */
        private long messages;

        private long bytesAtMessage;
        private boolean isSending;
        private long sendingNanos;
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Connections(LongSupplier nanoTime, Traffic traffic) {
        this.nanoTime = nanoTime;
        this.traffic = traffic;
    }

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new State());
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    int count() {
        return open.size();
    }

    /** A request's headers are there, or its answer is. */
    void works(Connection connection, Work work) {
        State state = open.get(connection);
        if (state != null) {
            state.workNanos = nanoTime.getAsLong();
            state.work = work;
        }
    }

    /** Closes what has been too slow until now. */
    void cutOff() {
        long now = nanoTime.getAsLong();
        open.forEach((connection, state) -> {
            if (isTooSlow(connection, state, now)) {
                traffic.refused(Refusal.SLOW);
                open.remove(connection);
                connection.getEndPoint().close(); // not connection.close(): that would wait for whoever is writing
            }
        });
    }

    private static boolean isTooSlow(Connection connection, State state, long now) {
        return switch (state.work) {
            case EVENTS -> false;
            case ANSWER -> isOver(state.workNanos, Limits.ANSWER, now);
            case BODY -> isOver(state.workNanos, Limits.REQUEST, now);
            case NONE -> isSendingTooSlowly(connection, state, now);
        };
    }

    /** A connection counts a message when its first line is read, and every byte as it comes: bytes without a message are part of one. */
    private static boolean isSendingTooSlowly(Connection connection, State state, long now) {
        if (connection.getMessagesIn() != state.messages) {
            state.messages = connection.getMessagesIn();
            state.bytesAtMessage = connection.getBytesIn();
            state.isSending = false;
        }
        if (connection.getBytesIn() == state.bytesAtMessage) {
            return false;
        }
        if (!state.isSending) {
            state.isSending = true;
            state.sendingNanos = now;
        }
        return isOver(state.sendingNanos, Limits.REQUEST, now);
    }

    private static boolean isOver(long sinceNanos, Duration limit, long now) {
        return now - sinceNanos > limit.toNanos();
    }
}
