package smc.ops.journal;

import java.time.Instant;

/** A place in a journal, as people name it. */
public sealed interface Moment {
    /** Behind every frame. */
    Moment END = new AtSequence(Long.MAX_VALUE);

    /** Whether a frame lies before it. */
    boolean isAfter(long sequence, long atNanos);

    /** Where reading may begin without missing anything from here on. */
    long firstSequence();

    /** The first moment at which all that belongs to this one is over. */
    Moment justAfter();

    /** A frame. */
    record AtSequence(long sequence) implements Moment {
        @Override
        public boolean isAfter(long otherSequence, long atNanos) {
            return otherSequence < sequence;
        }

        @Override
        public long firstSequence() {
            return Math.max(sequence, 1);
        }

        @Override
        public Moment justAfter() {
            return sequence == Long.MAX_VALUE ? END : new AtSequence(sequence + 1);
        }

        @Override
        public String toString() {
            return "sequence " + sequence;
        }
    }

    /**
     * A time.
     *
     * @param nanos epoch nanoseconds
     */
    record AtTime(long nanos) implements Moment {
        @Override
        public boolean isAfter(long sequence, long atNanos) {
            return atNanos < nanos;
        }

        @Override
        public long firstSequence() {
            return 1;
        }

        @Override
        public Moment justAfter() {
            return nanos == Long.MAX_VALUE ? END : new AtTime(nanos + 1);
        }

        @Override
        public String toString() {
            return utc(nanos).toString();
        }
    }

    /** For people: epoch nanoseconds as UTC. */
    static Instant utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
