package smc.engine.live.compare;

import java.time.Duration;

/**
 * How often an account is held against its venue, and when what differs counts. Real time.
 *
 * @param period between two readings that find nothing new
 * @param again until a reading that is to confirm what another has found
 * @param whatever found alike for so long it counts, whatever is under way
 * @param halt counting for so long it is nothing that mends itself
 */
public record ComparePace(Duration period, Duration again, Duration whatever, Duration halt) {
    public static final ComparePace SHIPPED = new ComparePace(
            Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(10));
}
