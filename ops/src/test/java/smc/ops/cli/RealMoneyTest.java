package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.engine.live.OperatorEpoch;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeSettings;
import smc.exchange.host.EmbeddedExchange;
import smc.exchange.matching.VenueSettings;
import smc.feed.synthetic.Preset;
import smc.feed.synthetic.SyntheticInstrument;
import smc.feed.synthetic.SyntheticMarket;
import smc.journal.chronicle.JournalSettings;
import smc.ops.cli.option.Build;
import smc.ops.door.Stage;
import smc.ops.exchange.ExchangeAccounts;
import smc.ops.exchange.SyntheticFeed;
import smc.ops.journal.JournalResult;
import smc.ops.run.TestExchange;

/** The way to real money, rehearsed at an exchange of this process, by keys that could be found anywhere they were written. */
class RealMoneyTest {
    private static final long E8 = 100_000_000;
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    /** With signs that a URL writes otherwise. */
    private static final List<String> KEYS = List.of("key/A+qzx81=jw", "key/B+vvk07=mu");

    private static final List<String> SECRETS = List.of("s3cret&A/unmistakable+77=", "s3cret&B/unmistakable+88=");
    private static final String WRONG = "wr0ng&C/unmistakable+99=";

    @TempDir
    private static Path folder;

    private static final Map<String, String> SAID = new TreeMap<>();
    private static MarketFolder market;
    private static EmbeddedExchange exchange;
    private static String address;
    private static Path keys;
    private static Path data;

    @BeforeAll
    static void goLive() throws Exception {
        market = MarketFolder.asShipped(Files.createDirectory(folder.resolve("market")))
                .configure("engine.json", "\"historyDays\": 180", "\"historyDays\": 10");
        data = folder.resolve("data");
        keys = folder.resolve("keys.json");
        ExchangeAccounts.write(keys, accounts(SECRETS));
        exchange = exchange();

        said("without-a-pass", live("run", "--live", "--yes-trade-real-money"), 3);
        said("doctor", live("doctor"), 0);
        said("doctor-json", live("doctor", "--json"), 0);
        said("without-live", live("run"), 3);
        said("without-a-word", live("run", "--live"), 3);
        CompletableFuture<CommandRun> first =
                CompletableFuture.supplyAsync(() -> live("run", "--live", "--yes-trade-real-money", "--for", "3s"));
        Path status = data.resolve("state/status.json");
        while (!Files.exists(status) && !first.isDone()) {
            TimeUnit.MILLISECONDS.sleep(20); // asks again now and then: how long it takes is no rule
        }
        assertThat(first).as("the status of a run is there while it runs").isNotDone();
        SAID.put("status", smc("status", "--json", "--data", data).out());
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(folder.resolve("threads.json").toString(), ThreadDumpFormat.JSON);
        said("first", first.get(), 0);
    }

    @AfterAll
    static void closeTheExchange() throws IOException {
        exchange.close();
    }

    private static List<ExchangeAccount> accounts(List<String> secrets) {
        return List.of(
                new ExchangeAccount(1, "A", KEYS.get(0), secrets.get(0), true, 1_000 * E8),
                new ExchangeAccount(2, "B", KEYS.get(1), secrets.get(1), true, 1_000 * E8));
    }

    private static EmbeddedExchange exchange() throws IOException {
        Configuration configuration = Configuration.load(market.path().resolve("config"));
        int port = threePorts();
        address = "127.0.0.1:" + port;
        var settings = new ExchangeSettings(
                        port,
                        2_000,
                        1,
                        VenueSettings.ON_TICK,
                        Optional.empty(),
                        Optional.empty(),
                        System::currentTimeMillis,
                        ExchangeSettings.QUOTA_UNITS,
                        ExchangeSettings.CONNECTIONS_MAX)
                .strict(true);
        return EmbeddedExchange.start(
                settings,
                TestExchange.instruments(configuration, SYMBOLS),
                accounts(SECRETS),
                new SyntheticFeed(
                        new SyntheticMarket(Preset.LIVELY, 6),
                        SYMBOLS.stream().map(SyntheticInstrument::named).toList(),
                        TimeUnit.SECONDS.toNanos(1_767_225_600), // 2026-01-01
                        10,
                        false));
    }

    /** Three in a row that are free, most likely still when the exchange takes them. */
    private static int threePorts() throws IOException {
        while (true) {
            try (var one = new ServerSocket(0)) {
                int port = one.getLocalPort();
                if (port > 65_000) {
                    continue;
                }
                try (var _ = new ServerSocket(port + 1);
                        var _ = new ServerSocket(port + 2)) {
                    return port;
                } catch (IOException _) {
                    // Taken: the next.
                }
            }
        }
    }

    private static CommandRun live(String command, Object... more) {
        return at("delta-india", command, more);
    }

