package smc.ops.stage;

/** Accounts were read at the venue, and were as the engine has them every time. */
final class ReconciliationsEqual implements Condition {
    @Override
    public String demand() {
        return "accounts read at the venue, always equal";
    }

    @Override
    public Shown look(Evidence evidence) {
        int read = evidence.within(evidence.life().accountsRead()).size();
        int differed = evidence.within(evidence.life().accountsDiffered()).size();
        if (differed > 0) {
            return Shown.missing("%,d of %,d readings differed".formatted(differed, read));
        }
        return read == 0
                ? Shown.missing("not shown: no account was read in the time looked at")
                : Shown.met("%,d readings, all equal".formatted(read));
    }
}
