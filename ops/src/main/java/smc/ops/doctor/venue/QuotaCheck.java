package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Whether somebody else uses up an account's quota (docs/delta-exchange.md, section 3.2). */
final class QuotaCheck implements Check {
    private static final long UNITS = 10_000;
    private static final long WARN_UNITS = UNITS / 2;
    private static final long FAIL_UNITS = UNITS * 9 / 10;

    private final VenueQuestions venue;
    private final List<Account> accounts;

    QuotaCheck(VenueQuestions venue, List<Account> accounts) {
        this.venue = venue;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        String expected = "at most %,d of %,d units used".formatted(WARN_UNITS, UNITS);
        String mend = "see who else uses the key, and wait five minutes";
        for (Account account : accounts) {
            long used = venue.quotaUsed(account.key());
            String found = "%,d".formatted(used);
            if (used <= WARN_UNITS) {
                findings.add(Finding.pass(account.name(), expected, found));
            } else {
                findings.add(
                        used <= FAIL_UNITS
                                ? Finding.warn(account.name(), expected, found, mend)
                                : Finding.fail(account.name(), expected, found, mend));
            }
        }
        return findings;
    }
}
