package smc.ops.notify;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time, as a channel's thread knows it. */
public interface Pulse {
    /** Of the system. */
    Pulse SYSTEM = new Pulse() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pause(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };

    /** Only goes forward. */
    long nanos();

    /** Of the wall. */
    Instant now();

    void pause(long nanos) throws InterruptedException;
}
