package smc.ops.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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

    /**
     * Shows all; whether none fails. What was not traded shows nothing, for or against.
     *
     * @param isStopped whether somebody wants no more of it: the rest is left out then
     */
    boolean show(List<ChildEngine.Kill> kills, BooleanSupplier isStopped) throws IOException, InterruptedException {
        out.println();
        out.println("What this demo has shown:");
        out.flush();
        Said replay = ask("upgrade", "check");
        if (!isStopped.getAsBoolean()) {
            replayed(replay);
        }
        Said parity = isStopped.getAsBoolean() ? new Said(false, List.of()) : ask("parity");
        if (isStopped.getAsBoolean()) {
            out.println("  -    the rest was not looked at, since the demo was stopped");
            out.flush();
            return isAllGood;
        }
        compared(parity);
        stopped();
        for (ChildEngine.Kill kill : kills) {
            boolean isGood = kill.back().isPresent() && kill.back().get().kept().lastSequence() >= kill.sequence();
            line(isGood, ChildEngine.words(kill));
        }
        return isAllGood;
    }

    private void replayed(Said said) {
        String command = "./smc upgrade check --data " + data;
        Optional<String> verdict = said.lines().stream()
                .filter(line -> line.startsWith("verdict: "))
                .findFirst();
        if (verdict.isEmpty()) {
            line(false, "the replay could not be checked: " + command);
            return;
        }
        String frames = said.lines().stream()
                .filter(line -> line.startsWith("replayed from"))
                .map(line -> line.substring(line.lastIndexOf(": ") + 2))
                .findFirst()
                .orElse("no frames");
        boolean isSame = said.isGood() && verdict.get().endsWith("does the same in all of it");
        line(
                isSame,
                isSame
                        ? "replayed: %s, each to the same bytes  (%s)".formatted(frames, command)
                        : "the replay differs: " + command);
    }

    private void compared(Said said) {
        String command = "./smc parity --data " + data;
        int closed = sum(said.lines(), "recorded");
        if (said.lines().stream().noneMatch(line -> line.startsWith("day "))) {
            line(false, "live could not be held against the backtest: " + command);
        } else if (closed == 0 && said.isGood()) {
            nothing("live against the backtest: no trade was closed");
        } else if (!said.isGood()) {
            line(false, "live differs from the backtest: " + command);
        } else if (said.lines().stream().anyMatch(line -> line.startsWith("No difference"))) {
            line(true, "live is the backtest: %s, no difference  (%s)".formatted(trades(said.lines()), command));
        } else {
            line(true, "live is the backtest of the same trades but for differences that have a cause: " + command);
        }
    }

    /** The column of trades, summed over days: of what was recorded, and of the backtest. */
    private static String trades(List<String> lines) {
        return "%d of %d closed trades".formatted(sum(lines, "recorded"), sum(lines, "backtest"));
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
        if (life.trades().isEmpty()) {
            nothing("never without a stop: no trade was opened");
            return;
        }
        long longestNanos = life.naked().stream().mapToLong(Span::nanos).max().orElse(0);
        line(
                longestNanos <= NAKED_MOST_NANOS,
                "never without a stop: %,d trades, open ones too, the longest from fill to stop %,d ms of market time"
                        .formatted(life.trades().size(), TimeUnit.NANOSECONDS.toMillis(longestNanos)));
    }

    private void line(boolean isGood, String what) {
        isAllGood &= isGood;
        out.println((isGood ? "  yes  " : "  NO   ") + what);
        out.flush();
    }

    private void nothing(String what) {
        out.println("  -    " + what);
        out.flush();
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
