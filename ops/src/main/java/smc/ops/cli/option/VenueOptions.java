package smc.ops.cli.option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.execution.venue.delta.DeltaAccount;
import smc.ops.door.MoneyKind;
import smc.ops.exchange.DeltaHosts;
import smc.ops.exchange.ExchangeAccounts;

/** Where orders go, and by whose keys. */
public final class VenueOptions {
    @Option(
            names = "--venue",
            paramLabel = "NAME",
            converter = VenueConverter.class,
            description = "embedded, delta-india or delta-testnet; venue of engine.json if not given.")
    private EngineConfig.Venue venue;

    @Option(
            names = "--exchange",
            paramLabel = "HOST:PORT",
            description = {
                "An exchange that runs by itself, ./smc exchange, by its port of REST.",
                "With --venue it stands in for that venue: a rehearsal, with every check."
            })
    private String exchange;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Its accounts, as it keeps them in accounts.json; else the environment has the keys.")
    private Path keys;

    @Option(
            names = "--paper",
            description = "Fill orders here, at the trades of the venue, and send none: needs no keys.")
    private boolean isPaper;

    private EngineConfig.Venue asked(Configuration configuration) {
        return venue == null ? configuration.engine().venue() : venue;
    }

    public boolean isPaper() {
        return isPaper;
    }

    /** Whether a file of keys was given. */
    public boolean hasKeys() {
        return keys != null;
    }

    /** HOST:PORT of an exchange that runs by itself; empty if none was given. */
    public Optional<String> exchange() {
        return Optional.ofNullable(exchange);
    }

    /** Delta's own; empty if an exchange was given, or the one in the box is meant. */
    Optional<DeltaHosts> hosts(Configuration configuration) {
        return exchange != null || asked(configuration) == EngineConfig.Venue.EMBEDDED
                ? Optional.empty()
                : Optional.of(DeltaHosts.of(asked(configuration)));
    }

    /** Of which money its orders are. An exchange that runs by itself deals in none, unless it is told which venue it stands in for. */
    public MoneyKind kind(Configuration configuration) {
        EngineConfig.Venue meant = exchange == null ? asked(configuration) : venue;
        if (isPaper || meant == null) {
            return MoneyKind.PAPER;
        }
        return switch (meant) {
            case EMBEDDED -> MoneyKind.PAPER;
            case DELTA_TESTNET -> MoneyKind.TESTNET;
            case DELTA_INDIA -> MoneyKind.LIVE;
        };
    }

    /** Where its REST is; empty for the exchange that the engine brings along. */
    public Optional<URI> rest(CommandSpec spec, Configuration configuration) {
        return exchange == null
                ? hosts(configuration).map(DeltaHosts::rest)
                : Optional.of(Arguments.requireAddress(spec, "--exchange", exchange));
    }

    /** For people, and to tell venues apart: what kind of money, whose venue, and where. */
    public String name(Configuration configuration) {
        if (exchange != null) {
            MoneyKind kind = kind(configuration);
            return kind.needsKeys()
                    ? kind.prefix() + DeltaHosts.of(venue) + " rehearsed at " + exchange
                    : "exchange " + exchange;
        }
        return hosts(configuration)
                .map(hosts ->
                        isPaper ? hosts.onPaper().name() : kind(configuration).prefix() + hosts)
                .orElse("embedded");
    }

    /**
     * The keys of the accounts, by account id; none on paper.
     *
     * @throws ParameterException if some are missing
     * @throws IOException if a file of keys cannot be used; the message repeats nothing of it
     */
    public List<DeltaAccount> accounts(CommandSpec spec, Configuration configuration) throws IOException {
        if (isPaper) {
            return List.of();
        }
        return keys == null
                ? ofEnvironment(spec, configuration, System.getenv())
                : ExchangeAccounts.byId(ExchangeAccounts.given(keys));
    }

    private static List<DeltaAccount> ofEnvironment(
            CommandSpec spec, Configuration configuration, Map<String, String> environment) {
        var found = new ArrayList<DeltaAccount>();
        for (AccountConfig account : configuration.accounts()) {
            String key = environment.get(account.credentials() + "_API_KEY");
            String secret = environment.get(account.credentials() + "_API_SECRET");
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
}
