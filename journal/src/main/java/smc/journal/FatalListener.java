package smc.journal;

/** Is told that the journal can no longer keep its promise. In production it halts the process. Called on any thread of the journal. */
@FunctionalInterface
public interface FatalListener {
    /** {@code what} names the operation and the file. */
    void onFatal(String what, Throwable cause);
}
