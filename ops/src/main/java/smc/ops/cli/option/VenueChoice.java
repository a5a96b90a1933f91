package smc.ops.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.execution.venue.delta.DeltaAccount;
import smc.feed.synthetic.Preset;
import smc.ops.door.FolderMoney;
import smc.ops.exchange.BoxedExchange;
import smc.ops.exchange.DeltaHosts;
import smc.ops.exchange.ExchangePace;
import smc.ops.exchange.PlayedMarket;
import smc.ops.run.FirstConnection;
import smc.ops.run.OpenVenue;
import smc.ops.run.StopWish;
import smc.ops.run.VenueAddress;
import smc.ops.run.VenuePlan;

/** Where an engine trades, with which keys, and what an exchange in the box plays. */
public final class VenueChoice {
    private static final Duration A_DAY = Duration.ofDays(1);

    /** Of the lively market: one in which both modes find something to do within hours. */
    private static final long SEED = 6;

    private static final List<String> OPTIONS_OF_THE_BOX =
            List.of("--speed", "--faults", "--market", "--seed", "--candles", "--trades", "--history-days");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @ArgGroup(validate = false, order = 1, heading = "%nWhere it trades:%n")
    private VenueOptions where = new VenueOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nThe market in the box:%n")
    private Box box = new Box();

    /** An exchange that the engine brings along, and what it plays. */
    private static final class Box extends PlayedMarketOptions {
        @Option(
                names = "--speed",
                paramLabel = "N",
                description = "How much faster than real time the market in the box runs; 1 if not given.")
        private int speed = 1;

        @Option(
                names = "--faults",
                paramLabel = "FILE",
                description = "JSON list of faults of the exchange in the box.")
        private Path faults;
    }

    /**
     * Where to trade. An exchange that runs by itself is waited for until it says how it runs; nothing is written.
     *
     * @param folder the engine's data folder
     * @throws ParameterException if what was asked for does not go together
     * @throws IOException if keys or a recording cannot be read, or the exchange is none
     * @throws InterruptedException if it was wished to stop
     */
    public VenuePlan plan(Configuration configuration, Path folder, StopWish stop) throws Exception {
        if (where.exchange().isPresent()) {
            refuseOptionsOfTheBox("--exchange " + where.exchange().get());
            return external(configuration, where.exchange().get(), stop);
        }
        Optional<DeltaHosts> hosts = where.hosts(configuration);
        return hosts.isPresent() ? delta(configuration, hosts.get()) : boxed(configuration, folder.resolve("exchange"));
    }

    /**
     * For who does not want the market in the box to go on: unless a speed was asked for, it goes in lock-step, and stands as long as nobody joins. To be
     * called before {@link #plan}.
     */
    public void letMarketStand() {
        if (box.speed == 1) {
            box.speed = 2;
        }
    }

    /** What was asked for, before anybody is asked anything. */
    public VenueOptions asked() {
        return where;
    }

    private VenuePlan delta(Configuration configuration, DeltaHosts hosts) throws IOException {
        refuseOptionsOfTheBox(hosts.toString());
        List<DeltaAccount> accounts = where.accounts(spec, configuration);
        VenueAddress address =
                where.isPaper() ? hosts.onPaper() : hosts.withOrders(where.name(configuration), accounts);
        return new VenuePlan(configuration, where.kind(configuration).prefix() + hosts, false, () -> reached(address));
    }

    private static OpenVenue reached(VenueAddress address) {
        return new OpenVenue(address, Optional.empty());
    }

