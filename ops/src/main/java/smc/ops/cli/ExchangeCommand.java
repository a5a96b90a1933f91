package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.feed.synthetic.Preset;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.PlayedMarketOptions;
import smc.ops.exchange.ExchangeAccounts;
import smc.ops.run.StopWish;
import smc.strategy.number.FixedPoint;

/** {@code smc exchange}: an exchange that speaks Delta's protocol, on this machine, until it is stopped. */
@Command(
        name = "exchange",
        description = {
            "The exchange in the box runs by itself until it is stopped.",
            "It speaks Delta's REST and WebSocket on loopback, and deals in paper money."
        },
        footer = {
            "",
            "Examples:",
            "  ./smc exchange --market CALM --speed 60",
            "  ./smc exchange --candles SOLUSD=examples/synthetic-walk-15m.csv.gz"
        },
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFolder config;

    @Option(
            names = "--port",
            defaultValue = "8710",
            paramLabel = "N",
            description = "Port of REST; the sockets are on the two after it. 0 takes free ones; 8710 if not given.")
    private int port;

    @Mixin
    private PlayedMarketOptions market;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N",
            description = "How much faster than real time the market runs; 0 moves by POST /sim/advance alone.")
    private int speed;

    @Option(
            names = "--lock-step",
            defaultValue = "0",
            paramLabel = "N",
            description = "The market begins when so many connections have joined the lock-step; 0 if not given.")
    private int lockStepClients;

    @Option(
            names = "--latency-millis",
            defaultValue = "0",
            paramLabel = "N",
            description = "How much market time an order needs to arrive; 0 if not given.")
    private int latencyMillis;

    @Option(
            names = "--strict",
            description = {
                "Refuses what a client cannot have meant and Delta takes without a word: unknown fields, a trigger of no"
                        + " stop, a cancel-all without a flag.",
                "Without it they are counted, and told here and at GET /sim."
            })
    private boolean isStrict;

    @Option(names = "--faults", paramLabel = "FILE", description = "JSON list of faults that strike from the start on.")
    private Path faults;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps accounts and place there, and continues from it.")
    private Path data;

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description = "JSON list of accounts; otherwise paper keys are made.")
    private Path accountsFile;

    @Override
    public Integer call() throws Exception {
        return StopWish.during(spec.commandLine().getOut(), spec.commandLine().getErr(), this::serve);
    }

    private int serve(StopWish stop) throws IOException {
        Configuration configuration = config.load();
        List<ExchangeInstrument> instruments = market.instruments(
                spec, configuration.symbols(), configuration.engine().symbols());
        ExchangeSettings settings = settings();
        MarketFeed feed = market.market(spec, Preset.NORMAL, 1)
                .feed(
                        instruments,
                        speed,
                        data,
                        TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes()),
                        false);
        List<ExchangeAccount> accounts = accounts(); // last: it writes a file
        try (EmbeddedExchange exchange = EmbeddedExchange.start(settings, instruments, accounts, feed)) {
            print(exchange, feed, accounts);
            try {
                CompletableFuture.anyOf(exchange.failure(), stop.asked()).join();
            } catch (CompletionException e) {
                throw new IOException("the exchange stopped: " + e.getCause().getMessage(), e.getCause());
            }
        }
        return ExitCode.GOOD;
    }

    private ExchangeSettings settings() {
        try {
            return new ExchangeSettings(
                            port,
                            speed,
                            lockStepClients,
                            new VenueSettings(
                                    VenueSettings.DEFAULTS.slippageBps(),
                                    VenueSettings.DEFAULTS.limitThroughTicks(),
                                    TimeUnit.MILLISECONDS.toNanos(latencyMillis),
                                    false,
                                    true),
                            Optional.ofNullable(data),
                            Optional.ofNullable(faults),
                            System::currentTimeMillis,
                            ExchangeSettings.QUOTA_UNITS,
                            ExchangeSettings.CONNECTIONS_MAX)
                    .strict(isStrict)
                    .withNotes(this::tellMistake);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<ExchangeAccount> accounts() throws IOException {
        if (accountsFile != null) {
            return ExchangeAccounts.given(accountsFile);
        }
        List<ExchangeAccount> made = ExchangeAccounts.made(1_000 * FixedPoint.ONE_E8);
        return data == null
                ? made
                : ExchangeAccounts.kept(data, made, spec.commandLine().getErr());
    }

    /** From the exchange's thread. */
    private void tellMistake(String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("mistake of a client: " + what);
        out.flush();
    }

    private void print(EmbeddedExchange exchange, MarketFeed feed, List<ExchangeAccount> accounts) {
        PrintWriter out = spec.commandLine().getOut();
        exchange.remarks().forEach(out::println);
        out.println("embedded exchange, " + feed.description());
        out.println("  REST            " + exchange.restUri());
        out.println("  public socket   " + exchange.publicSocketUri());
        out.println("  private socket  " + exchange.privateSocketUri());
        boolean areMade = accountsFile == null;
        out.println(areMade ? "paper keys, of no use anywhere else" : "accounts of " + accountsFile);
        for (ExchangeAccount account : accounts) {
            String secret =
                    areMade ? "  secret " + account.apiSecret() : ""; // what the user gave may open something else
            out.printf("  %-4s key %s%s%n", account.name(), account.apiKey(), secret);
        }
        out.println("Ctrl-C ends it");
        out.flush();
    }
}
