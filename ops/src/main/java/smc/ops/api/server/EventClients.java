package smc.ops.api.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import smc.ops.api.model.Reading;
import smc.ops.api.model.Resource;

/**
 * Tells readers of events what has changed, never what it is now: an event that is missed costs a question and nothing else. One thread looks for a new
 * reading and hands it to each reader's queue; it never waits for a reader.
 */
final class EventClients implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Supplier<Reading> newest;
    private final Traffic traffic;
    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("api-events").unstarted(this::run);

    /** When somebody was told last, by the clock of {@link #look}. */
    private long toldNanos;

    private boolean hasTold;

    /** Looks when it is asked to, {@link #look}, and by itself from {@link #start} on. */
    EventClients(Supplier<Reading> newest, Traffic traffic) {
        this.newest = newest;
        this.traffic = traffic;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look(System.nanoTime());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells each reader what has changed since it was told last, if somebody was told long enough ago. */
    void look(long nowNanos) {
        if (hasTold && nowNanos - toldNanos < Limits.EVENT_PACE.toNanos()) {
            return;
        }
        Reading reading = newest.get();
        var events = new TreeMap<Long, String>(); // of most readers it is one
        for (EventClient client : clients) {
            if (client.toldSequence() != reading.sequence()) {
                String event = events.computeIfAbsent(client.toldSequence(), since -> changed(reading, since));
                if (client.tell(reading.sequence(), event)) {
                    traffic.told();
                }
            }
        }
        if (!events.isEmpty()) {
            hasTold = true;
            toldNanos = nowNanos;
        }
    }

    /**
     * A new reader, whose first event says what has changed since it read last; nothing has, for one that begins.
     *
     * @param lastSequence of the last event that it has read
     * @return empty if there are as many as there may be
     */
    synchronized Optional<EventClient> join(OptionalLong lastSequence) {
        if (clients.size() >= Limits.EVENT_CLIENTS || closing.getCount() == 0) {
            return Optional.empty();
        }
        var client = new EventClient();
        Reading reading = newest.get();
        long since = lastSequence.orElse(reading.sequence());
        // An id above the newest is of another journal: all has changed.
        client.tell(reading.sequence(), changed(reading, since > reading.sequence() ? -1 : since));
        clients.add(client); // it knows how far it was told, so that nothing falls between
        return Optional.of(client);
    }

    void leave(EventClient client) {
        client.close();
        clients.remove(client);
    }

    int count() {
        return clients.size();
    }

    /** As {@code text/event-stream} has it. */
    static String changed(Reading reading, long sinceSequence) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("seq", Long.toString(reading.sequence()))
                .put("asOf", Instant.ofEpochSecond(0, reading.atNanos()).toString());
        ArrayNode changed = data.putArray("changed");
        for (Resource resource : Resource.values()) {
            if (sinceSequence < 0 || reading.lastChanged().getOrDefault(resource, 0L) > sinceSequence) {
                changed.add(resource.label());
            }
        }
        return "id: %d\nevent: changed\ndata: %s\n\n".formatted(reading.sequence(), data);
    }

    /** Ends every stream. */
    @Override
    public void close() {
        closing.countDown();
        clients.forEach(EventClient::close);
    }
}
