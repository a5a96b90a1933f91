package smc.engine.live.compare;

import java.util.OptionalLong;
import smc.strategy.number.FixedPoint;

/**
 * The wallet of one account, held against what its trades have brought: what is left over, its deposit, moves only by money that somebody has added
 * or taken. Looked at while nothing is held, since venue and core book a trade's parts at other moments.
 */
final class Money {
    /** Rounding of the trades between two looks. */
    private static final long ROUNDING_E8 = FixedPoint.ONE_E8 / 100;

    private final long patienceNanos;
    private OptionalLong depositE8 = OptionalLong.empty();
    /** As it was told last, so that a start finds it. */
    private OptionalLong toldE8 = OptionalLong.empty();

    private OptionalLong otherE8 = OptionalLong.empty();
    private long otherSinceNanos;

    /** @param patienceNanos until what was found otherwise counts: funding is read seconds after it was booked */
    Money(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** What it was when an earlier process had told it; before the first look. */
    void goOnFrom(long knownE8) {
        depositE8 = OptionalLong.of(knownE8);
        toldE8 = depositE8;
    }

    /** Whether the last look has found another deposit than was told. It counts as told from here on. */
    boolean isToBeTold() {
        boolean isTold = toldE8.isPresent() && Math.abs(depositE8.getAsLong() - toldE8.getAsLong()) <= ROUNDING_E8 / 2;
        if (!isTold) {
            toldE8 = depositE8;
        }
        return !isTold;
    }

    /**
     * A look at a moment at which nothing is held.
     *
     * @param walletE8 at the venue
     * @param broughtE8 by all trades so far, here
     * @return what was added, or below 0 taken, once it has been seen twice; 0 if nothing
     */
    long look(long walletE8, long broughtE8, long nowNanos) {
        long nowE8 = walletE8 - broughtE8;
        if (depositE8.isEmpty() || isAlike(nowE8, depositE8.getAsLong())) {
            depositE8 = OptionalLong.of(nowE8);
            otherE8 = OptionalLong.empty();
            return 0;
        }
        if (otherE8.isEmpty() || !isAlike(nowE8, otherE8.getAsLong())) {
            otherE8 = OptionalLong.of(nowE8);
            otherSinceNanos = nowNanos;
            return 0;
        }
        if (nowNanos - otherSinceNanos < patienceNanos) {
            return 0;
        }
        long movedE8 = nowE8 - depositE8.getAsLong();
        depositE8 = OptionalLong.of(nowE8);
        otherE8 = OptionalLong.empty();
        return movedE8;
    }

    private static boolean isAlike(long oneE8, long otherE8) {
        return Math.abs(oneE8 - otherE8) <= ROUNDING_E8;
    }
}
