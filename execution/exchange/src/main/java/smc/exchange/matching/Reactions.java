package smc.exchange.matching;

/** Keeps the venue's own steps and its owner's reactions apart: commands come in between steps, never in the middle of one. */
final class Reactions {
    private boolean isWorking;
    private Runnable point = () -> {};

    /** The venue starts on a command, row or trade; {@code reactionPoint} is what {@link #run} will call. */
    void begin(Runnable reactionPoint) {
        if (isWorking) {
            throw new IllegalStateException(
                    "expected commands at reaction points only, was called from inside a report");
        }
        isWorking = true;
        point = reactionPoint;
    }

    void end() {
        isWorking = false;
    }

    /** Lets the owner react. Commands it gives begin and end within. */
    void run() {
        Runnable current = point;
        isWorking = false;
        current.run();
        isWorking = true;
        point = current;
    }
}
