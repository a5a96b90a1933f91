package smc.exchange.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.exchange.json.Decimals;

/** What a client has heard of the market still holds after the exchange was killed: another one starts on what its folder held while it ran. */
class KilledTest {
    private static final String[] PRICES = {"151", "152", "144", "143", "142"};
    private static final long START_MICROS = Decimals.micros(ScriptedFeed.START_NANOS);
    private static final long SECOND_MICROS = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void noTradeIsDeliveredTwice() throws IOException {
        try (var running = RunningExchange.in(folder, PRICES)) {
            running.advance(3);
            Path killed = copy();

            try (var again = RunningExchange.in(killed, PRICES)) {
                assertPlace(again, 3, START_MICROS + 3 * SECOND_MICROS);
                again.advance(2);
                assertPlace(again, 5, START_MICROS + 5 * SECOND_MICROS);
            }
        }
    }

    @Test
    void timeThatPassedWithoutATradeHasPassed() throws IOException {
        try (var running = RunningExchange.inLockStep(folder, PRICES)) {
            var socket = running.publicSocket();
            join(socket);
            socket.send("{\"type\":\"sim_ack\",\"place\":0,\"wake\":" + (START_MICROS + 300_001) + "}");
            socket.awaitType("sim_step");
            Path killed = copy();

            try (var again = RunningExchange.inLockStep(killed, PRICES)) {
                JsonNode step = join(again.publicSocket());

                assertThat(step.path("place").asLong()).isZero();
                assertThat(step.path("ts").asLong()).isEqualTo(START_MICROS + 300_001);
            }
        }
    }

    @Test
    void whatTheTradesDidAfterTheLastCommandIsDoneAgain() throws IOException {
        try (var running = RunningExchange.in(folder, PRICES)) {
            running.post(
                    RunningExchange.FIRST,
                    "/v2/orders",
                    "{\"product_id\":14823,\"size\":1,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"145\"}");
            running.advance(3);
            String fills = fills(running);
            Path killed = copy();

            try (var again = RunningExchange.in(killed, PRICES)) {
                assertThat(fills(again)).contains("\"145\"").isEqualTo(fills);
            }
        }
    }

    @Test
    void aTornOrForeignFileIsIgnoredInFavourOfTheLog() throws IOException {
        Path other = folder.resolve("other");
        try (var running = RunningExchange.in(other, "151", "152")) {
            running.advance(2);
        }
        try (var running = RunningExchange.in(folder, PRICES)) {
            running.advance(1);
        }
        byte[] old = Files.readAllBytes(folder.resolve("place.bin"));

        try (var running = RunningExchange.in(folder, PRICES)) {
            running.advance(2);
            byte[] whole = Files.readAllBytes(folder.resolve("place.bin"));
            byte[] torn = whole.clone();
            System.arraycopy(old, 8, torn, 8, 16);
            byte[] foreign = Files.readAllBytes(other.resolve("place.bin"));

            for (byte[] content :
                    List.of(new byte[0], Arrays.copyOf(whole, 8), Arrays.copyOf(whole, 23), torn, foreign)) {
                Path killed = copy();
                Files.write(killed.resolve("place.bin"), content);
                try (var again = RunningExchange.in(killed, PRICES)) {
                    assertPlace(again, 1, START_MICROS + SECOND_MICROS);
                }
            }
        }
    }

    private Path copy() throws IOException {
        Path killed = Files.createDirectories(folder.resolve("killed"));
        for (String name : List.of("commands.log", "place.bin")) {
            Files.copy(folder.resolve(name), killed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return killed;
    }

    private static JsonNode join(RunningExchange.Socket socket) throws IOException {
        socket.send("{\"type\":\"sim_lockstep\"}");
        return socket.awaitType("sim_step");
    }

    private static void assertPlace(RunningExchange running, long place, long marketMicros) throws IOException {
        JsonNode sim = running.send(running.request("GET", "/sim", "")).result();
        assertThat(sim.path("place").asLong()).isEqualTo(place);
        assertThat(sim.path("market_time").asLong()).isEqualTo(marketMicros);
    }

    private static String fills(RunningExchange running) throws IOException {
        return running.get(RunningExchange.FIRST, "/v2/fills").response().body();
    }
}
