package smc.ops.api.dashboard;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import smc.engine.config.EngineConfig;

/**
 * An address that is ours: bound, so that what is said of it is true, before anybody answers there.
 *
 * @param url as a browser takes it
 */
record ApiAddress(ServerSocketChannel channel, String url) {
    /** Connections that wait until somebody answers. */
    private static final int WAITING = 64;

    /**
     * Takes it.
     *
     * @throws IOException if it cannot be had, with why
     */
    static ApiAddress take(EngineConfig.Api api) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getByName(api.host()), api.port()), WAITING);
            String host = api.host().contains(":") ? "[" + api.host() + "]" : api.host();
            return new ApiAddress(
                    channel, "http://%s:%d/".formatted(host, channel.socket().getLocalPort()));
        } catch (BindException e) {
            channel.close();
            throw new IOException(
                    "port %d of %s is taken or may not be had (%s)".formatted(api.port(), api.host(), e.getMessage()),
                    e);
        } catch (UnknownHostException | UnresolvedAddressException e) {
            channel.close();
            throw new IOException("there is no address " + api.host(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
