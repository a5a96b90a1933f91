package smc.ops.doctor.machine;

import java.util.ArrayList;
import java.util.List;
import smc.execution.risk.RiskSettings;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;
import smc.ops.door.MoneyKind;
import smc.strategy.number.FixedPoint;

/** Whether anything holds entries back, and how much of the capital counts. */
final class RiskCheck implements Check {
    private final MoneyKind kind;
    private final RiskSettings risk;
    private final long stageE8;

    /** @param stageE8 the most that may be traded with by account and symbol, 1e-8 USD; 0 for all of it */
    RiskCheck(MoneyKind kind, RiskSettings risk, long stageE8) {
        this.kind = kind;
        this.risk = risk;
        this.stageE8 = stageE8;
    }

    @Override
    public String name() {
        return "risk";
    }

    @Override
    public List<Finding> look() {
        var findings = new ArrayList<Finding>();
        String mend = "give engine.json its risk back, as it is shipped";
        if (risk.isOn() && risk.drawdownBps() > 0 && risk.dailyLossBps() > 0) {
            findings.add(Finding.pass("limits", "on, with both breakers", "on"));
        } else {
            String found = risk.isOn() ? "a breaker is off" : "off";
            findings.add(
                    kind == MoneyKind.LIVE && !risk.isOn()
                            ? Finding.fail("limits", "on, with both breakers", found, mend)
                            : Finding.warn("limits", "on, with both breakers", found, mend));
        }
        if (kind == MoneyKind.LIVE) {
            String found = stageE8 == 0 ? "no cap" : FixedPoint.formatE8(stageE8) + " USD";
            findings.add(Finding.pass("stage", "by account and symbol, ./smc stage", found));
        }
        return findings;
    }
}