    private static CommandRun at(String venue, String command, Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                command,
                "--config",
                market.path().resolve("config"),
                "--data",
                data,
                "--venue",
                venue,
                "--exchange",
                address,
                "--keys",
                keys));
        all.addAll(List.of(more));
        return smc(all.toArray());
    }

    private static void said(String what, CommandRun run, int exitCode) {
        assertThat(run.exitCode()).as("%s: %s%s", what, run.out(), run.err()).isEqualTo(exitCode);
        SAID.put(what, run.out() + run.err());
    }

    private static CommandRun asked(String what, Object... arguments) {
        CommandRun run = smc(arguments);
        SAID.put(what, run.out() + run.err());
        return run;
    }

    // ---- the door

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsMade() {
        assertThat(SAID.get("without-a-pass")).contains("refused: expected a pass of the doctor", "there is none");
        assertThat(SAID.get("without-live")).contains("--live was not given");
        assertThat(SAID.get("without-a-word")).contains("--yes-trade-real-money");
    }

    @Test
    void theDoctorLooksAtTheVenueAndAtBothAccounts() throws IOException {
        var findings = new ObjectMapper().readTree(SAID.get("doctor-json")).path("findings");
        var checks = new ArrayList<String>();
        findings.forEach(finding -> checks.add(finding.path("check").asText()));

        assertThat(checks)
                .contains("Java", "disk", "sleep", "folder", "risk", "clock", "feed", "product")
                .contains("keys", "leverage", "balance", "size", "quota");
        assertThat(SAID.get("doctor")).contains("0 fail", "20 USD", "the permission to trade", "has it");
    }

    @Test
    void everyStartSaysOfWhichMoneyItIs() throws IOException {
        assertThat(SAID.get("first")).contains(", REAL MONEY, venue REAL MONEY delta-india rehearsed at " + address);
        assertThat(new ObjectMapper().readTree(SAID.get("status")).path("venue").asText())
                .startsWith("REAL MONEY delta-india");
    }

    @Test
    void aFolderOfRealMoneyIsRefusedToTestnetAndToPaper() {
        CommandRun testnet = at("delta-testnet", "run");
        CommandRun paper = smc("run", "--config", market.path().resolve("config"), "--data", data);

        assertThat(testnet.exitCode()).isEqualTo(2);
        assertThat(testnet.err()).contains("expected a data folder of TESTNET").contains("is of REAL MONEY");
        assertThat(paper.exitCode()).isEqualTo(2);
        assertThat(paper.err()).contains("expected a data folder of paper money");
    }

    @Test
    void testnetIsToldAtEveryTurnAndNeedsNobodysWord() {
        Path own = folder.resolve("testnet");
        Object[] where = {
            "--config",
            market.path().resolve("config"),
            "--data",
            own,
            "--venue",
            "delta-testnet",
            "--exchange",
            address,
            "--keys",
            keys
        };
        CommandRun doctor =
                smc(Stream.concat(Stream.of("doctor"), Stream.of(where)).toArray());

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("venue TESTNET delta-testnet rehearsed at", "TESTNET at 127.0.0.1");
        assertThat(own.resolve("doctor.json")).exists();
    }

    // ---- the stage

    @Test
    void theFirstStartSetsTheFirstStage() {
        CommandRun dump = asked("dump", "journal", "dump", "--data", data);

        assertThat(dump.out().lines().filter(line -> line.contains("onStageSet")))
                .singleElement()
                .asString()
                .contains("cap=20");
    }

    @Test
    void aRaiseNamesWhatIsMissingAndChangesNothing() throws IOException {
        Path journal = data.resolve("journal");
        int before = MarketFolder.files(journal).size();

        CommandRun raise = smc("stage", "raise", "--reason", "now", "--data", data);

        assertThat(raise.exitCode()).isEqualTo(3);
        assertThat(raise.err()).contains("refused: the stage stays at 20 USD");
        assertThat(raise.outWithoutLayout())
                .contains("NO traded long enough at this stage")
                .contains(" of 2d, missing ");
        assertThat(MarketFolder.files(journal)).hasSize(before);
        assertThat(smc("stage", "show", "--data", data).out()).startsWith("20 USD, by account and symbol, since ");
        assertThat(smc("stage", "--data", data).out()).startsWith("20 USD, by account and symbol, since ");
        CommandRun lower = smc("stage", "lower", "--reason", "now", "--data", data);
        assertThat(lower.exitCode()).isEqualTo(3);
        assertThat(lower.err()).contains("no stage below 20 USD");
    }

    @Test
    void aStageIsLoweredInTheJournalWithWhoAndWhyAndReplays() throws IOException {
        Path copy = copy("copy");
        try (OperatorEpoch hand = OperatorEpoch.open(
                copy, JournalResult.configuration(copy), JournalSettings.DEFAULT, Build.number(), _ -> {})) {
            hand.setStage(Build.ring(hand.configuration(), true), Stage.SECOND.capE8(), "test", "as if it were shown");
        }

        CommandRun lower = smc("stage", "lower", "--reason", "too much", "--data", copy);

        assertThat(lower.exitCode()).as(lower.err()).isZero();
        assertThat(lower.out()).contains("100 USD -> 20 USD");
        assertThat(smc("journal", "dump", "--data", copy).out()).contains("cap=100", "cap=20", "too much");
        assertThat(smc("stage", "show", "--data", copy).out()).startsWith("20 USD");
        assertThat(smc("journal", "verify", "--replay", "--data", copy).exitCode())
                .isZero();
    }

    @Test
    void aReasonMustBeOne() {
        CommandRun lower = smc("stage", "lower", "--reason", " ", "--data", data);

        assertThat(lower.exitCode()).isEqualTo(2);
        assertThat(lower.err()).contains("--reason: expected 1 to 200 characters");
    }

    @Test
    void aFolderWithoutRealMoneyHasNoStage() throws IOException {
        Path copy = copy("paper");
        Files.delete(copy.resolve("money.json"));

        CommandRun raise = smc("stage", "raise", "--reason", "now", "--data", copy);

        assertThat(raise.exitCode()).isEqualTo(2);
        assertThat(raise.err()).contains("is of paper money").contains("time in it never counts");
    }

    @Test
    void aMarketAtSpeedHasNoUptime() {
        CommandRun uptime = smc("uptime", "--data", data);

        assertThat(uptime.exitCode()).isEqualTo(1);
        assertThat(uptime.err()).contains("has the time of a played market and none of the wall");
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(data.relativize(path).toString());
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        }
        return copy;
    }

    // ---- secrets

    @Test
    void noKeyAndNoSecretIsInAnythingThatWasWrittenOrSaid() throws Exception {
        asked("dump-json", "journal", "dump", "--json", "--data", data);
        assertThat(asked("bundle", "bundle", "1", "--data", data, "--out", folder.resolve("bundle.zip"))
                        .exitCode())
                .isZero();
        asked("export", "export", "--what", "orders", "--data", data, "--out", folder.resolve("orders.csv"));
        asked("results", "journal", "results", "--data", data, "--out", folder.resolve("results"), "--report");
        Path wrong = folder.resolve("wrong.json");
        ExchangeAccounts.write(wrong, accounts(List.of(WRONG, WRONG)));
        Path open = folder.resolve("open.json");
        Files.copy(wrong, open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path broken = folder.resolve("broken.json");
        ExchangeAccounts.write(broken, accounts(SECRETS));
        Files.writeString(broken, Files.readString(broken).replace("\"" + SECRETS.get(0) + "\"", SECRETS.get(0)));
        for (Path file : List.of(wrong, open, broken)) {
            String name = file.getFileName().toString();
            Object[] where = {
                "--config",
                market.path().resolve("config"),
                "--data",
                folder.resolve("none"),
                "--venue",
                "delta-india",
                "--exchange",
                address,
                "--keys",
                file
            };
            assertThat(asked(
                                    "doctor-" + name,
                                    Stream.concat(Stream.of("doctor"), Stream.of(where))
                                            .toArray())
                            .exitCode())
                    .as(name)
                    .isEqualTo(1);
            asked(
                    "run-" + name,
                    Stream.concat(
                                    Stream.of("run", "--for", "1s"),
                                    Stream.of(where).map(word -> word.equals("delta-india") ? "embedded" : word))
                            .toArray());
        }
        assertThat(SAID.get("doctor-wrong.json")).contains("invalid_signature", "the secret is not that of the key");
        assertThat(SAID.get("doctor-open.json")).contains("chmod 600");
        List<Path> ownFiles = List.of(keys, wrong, open, broken);

        var found = new ArrayList<String>();
        for (String value :
                Stream.of(KEYS, SECRETS, List.of(WRONG)).flatMap(List::stream).toList()) {
            for (String form : forms(value)) {
                SAID.forEach((what, text) -> {
                    if (text.contains(form)) {
                        found.add(what + " says " + form);
                    }
                });
                for (Path file : files()) {
                    if (!ownFiles.contains(file) && contents(file).contains(form)) {
                        found.add(file + " has " + form);
                    }
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(contents(keys)).as("what is looked for can be found").contains(SECRETS.getFirst());
    }

    /** As it is, as a URL writes it, and in the middle of base64, which is another by where it begins. */
    private static List<String> forms(String value) {
        var forms = new ArrayList<String>();
        forms.add(value);
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = ("x".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
            // Characters that bits of a neighbour are in are left out at both ends.
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String text = encoder.withoutPadding().encodeToString(shifted);
                forms.add(text.substring(before == 0 ? 0 : 4, text.length() - 2));
            }
        }
        return forms;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** Its bytes as characters, and those of what is packed in it. Read once. */
    private static String contents(Path file) throws IOException {
        String known = CONTENTS.get(file);
        if (known == null) {
            byte[] bytes = Files.readAllBytes(file);
            var all = new ByteArrayOutputStream();
            all.write(bytes);
            if (file.toString().endsWith(".gz")) {
                all.write(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes());
            } else if (file.toString().endsWith(".zip")) {
                var zip = new ZipInputStream(new ByteArrayInputStream(bytes));
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    all.write(zip.readAllBytes());
                }
            }
            known = all.toString(StandardCharsets.ISO_8859_1);
            CONTENTS.put(file, known);
        }
        return known;
    }

    private static final Map<Path, String> CONTENTS = new TreeMap<>();
}
