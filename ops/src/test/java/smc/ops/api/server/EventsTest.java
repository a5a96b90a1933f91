package smc.ops.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.model.Resource;

/** Who reads events is told what changed, in order, and who does not read them harms nobody. */
class EventsTest {
    @TempDir
    private Path data;

    private ServedApi api;

    @BeforeEach
    void serve() throws IOException {
        api = ServedApi.onLoopback(data);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private RawClient reader(String... headers) throws IOException {
        RawClient client = api.connect();
        client.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                + String.join("", headers) + "\r\n");
        return client;
    }

    @Test
    void aNewReaderIsToldHowFarItIsAndThenWhatChanges() throws IOException {
        api.changed(7, Resource.TRADES);
        try (RawClient reader = reader()) {
            assertThat(reader.until("\"changed\":[]}\n\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Type: text/event-stream", "retry: 2000\n\n", "id: 7\nevent: changed\n")
                    .contains("data: {\"seq\":\"7\",\"asOf\":\"1970-01-01T00:00:07Z\",\"changed\":[]}");

            api.changed(9, Resource.POSITIONS, Resource.ORDERS);

            assertThat(reader.until("]}\n\n"))
                    .contains("id: 9\nevent: changed\ndata: {\"seq\":\"9\",\"asOf\":\"1970-01-01T00:00:09Z\","
                            + "\"changed\":[\"positions\",\"orders\"]}\n\n");
        }
    }

    @Test
    void whoComesBackIsToldInOneEventWhatChangedMeanwhile() throws IOException {
        api.changed(3, Resource.ALARMS);
        api.changed(5, Resource.TRADES);
        api.changed(8, Resource.EQUITY);

        try (RawClient reader = reader("Last-Event-ID: 3\r\n")) {
            assertThat(reader.until("]}\n\n")).contains("id: 8\n", "\"changed\":[\"trades\",\"equity\"]}");
        }
    }

    /** An id above the last frame is of another journal. */
    @Test
    void whoHasReadAnotherJournalIsToldThatAllHasChanged() throws IOException {
        api.changed(3, Resource.ALARMS);

        try (RawClient reader = reader("Last-Event-ID: 99\r\n")) {
            assertThat(reader.until("]}\n\n"))
                    .contains("\"changed\":[\"obs\",\"positions\",\"orders\",\"trades\",\"performance\",\"candles\","
                            + "\"structure\",\"decisions\",\"status\",\"equity\",\"capital\",\"alarms\",\"config\","
                            + "\"system\"]");
        }
    }

    @Test
    void anIdThatIsNoneIsRefused() throws IOException {
        assertThat(api.get("/api/events", "Last-Event-ID: x\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void notMoreReadersThanAllowedAreHeard() throws IOException {
        List<RawClient> readers = new ArrayList<>();
        try {
            for (int i = 0; i < Limits.EVENT_CLIENTS; i++) {
                RawClient reader = reader();
                readers.add(reader);
                reader.until("]}\n\n");
            }

            assertThat(api.get("/api/events")).startsWith("HTTP/1.1 503");
            assertThat(api.refused(Refusal.EVENT_CLIENTS)).isOne();
            assertThat(api.get("/health")).startsWith("HTTP/1.1 200");
        } finally {
            for (RawClient reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void whoDoesNotReadIsClosedWhenItsQueueIsFullAndNobodyWaitsForIt() {
        var traffic = new Traffic();
        try (var clients = new EventClients(api::newest, traffic)) {
            long pace = Limits.EVENT_PACE.toNanos();
            clients.look(0);
            EventClient silent = clients.join(OptionalLong.empty()).orElseThrow();

            for (int i = 1; i < Limits.EVENTS_WAITING; i++) { // the first of all is the one that says where it is
                api.changed(i, Resource.CANDLES);
                clients.look(i * pace);
                assertThat(silent.isClosed()).isFalse();
            }
            api.changed(1_000, Resource.CANDLES);
            clients.look(1_000 * pace);

            assertThat(silent.isClosed()).isTrue();
            assertThat(traffic.events()).isEqualTo(Limits.EVENTS_WAITING - 1);
        }
    }

    @Test
    void eventsKeepTheirDistanceAndLoseNothing() {
        try (var clients = new EventClients(api::newest, new Traffic())) {
            long pace = Limits.EVENT_PACE.toNanos();
            clients.look(0);
            EventClient reader = clients.join(OptionalLong.empty()).orElseThrow();
            api.changed(1, Resource.CANDLES);
            clients.look(pace);
            api.changed(2, Resource.TRADES);
            clients.look(pace + 1);
            api.changed(3, Resource.ORDERS);
            clients.look(2 * pace);
            clients.leave(reader);

            assertThat(EventClients.changed(api.newest(), 1)).contains("[\"orders\",\"trades\"]");
            assertThat(clients.count()).isZero();
        }
    }

    /** No idle time-out may end what is only quiet. */
    @Test
    void aQuietStreamOutlivesTheIdleTimeOut(@TempDir Path own) throws IOException {
        var shipped = new smc.engine.config.EngineConfig.Api("127.0.0.1", 0, List.of("localhost"));
        try (var hasty = new ServedApi(own, shipped, java.time.Duration.ofMillis(200));
                RawClient reader = hasty.connect()) {
            reader.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            reader.until("]}\n\n");

            assertThat(reader.isEndedWithin(1_000)).isFalse();
            hasty.changed(4, Resource.OBS);
            assertThat(reader.until("]}\n\n")).contains("[\"obs\"]");
        }
    }

    @Test
    void atTheEndOfTheServerEveryStreamEnds() throws IOException {
        try (RawClient reader = reader()) {
            reader.until("]}\n\n");

            api.server().close();

            reader.answer(); // ends
        }
    }

    @Test
    void aServerThatEndsTakesNobody() {
        var clients = new EventClients(api::newest, new Traffic());
        clients.close();

        assertThat(clients.join(OptionalLong.empty())).isEqualTo(Optional.empty());
    }
}
