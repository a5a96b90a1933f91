package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.execution.venue.delta.look.VenueQuestions.Leverage;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Leverage and margin mode of each account on each symbol. */
final class LeverageCheck implements Check {
    private static final String ISOLATED = "isolated";

    private final VenueQuestions venue;
    private final List<Account> accounts;
    private final List<Instrument> instruments;

    LeverageCheck(VenueQuestions venue, List<Account> accounts, List<Instrument> instruments) {
        this.venue = venue;
        this.accounts = accounts;
        this.instruments = instruments;
    }

    @Override
    public String name() {
        return "leverage";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (Instrument instrument : instruments) {
            ProductFacts product = venue.product(instrument);
            for (Account account : accounts) {
                Leverage held = venue.leverage(account.key(), product.productId());
                String place = account.name() + " " + instrument.symbol();
                findings.add(margin(place, held));
                findings.add(leverage(place, account, product, held));
            }
        }
        return findings;
    }

    private static Finding margin(String place, Leverage held) {
        if (held.marginMode().isEmpty()) {
            return Finding.warn(place, "isolated margin", "cannot be told", "see the account's page of the venue");
        }
        return held.marginMode().equals(ISOLATED)
                ? Finding.pass(place, "isolated margin", held.marginMode())
                : Finding.fail(
                        place,
                        "isolated margin",
                        held.marginMode(),
                        "set the sub-account to isolated margin at the venue, while it is flat");
    }

    /** The engine sets it before an order that needs another: it is only told. */
    private static Finding leverage(String place, Account account, ProductFacts product, Leverage held) {
        int fresh = account.config().fresh().leverage();
        int breaker = account.config().breaker().leverage();
        String expected = fresh == breaker ? fresh + "x" : "%dx or %dx".formatted(fresh, breaker);
        if (Math.max(fresh, breaker) > product.leverageMax()) {
            return Finding.fail(
                    place,
                    expected,
                    "the venue allows %dx".formatted(product.leverageMax()),
                    "lower the leverage in " + account.name() + ".json");
        }
        return held.whole() == fresh || held.whole() == breaker
                ? Finding.pass(place, expected, held.whole() + "x")
                : Finding.warn(
                        place, expected, held.whole() + "x", "nothing: the engine sets it before its first order");
    }
}
