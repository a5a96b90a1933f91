package smc.ops.stage;

import smc.ops.journal.life.Uptime;
import smc.ops.journal.life.Uptime.Share;

/** It ran nearly all the time. */
final class UptimeEnough implements Condition {
    private static final long WANTED_PPM = 990_000;

    @Override
    public String demand() {
        return "uptime at least 99 %";
    }

    @Override
    public Shown look(Evidence evidence) {
        if (evidence.tradedNanos() == 0) {
            return Shown.missing("not shown: nothing was traded");
        }
        Share share = Uptime.between(evidence.life(), evidence.fromNanos(), evidence.toNanos());
        String found = "%s %% of %s, down %s"
                .formatted(
                        share.percent(),
                        Conditions.text(share.nanos()),
                        Conditions.text(share.nanos() - share.upNanos()));
        return share.ppm() >= WANTED_PPM ? Shown.met(found) : Shown.missing(found);
    }
}
