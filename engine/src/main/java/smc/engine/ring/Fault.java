package smc.engine.ring;

/**
 * Something that must not happen has happened, and the engine has stopped taking inputs.
 *
 * @param sequence of the input it was working on; 0 if it was none
 * @param what the engine was doing
 * @param cause why it could not go on
 */
public record Fault(long sequence, String what, Throwable cause) {
    @Override
    public String toString() {
        return what + (sequence == 0 ? "" : " at sequence " + sequence) + ": " + cause;
    }
}
