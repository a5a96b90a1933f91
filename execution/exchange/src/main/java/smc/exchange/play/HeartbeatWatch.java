package smc.exchange.play;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.rules.Heartbeats;

/** Lets heartbeats run out, by the protocol's clock, which is the real one. Lives on the event loop. */
public final class HeartbeatWatch {
    private static final long PAUSE_MILLIS_MIN = 10;

    private final Connections server;
    private final Optional<EventLoop> eventLoop;
    private boolean isArmed;

    /** @param eventLoop empty looks only when it is asked to */
    HeartbeatWatch(Connections server, Optional<EventLoop> eventLoop) {
        this.server = server;
        this.eventLoop = eventLoop;
    }

    /** Carries out what is due. */
    public void check() {
        Optional<Heartbeats.Expired> expired = due();
        while (expired.isPresent() && !server.loop().hasFailed()) {
            server.loop()
                    .ownCommand(
                            expired.get().userId(),
                            CommandKind.HEARTBEAT_EXPIRED,
                            Documents.object().put("heartbeat_id", expired.get().heartbeatId()));
            expired = due();
        }
    }

    private Optional<Heartbeats.Expired> due() {
        return server.exchange().heartbeats().firstExpired(server.wallMillis());
    }

    /** Looks when the next one is due. */
    public void arm() {
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
