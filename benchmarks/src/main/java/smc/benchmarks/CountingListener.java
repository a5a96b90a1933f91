package smc.benchmarks;

import smc.strategy.block.DetectorListener;
import smc.strategy.structure.Side;
import smc.strategy.structure.StructureListener.Break;

/** The least a listener can do that the compiler cannot drop. */
final class CountingListener implements DetectorListener {
    long count;

    @Override
    public void structureBroken(Break kind, Side direction, long levelE8) {
        count++;
    }

    @Override
    public void levelSwept(Side side, long levelE8) {
        count++;
    }

    @Override
    public void blockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        count++;
    }

    @Override
    public void blockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        count++;
    }

    @Override
    public void blockDead(Side side, long originNanos, long topE8, long bottomE8, long number) {
        count++;
    }
}
