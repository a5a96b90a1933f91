package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.snapshot.SnapshotFile;
import smc.engine.snapshot.SnapshotFolder;
import smc.exchange.ExchangeAccount;
import smc.journal.chronicle.ChronicleReader;
import smc.ops.cli.option.ExitCode;
import smc.ops.exchange.ExchangeAccounts;

/** {@code bundle} and {@code replay} of a live engine that was started twice, by two configurations, at an exchange in the box. */
class BundleCommandTest {
    /** {@code -Dsmc.bundle.seed=7} looks at other moments, and flips other bits. */
    private static final long SEED = Long.getLong("smc.bundle.seed", 1);

    private static final int MOMENTS = 2;
    private static final int FLIPS = 20;

    /** More than there is. */
    private static final String ALL = "36500d";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private static Path data;
    private static long last;
    private static List<SnapshotFolder.Entry> snapshots;
    /** All of the journal. */
    private static Path all;

    @BeforeAll
    static void runTwice() throws IOException {
        MarketFolder market = MarketFolder.in(Files.createDirectory(made.resolve("market")));
        data = made.resolve("data");
        run(market);
        market.configure("account-a.json", "\"cooldownCandles\": 3", "\"cooldownCandles\": 4");
        run(market);
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll((_, _, _) -> {}) > 0) {
                // to the end
            }
            last = reader.lastSequence();
        }
        snapshots = SnapshotFolder.of(data).newestFirst();
        all = made.resolve("all.zip");
        assertThat(bundle("#" + last, ALL, all).exitCode()).isZero();
        // Of each start: at its first close, and at its stop.
        assertThat(snapshots).hasSizeGreaterThanOrEqualTo(3);
    }

    private static void run(MarketFolder market) {
        CommandRun run = smc(
                "run",
                "--config",
                market.path().resolve("config"),
                "--speed",
                20_000,
                "--history-days",
                3,
                "--for",
                "2s",
                "--data",
                data);
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }

    private static CommandRun bundle(Object moment, String before, Path out) {
        return smc("bundle", moment, "--before", before, "--data", data, "--out", out);
    }

    private Path bundled(Object moment, String before) {
        Path out = folder.resolve("bundle-%s-%s.zip".formatted(moment, before));
        CommandRun run = bundle(moment, before, out);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return out;
    }

    /** Without what says that the journal ends there. */
    private static String at(long sequence) {
        return smc("at", "#" + sequence, "--data", data).out().replaceFirst("^The journal ends here:\\R", "");
    }

    private static Map<String, byte[]> entries(Path bundle) throws IOException {
        var entries = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private Path zipped(String name, Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static void assertRefused(Path bundle, String... words) {
        CommandRun run = smc("replay", bundle);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .startsWith("smc: " + bundle + ": ")
                .contains(words)
                .doesNotContain("defect");
    }

    // ---- the same elsewhere

    /** Frames before a snapshot are not in it; what it comes to is what all frames of the journal come to. */
    @Test
    void aMomentComesToTheSameFromASnapshotAndFromTheFirstFrame() throws IOException {
        var random = new Random(SEED);
        for (int i = 0; i < MOMENTS; i++) {
            long sequence = random.nextLong(snapshots.get(snapshots.size() - 1).sequence() + 1, last + 1);
            Path part = bundled("#" + sequence, "1s");
            Path whole = bundled("#" + sequence, ALL);

            CommandRun ofPart = smc("replay", part);
            CommandRun ofWhole = smc("replay", whole);
            String at = at(sequence);

            assertThat(ofPart.err() + ofWhole.err())
                    .as("-Dsmc.bundle.seed=%d, sequence %d", SEED, sequence)
                    .isEmpty();
            assertThat(ofPart.exitCode() + ofWhole.exitCode()).isZero();
            assertThat(ofPart.out())
                    .contains("restored: the snapshot of sequence ")
                    .endsWith("\n\n" + at);
            assertThat(ofWhole.out())
                    .doesNotContain("restored")
                    .contains("replayed: %,d frames came to the same bytes".formatted(sequence))
                    .endsWith("\n\n" + at);
            assertThat(Files.size(part)).isLessThan(Files.size(whole));
        }
    }

    @Test
    void ofTheWholeJournalBothConfigurationsAreInItAndNothingElse() throws IOException {
        assertThat(entries(all).keySet())
                .hasSize(5)
                .contains("frames.bin", "manifest.json", "manifest.sha256")
                .filteredOn(name -> name.startsWith("config/"))
                .hasSize(2)
                .allMatch(name -> Files.exists(data.resolve(name)));
    }

    /** The journal's whole folder may be gone, and nothing in it says where it was. */
    @Test
    void itReplaysWithoutTheDataFolder() throws IOException {
        Path bundle = bundled("#" + last, "1s");
        Path away = made.resolve("away");

        CommandRun run;
        Files.move(data, away);
        try {
            run = smc("replay", bundle);
        } finally {
            Files.move(away, data);
        }

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("\n\n" + at(last));
        entries(bundle)
                .forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .as(name)
                        .doesNotContain(made.toString(), System.getProperty("user.home") + "/"));
    }

    @Test
    void theSameMomentMakesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(bundled("#" + last, "1s"));
        Path again = folder.resolve("again.zip");

        assertThat(bundle("#" + last, "1s", again).exitCode()).isZero();

        assertThat(again).hasBinaryContent(first);
    }

    /** And what is asked for before it is counted from there. */
    @Test
    void aTimeBehindTheEndIsTheEnd() throws IOException {
        assertThat(entries(bundled("2200-01-01", "1s")).get("frames.bin"))
                .isEqualTo(entries(bundled("#" + last, "1s")).get("frames.bin"));
    }

    @Test
    void aSnapshotThatWasChangedIsNotUsedAndTheOneBeforeIs() throws IOException {
        long used = snapshots.get(1).sequence();
        Path file = snapshots.get(1).file();
        long moment = snapshots.get(0).sequence();
        long betweenNanos = SnapshotFile.header(snapshots.get(0).file()).atNanos()
                - SnapshotFile.header(file).atNanos();
        String between = TimeUnit.NANOSECONDS.toSeconds(betweenNanos) + "s";
        assertThat(snapshotOf(bundled("#" + moment, between))).isEqualTo(used);
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[new Random(SEED).nextInt(whole.length / 4, whole.length)] ^= 1;
        Path out = folder.resolve("bundle.zip");

        CommandRun run;
        Files.write(file, flipped);
        try {
            run = bundle("#" + moment, between, out);
        } finally {
            Files.write(file, whole);
        }

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("smc: the snapshot of sequence " + used + " is not used, the one before is: ");
        assertThat(snapshotOf(out)).isEqualTo(snapshots.get(2).sequence());
        assertThat(smc("replay", out).out()).endsWith("\n\n" + at(moment));
    }

    private static long snapshotOf(Path bundle) throws IOException {
        return new ObjectMapper()
                .readTree(entries(bundle).get("manifest.json"))
                .get("snapshot")
                .longValue();
    }

    // ---- no secret

    @Test
    void noKeyOfTheExchangeInTheBoxIsInIt() throws IOException {
        List<ExchangeAccount> accounts =
                ExchangeAccounts.read(data.resolve("exchange").resolve(ExchangeAccounts.FILE));

        assertThat(accounts).hasSizeGreaterThanOrEqualTo(2);
        entries(all).forEach((name, bytes) -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (ExchangeAccount account : accounts) {
                assertThat(text.contains(account.apiKey()) || text.contains(account.apiSecret()))
                        .as(name)
                        .isFalse();
            }
        });
    }

    // ---- tampering

    /** Some bits of what is packed mean nothing: whatever unpacks to the same bytes is the same bundle. */
    @Test
    void aBitFlippedInAnEntryIsRefusedByItsName() throws IOException {
        var random = new Random(SEED);
        Path bundle = bundled("#" + last, "1s");
        Map<String, byte[]> sound = entries(bundle);
        byte[] whole = Files.readAllBytes(bundle);
        String file = new String(whole, StandardCharsets.ISO_8859_1);
        int refused = 0;
        try (var zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                int begin = file.indexOf(entry.getName()) + entry.getName().length(); // of its own header
                for (int i = 0; i < FLIPS / 4; i++) {
                    byte[] flipped = whole.clone();
                    flipped[begin + random.nextInt((int) entry.getCompressedSize())] ^= (byte) (1 << random.nextInt(8));
                    Path changed = Files.write(folder.resolve("flipped.zip"), flipped);
                    if (unpacksTo(sound.get(entry.getName()), changed, entry.getName())) {
                        assertThat(smc("replay", changed).exitCode()).isZero();
                    } else {
                        assertRefused(changed, entry.getName());
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(FLIPS);
    }

    private static boolean unpacksTo(byte[] bytes, Path bundle, String name) throws IOException {
        try (var zip = new ZipFile(bundle.toFile());
                var in = zip.getInputStream(zip.getEntry(name))) {
            return Arrays.equals(in.readAllBytes(), bytes);
        } catch (ZipException | EOFException _) {
            return false;
        }
    }

    /** Elsewhere in the file a bit may mean nothing, as the time of an entry does: then it replays as before. */
    @Test
    void aBitFlippedAnywhereIsRefusedOrMeansNothing() throws IOException {
        var random = new Random(SEED);
        Path bundle = bundled("#" + last, "1s");
        byte[] whole = Files.readAllBytes(bundle);
        String told = smc("replay", bundle).out();
        int names = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("snapshot.json");
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            // What packs the entries is tried above; this is what says where they are.
            int at = i % 2 == 0 ? random.nextInt(names - 46, whole.length) : random.nextInt(60);
            flipped[at] ^= (byte) (1 << random.nextInt(8));

            CommandRun run = smc("replay", Files.write(folder.resolve("flipped.zip"), flipped));

            assertThat(run.err()).as("byte %d", at).doesNotContain("defect");
            if (run.exitCode() == ExitCode.GOOD) {
                assertThat(run.out()).isEqualTo(told);
            } else {
                assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            }
        }
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(bundled("#" + last, "1s"));

        assertRefused(
                Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2)),
                "expected a bundle, a zip");
    }

    @Test
    void anEntryTooManyAndOneTooFewAreRefusedByTheirNames() throws IOException {
        Map<String, byte[]> entries = entries(bundled("#" + last, "1s"));
        var more = new TreeMap<>(entries);
        more.put("exchange/accounts.json", new byte[] {1});
        var fewer = new TreeMap<>(entries);
        fewer.remove("snapshot.json");

        assertRefused(zipped("more.zip", more), "exchange/accounts.json: expected to be listed in manifest.json");
        assertRefused(zipped("fewer.zip", fewer), "snapshot.json: expected in the bundle, is not");
    }

    @Test
    void aNewerVersionIsRefusedAsSuch() throws IOException {
        Map<String, byte[]> entries = entries(bundled("#" + last, "1s"));
        String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
        assertThat(manifest).containsOnlyOnce("\"bundle\" : 1,");
        entries.put(
                "manifest.json",
                manifest.replace("\"bundle\" : 1,", "\"bundle\" : 2,").getBytes(StandardCharsets.UTF_8));

        assertRefused(
                zipped("newer.zip", entries),
                "manifest.json: expected a bundle of version 1, was 2: a newer build made it");
    }

    @Test
    void aZipOfSomethingElseIsRefused() throws IOException {
        assertRefused(
                zipped("other.zip", Map.of("holiday.jpg", new byte[] {1, 2, 3})),
                "expected a bundle, which has manifest.json in it, it has holiday.jpg");
        assertRefused(
                zipped("manifest.zip", Map.of("manifest.json", "{}".getBytes(StandardCharsets.UTF_8))), "manifest");
        assertRefused(Files.writeString(folder.resolve("text.zip"), "no zip"), "expected a bundle, a zip");
    }

    // ---- usage

    @Test
    void whatCannotBeMadeIsAUsageErrorAndLeavesNothing() throws IOException {
        Path out = folder.resolve("bundle.zip");
        assertUsage(
                bundle("#" + (last + 1), "1h", out),
                "expected a sequence up to %d, the last, was %d".formatted(last, last + 1));
        assertUsage(bundle("2020-01-01", "1h", out), "2020-01-01T00:00:00Z is before the first frame");
        assertUsage(bundle("yesterday", "1h", out), "yesterday");
        assertUsage(bundle("5", "an hour", out), "an hour");
        assertUsage(smc("bundle", 5, "--data", folder, "--out", out), "expected a data folder with a journal in it");
        assertUsage(smc("replay", out), "no such file");
        assertThat(folder).isEmptyDirectory();

        Files.writeString(out, "mine");
        assertUsage(bundle("5", "1h", out), "--out: expected a file that does not exist yet");
        assertThat(out).hasContent("mine");
    }

    private static void assertUsage(CommandRun run, String words) {
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(words);
        assertThat(run.out()).isEmpty();
    }
}
