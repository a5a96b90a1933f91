package smc.ops.notify;

/** A way out. One thread sends; it may take its time, and ends by itself. Never throws for what the other side does. */
public interface Channel extends AutoCloseable {
    /** Names its file in {@code outbox/}: small letters. */
    String name();

    /** The most characters (UTF-16 units) that one text may have, 100 or more; what is longer is split. */
    int textLimit();

    /** Whether it takes pictures. */
    default boolean isForPictures() {
        return false;
    }

    /** Sends one text. */
    Delivery send(Outgoing text);

    @Override
    default void close() {}
}
