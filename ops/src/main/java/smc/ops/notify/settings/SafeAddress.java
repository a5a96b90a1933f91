package smc.ops.notify.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** An address to which something secret may be sent: nobody on the way can read it. */
final class SafeAddress {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private SafeAddress() {}

    /** Empty if it is none. */
    static Optional<URI> of(String text) {
        try {
            URI address = new URI(text);
            boolean isSafe = address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getFragment() == null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost())));
            return isSafe ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
