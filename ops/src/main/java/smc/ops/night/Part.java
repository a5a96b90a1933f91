package smc.ops.night;

/**
 * What became of a part of the night's work.
 *
 * @param <T> what it comes to
 */
public sealed interface Part<T> {
    /** It was done. */
    record Done<T>(T result) implements Part<T> {}

    /**
     * It could not be done, and somebody has to look.
     *
     * @param why a sentence without its end
     */
    record Failed<T>(String why) implements Part<T> {}

    /**
     * There was nothing to do it with, or nobody asked for it.
     *
     * @param why likewise
     */
    record LeftOut<T>(String why) implements Part<T> {}
}
