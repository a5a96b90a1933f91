package smc.ops.notify.start;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import smc.engine.live.LiveStatus;
import smc.ops.notify.Courier;
import smc.ops.notify.command.Facts;

/**
 * What an engine says of itself.
 *
 * @param strangers messages of chats that are not allowed
 */
record EngineFacts(EngineLook engine, List<Courier> couriers, LongSupplier strangers, SideQuestion question)
        implements Facts {
    @Override
    public List<String> health() throws InterruptedException {
        LiveStatus now = engine.status();
        List<String> lines = new ArrayList<>();
        lines.add(engine.isHealthy() ? "healthy" : "NOT HEALTHY");
        lines.add("feed %s, %d holes, %d times disconnected"
                .formatted(now.isConnected() ? "connected" : "LOST", now.gaps(), now.disconnects()));
        lines.add("disk " + now.disk());
        lines.add("entry sent %d ms after the close, %d ms at most so far"
                .formatted(
                        TimeUnit.NANOSECONDS.toMillis(now.orders().lastNanos()),
                        TimeUnit.NANOSECONDS.toMillis(now.orders().greatestNanos())));
        for (Courier courier : couriers) {
            Courier.State state = courier.state();
            lines.add("%s: %d texts delivered, %d messages wait%s"
                    .formatted(
                            state.channel(),
                            state.delivered(),
                            state.waiting(),
                            state.trouble().isEmpty() ? "" : ", " + state.trouble()));
        }
        lines.add("%d messages of strangers".formatted(strangers.getAsLong()));
        return lines;
    }

    @Override
    public String ask(List<String> arguments) throws IOException, InterruptedException {
        return question.ask(arguments);
    }
}
