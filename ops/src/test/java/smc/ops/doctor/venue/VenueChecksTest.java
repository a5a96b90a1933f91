package smc.ops.doctor.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.engine.config.Configuration;
import smc.engine.record.KeptConfigurations;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.DeltaAccount;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.look.LookRefusedException;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;
import smc.ops.doctor.Finding.Level;

/** Each check of a venue, passing and failing, by a venue that says what the test makes it say. */
class VenueChecksTest {
    private static final long E8 = 100_000_000;
    private static final long NOW_MILLIS = 1_800_000_000_000L;

    private final Configuration configuration = shipped();
    private final List<Instrument> instruments =
            KeptConfigurations.settings(configuration).instruments();
    private final List<Account> accounts = List.of(account(0, 100), account(1, 100));
    private final Said venue = new Said();

    private static Configuration shipped() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
        return Configuration.load(root.resolve("config"));
    }

    private Account account(int id, long capitalUsd) {
        return new Account(
                "account-" + "ab".charAt(id),
                configuration.accounts().get(id),
                new DeltaAccount(id, "key-" + id, "secret-" + id),
                List.of(capitalUsd * E8, capitalUsd * E8));
    }

    private final class Said implements VenueQuestions {
        private OptionalLong aheadMillis = OptionalLong.of(0);
        private long tickSize = 0;
        private final Map<String, Long> markE8 = new TreeMap<>(Map.of("SOLUSD", 140 * E8, "AAVEUSD", 110 * E8));
        private long ageSeconds = 1;
        private Leverage leverage = new Leverage(20, "isolated");
        private long leverageMax = 100;
        private final List<String> users = new ArrayList<>(List.of("1", "2"));
        private long balanceE8 = 200 * E8;
        private long quota = 100;
        private Optional<Boolean> mayTrade = Optional.of(true);
        private Optional<LookRefusedException> refusal = Optional.empty();

        @Override
        public OptionalLong aheadMillis(String symbol) {
            return aheadMillis;
        }

        @Override
        public ProductFacts product(Instrument instrument) {
            var symbol = configuration.symbols().get(instrument.symbol());
            return new ProductFacts(
                    instrument.id(),
                    100 + instrument.id(),
                    instrument.symbol(),
                    instrument.tickE8() + tickSize,
                    instrument.contractValueE8(),
                    instrument.maintenanceRateE8(),
                    Long.MAX_VALUE,
                    symbol.takerRateE8(),
                    symbol.makerRateE8(),
                    leverageMax,
                    "live",
                    "operational");
        }

        @Override
        public Ticker ticker(String symbol) {
            return new Ticker(
                    markE8.get(symbol),
                    TimeUnit.MILLISECONDS.toNanos(NOW_MILLIS) - TimeUnit.SECONDS.toNanos(ageSeconds));
        }

        @Override
        public Leverage leverage(DeltaAccount account, int productId) {
            return leverage;
        }

        @Override
        public Wallet wallet(DeltaAccount account) throws IOException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return new Wallet(users.get(account.accountId()), balanceE8);
        }

        @Override
        public long quotaUsed(DeltaAccount account) {
            return quota;
        }

        @Override
        public Optional<Boolean> mayTrade(DeltaAccount account, int productId) {
            return mayTrade;
        }
    }

    private static void assertLevels(Check check, Level... levels) throws IOException, InterruptedException {
        assertThat(check.look()).extracting(Finding::level).containsExactly(levels);
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "2000, PASS", "-2000, PASS", "2001, FAIL", "-2001, FAIL", ", WARN"})
    void aClockMayBeAsFarOffAsTheRiskGateAllows(Long aheadMillis, Level level) throws Exception {
        venue.aheadMillis = aheadMillis == null ? OptionalLong.empty() : OptionalLong.of(aheadMillis);

        assertLevels(new ClockCheck(venue, "SOLUSD", 2_000), level);
    }

    @ParameterizedTest
    @CsvSource({"10, PASS", "11, WARN", "60, WARN", "61, FAIL"})
    void aFeedMustBeFresh(long ageSeconds, Level level) throws Exception {
        venue.ageSeconds = ageSeconds;

        assertLevels(new FeedCheck(venue, List.of("SOLUSD"), false, () -> NOW_MILLIS), level);
        assertLevels(new FeedCheck(venue, List.of("SOLUSD"), true, () -> NOW_MILLIS), Level.WARN);
    }

    @Test
    void aProductThatIsNotAsConfiguredFails() throws Exception {
        assertLevels(new ProductCheck(venue, configuration, instruments), Level.PASS, Level.PASS);
        venue.tickSize = 1;

        List<Finding> findings = new ProductCheck(venue, configuration, instruments).look();

        assertThat(findings).extracting(Finding::level).containsOnly(Level.FAIL);
        assertThat(findings.getFirst().found()).contains("SOLUSD: the venue's tick size is");
    }

    // ---- keys

    private KeysCheck keys() {
        return new KeysCheck(venue, accounts, instruments.getFirst());
    }

    @Test
    void keysOfTwoAccountsThatMayTradePass() throws Exception {
        assertLevels(keys(), Level.PASS, Level.PASS, Level.PASS, Level.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        "ip_not_whitelisted_for_api_key, allow this machine's address",
        "expired_signature, set this machine's clock",
        "invalid_signature, the secret is not that of the key",
        "invalid_api_key, testnet and Delta have keys of their own",
        "unauthorized_api_access, give the key Read Data",
        "something_new, see the key of",
    })
    void aKeyThatIsRefusedFailsWithWhatToDo(String code, String mend) throws Exception {
        venue.refusal = Optional.of(new LookRefusedException("/v2/wallet/balances", 401, code));

        List<Finding> findings = keys().look();

        assertThat(findings).hasSize(2).allMatch(finding -> finding.level() == Level.FAIL);
        assertThat(findings.getFirst().mend()).contains(mend);
        assertThat(findings.toString()).contains(code).doesNotContain("key-0").doesNotContain("secret-0");
    }

    @Test
    void aKeyWithoutThePermissionToTradeFailsAndOneOfWhichItIsNotKnownIsWarnedOf() throws Exception {
        venue.mayTrade = Optional.of(false);
        assertLevels(keys(), Level.PASS, Level.FAIL, Level.PASS, Level.FAIL);
        venue.mayTrade = Optional.empty();
        assertLevels(keys(), Level.PASS, Level.WARN, Level.PASS, Level.WARN);
    }

    @Test
    void twoKeysOfOneSubAccountFail() throws Exception {
        venue.users.set(1, "1");

        assertLevels(keys(), Level.PASS, Level.PASS, Level.PASS, Level.FAIL, Level.PASS);
    }

    @Test
    void withoutKeysAllThatIsAskedWithThemFails() throws Exception {
        assertLevels(VenueChecks.withoutKeys("none"), Level.FAIL);
    }

    // ---- leverage

    private LeverageCheck leverage() {
        return new LeverageCheck(venue, accounts.subList(0, 1), instruments.subList(0, 1));
    }

    @ParameterizedTest
    @CsvSource({"isolated, PASS", "cross, FAIL", "portfolio, FAIL", "'', WARN"})
    void onlyIsolatedMarginPasses(String mode, Level level) throws Exception {
        venue.leverage = new VenueQuestions.Leverage(20, mode);

        assertLevels(leverage(), level, Level.PASS);
    }

    @Test
    void anotherLeverageIsSaidAndOneThatTheVenueDoesNotAllowFails() throws Exception {
        venue.leverage = new VenueQuestions.Leverage(100, "isolated"); // configured are 20 and 10
        assertLevels(leverage(), Level.PASS, Level.WARN);
        venue.leverageMax = 19;
        assertLevels(leverage(), Level.PASS, Level.FAIL);
    }

    // ---- money

    @Test
    void aBalanceMustBeWhatIsTradedWith() throws Exception {
        // Two symbols of 100 USD each.
        assertLevels(new BalanceCheck(venue, accounts, 0), Level.PASS, Level.PASS);
        venue.balanceE8--;
        assertLevels(new BalanceCheck(venue, accounts, 0), Level.FAIL, Level.FAIL);
        // At a stage of 20 USD 40 will do.
        venue.balanceE8 = 40 * E8;
        assertLevels(new BalanceCheck(venue, accounts, 20 * E8), Level.PASS, Level.PASS);
    }

    @Test
    void whatTheCapitalDoesNotPayForIsSaidBySymbolAccountAndStateOfTheZone() throws Exception {
        // A contract is one coin. Of 20 USD 40 % are put up fresh, 20-fold: 160 USD, which pay for one coin at 140 and
        // at 110. As a
        // breaker 30 %, 10-fold: 60 USD, which pay for none.
        var check = new TradableCheck(venue, accounts.subList(0, 1), instruments, 20 * E8);

        assertLevels(check, Level.PASS, Level.WARN, Level.PASS, Level.WARN);
        // One SOL as a breaker: 140 / 10 / 30 % = 46.66666667 USD, rounded up.
        assertThat(check.look().get(1).mend()).contains("until 46.66666667 USD");
        assertThat(check.look())
                .extracting(Finding::what)
                .containsExactly(
                        "SOLUSD account-a fresh",
                        "SOLUSD account-a breaker",
                        "AAVEUSD account-a fresh",
                        "AAVEUSD account-a breaker");
    }

    @Test
    void ifNothingCanBeTradedAtAllItFails() throws Exception {
        venue.markE8.replaceAll((_, _) -> 1_000_000 * E8);

        assertLevels(
                new TradableCheck(venue, accounts.subList(0, 1), instruments, 0),
                Level.WARN,
                Level.WARN,
                Level.WARN,
                Level.WARN,
                Level.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"5000, PASS", "5001, WARN", "9000, WARN", "9001, FAIL"})
    void aQuotaThatSomebodyElseUsesUpIsSaid(long used, Level level) throws Exception {
        venue.quota = used;

        assertLevels(new QuotaCheck(venue, accounts.subList(0, 1)), level);
    }
}
