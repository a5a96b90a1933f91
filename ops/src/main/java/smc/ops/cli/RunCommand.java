package smc.ops.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.live.LiveListener;
import smc.engine.live.LiveSettings;
import smc.engine.live.LiveStatus;
import smc.engine.ring.EngineFaultException;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.execution.venue.delta.DeltaAccount;
import smc.feed.synthetic.Preset;
import smc.journal.Boot;
import smc.journal.DamageException;
import smc.journal.DataLock;
import smc.journal.DiskSpace;
import smc.journal.RefusedStartException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalSettings;
import smc.ops.journal.RecordedMarket;
import smc.ops.result.BacktestResult;
import smc.ops.result.BacktestResult.Fills;
import smc.ops.run.FirstConnection;
import smc.ops.run.RunningEngine;
import smc.ops.run.SideProcess;
import smc.ops.run.StartListener;
import smc.ops.run.StatusFile;
import smc.ops.run.StatusLine;
import smc.ops.run.VenueAddress;
import smc.ops.text.DurationText;

/** {@code smc run}: the engine at a venue, until it is stopped. */
@Command(
        name = "run",
        description = {
            "Trade. Without options: on paper, at an exchange in the box with a lively made-up market, until Ctrl-C.",
            "Ctrl-C cancels what rests, leaves protective stops, and ends within five seconds. Started again, it goes on."
        },
        footer = {
            "",
            "Examples:",
            "  ./smc run --speed 3600 --for 60s",
            "  ./smc run --candles SOLUSD=examples/synthetic-walk-15m.csv.gz --data walk"
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** For the venue to say that nothing rests: whoever presses Ctrl-C is to wait 5 s at most in all, nobody waits for the end of {@code --for}. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(3);

    private static final Duration END_PATIENCE = Duration.ofSeconds(60);

    /** Of the lively market: one in which both modes find something to do within hours. */
    private static final long SEED = 6;

    private static final List<String> OPTIONS_OF_THE_BOX =
            List.of("--speed", "--faults", "--market", "--seed", "--candles", "--trades", "--history-days");

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFolder config;

    @Mixin
    private ExchangeMarket market;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N",
            description = "How much faster than real time the market in the box runs; 1 if not given.")
    private int speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Stop after 120s, 30m, 12h or 7d of real time, and write a report; without, it goes on.")
    private Duration duration;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; dataDir of engine.json if not given.")
    private Path data;

    @Option(
            names = "--venue",
            paramLabel = "NAME",
            converter = VenueConverter.class,
            description = "embedded, delta-india or delta-testnet; venue of engine.json if not given.")
    private EngineConfig.Venue venue;

    @Option(
            names = "--paper",
            description = "Fill orders here, at the trades of the venue, and send none: needs no keys.")
    private boolean isPaper;

    @Option(
            names = "--exchange",
            paramLabel = "HOST:PORT",
            description = "An exchange that runs by itself, ./smc exchange, by its port of REST.")
    private String exchange;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Its accounts, as it keeps them in accounts.json; else the environment has the keys.")
    private Path keys;

    @Option(names = "--faults", paramLabel = "FILE", description = "JSON list of faults of the exchange in the box.")
    private Path faults;

    @Option(
            names = "--accept-loss-after",
            paramLabel = "SEQUENCE",
            description = {
                "Give up by hand what lies behind this frame of a damaged journal, the last sound one or an earlier;",
                "only where a start was refused for it and there is no copy to restore. It is journaled."
            })
    private Long lossAcceptedAfter;

    /** Whether it has come so far that it may have traded. */
    private boolean hasStarted;

    private static final class VenueConverter implements ITypeConverter<EngineConfig.Venue> {
        @Override
        public EngineConfig.Venue convert(String text) {
            return Stream.of(EngineConfig.Venue.values())
                    .filter(one -> one.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected embedded, delta-india or delta-testnet, was " + text));
        }
    }

    private static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        return StopWish.during(spec.commandLine(), this::trade);
    }

    private int trade(StopWish stop) throws Exception {
        stop.giveUpIfAsked(() -> {
            ChronicleJournal.load();
            return null;
        });
        Configuration configuration = config.load();
        Path folder = data == null ? configuration.engine().dataDir() : data;
        JournalSettings.DEFAULT.diskLimits().requireRoomToBegin(DiskSpace.of(folder), folder);
        if (exchange != null) {
            refuseOptionsOfTheBox("--exchange " + exchange);
            VenueAddress there = external(configuration, stop);
            return locked(
                    configuration,
                    folder,
                    lock -> run(configuration, lock, folder, there, "exchange " + exchange, Optional.empty(), stop));
        }
        EngineConfig.Venue asked = venue == null ? configuration.engine().venue() : venue;
        if (asked != EngineConfig.Venue.EMBEDDED) {
            DeltaHosts where = DeltaHosts.of(asked);
            refuseOptionsOfTheBox(where.toString());
            if (!isPaper) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "smc: orders are not sent to " + where
                                        + " yet: what has to be true before that cannot be checked yet. --paper trades its market on paper");
                return ExitCode.REFUSED;
            }
            return locked(
                    configuration,
                    folder,
                    lock -> run(
                            configuration, lock, folder, where.onPaper(), where.toString(), Optional.empty(), stop));
        }
        List<ExchangeInstrument> instruments = market.instruments(
                spec, configuration.symbols(), configuration.engine().symbols());
        Configuration traded = market.isSynthetic()
                ? configuration
                : configuration.trading(
                        instruments.stream().map(ExchangeInstrument::symbol).toList());
        for (String symbol : configuration.engine().symbols()) {
            if (!traded.engine().symbols().contains(symbol)) {
                spec.commandLine().getOut().println(symbol + " is not traded: no recording of it was given");
            }
        }
        Path exchangeFolder = folder.resolve("exchange");
        ExchangeSettings settings = exchangeSettings(exchangeFolder);
        MarketFeed feed = market.feed(
                spec,
                instruments,
                Preset.LIVELY,
                SEED,
                speed,
                exchangeFolder,
                TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes()),
                true);
        return locked(traded, folder, lock -> runWithExchange(traded, lock, folder, settings, instruments, feed, stop));
    }

    @FunctionalInterface
    private interface Locked {
        int run(DataLock lock) throws Exception;
    }

    /** Runs it with the folder's lock; what a start made that failed before it could trade is taken away before that is let go. */
    private int locked(Configuration configuration, Path folder, Locked start) throws Exception {
        boolean isNew = !Files.exists(folder);
        try (DataLock lock = lock(configuration, folder)) {
            var unused = UnusedStart.in(folder, isNew);
            try {
                return start.run(lock);
            } catch (EngineFaultException e) {
                hasStarted = true; // What it has journaled says why.
                throw e;
            } finally {
                if (!hasStarted) {
                    unused.undo();
                }
            }
        }
    }

    private int runWithExchange(
            Configuration traded,
            DataLock lock,
            Path folder,
            ExchangeSettings settings,
            List<ExchangeInstrument> instruments,
            MarketFeed feed,
            StopWish stop)
            throws Exception {
        Path exchangeFolder = folder.resolve("exchange");
        List<ExchangeAccount> accounts = accounts(traded, exchangeFolder); // last: it writes a file
        String description = feed.description();
        try (EmbeddedExchange embedded = EmbeddedExchange.start(settings, instruments, accounts, feed)) {
            var address = new VenueAddress(
                    "in the box at %s (stream on port %d), %s"
                            .formatted(
                                    embedded.restUri(),
                                    embedded.publicSocketUri().getPort(),
                                    description),
                    embedded.restUri(),
                    embedded.publicSocketUri(),
                    embedded.privateSocketUri(),
                    byAccountId(accounts),
                    speed != 1,
                    true,
                    isPaper);
            return run(traded, lock, folder, address, description, Optional.of(embedded), stop);
        }
    }

    /** What would have no effect was meant to have one. */
    private void refuseOptionsOfTheBox(String where) {
        for (String option : OPTIONS_OF_THE_BOX) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + ": expected only with the exchange in the box, was with " + where
                                + ", which has its own market");
            }
        }
    }

    private ExchangeSettings exchangeSettings(Path exchangeFolder) {
        if (speed < 1) { // a market that stands is of use only to who can move it
            throw new ParameterException(
                    spec.commandLine(), "--speed: expected 1 to " + ExchangeSettings.SPEED_MAX + ", was " + speed);
        }
        try {
            return new ExchangeSettings(
                            0,
                            speed,
                            speed == 1 ? 0 : 1,
                            VenueSettings.ON_TICK,
                            Optional.of(exchangeFolder),
                            Optional.ofNullable(faults),
                            System::currentTimeMillis,
                            ExchangeSettings.QUOTA_UNITS,
                            ExchangeSettings.CONNECTIONS_MAX)
                    .strict(true);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<ExchangeAccount> accounts(Configuration configuration, Path exchangeFolder) throws IOException {
        long depositE8 = configuration.accounts().stream()
                        .mapToLong(AccountConfig::capitalE8)
                        .max()
                        .orElseThrow()
                * configuration.engine().symbols().size();
        List<ExchangeAccount> accounts = ExchangeAccounts.kept(
                exchangeFolder,
                ExchangeAccounts.made(depositE8),
                spec.commandLine().getErr());
        if (accounts.size() < configuration.accounts().size()) {
            throw new IOException("expected " + configuration.accounts().size() + " accounts in " + exchangeFolder
                    + ", are " + accounts.size());
        }
        return accounts.subList(0, configuration.accounts().size());
    }

    private static List<DeltaAccount> byAccountId(List<ExchangeAccount> accounts) {
        var keys = new ArrayList<DeltaAccount>();
        for (ExchangeAccount account : accounts) {
            keys.add(new DeltaAccount(keys.size(), account.apiKey(), account.apiSecret()));
        }
        return keys;
    }

    private VenueAddress external(Configuration configuration, StopWish stop) throws Exception {
        URI rest = Arguments.requireAddress(spec, "--exchange", exchange);
        String host = rest.getHost();
        int port = rest.getPort();
        List<DeltaAccount> accounts = accountsAt(configuration); // before anybody is asked anything
        PrintWriter out = spec.commandLine().getOut();
        var first = new FirstConnection(
                line -> {
                    out.println(line);
                    out.flush();
                },
                Thread::sleep);
        ExchangePace pace = stop.giveUpIfAsked(() -> {
            stop.interruptIfAsked(); // it may wait for ever
            return first.await("the exchange at " + rest, () -> ExchangePace.of(rest));
        });
        return new VenueAddress(
                exchange + ", " + pace.market(),
                rest,
                URI.create("ws://" + host + ":" + (port + 1)),
                URI.create("ws://" + host + ":" + (port + 2)),
                accounts,
                pace.speed() != 1,
                pace.latencyMillis() == 0,
                isPaper);
    }

    private List<DeltaAccount> accountsAt(Configuration configuration) throws IOException {
        if (isPaper) {
            return List.of();
        }
        return keys == null ? keysOfEnvironment(configuration) : byAccountId(ExchangeAccounts.given(keys));
    }

    private List<DeltaAccount> keysOfEnvironment(Configuration configuration) {
        var found = new ArrayList<DeltaAccount>();
        for (AccountConfig account : configuration.accounts()) {
            String key = System.getenv(account.credentials() + "_API_KEY");
            String secret = System.getenv(account.credentials() + "_API_SECRET");
            if (key == null || key.isBlank() || secret == null || secret.isBlank()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected %s_API_KEY and %s_API_SECRET in the environment, or --keys"
                                .formatted(account.credentials(), account.credentials()));
            }
            found.add(new DeltaAccount(found.size(), key, secret));
        }
        return found;
    }

    private JournalSettings journal(Configuration configuration) {
        return JournalSettings.DEFAULT
                .onBoot(Boot.id())
                .syncing(configuration.engine().journal().sync() != EngineConfig.Journal.Sync.NONE)
                .acceptingLossAfter(
                        lossAcceptedAfter == null ? OptionalLong.empty() : OptionalLong.of(lossAcceptedAfter));
    }

    /**
     * Takes the folder before anything of it, or of an exchange in it, is written.
     *
     * @throws RefusedStartException if somebody is at work there, or the journal is damaged; the message says what to do
     */
    private DataLock lock(Configuration configuration, Path folder) {
        DataLock lock = DataLock.take(folder);
        try {
            JournalFolder.requireUsable(folder, journal(configuration));
            return lock;
        } catch (DamageException e) {
            lock.close();
            throw new RefusedStartException(
                    "%s; restore %s from a copy, or give up what lies behind by hand with --accept-loss-after %d"
                            .formatted(e.getMessage(), folder, e.lastSoundSequence()));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private int run(
            Configuration configuration,
            DataLock lock,
            Path folder,
            VenueAddress address,
            String marketName,
            Optional<EmbeddedExchange> embedded,
            StopWish stop)
            throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        var lines = new Lines(out);
        out.printf("smc %s, paper money, venue %s%n", Main.build(), address.name());
        embedded.ifPresent(exchange -> exchange.remarks().forEach(lines::alarm));
        out.flush();
        var settings = new LiveSettings(
                folder,
                configuration,
                RecordCommand.ring(configuration, address.isStepped()),
                journal(configuration),
                address.isStepped(),
                address.waitsForAnswers());
        Instant startedAt = Instant.now();
        var steps = new StartListener() {
            @Override
            public void replayed(long untilNanos) {
                stop.throwIfAsked();
            }

            @Override
            public void done(String what, long tookNanos) {
                stop.interruptIfAsked(); // the first is that the journal is open
                lines.step(what, tookNanos);
            }
        };
        RunningEngine engine = stop.giveUpIfAsked(() -> RunningEngine.start(settings, lock, address, lines, steps));
        hasStarted = true;
        var status = new StatusFile(folder, address.name(), startedAt);
        try {
            describe(folder, configuration, marketName, market.isSynthetic());
            out.printf(
                    "running, %s; Ctrl-C stops it%n",
                    duration == null ? "until it is stopped" : "for " + duration.toSeconds() + " s");
            out.flush();
            watch(engine, status, lines, embedded, stop);
        } catch (EngineStoppedException | IOException | RuntimeException e) {
            lines.alarm("the engine stopped: " + e.getMessage());
            holdMarket(embedded, lines);
            boolean isDone = engine.runFaultProcedure();
            lines.note(
                    isDone
                            ? "resting entries were cancelled, protective stops stand"
                            : "look at the venue: resting entries may be left");
            engine.close();
            status.remove();
            return ExitCode.FAILED;
        }
        holdMarket(embedded, lines);
        boolean isQuiet = engine.stopTrading(stop.isAsked() ? SIGNAL_PATIENCE : END_PATIENCE);
        LiveStatus last = engine.status();
        engine.close();
        status.remove();
        lines.end();
        out.println(StatusLine.of(last));
        out.println(
                isQuiet
                        ? "stopped: nothing rests, protective stops stand"
                        : "stopped: the venue did not confirm in time that nothing rests");
        if (!stop.isAsked()) {
            writeReport(folder, startedAt, stop);
        }
        return isQuiet ? ExitCode.GOOD : ExitCode.FAILED;
    }

    /**
     * Nobody minds the positions from here on, so nothing may happen to them at an exchange of ours. One that has failed stands still anyway, and is
     * no reason to leave out what is to be done now.
     */
    private static void holdMarket(Optional<EmbeddedExchange> embedded, Lines lines) {
        if (embedded.isEmpty()) {
            return;
        }
        try {
            embedded.get().hold();
        } catch (IOException | RuntimeException e) {
            lines.note("the market in the box could not be held: " + e.getMessage());
        }
    }

    /** Shows how it stands until its time is over, or it is stopped. */
    private void watch(
            RunningEngine engine, StatusFile status, Lines lines, Optional<EmbeddedExchange> embedded, StopWish stop)
            throws IOException, InterruptedException, EngineStoppedException {
        long untilNanos = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < untilNanos) {
            LiveStatus now = engine.status();
            status.write(now, Instant.now());
            lines.status(now);
            long waitMillis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime()), 1, 1_000);
            if (stop.isAskedWithin(waitMillis)) {
                return;
            }
            throwIfFailed(engine.failure());
            if (embedded.isPresent()) {
                throwIfFailed(embedded.get().failure());
            }
        }
    }

    private static void throwIfFailed(CompletableFuture<Void> failure) throws EngineStoppedException {
        if (failure.isCompletedExceptionally()) {
            throw new EngineStoppedException(failure.exceptionNow());
        }
    }

    private static final class EngineStoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        private EngineStoppedException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** What the journal cannot say of itself, for the commands that read it. */
    private static void describe(Path folder, Configuration configuration, String marketName, boolean isSynthetic)
            throws IOException {
        if (!Files.exists(folder.resolve(RecordedMarket.FILE))) {
            List<BacktestResult.Symbol> symbols = configuration.engine().symbols().stream()
                    .map(symbol -> new BacktestResult.Symbol(symbol, marketName, "", isSynthetic))
                    .toList();
            new RecordedMarket(symbols, Fills.TRADES, VenueSettings.ON_TICK).writeInto(folder);
        }
    }

    /** In a process of its own: what reads the whole journal needs memory that an engine does not. */
    private void writeReport(Path folder, Instant startedAt, StopWish stop) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path results = folder.resolve("reports")
                .resolve(startedAt.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));
        List<String> command =
                List.of("journal", "results", "--data", folder.toString(), "--out", results.toString(), "--report");
        int exitCode = SideProcess.run(
                Main.class.getName(), command, out, spec.commandLine().getErr());
        if (exitCode != ExitCode.GOOD && stop.isAsked()) {
            out.printf("no report: ./smc %s makes it%n", String.join(" ", command));
            return;
        }
        if (exitCode != ExitCode.GOOD) {
            throw new IOException("the report could not be made (exit code " + exitCode + "): ./smc "
                    + String.join(" ", command) + " makes it again");
        }
        out.printf("report %s%n", results.resolve("report.html"));
    }

    /** Lines as they come; on a terminal the last one is how the engine stands and is written over. */
    private static final class Lines implements LiveListener {
        private final PrintWriter out;
        private final boolean isTerminal;
        private int shown;
        private long nextLineNanos = System.nanoTime();

        @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
        private Lines(PrintWriter out) {
            this.out = out;
            Console console = System.console();
            isTerminal = console != null && console.isTerminal();
        }

        private void step(String what, long tookNanos) {
            print("  %7.3f s  %s".formatted(tookNanos / 1e9, what));
        }

        @Override
        public void note(String what) {
            print(time() + "  " + what);
        }

        @Override
        public void alarm(String what) {
            print(time() + "  ALARM  " + what);
        }

        private synchronized void status(LiveStatus status) {
            if (isTerminal) {
                String line = StatusLine.of(status);
                out.printf("\r%-" + Math.max(1, shown) + "s", line);
                out.flush();
                shown = line.length();
            } else if (System.nanoTime() >= nextLineNanos) {
                nextLineNanos = System.nanoTime() + LINE_EVERY.toNanos();
                out.println(StatusLine.of(status));
                out.flush();
            }
        }

        private synchronized void print(String line) {
            end();
            out.println(line);
            out.flush();
        }

        private synchronized void end() {
            if (shown > 0) {
                out.printf("\r%s\r", " ".repeat(shown));
                shown = 0;
            }
        }

        private static String time() {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }
}
