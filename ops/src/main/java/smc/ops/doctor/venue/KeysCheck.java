package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.look.LookRefusedException;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Whether each key opens an account of its own, from here, and may trade. What the venue's REST does not tell is said. */
final class KeysCheck implements Check {
    private static final String READS = "the venue takes it from here";

    private final VenueQuestions venue;
    private final List<Account> accounts;
    private final Instrument any;

    KeysCheck(VenueQuestions venue, List<Account> accounts, Instrument any) {
        this.venue = venue;
        this.accounts = accounts;
        this.any = any;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        int productId = venue.product(any).productId();
        Map<String, String> users = new HashMap<>();
        for (Account account : accounts) {
            try {
                String user = venue.wallet(account.key()).userId();
                findings.add(Finding.pass(account.name(), READS, "taken"));
                String other = user.isEmpty() ? null : users.putIfAbsent(user, account.name());
                if (other != null) {
                    findings.add(Finding.fail(
                            account.name(),
                            "a sub-account of its own",
                            "the same as " + other,
                            "make a key in another sub-account: positions of one are netted"));
                }
                findings.add(trading(account, productId));
            } catch (LookRefusedException e) {
                findings.add(Finding.fail(account.name(), READS, e.getMessage(), mend(account, e.code())));
            }
        }
        return findings;
    }

    private Finding trading(Account account, int productId) throws IOException, InterruptedException {
        String expected = "the permission to trade";
        Optional<Boolean> may = venue.mayTrade(account.key(), productId);
        if (may.isEmpty()) {
            return Finding.warn(account.name(), expected, "cannot be told: the venue's answer is not known", "");
        }
        return may.get()
                ? Finding.pass(account.name(), expected, "has it")
                : Finding.fail(
                        account.name(), expected, "has it not", "give the key Trading at the venue's page of keys");
    }

    private static String mend(Account account, String code) {
        String credentials = account.config().credentials();
        return switch (code) {
            case "ip_not_whitelisted_for_api_key" -> "allow this machine's address at the venue's page of keys";
            case "expired_signature" -> "set this machine's clock: a signature lives five seconds";
            case "invalid_signature", "signature_mismatch" -> "the secret is not that of the key: see " + credentials;
            case "invalid_api_key" -> "a key of another venue, or none: testnet and Delta have keys of their own";
            case "unauthorized_api_access" -> "give the key Read Data at the venue's page of keys";
            default -> "see the key of " + credentials + " at the venue's page of keys";
        };
    }
}
