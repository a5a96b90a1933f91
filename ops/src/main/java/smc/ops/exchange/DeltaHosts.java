package smc.ops.exchange;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import smc.engine.config.EngineConfig;
import smc.execution.venue.delta.DeltaAccount;
import smc.ops.run.VenueAddress;

/** Delta's hosts (docs/delta-exchange.md, section 1). */
public enum DeltaHosts {
    DELTA_INDIA(
            "https://api.india.delta.exchange",
            "wss://public-socket.india.delta.exchange",
            "wss://socket.india.delta.exchange"),
    DELTA_TESTNET(
            "https://cdn-ind.testnet.deltaex.org",
            "wss://socket-ind-pub.testnet.deltaex.org",
            "wss://socket-ind.testnet.deltaex.org");

    private final String rest;
    private final String publicSocket;
    private final String privateSocket;

    DeltaHosts(String rest, String publicSocket, String privateSocket) {
        this.rest = rest;
        this.publicSocket = publicSocket;
        this.privateSocket = privateSocket;
    }

    public URI rest() {
        return URI.create(rest);
    }

    public URI publicSocket() {
        return URI.create(publicSocket);
    }

    /** For trading there on paper. */
    public VenueAddress onPaper() {
        return new VenueAddress(
                this + ", orders filled on paper",
                rest(),
                publicSocket(),
                URI.create(privateSocket),
                List.of(),
                false,
                false,
                true);
    }

    /**
     * For sending orders there.
     *
     * @param name for people: it says of which money they are
     * @param accounts by account id
     */
    public VenueAddress withOrders(String name, List<DeltaAccount> accounts) {
        return new VenueAddress(name, rest(), publicSocket(), URI.create(privateSocket), accounts, false, false, false);
    }

    /** @throws IllegalArgumentException for the exchange in the box */
    public static DeltaHosts of(EngineConfig.Venue venue) {
        return Stream.of(values())
                .filter(hosts -> hosts.name().equals(venue.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a venue of Delta's, was " + venue));
    }

    /** As in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
