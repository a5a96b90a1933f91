package smc.strategy.state;

/** A copy of a state is not one that this build can go on from: what was expected, what came, and where in the copy. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateException(String message) {
        super(message);
    }
}
