package smc.execution.venue.delta.call;

import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Whom a client trusts where an address asks for TLS. The name in the address is always held against the certificate.
 *
 * @param context of both REST and sockets
 */
public record Tls(SSLContext context) {
    /** The authorities that this JDK trusts. */
    public static Tls ofThisMachine() {
        try {
            return new Tls(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected TLS of this JDK, " + e.getMessage(), e);
        }
    }

    /** A client's side of a connection. */
    SSLEngine engine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