    private VenuePlan boxed(Configuration configuration, Path exchangeFolder) throws IOException {
        List<ExchangeInstrument> instruments = box.instruments(
                spec, configuration.symbols(), configuration.engine().symbols());
        ExchangeSettings settings = exchangeSettings(exchangeFolder);
        PlayedMarket market = box.market(spec, Preset.LIVELY, SEED);
        Configuration traded = market.isSynthetic()
                ? configuration
                : configuration.trading(
                        instruments.stream().map(ExchangeInstrument::symbol).toList());
        for (String symbol : configuration.engine().symbols()) {
            if (!traded.engine().symbols().contains(symbol)) {
                spec.commandLine().getOut().println(symbol + " is not traded: no recording of it was given");
            }
        }
        var exchange = new BoxedExchange(
                traded,
                exchangeFolder,
                settings,
                instruments,
                market.feed(
                        instruments,
                        box.speed,
                        exchangeFolder,
                        TimeUnit.MINUTES.toNanos(configuration.engine().timeframeMinutes()),
                        true));
        return new VenuePlan(
                traded,
                exchange.feed().description(),
                market.isSynthetic(),
                () -> exchange.open(where.isPaper(), spec.commandLine().getErr()));
    }

    /**
     * A made-up market is of now at speed 1, and else of a day of its own: a folder of one is not gone on with as the other, which would play all the
     * time between them at once.
     *
     * @throws ParameterException if it is otherwise
     */
    public void requireTime(Path folder, VenuePlan plan) throws IOException {
        boolean isMade = where.exchange().isEmpty() && plan.isSynthetic();
        Optional<Boolean> isOfNow = isOfNow(folder);
        if (!isMade || isOfNow.isEmpty() || isOfNow.get() == (box.speed == 1)) {
            return;
        }
        throw wrong(
                isOfNow.get()
                        ? "--speed: expected 1, was %d: the market of %s is of now. Name another folder with --data"
                                .formatted(box.speed, folder)
                        : "--speed: expected above 1, was 1: the market of %s was played faster, and is not of now. Name another folder with --data"
                                .formatted(folder));
    }

    /** Whether the market in the box began when the folder did; empty if it has not begun. */
    private static Optional<Boolean> isOfNow(Path folder) throws IOException {
        OptionalLong beganNanos = EmbeddedExchange.recordedStart(folder.resolve("exchange"));
        Optional<FolderMoney> made = FolderMoney.of(folder);
        return beganNanos.isEmpty() || made.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(made.get().since(), Instant.ofEpochSecond(0, beganNanos.getAsLong()))
                                .abs()
                                .compareTo(A_DAY)
                        < 0);
    }

    /** What would have no effect was meant to have one. */
    private void refuseOptionsOfTheBox(String place) {
        for (String option : OPTIONS_OF_THE_BOX) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw wrong(option + ": expected only with the exchange in the box, was with " + place
                        + ", which has its own market");
            }
        }
    }

    private ExchangeSettings exchangeSettings(Path exchangeFolder) {
        if (box.speed < 1) { // a market that stands is of use only to who can move it
            throw wrong("--speed: expected 1 to " + ExchangeSettings.SPEED_MAX + ", was " + box.speed);
        }
        try {
            return new ExchangeSettings(
                            0,
                            box.speed,
                            box.speed == 1 ? 0 : 1,
                            VenueSettings.ON_TICK,
                            Optional.of(exchangeFolder),
                            Optional.ofNullable(box.faults),
                            System::currentTimeMillis,
                            ExchangeSettings.QUOTA_UNITS,
                            ExchangeSettings.CONNECTIONS_MAX)
                    .strict(true);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private VenuePlan external(Configuration configuration, String exchange, StopWish stop) throws Exception {
        URI rest = Arguments.requireAddress(spec, "--exchange", exchange);
        List<DeltaAccount> accounts = where.accounts(spec, configuration); // before anybody is asked anything
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
        String name = where.kind(configuration).needsKeys() ? where.name(configuration) : exchange;
        var address = new VenueAddress(
                name + ", " + pace.market(),
                rest,
                URI.create("ws://" + rest.getHost() + ":" + (rest.getPort() + 1)),
                URI.create("ws://" + rest.getHost() + ":" + (rest.getPort() + 2)),
                accounts,
                pace.speed() != 1,
                pace.latencyMillis() == 0,
                where.isPaper());
        return new VenuePlan(configuration, where.name(configuration), pace.isSynthetic(), () -> reached(address));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
