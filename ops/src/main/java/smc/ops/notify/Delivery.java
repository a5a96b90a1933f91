package smc.ops.notify;

import java.time.Duration;

/** What became of something that was sent. */
public sealed interface Delivery {
    /** The other side has it. */
    record Delivered() implements Delivery {}

    /**
     * The other side does not want it yet.
     *
     * @param pause that it asked for
     */
    record RetryAfter(Duration pause) implements Delivery {}

    /**
     * Nobody knows whether it came, or it did not come: to be sent again after a while.
     *
     * @param reason for people; no token, no address with one, no id of a chat
     */
    record Failed(String reason) implements Delivery {}

    /**
     * The other side will not have it, however often it is sent: a token that was revoked, a chat that has gone.
     *
     * @param reason likewise
     */
    record Refused(String reason) implements Delivery {}
}
