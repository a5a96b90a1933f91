package smc.ops.api.market;

import java.util.Locale;
import smc.execution.instrument.Direction;
import smc.ops.api.document.Values;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** What a block is called, and which way it is traded. */
public final class BlockNames {
    private BlockNames() {}

    /** As {@code ./smc why} takes it: {@code SOLUSD:bull:2026-03-02T10:15:00Z}. */
    public static String of(String symbol, Side side, long originNanos) {
        return symbol + ":" + side.name().toLowerCase(Locale.ROOT) + ":" + Values.time(originNanos);
    }

    /** docs/rules.md, section 16. */
    public static Direction direction(Side side, BlockState state) {
        return (side == Side.BULL) == (state == BlockState.FRESH) ? Direction.LONG : Direction.SHORT;
    }
}
