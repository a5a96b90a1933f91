package smc.ops.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smc.execution.desk.Mode;
import smc.execution.instrument.Direction;
import smc.ops.story.RecordedTrade;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * A against B on the blocks that each, run alone, traded in the same state: what is left to tell them apart is how they enter and leave.
 *
 * @param both signals that both modes traded
 * @param onlyA traded by A alone
 * @param bothNetAE8 what A made of those both traded, in 1e-8 USD
 * @param onlyNetAE8 what A made of those it alone traded
 * @param betterEntriesB of those both traded, how often B got the better price
 */
public record SameSignals(
        long both,
        long bothNetAE8,
        long bothNetBE8,
        long bothWinsA,
        long bothWinsB,
        long betterEntriesA,
        long betterEntriesB,
        long onlyA,
        long onlyNetAE8,
        long onlyB,
        long onlyNetBE8) {

    private static final SameSignals NONE = new SameSignals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** A block is traded once in each state (docs/rules.md, section 17). */
    private record Signal(String symbol, long originNanos, Side blockSide, BlockState state) {
        static Signal of(RecordedTrade trade) {
            return new Signal(trade.symbol(), trade.originNanos(), trade.blockSide(), trade.state());
        }
    }

    /** @param soloTrades of both modes, each run alone */
    public static SameSignals of(List<RecordedTrade> soloTrades) {
        Map<Signal, RecordedTrade> tradesB = new HashMap<>();
        soloTrades.stream()
                .filter(trade -> trade.mode() == Mode.LIMIT)
                .forEach(trade -> tradesB.put(Signal.of(trade), trade));
        SameSignals all = NONE;
        for (RecordedTrade trade : soloTrades) {
            if (trade.mode() == Mode.CANDLE_CLOSE) {
                RecordedTrade other = tradesB.remove(Signal.of(trade));
                all = all.plus(other == null ? onlyA(trade) : both(trade, other));
            }
        }
        for (RecordedTrade left : tradesB.values()) {
            all = all.plus(onlyB(left));
        }
        return all;
    }

    private static SameSignals both(RecordedTrade a, RecordedTrade b) {
        // Positive where B paid less for a long, or got more for a short.
        long betterB = (a.entryE8() - b.entryE8()) * (a.direction() == Direction.LONG ? 1 : -1);
        return new SameSignals(
                1,
                a.netE8(),
                b.netE8(),
                a.netE8() > 0 ? 1 : 0,
                b.netE8() > 0 ? 1 : 0,
                betterB < 0 ? 1 : 0,
                betterB > 0 ? 1 : 0,
                0,
                0,
                0,
                0);
    }

    private static SameSignals onlyA(RecordedTrade trade) {
        return new SameSignals(0, 0, 0, 0, 0, 0, 0, 1, trade.netE8(), 0, 0);
    }

    private static SameSignals onlyB(RecordedTrade trade) {
        return new SameSignals(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, trade.netE8());
    }

    private SameSignals plus(SameSignals other) {
        return new SameSignals(
                both + other.both,
                bothNetAE8 + other.bothNetAE8,
                bothNetBE8 + other.bothNetBE8,
                bothWinsA + other.bothWinsA,
                bothWinsB + other.bothWinsB,
                betterEntriesA + other.betterEntriesA,
                betterEntriesB + other.betterEntriesB,
                onlyA + other.onlyA,
                onlyNetAE8 + other.onlyNetAE8,
                onlyB + other.onlyB,
                onlyNetBE8 + other.onlyNetBE8);
    }
}
