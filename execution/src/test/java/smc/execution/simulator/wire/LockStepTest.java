package smc.execution.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Above real time the market waits for whoever asked it to. */
class LockStepTest {
    private static final String[] PRICES = {"151", "152", "153", "154", "155", "156"};

    @Test
    void theNextTradeComesOnlyAfterTheLastWasAcknowledged() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var socket = running.publicSocket();
            var seen = new ArrayList<String>();
            socket.subscribe("trades", "SOLUSD");
            socket.send("{\"type\":\"sim_lockstep\"}");

            for (int place = 1; place <= PRICES.length; place++) {
                JsonNode trade = socket.awaitType("trades");
                JsonNode step = socket.awaitType("sim_step");
                JsonNode still =
                        running.send(running.request("GET", "/sim", "")).result();
                seen.add(trade.path("p").asText());
                assertThat(step.path("place").asInt()).isEqualTo(place);
                assertThat(still.path("place").asInt()).isEqualTo(place);
                socket.send("{\"type\":\"sim_ack\",\"place\":" + place + "}");
            }

            assertThat(seen).containsExactly(PRICES);
        }
    }

    @Test
    void aClientThatLeavesIsNotWaitedFor() throws IOException {
        try (var running = RunningExchange.inLockStep(PRICES)) {
            var stays = running.publicSocket();
            stays.subscribe("trades", "SOLUSD");
            var leaves = running.publicSocket();
            leaves.send("{\"type\":\"sim_lockstep\"}");
            leaves.awaitType("sim_step");

            leaves.close();

            assertThat(stays.await(frame -> frame.path("p").asText().equals("156")))
                    .isNotNull();
        }
    }
}
