package smc.ops.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.config.SymbolConfig;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.text.TextTable;
import smc.strategy.number.FixedPoint;

/** {@code smc config}: the configuration. */
@Command(
        name = "config",
        description = "The configuration is checked and shown.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: check");
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
            configuration
                    .keysWithoutEffect()
                    .forEach((file, keys) -> out.printf("%n%s: no effect yet: %s", file, String.join(", ", keys)));
            out.println();
            return ExitCode.GOOD;
        }

        private static String margin(int capitalBps, int leverage) {
            return percent(capitalBps * (FixedPoint.ONE_E8 / 10_000)) + " x " + leverage;
        }

        private static String percent(long rateE8) {
            return FixedPoint.formatE8(rateE8 * 100) + " %";
        }
    }
}
