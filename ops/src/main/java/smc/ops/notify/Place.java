package smc.ops.notify;

import java.util.Comparator;

/**
 * Where a message is in the journal.
 *
 * @param sequence of its frame
 * @param index which message of that frame, from 0; {@link #ALL_OF_IT} stands behind them all
 */
public record Place(long sequence, int index) implements Comparable<Place> {
    static final int ALL_OF_IT = Integer.MAX_VALUE;

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::sequence).thenComparingInt(Place::index);

    /** Behind all messages of a frame. */
    public static Place behind(long sequence) {
        return new Place(sequence, ALL_OF_IT);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
