package smc.ops.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.life.EngineLife;
import smc.ops.journal.life.Span;
import smc.ops.run.SideProcess;

/** What a demo has shown, a line each, each by a command that anybody can repeat. */
final class Proofs {
    private static final String MAIN = "smc.ops.cli.Main";

    /** From the fill to the stop that stands, at the worst, as for real money (docs/going-live.md). */
    private static final long NAKED_MOST_NANOS = TimeUnit.SECONDS.toNanos(12);

    private final Path data;
    private final PrintWriter out;
    private boolean isAllGood = true;

    Proofs(Path data, PrintWriter out) {
        this.data = data;
        this.out = out;
    }

    /** Shows all; whether each holds. */
    boolean show(List<ChildEngine.Kill> kills) throws IOException, InterruptedException {
        out.println();
        out.println("What this demo has shown:");
        replayed();
        compared();
        stopped();
        for (ChildEngine.Kill kill : kills) {
            boolean isGood = kill.back().isPresent() && kill.back().get().kept().lastSequence() >= kill.sequence();
            line(isGood, ChildEngine.words(kill));
        }
        out.flush();
        return isAllGood;
    }

    private void replayed() throws IOException, InterruptedException {
        Said said = ask("upgrade", "check");
        String frames = said.lines().stream()
                .filter(line -> line.startsWith("replayed from"))
                .map(line -> line.substring(line.lastIndexOf(": ") + 2))
                .findFirst()
                .orElse("no frames");
        boolean isSame = said.lines().stream().anyMatch(line -> line.endsWith("does the same in all of it"));
        line(
                said.isGood() && isSame,
                isSame
                        ? "replayed: %s, each to the same bytes  (./smc upgrade check --data %s)"
                                .formatted(frames, data)
                        : "the replay differs: ./smc upgrade check --data " + data);
    }

    private void compared() throws IOException, InterruptedException {
        Said said = ask("parity");
        boolean isSame = said.lines().stream().anyMatch(line -> line.startsWith("No difference"));
        line(
                said.isGood(),
                isSame
                        ? "live is the backtest: %s, no difference  (./smc parity --data %s)"
                                .formatted(trades(said.lines()), data)
                        : said.isGood()
                                ? "live is the backtest of the same trades but for differences that have a cause: ./smc parity --data "
                                        + data
                                : "live differs from the backtest: ./smc parity --data " + data);
    }

    /** The column of trades, summed over days: of what was recorded, and of the backtest. */
    private static String trades(List<String> lines) {
        return "%d of %d trades".formatted(sum(lines, "recorded"), sum(lines, "backtest"));
    }

    private static int sum(List<String> lines, String row) {
        return lines.stream()
                .map(line -> List.of(line.strip().split("\\s+")))
                .filter(cells -> cells.contains(row) && cells.size() > cells.indexOf(row) + 2)
                .map(cells -> cells.get(cells.indexOf(row) + 2).replace(",", ""))
                .filter(cell -> cell.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private void stopped() throws IOException {
        EngineLife life = EngineLife.of(data);
        long longestNanos = life.naked().stream().mapToLong(Span::nanos).max().orElse(0);
        line(
                longestNanos <= NAKED_MOST_NANOS,
                "never without a stop: %,d trades, the longest from fill to stop %,d ms of market time"
                        .formatted(life.trades().size(), TimeUnit.NANOSECONDS.toMillis(longestNanos)));
    }

    private void line(boolean isGood, String what) {
        isAllGood &= isGood;
        out.println((isGood ? "  yes  " : "  NO   ") + what);
    }

    private record Said(boolean isGood, List<String> lines) {}

    private Said ask(String... command) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--data", data.toString()));
        var said = new StringWriter();
        var writer = new PrintWriter(said);
        int exitCode = SideProcess.run(MAIN, arguments, writer, writer);
        return new Said(exitCode == ExitCode.GOOD, said.toString().lines().toList());
    }
}
