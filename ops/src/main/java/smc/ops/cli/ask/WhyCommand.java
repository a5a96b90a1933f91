package smc.ops.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.RunOptions;
import smc.ops.journal.cause.Answer;
import smc.ops.journal.cause.Causes;
import smc.ops.journal.cause.OutsideException;
import smc.ops.journal.cause.Subject;
import smc.ops.story.RecordedOrder;
import smc.ops.story.RecordedRun;
import smc.ops.story.RecordedTrade;
import smc.ops.story.TradeStory;

/** {@code smc why}: the story of one trade, and of anything in a journal the chain of its causes. */
@Command(
        name = "why",
        description = {
            "A trade tells its story: block, entry, exits, and its result.",
            "Of a data folder it tells the chain of causes too, with the sequence of each frame;",
            "there an order, a block, and what was decided on a symbol in a candle tell theirs.",
            SubjectConverter.MEANING
        },
        mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TRADE|ORDER|BLOCK|SYMBOL@TIME",
            converter = SubjectConverter.class,
            description = "What is asked about; of a result folder a trade.")
    private Subject subject;

    @ArgGroup(multiplicity = "1")
    private RunOptions recorded;

    @Option(names = "--json", description = "For programs: the chain of causes, with --data only.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (recorded.data().isPresent()) {
            return askJournal(recorded.data().get());
        }
        if (isJson) {
            throw wrong("--json: expected with --data only: a result folder has no frames");
        }
        if (!(subject instanceof Subject.Numbered(long id))) {
            throw wrong("expected the id of a trade with --out, was " + subject + "; a data folder tells it, --data");
        }
        return recorded.tell(spec, run -> tell(run, id));
    }

    private int askJournal(Path data) throws IOException {
        Arguments.requireDataFolder(spec, data);
        Causes causes = Causes.of(data);
        return switch (subject) {
            case Subject.Numbered(long id) -> tellNumbered(causes, id);
            case Subject.OfOrder(long id) ->
                causes.hasOrder(id)
                        ? answer(causes, causes.ofOrder(id))
                        : failed("there is no order " + id + "; orders.csv of ./smc journal results has all");
            case Subject.OfBlock block -> {
                requireSymbol(causes, block.symbol());
                yield causes.hasBlock(block.symbol(), block.side(), block.originNanos())
                        ? answer(causes, causes.ofBlock(block.symbol(), block.side(), block.originNanos()))
                        : failed("there never was the " + block + "; ./smc at names those of a moment");
            }
            case Subject.OfCandle(String symbol, long atNanos) -> {
                requireSymbol(causes, symbol);
                try {
                    yield answer(causes, causes.ofCandle(symbol, atNanos));
                } catch (OutsideException e) {
                    throw new ParameterException(spec.commandLine(), data + ": " + subject + ": " + e.getMessage(), e);
                }
            }
        };
    }

    /** Whatever is open has no story yet, but causes. */
    private int tellNumbered(Causes causes, long id) throws IOException {
        if (!causes.hasTrade(id)) {
            return causes.hasOrder(id) ? answer(causes, causes.ofOrder(id)) : recorded.tell(spec, run -> tell(run, id));
        }
        if (isJson) {
            return answer(causes, causes.ofTrade(id));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!causes.isClosed(id)) {
            return answer(causes, causes.ofTrade(id));
        }
        int exitCode = recorded.tell(spec, run -> tell(run, id));
        if (exitCode == ExitCode.GOOD) {
            out.println();
            causes.ofTrade(id).print(out);
        }
        return exitCode;
    }

    private int answer(Causes causes, Answer answer) {
        Arguments.say(spec, causes.remarks());
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(answer.json().toPrettyString());
        } else {
            answer.print(out);
        }
        return ExitCode.GOOD;
    }

    private void requireSymbol(Causes causes, String symbol) {
        if (!causes.symbols().contains(symbol)) {
            throw wrong("expected a symbol of the journal, " + String.join(", ", causes.symbols()) + ", was " + symbol);
        }
    }

    private int failed(String message) {
        spec.commandLine().getErr().println("smc: " + recorded.path() + ": " + message);
        return ExitCode.FAILED;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int tell(RecordedRun run, long tradeId) throws IOException {
        List<RecordedTrade> trades = run.trades();
        Optional<RecordedTrade> trade =
                trades.stream().filter(one -> one.id() == tradeId).findFirst();
        if (trade.isEmpty()) {
            return failed(unknown(tradeId, trades, run.orders()));
        }
        TradeStory story = TradeStory.of(run, trade.get());
        PrintWriter out = spec.commandLine().getOut();
        story.print(out);
        return ExitCode.GOOD;
    }

    private static String unknown(long tradeId, List<RecordedTrade> trades, List<RecordedOrder> orders) {
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
