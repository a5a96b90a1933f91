package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.exchange.json.Decimals;

/** Above real time the market waits for whoever asked it to. */
class LockStepTest {
    private static final String[] PRICES = {"151", "152", "153", "154", "155", "156"};
    private static final long START_MICROS = Decimals.micros(ScriptedFeed.START_NANOS);
    private static final long SECOND_MICROS = 1_000_000;

    @Test
    void theNextTradeComesOnlyAfterTheLastWasAcknowledged() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            var seen = new ArrayList<String>();
            socket.subscribe("trades", "SOLUSD");
            join(socket);
            acknowledge(socket, 0);

            for (int place = 1; place <= PRICES.length; place++) {
                JsonNode trade = socket.awaitType("trades");
                JsonNode step = socket.awaitType("sim_step");
                seen.add(trade.path("p").asText());
                assertThat(step.path("place").asInt()).isEqualTo(place);
                assertThat(place(running)).isEqualTo(place);
                acknowledge(socket, place);
            }

            assertThat(seen).containsExactly(PRICES);
        }
    }

    @Test
    void whoJoinsLearnsPlaceAndTimeAndIsWaitedForAtOnce() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();

            JsonNode step = join(socket);

            assertThat(step.path("place").asInt()).isZero();
            assertThat(step.path("ts").asLong()).isEqualTo(START_MICROS);
            assertThat(place(running)).isZero();
        }
    }

    @Test
    void whoJoinsLaterStopsTheMarketWhereItStands() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var first = running.publicSocket();
            join(first);
            acknowledge(first, 0);
            first.awaitType("sim_step");
            var second = running.publicSocket();

            JsonNode step = join(second);
            acknowledge(first, 1);

            assertThat(step.path("place").asInt()).isOne();
            assertThat(step.path("ts").asLong()).isEqualTo(START_MICROS + SECOND_MICROS);
            assertThat(place(running)).isOne();
            acknowledge(second, 1);
            assertThat(first.awaitType("sim_step").path("place").asInt()).isEqualTo(2);
            assertThat(second.awaitType("sim_step").path("place").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aWakeIsAStepAtExactlyThatTimeAndTheMarketWaitsForItsAcknowledgement() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            join(socket);

            acknowledge(socket, 0, START_MICROS + 300_001);
            JsonNode first = socket.awaitType("sim_step");
            long placeAtTheWake = place(running);
            acknowledge(socket, 0, START_MICROS + 300_002);
            JsonNode second = socket.awaitType("sim_step");
            acknowledge(socket, 0);
            JsonNode third = socket.awaitType("sim_step");

            assertThat(first.path("place").asInt()).isZero();
            assertThat(first.path("ts").asLong()).isEqualTo(START_MICROS + 300_001);
            assertThat(placeAtTheWake).isZero();
            assertThat(second.path("place").asInt()).isZero();
            assertThat(second.path("ts").asLong()).isEqualTo(START_MICROS + 300_002);
            assertThat(third.path("place").asInt()).isOne();
            assertThat(third.path("ts").asLong()).isEqualTo(START_MICROS + SECOND_MICROS);
        }
    }

    @Test
    void aWakeAtTheTimeOfATradeComesBeforeTheTrade() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            socket.subscribe("trades", "SOLUSD");
            join(socket);

            acknowledge(socket, 0, START_MICROS + SECOND_MICROS);
            JsonNode wake = socket.nextJson();
            acknowledge(socket, 0);
            JsonNode trade = socket.nextJson();

            assertThat(wake.path("type").asText()).isEqualTo("sim_step");
            assertThat(wake.path("place").asInt()).isZero();
            assertThat(wake.path("ts").asLong()).isEqualTo(START_MICROS + SECOND_MICROS);
            assertThat(trade.path("type").asText()).isEqualTo("trades");
            assertThat(trade.path("t").asLong()).isEqualTo(START_MICROS + SECOND_MICROS);
        }
    }

    @Test
    void aWakeThatATradeCameBeforeIsForgotten() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            join(socket);

            acknowledge(socket, 0, START_MICROS + SECOND_MICROS + 1);
            JsonNode trade = socket.awaitType("sim_step");
            acknowledge(socket, 1);
            JsonNode next = socket.awaitType("sim_step");

            assertThat(trade.path("place").asInt()).isOne();
            assertThat(next.path("place").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aWakeThatIsNotAfterThePresentOrIsNoTimeIsNone() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            join(socket);

            acknowledge(socket, 0, START_MICROS);
            JsonNode first = socket.awaitType("sim_step");
            acknowledge(socket, 1, Long.MAX_VALUE);
            JsonNode second = socket.awaitType("sim_step");
            socket.send("{\"type\":\"sim_ack\",\"place\":2,\"wake\":\"soon\"}");
            JsonNode third = socket.awaitType("sim_step");

            assertThat(List.of(first, second, third))
                    .extracting(step -> step.path("place").asInt())
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void eachClientIsWokenAloneTheEarliestFirst() throws IOException {
        try (var running = RunningExchange.inLockStep(2, PRICES)) {
            var early = running.publicSocket();
            var late = running.publicSocket();
            join(early);
            join(late);
            acknowledge(early, 0, START_MICROS + 200_000);
            acknowledge(late, 0, START_MICROS + 700_000);

            JsonNode first = early.nextJson();
            acknowledge(early, 0);
            JsonNode second = late.nextJson();
            acknowledge(late, 0);

            assertThat(first.path("ts").asLong()).isEqualTo(START_MICROS + 200_000);
            assertThat(second.path("ts").asLong()).isEqualTo(START_MICROS + 700_000);
            assertThat(early.nextJson().path("place").asInt()).isOne();
            assertThat(late.nextJson().path("place").asInt()).isOne();
        }
    }

    @Test
    void anAcknowledgementOfAnEarlierPlaceSaysNothing() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            join(socket);
            acknowledge(socket, 0);
            socket.awaitType("sim_step");

            acknowledge(socket, 0);
            acknowledge(socket, 7);

            assertThat(answered(socket)).isEqualTo("pong");
            assertThat(place(running)).isOne();
        }
    }

    @Test
    void aClientThatLeavesIsNotWaitedFor() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var stays = running.publicSocket();
            stays.subscribe("trades", "SOLUSD");
            var leaves = running.publicSocket();
            join(leaves);
            acknowledge(leaves, 0);
            leaves.awaitType("sim_step");

            leaves.close();

            assertThat(stays.await(frame -> frame.path("p").asText().equals("156")))
                    .isNotNull();
        }
    }

    /** The step that it begins with. */
    private static JsonNode join(RunningExchange.Socket socket) throws IOException {
        socket.send("{\"type\":\"sim_lockstep\"}");
        assertThat(socket.nextJson().path("type").asText()).isEqualTo("sim_lockstep");
        return socket.nextJson();
    }

    private static void acknowledge(RunningExchange.Socket socket, long place) {
        socket.send("{\"type\":\"sim_ack\",\"place\":" + place + "}");
    }

    private static void acknowledge(RunningExchange.Socket socket, long place, long wakeMicros) {
        socket.send("{\"type\":\"sim_ack\",\"place\":" + place + ",\"wake\":" + wakeMicros + "}");
    }

    /** The next frame after all that was sent has been read. */
    private static String answered(RunningExchange.Socket socket) throws IOException {
        socket.send("{\"type\":\"ping\"}");
        return socket.nextJson().path("type").asText();
    }

    private static long place(RunningExchange running) throws IOException {
        return running.send(running.request("GET", "/sim", ""))
                .result()
                .path("place")
                .asLong();
    }
}
