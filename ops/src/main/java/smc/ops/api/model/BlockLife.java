package smc.ops.api.model;

import java.util.Optional;
import smc.ops.api.model.History.Touch;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** A block from its birth on. What it was up to a frame never changes. */
public final class BlockLife {
    private final int instrumentId;
    private final Side side;
    private final long originNanos;
    private final long topE8;
    private final long bottomE8;
    private final long sequence;
    private final Rows<Change> rows = new Rows<>(2);
    private volatile Part<Change> changes;
    private final Rows<Touch> touchRows = new Rows<>(0);
    private volatile Part<Touch> touches = touchRows.part();

    /** What became of a block. */
    public enum Kind {
        BORN,
        /** A correction brought it. */
        FOUND,
        BROKEN,
        DIED,
        /** A correction took it away. */
        WITHDRAWN
    }

    /**
     * What became of a block in a frame.
     *
     * @param atNanos time of the frame
     * @param candleNanos open time of the candle at whose close it was seen; of a correction that of the candle closed last
     * @param state empty if it has none any more
     */
    public record Change(long atNanos, long candleNanos, Kind kind, Optional<BlockState> state) {}

    BlockLife(int instrumentId, Side side, long originNanos, long topE8, long bottomE8, long sequence, Change birth) {
        this.instrumentId = instrumentId;
        this.side = side;
        this.originNanos = originNanos;
        this.topE8 = topE8;
        this.bottomE8 = bottomE8;
        this.sequence = sequence;
        on(birth, sequence);
    }

    void on(Change change, long atSequence) {
        rows.append(atSequence, change);
        changes = rows.part();
    }

    void on(Touch touch, long atSequence) {
        touchRows.append(atSequence, touch);
        touches = touchRows.part();
    }

    /** All up to a frame, oldest first; the first is its birth. */
    public Part<Change> changes(long untilSequence) {
        return changes.until(untilSequence);
    }

    /** The verdicts on it up to a frame, oldest first. */
    public Part<Touch> touches(long untilSequence) {
        return touches.until(untilSequence);
    }

    /** Empty if it had none any more after a frame. */
    public Optional<BlockState> state(long atSequence) {
        return changes(atSequence).getLast().state();
    }

    /** What became of it last of this kind. */
    public Optional<Change> last(Kind kind, long atSequence) {
        return changes(atSequence).reversed().stream()
                .filter(change -> change.kind() == kind)
                .findFirst();
    }

    /** The candle at whose close it became a breaker, or was found as one, epoch nanoseconds. */
    public Optional<Long> brokenNanos(long atSequence) {
        return changes(atSequence).stream()
                .filter(change -> change.state().equals(Optional.of(BlockState.BREAKER)))
                .findFirst()
                .map(Change::candleNanos);
    }

    /** Open time of the candle at whose close it was born, epoch nanoseconds. */
    public long bornNanos() {
        return changes.getFirst().candleNanos();
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** At birth. */
    public Side side() {
        return side;
    }

    /** Open time of the candle it is drawn on, epoch nanoseconds. */
    public long originNanos() {
        return originNanos;
    }

    /** 1e-8 USD. */
    public long topE8() {
        return topE8;
    }

    /** 1e-8 USD. */
    public long bottomE8() {
        return bottomE8;
    }

    /** Of the frame of its birth. */
    public long sequence() {
        return sequence;
    }
}
