package smc.ops.cli.option;

import java.net.URI;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import smc.ops.exchange.DeltaHosts;

/** Which venue is meant: exactly one. */
public final class ExchangeOptions {
    @ArgGroup(multiplicity = "1")
    private Choice choice;

    private static final class Choice {
        @Option(
                names = "--exchange",
                paramLabel = "HOST:PORT",
                required = true,
                description = "The embedded exchange, by its port of REST; its public stream is on the next port.")
        private String hostAndPort;

        @Option(names = "--venue", paramLabel = "NAME", required = true, description = "${COMPLETION-CANDIDATES}")
        private DeltaHosts venue;
    }

    /**
     * Base of REST requests.
     *
     * @throws ParameterException if the address is none
     */
    public URI rest(CommandSpec spec) {
        return choice.venue != null ? choice.venue.rest() : plain(spec, "http", 0);
    }

    /**
     * The public stream.
     *
     * @throws ParameterException if the address is none
     */
    public URI stream(CommandSpec spec) {
        return choice.venue != null ? choice.venue.publicSocket() : plain(spec, "ws", 1);
    }

    private URI plain(CommandSpec spec, String scheme, int portsOn) {
        URI uri = Arguments.requireAddress(spec, "--exchange", choice.hostAndPort);
        return URI.create(scheme + "://" + uri.getHost() + ":" + (uri.getPort() + portsOn));
    }
}
