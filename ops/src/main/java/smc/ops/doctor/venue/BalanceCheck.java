package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;
import smc.strategy.number.FixedPoint;

/** Whether each account has what it is to trade with. */
final class BalanceCheck implements Check {
    private final VenueQuestions venue;
    private final List<Account> accounts;
    private final long stageE8;

    /** @param stageE8 the most that may be traded with by account and symbol, 1e-8 USD; 0 for all of it */
    BalanceCheck(VenueQuestions venue, List<Account> accounts, long stageE8) {
        this.venue = venue;
        this.accounts = accounts;
        this.stageE8 = stageE8;
    }

    @Override
    public String name() {
        return "balance";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (Account account : accounts) {
            long wantedE8 = IntStream.range(0, account.capitalE8().size())
                    .mapToLong(instrumentId -> Math.max(0, account.usableE8(instrumentId, stageE8)))
                    .reduce(0, Math::addExact);
            long heldE8 = venue.wallet(account.key()).balanceE8();
            String expected = "at least " + FixedPoint.formatE8(wantedE8) + " USD, over all symbols";
            String found = FixedPoint.formatE8(heldE8) + " USD";
            findings.add(
                    heldE8 >= wantedE8
                            ? Finding.pass(account.name(), expected, found)
                            : Finding.fail(
                                    account.name(),
                                    expected,
                                    found,
                                    "move money into the sub-account, or trade with less: orders would be refused"));
        }
        return findings;
    }
}
