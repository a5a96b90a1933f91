package smc.ops.cli.door;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.Configuration;
import smc.journal.RefusedStartException;
import smc.ops.cli.option.VenueOptions;
import smc.ops.door.DoctorPass;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;

/** What a start must show before it may send orders that cost something. */
public final class LiveDoor {
    private static final String ANSWER = "trade real money";

    @Option(
            names = "--live",
            description = "Send orders that cost real money; only with --venue delta-india and a pass of ./smc doctor.")
    private boolean isLive;

    @Option(names = "--yes-trade-real-money", description = "Say so here, where nobody is at a terminal to be asked.")
    private boolean isConfirmed;

    @SuppressWarnings("SystemConsoleNull") // Null is what it is documented to be where there is no console at all.
    private static Optional<UnaryOperator<String>> console() {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? Optional.of(question ->
                        Optional.ofNullable(console.readLine("%s", question)).orElse(""))
                : Optional.empty();
    }

    /**
     * Nothing is written, and nobody is asked but who sits at the terminal.
     *
     * @param data folder of the start
     * @throws ParameterException if what was asked for does not go together, or not with the folder
     * @throws RefusedStartException if something is not shown; the message says what to do
     */
    public void pass(CommandSpec spec, VenueOptions venue, Configuration configuration, Path data) throws IOException {
        pass(spec, venue, configuration, data, InstantSource.system(), console());
    }

    /** @param terminal shows a question and returns what was typed; empty where there is none */
    void pass(
            CommandSpec spec,
            VenueOptions venue,
            Configuration configuration,
            Path data,
            InstantSource clock,
            Optional<UnaryOperator<String>> terminal)
            throws IOException {
        MoneyKind kind = venue.kind(configuration);
        if (isLive && kind != MoneyKind.LIVE) {
            throw wrong(
                    spec,
                    "--live: expected with --venue delta-india and without --paper, was with "
                            + venue.name(configuration));
        }
        if (isConfirmed && !isLive) {
            throw wrong(spec, "--yes-trade-real-money: expected only with --live");
        }
        requireOwn(spec, venue, configuration, data);
        if (!kind.needsKeys()) {
            return;
        }
        String name = venue.name(configuration);
        if (kind == MoneyKind.LIVE && !isLive) {
            throw new RefusedStartException(
                    "orders at %s cost real money, and --live was not given. --paper trades its market on paper; docs/going-live.md says what comes before --live"
                            .formatted(name));
        }
        Optional<String> missing = DoctorPass.objection(data, configuration.hash(), name, clock.instant());
        if (missing.isPresent()) {
            throw new RefusedStartException("expected a pass of the doctor for %s, %s: ./smc doctor %s"
                    .formatted(name, missing.get(), arguments(venue, kind, data)));
        }
        if (kind == MoneyKind.LIVE && !isConfirmed) {
            confirm(name, terminal);
        }
    }

    /**
     * Says in the folder of which money it is, with the folder taken: whoever had it meanwhile may have said another.
     *
     * @throws ParameterException if it is of another
     */
    public void keepKind(CommandSpec spec, VenueOptions venue, Configuration configuration, Path data)
            throws IOException {
        requireOwn(spec, venue, configuration, data);
        FolderMoney.keep(data, venue.kind(configuration), host(spec, venue, configuration), Instant.now());
    }

    private static void requireOwn(CommandSpec spec, VenueOptions venue, Configuration configuration, Path data)
            throws IOException {
        Optional<String> foreign =
                FolderMoney.objection(data, venue.kind(configuration), host(spec, venue, configuration));
        if (foreign.isPresent()) {
            throw wrong(spec, foreign.get());
        }
    }

    /** Which venue's host a folder is of: its own exchange has none. */
    public static String host(CommandSpec spec, VenueOptions venue, Configuration configuration) {
        return venue.rest(spec, configuration).map(URI::getHost).orElse("");
    }

    private static String arguments(VenueOptions venue, MoneyKind kind, Path data) {
        return "--venue %s%s --data %s looks, with the options of this start"
                .formatted(
                        kind == MoneyKind.LIVE ? "delta-india" : "delta-testnet",
                        venue.exchange().map(" --exchange "::concat).orElse(""),
                        data);
    }

    private static void confirm(String name, Optional<UnaryOperator<String>> terminal) {
        if (terminal.isEmpty()) {
            throw new RefusedStartException(
                    "expected somebody at a terminal who says so, or --yes-trade-real-money, before orders go to "
                            + name);
        }
        String typed = terminal.get()
                .apply("Orders will go to %s and cost what they cost. Type \"%s\" to go on: ".formatted(name, ANSWER));
        if (!typed.strip().equals(ANSWER)) {
            throw new RefusedStartException(
                    "expected \"" + ANSWER + "\", was \"" + typed.strip() + "\"; nothing was begun");
        }
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
