package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.config.SymbolConfig;
import smc.engine.config.change.ChangedStart;
import smc.engine.config.change.ConfigChange;
import smc.feed.file.CandleFile;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.ChangedFolder;
import smc.ops.size.OneContract;
import smc.ops.story.Prose;
import smc.ops.text.TextTable;
import smc.strategy.number.FixedPoint;

/** {@code smc config}: the configuration. */
@Command(
        name = "config",
        description = "The configuration is checked, shown and compared.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Diff.class})
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There are: check, diff");
    }

    /** {@code smc config check}: every mistake with its file, line and key; what the configuration says if there is none. */
    @Command(
            name = "check",
            description = {
                "All configuration files are checked, every mistake with its line.",
                "Exit 2 if one of them is wrong."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private ConfigFolder folder;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Configuration configuration = folder.load();
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%s is good; its hash is %s%n%n", folder, configuration.hash());
            var accounts = new TextTable("account", "mode", "capital per symbol", "fresh", "breaker");
            for (AccountConfig account : configuration.accounts()) {
                accounts.add(
                        account.name(),
                        account.mode().letter(),
                        FixedPoint.formatE8(account.capitalE8()) + " USD",
                        margin(account.fresh().capitalBps(), account.fresh().leverage()),
                        margin(account.breaker().capitalBps(), account.breaker().leverage()));
            }
            accounts.print(out);
            out.println();
            var symbols = new TextTable("symbol", "tick", "contract", "taker", "maker", "GST", "verified");
            for (String name : configuration.engine().symbols()) {
                SymbolConfig symbol = configuration.symbols().get(name);
                symbols.add(
                        name,
                        FixedPoint.formatE8(symbol.tickE8()),
                        FixedPoint.formatE8(symbol.contractValueE8()),
                        percent(symbol.takerRateE8()),
                        percent(symbol.makerRateE8()),
                        percent(symbol.gstRateE8()),
                        symbol.assumed() ? "no, assumed" : "yes");
            }
            symbols.print(out);
            out.println();
            printSizes(out, configuration);
            configuration
                    .keysWithoutEffect()
                    .forEach((file, keys) -> out.printf("%n%s: no effect yet: %s", file, String.join(", ", keys)));
            out.println();
            return ExitCode.GOOD;
        }

        /** What one contract takes: a capital that is too small would trade nothing. */
        private static void printSizes(PrintWriter out, Configuration configuration) {
            var sizes = new TextTable(
                    "symbol", "mode", "capital", "fresh up to", "breaker up to", "last price", "fresh", "breaker");
            boolean isTooSmall = false;
            for (String symbol : configuration.engine().symbols()) {
                OptionalLong priceE8 = lastPriceE8(configuration, symbol);
                for (AccountConfig account : configuration.accounts()) {
                    long capitalE8 = account.capitalE8();
                    OneContract fresh = OneContract.of(configuration, symbol, account.fresh());
                    OneContract breaker = OneContract.of(configuration, symbol, account.breaker());
                    sizes.add(
                            symbol,
                            account.mode().letter(),
                            FixedPoint.formatE8(capitalE8),
                            priceMax(fresh, capitalE8),
                            priceMax(breaker, capitalE8),
                            priceE8.isEmpty() ? "-" : FixedPoint.formatE8(priceE8.getAsLong()),
                            contracts(fresh, capitalE8, priceE8),
                            contracts(breaker, capitalE8, priceE8));
                    isTooSmall |= priceE8.isPresent()
                            && Math.min(
                                            fresh.contracts(capitalE8, priceE8.getAsLong()),
                                            breaker.contracts(capitalE8, priceE8.getAsLong()))
                                    == 0;
                }
            }
            out.println(
                    "The capital pays for one contract up to a price; at the last known price it pays for so many:");
            sizes.print(out);
            if (isTooSmall) {
                out.println("Where it is none, the engine trades no such block: more capital, or another symbol.");
            }
        }

        /** Of the candles in the data folder; empty if there are none, or they cannot be read. */
        private static OptionalLong lastPriceE8(Configuration configuration, String symbol) {
            Path file = configuration.engine().dataDir().resolve("history").resolve(symbol + "-15m.csv.gz");
            try {
                return Files.exists(file)
                        ? OptionalLong.of(CandleFile.read(file)
                                .series(TimeUnit.MINUTES.toNanos(
                                        configuration.engine().timeframeMinutes()))
                                .candles()
                                .getLast()
                                .closeE8())
                        : OptionalLong.empty();
            } catch (IOException _) {
                return OptionalLong.empty();
            }
        }

        private static String priceMax(OneContract one, long capitalE8) {
            OptionalLong priceE8 = one.priceMaxE8(capitalE8);
            return priceE8.isEmpty() ? "any" : Prose.cents(priceE8.getAsLong(), RoundingMode.FLOOR);
        }

        private static String contracts(OneContract one, long capitalE8, OptionalLong priceE8) {
            if (priceE8.isEmpty()) {
                return "-";
            }
            long contracts = one.contracts(capitalE8, priceE8.getAsLong());
            return contracts == 0 ? "NONE" : "%,d".formatted(contracts);
        }

        private static String margin(int capitalBps, int leverage) {
            return percent(capitalBps * (FixedPoint.ONE_E8 / 10_000)) + " x " + leverage;
        }

        private static String percent(long rateE8) {
            return FixedPoint.formatE8(rateE8 * 100) + " %";
        }
    }

    /** {@code smc config diff}: what a start would change. */
    @Command(
            name = "diff",
            description = {
                "The keys that differ from the last start are shown, each with its kind.",
                "told: nothing else. from now on: for what is decided then; what is open keeps its terms.",
                "when flat: only without an open position or a working order. new folder: not in this one.",
                "Exit 0 if a start would go, 2 if it would be refused. An engine that runs is not disturbed."
            },
            mixinStandardHelpOptions = true)
    static final class Diff implements Callable<Integer> {
        @Mixin
        private ConfigFolder folder;

        @Option(names = "--data", paramLabel = "DIR", description = "Data folder; dataDir of engine.json if not given.")
        private Path data;

        @Parameters(
                arity = "0..2",
                paramLabel = "A B",
                description = "Two folders to compare instead, of a configuration or of an engine's data.")
        private List<Path> two = List.of();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (two.size() == 1 || (!two.isEmpty() && data != null)) {
                throw new ParameterException(
                        spec.commandLine(), "expected two folders, or --data and the configuration at hand");
            }
            Configuration after = two.isEmpty() ? folder.load() : configuration(two.get(1));
            Path before = two.isEmpty() ? (data == null ? after.engine().dataDir() : data) : two.getFirst();
            PrintWriter out = spec.commandLine().getOut();
            if (two.isEmpty() && !Files.isDirectory(before)) {
                out.println(before + " is no folder yet: a start makes it, with the configuration at hand");
                return ExitCode.GOOD;
            }
            Optional<ChangedStart> start = JournalFolder.isIn(before)
                    ? ChangedFolder.of(before, after, JournalSettings.DEFAULT)
                    : Optional.empty();
            if (two.isEmpty() && start.isEmpty()) {
                out.println(before + " has no journal yet: a start begins it with the configuration at hand");
                return ExitCode.GOOD;
            }
            return start.isPresent()
                    ? print(out, start.get(), after)
                    : print(out, ChangedStart.unheld(configuration(before), after), after);
        }

        private Configuration configuration(Path path) {
            if (!Files.isDirectory(path)) {
                throw new ParameterException(spec.commandLine(), "expected a folder, was " + path);
            }
            return JournalFolder.isIn(path)
                    ? ChangedFolder.configuration(path)
                            .orElseThrow(() -> new ParameterException(
                                    spec.commandLine(),
                                    "expected frames in the journal of " + path + ", there is none"))
                    : Configuration.load(path);
        }

        private static int print(PrintWriter out, ChangedStart start, Configuration after) {
            if (start.changes().isEmpty()) {
                out.println("no key differs");
            } else {
                var table = new TextTable("file", "key", "before", "after", "kind").alignLeft(1, 2, 3, 4);
                for (ConfigChange change : start.changes()) {
                    table.add(
                            change.file(),
                            change.key(),
                            change.before(),
                            change.after(),
                            change.kind().text());
                }
                table.print(out);
            }
            for (ChangedStart.Move move : start.moves()) {
                out.printf(
                        "%s: a start books %s%s USD of capital on %s%n",
                        after.engine().accountFiles().get(move.accountId()),
                        move.moneyE8() > 0 ? "+" : "",
                        FixedPoint.formatE8(move.moneyE8()),
                        after.engine().symbols().get(move.instrumentId()));
            }
            if (start.refusals().isEmpty()) {
                out.println("a start would go on");
                return ExitCode.GOOD;
            }
            out.println("a start would be refused:");
            start.refusals().forEach(refusal -> out.println("  " + refusal));
            return ExitCode.USAGE;
        }
    }
}
