package smc.ops.question;

import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.instrument.Direction;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** A zone of one account and symbol: the same in every run of a market. Each is traded at most once. */
record Zone(int accountId, int instrumentId, Side blockSide, BlockState state, long originNanos) {
    static Zone of(TouchJudged touch) {
        return new Zone(touch.accountId(), touch.instrumentId(), touch.blockSide(), touch.state(), touch.originNanos());
    }

    static Zone of(TradeOpened trade) {
        return new Zone(trade.accountId(), trade.instrumentId(), trade.blockSide(), trade.state(), trade.originNanos());
    }

    /** Which way it is traded (docs/rules.md, section 16). */
    Direction direction() {
        return (blockSide == Side.BULL) == (state == BlockState.FRESH) ? Direction.LONG : Direction.SHORT;
    }
}
