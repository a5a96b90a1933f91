package smc.ops.stage;

/** Positions were read at the venue, and were the engine's own every time. */
final class ReconciliationsEqual implements Condition {
    @Override
    public String demand() {
        return "positions read at the venue, always equal";
    }

    @Override
    public Shown look(Evidence evidence) {
        int read = evidence.within(evidence.life().positionsRead()).size();
        int differed = evidence.within(evidence.life().positionsDiffered()).size();
        if (differed > 0) {
            return Shown.missing("%,d of %,d readings differed".formatted(differed, read));
        }
        return read == 0
                ? Shown.missing("not shown: no position was read in the time looked at")
                : Shown.met("%,d readings, all equal".formatted(read));
    }
}
