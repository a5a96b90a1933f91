package smc.ops.notify;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When some kinds of messages make no sound. They are delivered all the same, in their order.
 *
 * @param from local time; with the same {@code to} there are none
 * @param to local time, first minute that is not quiet; before {@code from} it is that of the next day
 * @param kinds that are quiet then; what has the severity of an alarm never is
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<Kind> kinds) {
    public static final QuietHours NONE =
            new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"), Set.of());

    public QuietHours {
        kinds = Set.copyOf(kinds);
    }

    boolean isQuiet(Message message, Instant now) {
        if (message.isAlarm() || !kinds.contains(message.kind())) {
            return false;
        }
        LocalTime time = now.atZone(zone).toLocalTime();
        return from.isAfter(to) ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
    }
}
