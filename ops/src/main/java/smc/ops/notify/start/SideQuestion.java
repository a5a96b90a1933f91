package smc.ops.notify.start;

import java.io.IOException;
import java.util.List;

/** A command of ours in a process of its own, about the folder of the engine. */
@FunctionalInterface
public interface SideQuestion {
    /**
     * Asks.
     *
     * @param arguments without the folder
     * @return what it printed, errors too
     */
    String ask(List<String> arguments) throws IOException, InterruptedException;
}
