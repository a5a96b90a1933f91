package smc.ops.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.engine.outcome.OrderRecord;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.instrument.Direction;
import smc.execution.risk.RiskReason;
import smc.feed.file.CandleFile;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;
import smc.ops.result.BacktestResult.Account;
import smc.strategy.block.BlockEvent;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** Writes the files of a backtest (docs/formats.md, section 5): all of them, or none. */
public final class ResultFolder {
    public static final String BLOCKS = "blocks.csv";
    public static final String TRADES = "trades.csv";
    public static final String ORDERS = "orders.csv";
    public static final String DECISIONS = "decisions.csv";
    public static final String EQUITY = "equity.csv";
    public static final String SUMMARY = "summary.json";

    public static final String VARIANTS = "variants.csv";
    public static final String SOLO_TRADES = "solo-trades.csv";

    public static final String BLOCKS_HEADER = "symbol,bar_time,event,side,top,bottom,origin_time,level";
    public static final String TRADES_HEADER =
            "id,account,mode,symbol,direction,state,block_side,block_origin_time,entry_time,exit_time,contracts,"
                    + "entry_price,expected_entry_price,target,target_contracts,entry_atr,exits,gain,fees,gst,funding,"
                    + "slippage,net,capital_before,capital_after,exit_reason";
    public static final String ORDERS_HEADER =
            "id,trade_id,account,symbol,time,side,type,price,contracts,filled,average_price,state,reason";
    public static final String DECISIONS_HEADER =
            "time,mode,symbol,block_side,block_origin_time,state,entry_level,open,high,low,close,verdict,values";

    public static final String EQUITY_HEADER = "time,account,symbol,capital,unrealised,equity";
    /** Behind it where capital was added or taken: so much of the equity is no result. */
    public static final String EQUITY_MOVED = ",moved";

    public static final String VARIANTS_HEADER =
            "variant,account,trades,wins,win_rate,gross,net,profit_factor_net,max_drawdown_pct,capital_end";

    /** The row over all accounts, where a file has one for each. */
    public static final String TOTAL = "total";

    private final BacktestResult result;

    /** The candles of one symbol, a candle file like any other. */
    public static String candles(String symbol) {
        return "candles-" + symbol + ".csv.gz";
    }

    /** What is made of the files once they are written, and put beside them before the folder gets its name. */
    @FunctionalInterface
    public interface Sequel {
        void writeInto(Path folder) throws IOException;
    }

    private ResultFolder(BacktestResult result) {
        this.result = result;
    }

