package smc.ops.notify.command;

import java.io.IOException;
import java.util.List;

/** What no frame says, for whoever answers. Any thread. */
public interface Facts {
    /** How the engine, its feed, its disk and the channels do, a line each. */
    List<String> health() throws InterruptedException;

    /**
     * Asks {@code ./smc} of this data folder, in a process of its own.
     *
     * @param arguments a command and what follows it, without the folder
     * @return what it printed, errors too
     */
    String ask(List<String> arguments) throws IOException, InterruptedException;
}
