package smc.exchange.wire;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets heartbeats run out, by the protocol's clock, which is the real one. Lives on the event loop. */
final class HeartbeatWatch {
    private static final long PAUSE_MILLIS_MIN = 10;

    private final Server server;
    private final Optional<EventLoop> eventLoop;
    private boolean isArmed;

    /** @param eventLoop empty looks only when it is asked to */
    HeartbeatWatch(Server server, Optional<EventLoop> eventLoop) {
        this.server = server;
        this.eventLoop = eventLoop;
    }

    /** Carries out what is due. */
    void check() {
        Optional<Heartbeats.Expired> expired = due();
        while (expired.isPresent() && !server.loop().hasFailed()) {
            server.loop()
                    .ownCommand(
                            expired.get().userId(),
                            Command.HEARTBEAT_EXPIRED,
                            Documents.object().put("heartbeat_id", expired.get().heartbeatId()));
            expired = due();
        }
    }

    private Optional<Heartbeats.Expired> due() {
        return server.exchange().heartbeats().firstExpired(server.wallMillis());
    }

    /** Looks when the next one is due. */
    void arm() {
        Optional<Heartbeats.Expired> next = server.exchange().heartbeats().running();
        if (next.isEmpty() || eventLoop.isEmpty() || isArmed) {
            return;
        }
        isArmed = true;
        long pauseMillis = Math.clamp(next.get().expiresMillis() - server.wallMillis(), PAUSE_MILLIS_MIN, 1_000);
        var _ = eventLoop
                .get()
                .schedule(
                        () -> {
                            isArmed = false;
                            check();
                            arm();
                        },
                        pauseMillis,
                        TimeUnit.MILLISECONDS);
    }
}
