package smc.ops.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.EngineConfig;

/** A hundred slow or malformed clients at once: whoever asks decently is answered beside them, each is cut off, counted and told of. */
class HostileClientsTest {
    private static final int OF_EACH_KIND = 20;
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(11);

    /** How a client behaves: what it says at once, and what it says again and again. */
    private enum Kind {
        SILENT("", ""),
        HALF_A_HEADER("GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: ", "a"),
        HALF_A_BODY(
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\ntoken=",
                "a"),
        GARBAGE("\u0001\u0002 is no request\r\n\r\n", ""),
        LONG_HEADER("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n", "");

        private final String first;
        private final String drop;

        Kind(String first, String drop) {
            this.first = first;
            this.drop = drop;
        }
    }

    private static final class Hostile {
        private final Kind kind;
        private final RawClient client;
        private boolean isEnded;

        private Hostile(ServedApi api, Kind kind) throws IOException {
            this.kind = kind;
            client = api.connect();
            client.send(kind.first);
        }

        /** Goes on until the server has ended it; an answer before that is read. */
        private boolean goesOn() throws IOException {
            if (!isEnded) {
                try {
                    client.send(kind.drop);
                    isEnded = client.isEndedWithin(1);
                } catch (IOException _) {
                    isEnded = true;
                }
            }
            return !isEnded;
        }
    }

    @Test
    void aHundredOfThemHarmNobodyAndAreCutOffCountedAndTold(@TempDir Path data) throws IOException {
        var shipped = new EngineConfig.Api("127.0.0.1", 0, List.of("localhost"));
        List<Hostile> hostile = new ArrayList<>();
        try (var api = new ServedApi(data, shipped, IDLE)) {
            for (int i = 0; i < OF_EACH_KIND; i++) {
                for (Kind kind : Kind.values()) {
                    hostile.add(new Hostile(api, kind));
                }
            }
            assertThat(hostile).hasSize(100);

            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            int going = hostile.size();
            while (going > 0 && System.nanoTime() < deadline) {
                api.pass(LONG_ENOUGH);
                assertThat(api.get("/api/status")).startsWith("HTTP/1.1 200");
                going = 0;
                for (Hostile each : hostile) {
                    going += each.goesOn() ? 1 : 0;
                }
            }

            assertThat(going).as("not cut off").isZero();
            assertThat(api.refused(Refusal.SLOW)).isEqualTo(2L * OF_EACH_KIND);
            assertThat(api.refused(Refusal.MALFORMED)).isEqualTo(OF_EACH_KIND);
            assertThat(api.refused(Refusal.HEADER)).isEqualTo(OF_EACH_KIND);
            assertThat(api.get("/api/system"))
                    .contains("\"" + Refusal.SLOW.text() + "\":40")
                    .contains("\"" + Refusal.MALFORMED.text() + "\":20")
                    .contains("\"" + Refusal.HEADER.text() + "\":20");
            assertThat(api.server().traffic().failures()).isZero();
            assertThat(api.commands()).isEmpty();
        } finally {
            for (Hostile each : hostile) {
                each.client.close();
            }
        }
    }
}
