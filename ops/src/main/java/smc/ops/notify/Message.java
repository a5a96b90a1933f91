package smc.ops.notify;

import smc.engine.event.Inputs;
import smc.ops.api.model.Happening.Severity;

/**
 * What is told of a frame.
 *
 * @param place of the frame, and which of its messages
 * @param atNanos time of the frame, epoch nanoseconds
 * @param accountId {@link Inputs#ALL} if it is about none alone
 * @param text lines, without what stands before those of an account
 */
public record Message(Place place, long atNanos, Kind kind, Severity severity, int accountId, String text) {
    /** It is never held back, and never quiet. */
    public boolean isAlarm() {
        return severity == Severity.ALARM;
    }

    Message at(int index) {
        return new Message(new Place(place.sequence(), index), atNanos, kind, severity, accountId, text);
    }
}
