package smc.ops.notify;

import java.util.Optional;

/**
 * How far a channel has come.
 *
 * @param told behind the last message that was delivered
 * @param epoch of the engine's start that was the last one then
 * @param flight what is being sent, if anything is
 */
public record Cursor(Place told, long epoch, Optional<Flight> flight) {
    /**
     * What is being sent: the messages up to {@code until}, as one text or several.
     *
     * @param merged how many messages they are
     * @param part the text that is sent now, from 0; those before it were delivered
     * @param tries how often that text was sent so far and nobody knows whether it came
     */
    public record Flight(Place until, int merged, int part, int tries) {}

    Cursor sending(Flight next) {
        return new Cursor(told, epoch, Optional.of(next));
    }
}
