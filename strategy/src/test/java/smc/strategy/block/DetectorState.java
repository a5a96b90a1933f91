package smc.strategy.block;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import smc.strategy.structure.MarketStructure;
import smc.strategy.structure.Phase;
import smc.strategy.structure.Side;

/**
 * What both readings of the text know after a candle, in one form.
 *
 * @param bosE8 0 is none
 * @param extremeE8 0 outside a trend; {@code extremeIndex} then is -1
 * @param blocks alive, in order of number
 */
record DetectorState(
        long atrE8,
        long boxHighE8,
        long boxLowE8,
        Phase phase,
        long bosE8,
        long chochE8,
        long extremeE8,
        long extremeIndex,
        long fromIndex,
        List<OrderBlock> blocks) {

    static DetectorState of(Detector detector) {
        return switch (detector) {
            case OrderBlockDetector streaming -> ofStreaming(streaming);
            case DetectorTwin twin -> ofTwin(twin);
            default -> throw new IllegalArgumentException("expected one of the two readings, was " + detector);
        };
    }

    boolean isTrend() {
        return phase == Phase.BEAR || phase == Phase.BULL;
    }

    boolean hasBos() {
        return bosE8 != 0;
    }

    long blocks(Side side) {
        return blocks.stream().filter(block -> block.side() == side).count();
    }

    private static DetectorState ofStreaming(OrderBlockDetector detector) {
        var snapshot = detector.snapshot();
        var structure = snapshot.structure();
        var extreme = structure.extreme();
        long extremeE8 = switch (structure.phase()) {
            case NONE, RANGE -> 0;
            case BEAR -> extreme.lowE8();
            case BULL -> extreme.highE8();
        };
        return new DetectorState(
                detector.atrE8(),
                structure.boxHighE8(),
                structure.boxLowE8(),
                structure.phase(),
                structure.bosE8() == MarketStructure.NO_LEVEL ? 0 : structure.bosE8(),
                structure.chochE8(),
                extremeE8,
                extremeE8 == 0 ? -1 : extreme.index(),
                structure.fromIndex(),
                snapshot.blocks());
    }

    private static DetectorState ofTwin(DetectorTwin twin) {
        var state = twin.state();
        var phase = switch (state.phase()) {
            case NONE -> Phase.NONE;
            case RANGE -> Phase.RANGE;
            case TREND -> state.trend() == Side.BULL ? Phase.BULL : Phase.BEAR;
        };
        boolean trend = state.phase() == DetectorTwin.Phase.TREND;
        return new DetectorState(
                twin.atrE8(),
                state.boxHigh(),
                state.boxLow(),
                phase,
                state.bos() == null ? 0 : state.bos(),
                state.choch(),
                trend ? state.extreme() : 0,
                trend ? state.extremeSeq() : -1,
                state.from(),
                Stream.concat(twin.blocks(Side.BULL).stream(), twin.blocks(Side.BEAR).stream())
                        .sorted(Comparator.comparingLong(OrderBlock::number))
                        .toList());
    }
}
