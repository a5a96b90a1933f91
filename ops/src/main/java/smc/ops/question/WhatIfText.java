package smc.ops.question;

import java.io.PrintWriter;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import smc.ops.journal.Moment;
import smc.ops.story.Prose;
import smc.ops.text.TextTable;

/** The answer of {@code what-if} for people. */
public final class WhatIfText {
    private final WhatIf answer;
    private final PrintWriter out;

    private WhatIfText(WhatIf answer, PrintWriter out) {
        this.answer = answer;
        this.out = out;
    }

    /** Prints it. */
    public static void print(WhatIf answer, PrintWriter out) {
        var text = new WhatIfText(answer, out);
        for (int account = 0; account < answer.accountNames().size(); account++) {
            for (int instrument = 0; instrument < answer.instruments(); instrument++) {
                text.printFigures(account, instrument);
            }
        }
        text.printDifference("Model error", "recorded", "simulated", answer.modelError());
        if (answer.hasVariant()) {
            out.println();
            text.printDifference("Effect", "simulated", "variant", answer.effect());
        }
    }

    private void printFigures(int accountId, int instrumentId) {
        List<Figures> ways = answer.figures(accountId, instrumentId);
        var header = new ArrayList<>(List.of(
                "%s, %s, mode %s"
                        .formatted(
                                answer.accountNames().get(accountId),
                                answer.symbol(instrumentId),
                                answer.mode(accountId)),
                "recorded",
                "simulated"));
        if (ways.size() > 2) {
            header.add("variant");
        }
        header.add("model error");
        if (ways.size() > 2) {
            header.add("effect");
        }
        var table = new TextTable(header.toArray(String[]::new));
        count(table, "touches judged", ways, Figures::touches);
        count(table, "trades closed", ways, Figures::trades);
        count(table, "  won", ways, Figures::wins);
        money(table, "gross, USD", ways, Figures::grossE8);
        money(table, "  fees and GST", ways, figures -> -figures.feesE8());
        money(table, "  funding", ways, figures -> -figures.fundingE8());
        money(table, "net", ways, Figures::netE8);
        money(table, "slippage, in gross", ways, figures -> -figures.slippageE8());
        money(table, "deepest drawdown", ways, Figures::drawdownE8);
        table.print(out);
        out.println();
    }

    private static void count(TextTable table, String name, List<Figures> ways, ToLongFunction<Figures> value) {
        row(table, name, ways, value, number -> "%,d".formatted(number));
    }

    private static void money(TextTable table, String name, List<Figures> ways, ToLongFunction<Figures> value) {
        row(table, name, ways, value, e8 -> Prose.cents(e8, RoundingMode.HALF_EVEN));
    }

    private interface Shown {
        String of(long value);
    }

    private static void row(
            TextTable table, String name, List<Figures> ways, ToLongFunction<Figures> value, Shown shown) {
        var cells = new ArrayList<Object>(List.of(name));
        ways.forEach(way -> cells.add(shown.of(value.applyAsLong(way))));
        for (int i = 1; i < ways.size(); i++) {
            long by = value.applyAsLong(ways.get(i)) - value.applyAsLong(ways.get(i - 1));
            cells.add(Prose.signed(by, shown.of(by)));
        }
        table.add(cells.toArray());
    }

    private void printDifference(String what, String one, String other, Optional<FirstDifference> difference) {
        if (difference.isEmpty()) {
            out.println(what + ": none, step by step.");
            return;
        }
        FirstDifference first = difference.get();
        out.printf(
                "%s, the first at %s, %s, mode %s:%n",
                what, Moment.utc(first.atNanos()), answer.symbol(first.instrumentId()), answer.mode(first));
        int width = Math.max(one.length(), other.length());
        out.printf("  %-" + width + "s %s%n", one, first.words(first.one()));
        out.printf("  %-" + width + "s %s%n", other, first.words(first.other()));
    }
}
