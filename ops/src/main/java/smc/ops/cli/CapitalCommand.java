package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.live.OperatorEpoch;
import smc.journal.Boot;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.Build;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.CapitalMoves;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.text.TextTable;
import smc.strategy.number.FixedPoint;

/** {@code smc capital}: what an engine trades with. */
@Command(
        name = "capital",
        description = {
            "The capital of an engine that is stopped is changed by hand.",
            "Results so far stay. It is neither a gain nor a loss in any result. An open trade keeps its size; the next is sized by what is there then.",
            "A changed capitalUsdPerSymbol does the same at the next start."
        },
        mixinStandardHelpOptions = true,
        subcommands = {CapitalCommand.Add.class, CapitalCommand.Take.class, CapitalCommand.Show.class})
final class CapitalCommand implements Runnable {
    private static final long USD_MAX = 10_000_000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There are: add, take, list");
    }

    /** What both want to know. */
    static final class Move {
        @Parameters(
                index = "0",
                paramLabel = "ACCOUNT",
                description = "Its file without .json, or the letter of its mode.")
        private String account;

        @Parameters(index = "1", paramLabel = "SYMBOL", description = "Which of its symbols.")
        private String symbol;

        @Parameters(
                index = "2",
                paramLabel = "USD",
                description = "How much: above 0, at most 10000000 and 8 decimals.")
        private String usd;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why, 1 to 200 characters; ./smc capital list shows it.")
        private String reason;

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the engine.")
        private Path data;

        private int run(CommandSpec spec, int sign) throws IOException {
            Arguments.requireDataFolder(spec, data);
            long moneyE8 = sign * moneyE8(spec);
            Arguments.requireReason(spec, reason);
            Configuration first = JournalResult.configuration(data);
            ChangedFolder.configuration(data).ifPresent(last -> place(spec, last)); // before anything is replayed
            try (OperatorEpoch folder = OperatorEpoch.open(
                    data, first, JournalSettings.DEFAULT.onBoot(Boot.id()), Build.number(), _ -> {})) {
                Configuration configuration = folder.configuration();
                Place place = place(spec, configuration);
                Instant now = Instant.now();
                folder.move(
                        Build.ring(configuration, true),
                        place.accountId,
                        place.instrumentId,
                        moneyE8,
                        epoch -> CapitalMoves.keepReason(data, epoch, now, place.account, symbol, moneyE8, reason));
                var desk = folder.view()
                        .image()
                        .desks()
                        .get(place.accountId * configuration.engine().symbols().size() + place.instrumentId);
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%s %s: %s USD %s, capital %s USD since; the next start goes on with it%n",
                                place.account,
                                symbol,
                                FixedPoint.formatE8(Math.abs(moneyE8)),
                                moneyE8 > 0 ? "added" : "taken",
                                FixedPoint.formatE8(desk.capitalE8()));
            }
            return ExitCode.GOOD;
        }

        private long moneyE8(CommandSpec spec) {
            try {
                long moneyE8 = FixedPoint.parseE8(usd);
                if (moneyE8 > 0 && moneyE8 <= USD_MAX * FixedPoint.ONE_E8) {
                    return moneyE8;
                }
            } catch (IllegalArgumentException | ArithmeticException _) {
                // As below.
            }
            throw new ParameterException(
                    spec.commandLine(),
                    "USD: expected a number above 0, at most 10000000 and 8 decimals, was \"" + usd + "\"");
        }

        private record Place(String account, int accountId, int instrumentId) {}

        private Place place(CommandSpec spec, Configuration configuration) {
            int accountId = Arguments.accountId(spec, "ACCOUNT", configuration, account);
            int instrumentId = Arguments.instrumentId(spec, "SYMBOL", configuration, symbol);
            return new Place(configuration.engine().accountNames().get(accountId), accountId, instrumentId);
        }
    }

    /** {@code smc capital add}. */
    @Command(
            name = "add",
            description = "A sum is added to the capital of an account on a symbol.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin
        private Move move;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return move.run(spec, 1);
        }
    }

    /** {@code smc capital take}. */
    @Command(
            name = "take",
            description = {
                "A sum is taken from the capital of an account on a symbol.",
                "Refused beyond what is free: the margin of what is open, and a loss that is open, stay."
            },
            mixinStandardHelpOptions = true)
    static final class Take implements Callable<Integer> {
        @Mixin
        private Move move;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return move.run(spec, -1);
        }
    }

    /** {@code smc capital list}. */
    @Command(
            name = "list",
            description = "Every sum that was added or taken is shown, and why.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
        private Path data;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Arguments.requireDataFolder(spec, data);
            PrintWriter out = spec.commandLine().getOut();
            List<CapitalMoves.Moved> moves = CapitalMoves.in(data);
            if (moves.isEmpty()) {
                out.println("no capital was added or taken");
                return ExitCode.GOOD;
            }
            EngineConfig engine =
                    ChangedFolder.configuration(data).orElseThrow().engine();
            var table = new TextTable("time", "sequence", "account", "symbol", "USD", "capital since", "why")
                    .alignLeft(2, 3, 6);
            for (CapitalMoves.Moved moved : moves) {
                table.add(
                        Moment.utc(moved.atNanos() - Math.floorMod(moved.atNanos(), TimeUnit.SECONDS.toNanos(1))),
                        Long.toString(moved.sequence()),
                        engine.accountNames().get(moved.move().accountId()),
                        engine.symbols().get(moved.move().instrumentId()),
                        (moved.move().moneyE8() > 0 ? "+" : "")
                                + FixedPoint.formatE8(moved.move().moneyE8()),
                        FixedPoint.formatE8(moved.move().capitalE8()),
                        moved.why());
            }
            table.print(out);
            return ExitCode.GOOD;
        }
    }
}
