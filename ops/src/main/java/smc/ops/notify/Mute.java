package smc.ops.notify;

import java.time.Instant;

/** Until when everything but alarms makes no sound. Any thread; an end of the engine ends it. */
public final class Mute {
    private volatile Instant until = Instant.MIN;

    public void until(Instant end) {
        until = end;
    }

    public boolean isOn(Instant now) {
        return now.isBefore(until);
    }
}
