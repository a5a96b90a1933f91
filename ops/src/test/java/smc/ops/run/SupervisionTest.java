package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.ring.RingSettings;
import smc.ops.board.Board;
import smc.ops.state.StateFiles;
import smc.ops.state.StatusFile;
import smc.ops.text.LiveLines;

class SupervisionTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    /** Long enough for the status to be written twice, which is once a second. */
    private static final Duration DURATION = Duration.ofMillis(1_200);

    @TempDir
    private Path data;

    /** As on a full disk: a file is in the place of the folder. */
    @Test
    void anEngineGoesOnWhereItsStatusAndStateCannotBeWrittenAndSaysSoOnce() throws Exception {
        Configuration configuration = Configuration.load(SharedData.root().resolve("config"));
        var feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(1));
        Path inTheWay = Files.createFile(data.resolve("state"));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        var end = new Supervision.End[1];

        try (var exchange = new TestExchange(configuration, feed, 2);
                var _ = new MarketGate(exchange.exchange(), feed, "")) {
            RunningEngine engine = exchange.startEngine(data, true, RingSettings.Idle.SLEEPING);
            StopWish.during(out, out, wish -> {
                var supervision = new Supervision(
                        engine,
                        new StatusFile(data, "test", Instant.now()),
                        new StateFiles(data, configuration),
                        new LiveLines(out),
                        new Board(configuration, () -> {
                            throw new AssertionError("there is no terminal");
                        }),
                        Optional.empty(),
                        wish);
                end[0] = supervision.run(() -> {}, DURATION);
                supervision.sayEnd();
                return 0;
            });
        }

        assertThat(end[0]).isEqualTo(Supervision.End.QUIET);
        assertThat(said.toString().lines())
                .filteredOn(line -> line.contains("ALARM"))
                .hasSize(2)
                .anyMatch(line -> line.contains("state/status.json cannot be written, which ends nothing"))
                .anyMatch(line -> line.contains("the files of state/ cannot be written, which ends nothing"));
        assertThat(said.toString()).contains("stopped: nothing rests");
        assertThat(inTheWay).isEmptyFile();
    }
}
