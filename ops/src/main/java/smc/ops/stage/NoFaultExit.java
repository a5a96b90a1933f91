package smc.ops.stage;

/** No end but an orderly one. One without a close may have been a kill: it cannot be told from a fault, and counts as one. */
final class NoFaultExit implements Condition {
    @Override
    public String demand() {
        return "no fault, and every end in order";
    }

    @Override
    public Shown look(Evidence evidence) {
        if (evidence.tradedNanos() == 0) {
            return Shown.missing("not shown: nothing was traded");
        }
        int faults = evidence.within(evidence.life().faults()).size();
        int exits = evidence.faultExits().size();
        int unclosed = evidence.within(evidence.life().unclosed()).size();
        return faults + exits + unclosed == 0
                ? Shown.met("none in the time looked at")
                : Shown.missing("%d faults in the journal, %d stops for a fault, %d ends without a close"
                        .formatted(faults, exits, unclosed));
    }
}
