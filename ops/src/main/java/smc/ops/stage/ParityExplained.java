package smc.ops.stage;

import smc.ops.stage.Evidence.ParityShown;

/** Against a backtest of the same trades nothing differs without a cause. */
final class ParityExplained implements Condition {
    @Override
    public String demand() {
        return "parity: every difference has a cause";
    }

    @Override
    public Shown look(Evidence evidence) {
        ParityShown parity = evidence.parity();
        if (!parity.problem().isEmpty()) {
            return Shown.missing("not shown: " + parity.problem());
        }
        if (parity.withoutCause() > 0) {
            return Shown.missing(
                    "%,d differences without a cause: ./smc parity names them".formatted(parity.withoutCause()));
        }
        return parity.days() == 0
                ? Shown.missing("not shown: nothing was decided in the time looked at")
                : Shown.met("%,d days, none without a cause".formatted(parity.days()));
    }
}