    /**
     * Writes all files beside and then gives the folder its name.
     *
     * @param folder must not exist, or be empty
     * @param variants empty if none were run: then their files are left out
     * @throws DataFileException if it exists with something in it, or cannot be written
     */
    public static void write(
            Path folder, BacktestResult result, Summary summary, List<VariantResult> variants, Sequel sequel)
            throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path aside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(aside);
            new ResultFolder(result).writeFiles(aside, summary, variants);
            sequel.writeInto(aside);
            // An empty folder may stand in the way; anything else is somebody's.
            Files.deleteIfExists(target);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw new DataFileException(folder, "cannot be written: " + e);
        } finally {
            remove(aside);
        }
    }

    private void writeFiles(Path folder, Summary summary, List<VariantResult> variants) throws IOException {
        for (int instrument = 0; instrument < result.symbols().size(); instrument++) {
            List<Candle> candles = result.record().knownCandles(instrument);
            OutputFile.write(folder.resolve(candles(symbol(instrument))), out -> CandleFile.write(out, candles));
        }
        OutputFile.write(folder.resolve(BLOCKS), this::blocks);
        OutputFile.write(
                folder.resolve(TRADES),
                out -> trades(
                        out.append(TRADES_HEADER).append('\n'),
                        result.record().trades(),
                        result.accounts(),
                        result.record()::mode));
        OutputFile.write(folder.resolve(ORDERS), this::orders);
        OutputFile.write(folder.resolve(DECISIONS), this::decisions);
        OutputFile.write(folder.resolve(EQUITY), this::equity);
        OutputFile.write(folder.resolve(SUMMARY), out -> out.append(SummaryJson.of(result, summary)));
        if (!variants.isEmpty()) {
            OutputFile.write(folder.resolve(VARIANTS), out -> variants(out, variants));
            OutputFile.write(folder.resolve(SOLO_TRADES), out -> soloTrades(out, variants));
        }
    }

    private void blocks(Appendable out) throws IOException {
        out.append(BLOCKS_HEADER).append('\n');
        var row = new CsvRow();
        for (int instrument = 0; instrument < result.symbols().size(); instrument++) {
            for (BlockEvent event : result.record().blockEvents(instrument)) {
                row.text(symbol(instrument))
                        .time(event.timeNanos())
                        .text(event.kind().name())
                        .name(event.side());
                if (event.kind().isBlock()) {
                    row.decimal(event.topE8())
                            .decimal(event.bottomE8())
                            .time(event.originNanos())
                            .text("");
                } else {
                    row.text("").text("").text("").decimal(event.levelE8());
                }
                row.end(out);
            }
        }
    }

    private void variants(Appendable out, List<VariantResult> variants) throws IOException {
        out.append(VARIANTS_HEADER).append('\n');
        for (VariantResult variant : variants) {
            for (int account = 0; account < variant.accounts().size(); account++) {
                variant(
                        out,
                        variant.name(),
                        variant.accounts().get(account).name(),
                        variant.summary().accounts().get(account));
            }
            variant(out, variant.name(), TOTAL, variant.summary().total());
        }
    }

    private static void variant(Appendable out, String name, String account, Summary.Figures figures)
            throws IOException {
        new CsvRow()
                .text(name)
                .text(account)
                .number(figures.trades())
                .number(figures.wins())
                .ratio(figures.winRatePct())
                .decimal(figures.grossE8())
                .decimal(figures.netE8())
                .ratio(figures.profitFactorNet())
                .ratio(figures.maxDrawdownPct())
                .decimal(figures.capitalEndE8())
                .end(out);
    }

    private void soloTrades(Appendable out, List<VariantResult> variants) throws IOException {
        out.append(TRADES_HEADER).append('\n');
        for (VariantResult variant : variants) {
            List<Account> accounts = variant.accounts();
            trades(
                    out,
                    variant.soloTrades(),
                    accounts,
                    trade -> accounts.get(trade.accountId()).mode());
        }
    }

    private void trades(
            Appendable out, List<ClosedTrade> trades, List<Account> accounts, Function<ClosedTrade, Mode> modeOf)
            throws IOException {
        var row = new CsvRow();
        for (ClosedTrade trade : trades) {
            Account account = accounts.get(trade.accountId());
            row.number(trade.id())
                    .text(account.name())
                    .text(String.valueOf(modeOf.apply(trade).letter()))
                    .text(symbol(trade.instrumentId()))
                    .name(trade.direction())
                    .name(trade.state())
                    .name(trade.blockSide())
                    .time(trade.originNanos())
                    .time(trade.entryNanos())
                    .time(trade.exitNanos())
                    .number(trade.contracts())
                    .decimal(trade.entryE8())
                    .decimal(trade.expectedEntryE8())
                    .decimal(trade.targetE8())
                    .number(trade.targetContracts())
                    .decimal(trade.entryAtrE8())
                    .text(exits(trade.exits()))
                    .decimal(trade.gainE8())
                    .decimal(trade.feesE8())
                    .decimal(trade.gstE8())
                    .decimal(trade.fundingE8())
                    .decimal(trade.slippageE8())
                    .decimal(trade.netE8())
                    .decimal(trade.capitalBeforeE8())
                    .decimal(trade.capitalAfterE8())
                    .text(trade.reason().name())
                    .end(out);
        }
    }

    private static String exits(List<ClosedTrade.Exit> exits) {
        return exits.stream()
                .map(exit -> exit.candleNanos() / 1_000_000_000L + ":" + exit.contracts() + "@"
                        + FixedPoint.formatE8(exit.priceE8()) + ":" + exit.reason())
                .collect(Collectors.joining(";"));
    }

    private void orders(Appendable out) throws IOException {
        out.append(ORDERS_HEADER).append('\n');
        var row = new CsvRow();
        for (OrderRecord order : result.record().orders()) {
            row.number(order.id())
                    .text(order.tradeId() == 0 ? "" : Long.toString(order.tradeId()))
                    .text(account(order.accountId()).name())
                    .text(symbol(order.instrumentId()))
                    .time(order.atNanos())
                    .text(order.direction() == Direction.LONG ? "buy" : "sell")
                    .name(order.type())
                    .decimal(order.priceE8())
                    .number(order.contracts())
                    .number(order.filledContracts())
                    .decimal(order.averagePriceE8())
                    .name(order.state())
                    .name(order.purpose())
                    .end(out);
        }
    }

    private void decisions(Appendable out) throws IOException {
        out.append(DECISIONS_HEADER).append('\n');
        var row = new CsvRow();
        List<TouchJudged> decisions = result.record().decisions();
        for (int i = 0; i < decisions.size(); i++) {
            TouchJudged decision = decisions.get(i);
            row.time(decision.candleNanos())
                    .text(String.valueOf(result.record().decisionMode(i).letter()))
                    .text(symbol(decision.instrumentId()))
                    .name(decision.blockSide())
                    .time(decision.originNanos())
                    .name(decision.state())
                    .decimal(decision.entryLevelE8())
                    .decimal(decision.openE8())
                    .decimal(decision.highE8())
                    .decimal(decision.lowE8())
                    .decimal(decision.closeE8())
                    .text(decision.verdict().name())
                    .text(values(decision))
                    .end(out);
        }
    }

    private static String values(TouchJudged decision) {
        long[] numbers = {decision.value1(), decision.value2(), decision.value3()};
        var values = new StringBuilder();
        List<String> named = decision.verdict().numbers(decision.value1());
        for (int i = 0; i < named.size(); i++) {
            String[] nameAndKind = named.get(i).split(":", -1);
            values.append(values.isEmpty() ? "" : ";").append(nameAndKind[0]).append('=');
            switch (nameAndKind[1]) {
                case "price", "money" -> FixedPoint.appendE8(values, numbers[i]);
                case "time" -> values.append(numbers[i] / 1_000_000_000L);
                case "reason" -> values.append(RiskReason.of(-numbers[i]));
                default -> values.append(numbers[i]);
            }
        }
        return values.toString();
    }

    private void equity(Appendable out) throws IOException {
        boolean hasMoved = result.record().equity().stream().anyMatch(point -> point.movedE8() != 0);
        out.append(EQUITY_HEADER).append(hasMoved ? EQUITY_MOVED : "").append('\n');
        var row = new CsvRow();
        for (EquityPoint point : result.record().equity()) {
            row.time(point.candleNanos())
                    .text(account(point.accountId()).name())
                    .text(symbol(point.instrumentId()))
                    .decimal(point.capitalE8())
                    .decimal(point.unrealisedE8())
                    .decimal(point.capitalE8() + point.unrealisedE8());
            if (hasMoved) {
                row.decimal(point.movedE8());
            }
            row.end(out);
        }
    }

    private String symbol(int instrumentId) {
        return result.symbols().get(instrumentId).symbol();
    }

    private Account account(int accountId) {
        return result.accounts().get(accountId);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
