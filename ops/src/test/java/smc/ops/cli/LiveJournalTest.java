package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.result.ResultFolder;
import smc.ops.run.SeededSession;

/** Whatever a live engine has met, every command that reads its journal tells of it. */
class LiveJournalTest {
    private static final int MOMENTS = 12;

    /** {@code -Dsmc.sessions=50 -Dsmc.sessions.seed=7} tries 50, the first of seed 7. */
    private static final long SEED = Long.getLong("smc.sessions.seed", 2);

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + Integer.getInteger("smc.sessions", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyReaderTakesOutagesHolesCorrectionsAndSeveralStarts(long seed) throws Exception {
        Path data = folder.resolve("data");
        SeededSession.write(data, seed);
        Path out = folder.resolve("out");

        told(seed, "journal", "verify", "--replay", "--data", data);
        told(seed, "journal", "stat", "--data", data);
        told(seed, "journal", "results", "--data", data, "--out", out, "--report");
        told(seed, "report", out);
        for (String symbol : SeededSession.SYMBOLS) {
            told(seed, "why-not", symbol, "--data", data);
            told(seed, "why-not", symbol, "--out", out);
        }
        List<String> trades = trades(out);
        for (String trade : trades) {
            told(seed, "why", trade, "--data", data);
            told(seed, "why", trade, "--out", out);
        }
        long frames = frames(data);
        var random = new Random(seed);
        for (int i = 0; i < MOMENTS; i++) {
            told(seed, "at", random.nextLong(1, frames + 1), "--data", data);
        }
        told(seed, "at", frames, "--data", data);
    }

    @Test
    void ofAnEngineThatWasKilledInItsFirstStartEveryReaderTells() throws Exception {
        Path data = folder.resolve("data");
        SeededSession.writeKilledInItsStart(data, SEED);

        told(SEED, "at", frames(data), "--data", data);
        told(SEED, "why-not", "SOLUSD", "--data", data);
        told(SEED, "journal", "results", "--data", data, "--out", folder.resolve("out"), "--report");
    }

    private static void told(long seed, Object... arguments) {
        CommandRun run = smc(arguments);
        assertThat(run.err())
                .as("-Dsmc.sessions.seed=%d %s", seed, List.of(arguments))
                .isEmpty();
        assertThat(run.exitCode())
                .as("-Dsmc.sessions.seed=%d %s", seed, List.of(arguments))
                .isZero();
    }

    private static List<String> trades(Path out) throws Exception {
        var ids = new ArrayList<String>();
        for (String line : Files.readAllLines(out.resolve(ResultFolder.TRADES)).stream()
                .skip(1)
                .toList()) {
            ids.add(line.substring(0, line.indexOf(',')));
        }
        return ids;
    }

    private static long frames(Path data) {
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll((_, _, _) -> {}) > 0) {
                // to the end
            }
            return reader.lastSequence();
        }
    }
}
