package smc.ops.run.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for an exchange, which has its sockets behind its port of REST. */
public final class FreePorts {
    private static final int TRIES = 100;

    private FreePorts() {}

    /** The first of three. */
    public static int threeInARow() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tries = 0; tries < TRIES; tries++) {
            try (var first = new ServerSocket(0, 1, loopback)) {
                int port = first.getLocalPort();
                try (var second = new ServerSocket(port + 1, 1, loopback);
                        var third = new ServerSocket(port + 2, 1, loopback)) {
                    return Math.min(port, Math.min(second.getLocalPort(), third.getLocalPort()));
                }
            } catch (IOException _) {
                // One of them is taken.
            }
        }
        throw new AssertionError("expected three free ports in a row");
    }
}
