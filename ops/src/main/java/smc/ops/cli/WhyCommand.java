package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.RunOptions;
import smc.ops.story.RecordedOrder;
import smc.ops.story.RecordedRun;
import smc.ops.story.RecordedTrade;
import smc.ops.story.TradeStory;

/** {@code smc why}: the story of one trade. */
@Command(
        name = "why",
        description = "A trade tells its story: block, entry, exits, and its result.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRADE", description = "Id of the trade, as in trades.csv.")
    private long tradeId;

    @ArgGroup(multiplicity = "1")
    private RunOptions recorded;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return recorded.tell(spec, this::tell);
    }

    private int tell(RecordedRun run) throws IOException {
        List<RecordedTrade> trades = run.trades();
        Optional<RecordedTrade> trade =
                trades.stream().filter(one -> one.id() == tradeId).findFirst();
        if (trade.isEmpty()) {
            spec.commandLine().getErr().println("smc: " + recorded.path() + ": " + unknown(trades, run.orders()));
            return ExitCode.FAILED;
        }
        TradeStory story = TradeStory.of(run, trade.get());
        PrintWriter out = spec.commandLine().getOut();
        story.print(out);
        return ExitCode.GOOD;
    }

    private String unknown(List<RecordedTrade> trades, List<RecordedOrder> orders) {
        if (tradeId > 0 && orders.stream().anyMatch(order -> order.tradeId() == tradeId)) {
            return "trade %d was still open at the end of the data: there is no end to tell of yet".formatted(tradeId);
        }
        return trades.isEmpty()
                ? "there is no trade " + tradeId + ", nor any other"
                : "there is no trade %d: the %,d trades have ids from %d to %d"
                        .formatted(
                                tradeId,
                                trades.size(),
                                trades.stream()
                                        .mapToLong(RecordedTrade::id)
                                        .min()
                                        .orElseThrow(),
                                trades.stream()
                                        .mapToLong(RecordedTrade::id)
                                        .max()
                                        .orElseThrow());
    }
}
