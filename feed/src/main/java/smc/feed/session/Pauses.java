package smc.feed.session;

import smc.strategy.number.StateHash;

/** How long to wait before the next connection: doubled from failure to failure, with a jitter so that many clients do not come back at once. */
final class Pauses {
    private final SessionSettings settings;
    private long jitter;
    private int failures;

    /** @param seed of the jitter */
    Pauses(SessionSettings settings, long seed) {
        this.settings = settings;
        jitter = seed;
    }

    /** The connection before held: what failed earlier no longer counts. */
    void reset() {
        failures = 0;
    }

    /** After another failure, somewhere in the upper half of what its number comes to. */
    long nextMillis() {
        long fullMillis = settings.backoffMinMillis();
        for (int i = 0; i < failures && fullMillis < settings.backoffMaxMillis(); i++) {
            fullMillis *= 2;
        }
        fullMillis = Math.min(fullMillis, settings.backoffMaxMillis());
        failures++;
        return fullMillis - jittered(fullMillis / 2);
    }

    /** After the venue has refused for now: once to twice what it takes. */
    long quotaMillis() {
        return settings.quotaMillis() + jittered(settings.quotaMillis());
    }

    /** 0 to {@code boundMillis}. */
    private long jittered(long boundMillis) {
        jitter = StateHash.mix(jitter + 1);
        return Math.floorMod(jitter, boundMillis + 1);
    }
}
