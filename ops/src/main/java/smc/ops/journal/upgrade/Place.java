package smc.ops.journal.upgrade;

import java.util.Comparator;

/** An account on a symbol, by their numbers; -1 where what is said is not about one. */
record Place(int accountId, int instrumentId) implements Comparable<Place> {
    static final int NONE = -1;

    private static final Comparator<Place> BY_NUMBER =
            Comparator.comparingInt(Place::accountId).thenComparingInt(Place::instrumentId);

    @Override
    public int compareTo(Place other) {
        return BY_NUMBER.compare(this, other);
    }
}
