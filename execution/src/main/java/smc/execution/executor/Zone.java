package smc.execution.executor;

import smc.execution.executor.DeskSettings.ZoneSettings;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.strategy.block.BlockState;
import smc.strategy.number.ExactMath;
import smc.strategy.structure.Side;

/**
 * A block in one state, as one desk sees it (order-blocks.md, sections 15 to 17). Edges and entry level are fixed for its life. Engine
 * thread.
 */
final class Zone {
    private static final int BPS = 10_000;

    final Side side;
    final BlockState state;
    final long originNanos;
    final long topE8;
    final long bottomE8;
    final long number;
    final Direction direction;
    final ZoneSettings settings;
    /** Reaching it is a touch; at least the penetration deep, on the tick grid. */
    final long entryE8;
    /** A body strictly beyond it ends the zone. */
    final long stopEdgeE8;

    final boolean isThin;

    /** A close was on the near side of the entry level. */
    boolean isArmed;
    /** This desk has traded it. */
    boolean isTraded;
    /** It ended at the close that is being worked on. */
    boolean isEnded;

    /** Why the zone is passed over; null while it is not. Of the touch judged in mode A, of the plan in mode B. */
    Verdict planned;
    /** Mode B: the entry resting in it, or null. */
    Entry entry;

    /** Contracts of an entry at the entry level, for {@link #sizedCapitalE8}: at every close most zones ask again with the same capital. */
    long sizedContracts;

    long sizedCapitalE8 = Long.MIN_VALUE;
    /** Emergency stop of an entry at the entry level; 0 until it was asked for. */
    long entryStopE8;
    /** Capital that pays for one contract at the entry level; 0 until it was asked for. */
    long entryCapitalE8;

    /** The numbers behind the verdict being reached, or the one planned. */
    long value1;

    long value2;
    long value3;

    Zone(
            Instrument instrument,
            ZoneSettings settings,
            Side side,
            BlockState state,
            long originNanos,
            long topE8,
            long bottomE8,
            long number) {
        this.side = side;
        this.state = state;
        this.originNanos = originNanos;
        this.topE8 = topE8;
        this.bottomE8 = bottomE8;
        this.number = number;
        this.settings = settings;
        // A broken block works from the other side.
        direction = (side == Side.BULL) == (state == BlockState.FRESH) ? Direction.LONG : Direction.SHORT;
        long depthE8 = ExactMath.multiplyDivideCeil(topE8 - bottomE8, settings.penetrationBps(), BPS);
        switch (direction) {
            case LONG -> {
                entryE8 = instrument.floorToTick(topE8 - depthE8);
                stopEdgeE8 = bottomE8;
            }
            case SHORT -> {
                entryE8 = instrument.ceilToTick(bottomE8 + depthE8);
                stopEdgeE8 = topE8;
            }
            default -> throw new IllegalStateException();
        }
        isThin = topE8 == bottomE8 || entryE8 < bottomE8 || entryE8 > topE8;
    }

    boolean is(Side side, BlockState state, long originNanos) {
        return this.originNanos == originNanos && this.side == side && this.state == state;
    }

    /** Whether a candle reaches the entry level; reaching it exactly counts. */
    boolean isTouchedBy(long highE8, long lowE8) {
        return direction == Direction.LONG ? lowE8 <= entryE8 : highE8 >= entryE8;
    }

    /** Whether price reaches this zone before the other: nearer level, then fresh, then newer (sections 18 and 19). */
    boolean isNearerThan(Zone other) {
        if (entryE8 != other.entryE8) {
            return direction.isBeyond(entryE8, other.entryE8);
        }
        if (state != other.state) {
            return state == BlockState.FRESH;
        }
        return number > other.number;
    }

    long heightE8() {
        return topE8 - bottomE8;
    }

    Verdict because(Verdict verdict, long first, long second, long third) {
        value1 = first;
        value2 = second;
        value3 = third;
        return verdict;
    }

    Verdict because(Verdict verdict, long first, long second) {
        return because(verdict, first, second, 0);
    }

    Verdict because(Verdict verdict, long first) {
        return because(verdict, first, 0, 0);
    }

    Verdict because(Verdict verdict) {
        return because(verdict, 0, 0, 0);
    }
}
