package smc.ops.question;

import java.io.PrintWriter;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import smc.ops.journal.Moment;
import smc.ops.story.Prose;
import smc.ops.text.TextTable;

/** The answer of {@code parity} for people. */
public final class ParityText {
    private ParityText() {}

    /** Prints a line a day, recorded and backtest, then each difference with its cause. */
    public static void print(Parity answer, PrintWriter out) {
        var table = new TextTable(
                        "day", "", "touches", "trades", "fills", "slippage", "net", "entry later, ms", "differences")
                .alignLeft(1);
        for (ParityDay day : answer.days()) {
            row(table, day.day().toString(), "recorded", day.recorded(), later(day), differences(day));
            row(table, "", "backtest", day.backtest(), "", "");
            day.ofCandles().ifPresent(sums -> row(table, "", "of candles", sums, "", ""));
        }
        table.print(out);
        if (answer.days().stream().anyMatch(day -> day.ofCandles().isPresent())) {
            out.printf(
                    "Over candles %,d of %,d touches are judged alike; of a candle four prices are known, so fills differ.%n",
                    answer.days().stream()
                            .filter(day -> day.ofCandles().isPresent())
                            .mapToLong(ParityDay::judgedAlike)
                            .sum(),
                    answer.days().stream()
                            .filter(day -> day.ofCandles().isPresent())
                            .mapToLong(day -> day.recorded().touches())
                            .sum());
        }
        if (answer.days().stream().anyMatch(day -> day.ofCandles().isEmpty())) {
            out.println("Days without a line of candles: a symbol has none, or the configuration had changed by then.");
        }
        long differences = answer.days().stream()
                .mapToLong(day -> day.differences().size())
                .sum();
        out.println();
        if (differences == 0) {
            out.println("No difference: what happened is what a backtest of the same trades makes of it.");
            return;
        }
        out.printf(
                "%,d %s, %s:%n",
                differences,
                differences == 1 ? "difference" : "differences",
                answer.withoutCause() == 0
                        ? "each with a cause"
                        : "%,d without a cause that the journal shows".formatted(answer.withoutCause()));
        answer.days().forEach(day -> day.differences().forEach(difference -> print(answer, difference, out)));
    }

    private static void row(
            TextTable table, String day, String who, ParityDay.Sums sums, String later, String differences) {
        table.add(
                day,
                who,
                sums.touches(),
                sums.trades(),
                sums.fills(),
                Prose.cents(-sums.slippageE8(), RoundingMode.HALF_EVEN),
                Prose.cents(sums.netE8(), RoundingMode.HALF_EVEN),
                later,
                differences);
    }

    private static String later(ParityDay day) {
        return "%,d".formatted(TimeUnit.NANOSECONDS.toMillis(day.latestFillNanos()));
    }

    private static String differences(ParityDay day) {
        return "%,d".formatted(day.differences().size());
    }

    private static void print(Parity answer, Difference difference, PrintWriter out) {
        out.printf(
                "%n%d. %s, %s, %s%s%n",
                difference.number(),
                Moment.utc(difference.atNanos()),
                answer.place(difference),
                difference.what(),
                difference.sequence() == 0 ? "" : " [sequence %d]".formatted(difference.sequence()));
        out.println("   recorded  " + difference.recorded());
        out.println("   backtest  " + difference.backtest());
        out.println("   cause     " + difference.cause().words()
                + (difference.evidence().isEmpty() ? "" : ": " + difference.evidence()));
    }
}
