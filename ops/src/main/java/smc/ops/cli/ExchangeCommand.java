package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.SymbolConfig;
import smc.execution.simulator.InstrumentTerms;
import smc.execution.simulator.VenueSettings;
import smc.execution.simulator.wire.EmbeddedExchange;
import smc.execution.simulator.wire.ExchangeAccount;
import smc.execution.simulator.wire.ExchangeInstrument;
import smc.execution.simulator.wire.ExchangeSettings;
import smc.execution.simulator.wire.MarketFeed;
import smc.execution.synthetic.Preset;
import smc.execution.synthetic.SyntheticInstrument;
import smc.execution.synthetic.SyntheticMarket;
import smc.strategy.number.FixedPoint;

/** {@code smc exchange}: an exchange that speaks Delta's protocol, on this machine, until it is stopped. */
@Command(
        name = "exchange",
        description = "Runs the embedded exchange: Delta's REST and WebSocket on loopback, with paper money.",
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {
    /** Ids of India production where they are known (delta-exchange-api.md section 5); AAVEUSD's is assumed. */
    private static final Map<String, Integer> PRODUCT_IDS = Map.of("SOLUSD", 14_823, "AAVEUSD", 15_500);

    private static final int FIRST_OTHER_PRODUCT_ID = 90_001;
    private static final int LEVERAGE_MAX = 100;
    private static final long POSITION_CONTRACTS_MAX = 100_000;
    private static final String PRICE_BAND_PERCENT = "10";
    private static final int HISTORY_DAYS_MAX = 1_000;

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

    @Option(
            names = "--market",
            defaultValue = "NORMAL",
            paramLabel = "PRESET",
            description = "Synthetic market: ${COMPLETION-CANDIDATES}; NORMAL if not given.")
    private Preset preset;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Its seed; 1 if not given.")
    private long seed;

    @Option(
            names = "--candles",
            paramLabel = "SYMBOL=FILE",
            converter = MarketFiles.Converter.class,
            description = "Recorded candles instead of a synthetic market; may be repeated.")
    private List<MarketFiles> candles = List.of();

    @Option(
            names = "--history-days",
            paramLabel = "N",
            description =
                    "Days that lie behind the start: 180 of a synthetic market, 0 of recorded candles if not given.")
    private Integer historyDays;

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
    public Integer call() throws IOException {
        List<ExchangeInstrument> instruments = instruments();
        List<ExchangeAccount> accounts = accounts();
        MarketFeed feed = feed(instruments);
        var settings = settings();
        try (EmbeddedExchange exchange = EmbeddedExchange.start(settings, instruments, accounts, feed)) {
            print(exchange, feed, accounts);
            Thread stop = new Thread(() -> stop(exchange));
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                exchange.failure().join();
            } catch (CompletionException e) {
                Runtime.getRuntime().removeShutdownHook(stop);
                throw new IOException("the exchange stopped: " + e.getCause().getMessage(), e.getCause());
            }
        }
        return ExitCode.GOOD;
    }

    /** The wish of whoever pressed Ctrl-C was carried out: that is no failure, so not 130. */
    private static void stop(EmbeddedExchange exchange) {
        try {
            exchange.close();
            Runtime.getRuntime().halt(ExitCode.GOOD);
        } catch (IOException e) {
            System.err.println("smc: " + e.getMessage());
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }
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
                            false),
                    Optional.ofNullable(data),
                    Optional.ofNullable(faults),
                    System::currentTimeMillis,
                    ExchangeSettings.QUOTA_UNITS,
                    ExchangeSettings.CONNECTIONS_MAX);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<ExchangeInstrument> instruments() {
        var instruments = new ArrayList<ExchangeInstrument>();
        Map<String, SymbolConfig> known = config.load().symbols();
        List<String> symbols = candles.isEmpty()
                ? List.of("SOLUSD", "AAVEUSD")
                : candles.stream().map(MarketFiles::symbol).toList();
        for (String symbol : symbols) {
            SymbolConfig of = known.get(symbol);
            if (of == null) {
                throw new ParameterException(
                        spec.commandLine(), "expected a symbol of symbols.json, " + known.keySet() + ", was " + symbol);
            }
            instruments.add(new ExchangeInstrument(
                    new InstrumentTerms(
                            PRODUCT_IDS.getOrDefault(symbol, FIRST_OTHER_PRODUCT_ID + instruments.size()),
                            of.tickE8(),
                            of.contractValueE8(),
                            of.maintenanceRateE8(),
                            of.takerRateE8(),
                            of.makerRateE8(),
                            of.gstRateE8(),
                            of.fundingRatePer8hE8()),
                    symbol,
                    LEVERAGE_MAX,
                    POSITION_CONTRACTS_MAX,
                    PRICE_BAND_PERCENT));
        }
        return instruments;
    }

    private List<ExchangeAccount> accounts() throws IOException {
        if (accountsFile != null) {
            return ExchangeAccounts.read(accountsFile);
        }
        List<ExchangeAccount> made = ExchangeAccounts.made(1_000 * FixedPoint.ONE_E8);
        if (data == null) {
            return made;
        }
        Path kept = data.resolve("accounts.json");
        if (Files.exists(kept)) {
            return ExchangeAccounts.read(kept);
        }
        ExchangeAccounts.write(kept, made);
        return made;
    }

    private MarketFeed feed(List<ExchangeInstrument> instruments) throws IOException {
        int days = historyDays == null ? (candles.isEmpty() ? 180 : 0) : historyDays;
        if (days < 0 || days > HISTORY_DAYS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--history-days: expected 0 to " + HISTORY_DAYS_MAX + ", was " + days);
        }
        if (!candles.isEmpty()) {
            List<Long> ticksE8 =
                    instruments.stream().map(each -> each.terms().tickE8()).toList();
            return new CandleFeed(candles, ticksE8, days);
        }
        long startNanos =
                TimeUnit.SECONDS.toNanos(SyntheticOptions.FIRST_DAY.getEpochSecond()) + TimeUnit.DAYS.toNanos(days);
        if (speed == 1) {
            startNanos = TimeUnit.MINUTES.toNanos(Instant.now().getEpochSecond() / 60);
        }
        OptionalLong recorded = data == null ? OptionalLong.empty() : EmbeddedExchange.recordedStart(data);
        return new SyntheticFeed(
                new SyntheticMarket(preset, seed),
                instruments.stream()
                        .map(each -> SyntheticInstrument.named(each.symbol()))
                        .toList(),
                recorded.orElse(startNanos),
                days,
                speed == 1);
    }

    private void print(EmbeddedExchange exchange, MarketFeed feed, List<ExchangeAccount> accounts) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("embedded exchange, " + feed.description());
        out.println("  REST            " + exchange.restUri());
        out.println("  public socket   " + exchange.publicSocketUri());
        out.println("  private socket  " + exchange.privateSocketUri());
        out.println("paper keys, of no use anywhere else");
        for (ExchangeAccount account : accounts) {
            out.printf("  %-4s key %s  secret %s%n", account.name(), account.apiKey(), account.apiSecret());
        }
        out.println("Ctrl-C ends it");
        out.flush();
    }
}
