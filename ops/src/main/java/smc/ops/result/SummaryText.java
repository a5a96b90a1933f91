package smc.ops.result;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.feed.market.MarketOrigin;
import smc.ops.result.Summary.Figures;
import smc.ops.text.TextTable;
import smc.strategy.number.FixedPoint;

/** The summary on a terminal. Its first line says what matters: whether the rules made or lost money. */
public final class SummaryText {
    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;

    private final PrintWriter out;
    private final BacktestResult result;
    private final Summary summary;

    private SummaryText(PrintWriter out, BacktestResult result, Summary summary) {
        this.out = out;
        this.result = result;
        this.summary = summary;
    }

    public static void print(PrintWriter out, BacktestResult result, Summary summary) {
        var text = new SummaryText(out, result, summary);
        text.printHeadline();
        out.println();
        text.printFigures();
        out.println();
        text.printTargets();
        out.println();
        text.printVerdicts();
        text.printTooPoor();
    }

    private void printHeadline() {
        Figures total = summary.total();
        boolean isSynthetic = result.symbols().stream().anyMatch(MarketOrigin::isSynthetic);
        String rules = isSynthetic ? "On a synthetic market the rules" : "The rules";
        if (total.trades() == 0) {
            out.println(rules + " made no trade: " + NoTrade.of(result) + ".");
            return;
        }
        long tooSmall = NoTrade.tooSmall(result);
        out.printf(
                "%s %s money: %s USD before costs, %s USD after costs, in %,d trades%s.%n",
                rules,
                total.netE8() > 0 ? "made" : total.netE8() < 0 ? "lost" : "neither made nor lost",
                signed(total.grossE8()),
                signed(total.netE8()),
                total.trades(),
                tooSmall == 0
                        ? ""
                        : "; at %,d more touches the capital did not pay for one contract".formatted(tooSmall));
    }

    private void printFigures() {
        var header = new ArrayList<String>(List.of("USD"));
        result.accounts()
                .forEach(account -> header.add(String.valueOf(account.mode().letter())));
        header.add("total");
        var table = new TextTable(header.toArray(String[]::new));
        row(table, "trades", figures -> "%,d".formatted(figures.trades()));
        row(table, "gross", figures -> signed(figures.grossE8()));
        row(table, "  fees", figures -> signed(-figures.feesE8()));
        row(table, "  GST", figures -> signed(-figures.gstE8()));
        row(table, "  funding", figures -> signed(-figures.fundingE8()));
        row(table, "net", figures -> signed(figures.netE8()));
        row(table, "slippage, in gross", figures -> signed(-figures.slippageE8()));
        row(table, "win rate, net", figures -> ratio(figures.winRatePct(), " %"));
        row(table, "profit factor, gross", figures -> ratio(figures.profitFactorGross(), ""));
        row(table, "profit factor, net", figures -> ratio(figures.profitFactorNet(), ""));
        row(table, "deepest drawdown", figures -> ratio(figures.maxDrawdownPct(), " %"));
        row(table, "net per trade", figures -> figures.expectancyE8() == null ? "-" : signed(figures.expectancyE8()));
        row(table, "capital at the start", figures -> money(figures.capitalStartE8()));
        if (summary.total().capitalMovedE8() != 0
                || summary.accounts().stream().anyMatch(figures -> figures.capitalMovedE8() != 0)) {
            row(table, "capital added, or taken", figures -> signed(figures.capitalMovedE8()));
        }
        row(table, "capital at the end", figures -> money(figures.capitalEndE8()));
        table.print(out);
        int open = result.record().openTrades().size();
        if (open > 0) {
            out.printf("%d still open at the end of the data, in no figure above%n", open);
        }
        BeyondMargin beyond = BeyondMargin.of(result);
        if (beyond.trades() > 0) {
            out.printf(
                    "%,d trades lost %s USD more than their isolated margin, in the figures above: price jumped past the stop; a venue that"
                            + " liquidates bears that part%n",
                    beyond.trades(), money(beyond.lossE8()));
        }
    }

