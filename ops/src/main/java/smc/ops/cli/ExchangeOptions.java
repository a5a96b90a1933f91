package smc.ops.cli;

import java.net.URI;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which venue is meant: exactly one. */
final class ExchangeOptions {
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
        private Venue venue;
    }

    /** Delta's hosts (delta-exchange-api.md, section 1). */
    private enum Venue {
        DELTA_INDIA("https://api.india.delta.exchange", "wss://public-socket.india.delta.exchange"),
        DELTA_INDIA_TESTNET("https://cdn-ind.testnet.deltaex.org", "wss://socket-ind-pub.testnet.deltaex.org");

        private final String rest;
        private final String stream;

        Venue(String rest, String stream) {
            this.rest = rest;
            this.stream = stream;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Base of REST requests.
     *
     * @throws ParameterException if the address is none
     */
    URI rest(CommandSpec spec) {
        return choice.venue != null ? URI.create(choice.venue.rest) : plain(spec, "http", 0);
    }

    /**
     * The public stream.
     *
     * @throws ParameterException if the address is none
     */
    URI stream(CommandSpec spec) {
        return choice.venue != null ? URI.create(choice.venue.stream) : plain(spec, "ws", 1);
    }

    private URI plain(CommandSpec spec, String scheme, int portsOn) {
        try {
            URI uri = URI.create(scheme + "://" + choice.hostAndPort);
            if (uri.getHost() != null && uri.getPort() > 0 && uri.getPath().isEmpty()) {
                return URI.create(scheme + "://" + uri.getHost() + ":" + (uri.getPort() + portsOn));
            }
        } catch (IllegalArgumentException _) {
            // Said below, with addresses that are well formed but none of these.
        }
        throw new ParameterException(spec.commandLine(), "--exchange: expected HOST:PORT, was " + choice.hostAndPort);
    }
}
