package smc.ops.stage;

/** Trading at the stage, for as long as is demanded. */
final class TradedLongEnough implements Condition {
    @Override
    public String demand() {
        return "traded long enough at this stage";
    }

    @Override
    public Shown look(Evidence evidence) {
        long missingNanos = evidence.wantedNanos() - evidence.tradedNanos();
        String found = Conditions.text(evidence.tradedNanos()) + " of " + Conditions.text(evidence.wantedNanos());
        return missingNanos <= 0
                ? Shown.met(found)
                : Shown.missing(found + ", missing " + Conditions.text(missingNanos));
    }
}