    private void printTargets() {
        var table = new TextTable("target", "goal", "measured", "met");
        for (Summary.Target target : summary.targets()) {
            table.add(
                    target.name().replace('_', ' '),
                    target.goal(),
                    ratio(target.measured(), ""),
                    target.isMet() ? "yes" : "NO");
        }
        table.print(out);
    }

    private void printVerdicts() {
        var header = new ArrayList<String>(List.of("verdict"));
        result.accounts()
                .forEach(account -> header.add(String.valueOf(account.mode().letter())));
        var table = new TextTable(header.toArray(String[]::new));
        List<Map<Verdict, Long>> counts = new ArrayList<>();
        for (int account = 0; account < result.accounts().size(); account++) {
            counts.add(SummaryJson.verdicts(result, account));
        }
        for (Verdict verdict : Verdict.values()) {
            if (counts.stream().anyMatch(count -> count.containsKey(verdict))) {
                verdictRow(table, verdict.name(), account -> counts.get(account).getOrDefault(verdict, 0L));
            }
        }
        verdictRow(table, "undecided at the end", result.record()::undecided);
        verdictRow(table, "touches", result.record()::touches);
        table.print(out);
    }

    /** Says so where no touch could ever become a trade for want of capital. */
    private void printTooPoor() {
        for (int account = 0; account < result.accounts().size(); account++) {
            for (int instrument = 0; instrument < result.symbols().size(); instrument++) {
                int accountId = account;
                int instrumentId = instrument;
                boolean hasTraded = result.record().trades().stream()
                                .anyMatch(
                                        trade -> trade.accountId() == accountId && trade.instrumentId() == instrumentId)
                        || result.record().decisions().stream()
                                .anyMatch(decision -> decision.accountId() == accountId
                                        && decision.instrumentId() == instrumentId
                                        && decision.verdict() == Verdict.TRADE);
                var needed = result.record().decisions().stream()
                        .filter(decision -> decision.accountId() == accountId
                                && decision.instrumentId() == instrumentId
                                && decision.verdict() == Verdict.SIZE_BELOW_ONE)
                        .mapToLong(TouchJudged::value2)
                        .min();
                if (!hasTraded && needed.isPresent()) {
                    out.printf(
                            "%nMode %s never traded %s: its capital does not pay for one contract; the cheapest needed %s USD.%n",
                            result.accounts().get(account).mode().letter(),
                            result.symbols().get(instrument).symbol(),
                            // Rounded up: the cent below would not do.
                            money(Math.ceilDiv(needed.getAsLong(), CENT_E8) * CENT_E8));
                }
            }
        }
    }

    private void verdictRow(TextTable table, String name, Function<Integer, Long> count) {
        var cells = new ArrayList<Object>(List.of(name));
        for (int account = 0; account < result.accounts().size(); account++) {
            cells.add(count.apply(account));
        }
        table.add(cells.toArray());
    }

    private void row(TextTable table, String name, Function<Figures, String> cell) {
        var cells = new ArrayList<Object>(List.of(name));
        summary.accounts().forEach(figures -> cells.add(cell.apply(figures)));
        cells.add(cell.apply(summary.total()));
        table.add(cells.toArray());
    }

    private static String ratio(BigDecimal value, String unit) {
        return value == null ? "-" : value.setScale(2, RoundingMode.HALF_EVEN).toPlainString() + unit;
    }

    private static String signed(long e8) {
        return (e8 > 0 ? "+" : "") + money(e8);
    }

    /** To the cent; the files have every digit. */
    private static String money(long e8) {
        long cents = Math.floorDiv(e8 + CENT_E8 / 2, CENT_E8);
        return String.format(
                Locale.ROOT, "%s%,d.%02d", cents < 0 ? "-" : "", Math.abs(cents) / 100, Math.abs(cents) % 100);
    }
}
