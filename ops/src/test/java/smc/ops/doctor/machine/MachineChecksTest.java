package smc.ops.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smc.engine.config.Configuration;
import smc.execution.risk.RiskSettings;
import smc.journal.DataLock;
import smc.journal.DiskLimits;
import smc.ops.doctor.Finding;
import smc.ops.doctor.Finding.Level;
import smc.ops.door.FolderMoney;
import smc.ops.door.MoneyKind;

/** Each check of a machine and a folder, passing and failing. */
class MachineChecksTest {
    private static final List<String> FLAGS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    @TempDir
    private Path folder;

    // ---- Java

    @ParameterizedTest
    @CsvSource({"24.0.2, FAIL", "26, FAIL", "25, WARN", "25.0.2+10, WARN", "25.0.3+9-LTS, PASS", "25.0.4, PASS"})
    void onlyAJdk25PassesAndOneWhoseCollectorMovesPinnedObjectsIsWarnedOf(String version, Level level) {
        Finding jdk =
                new JavaCheck(Runtime.Version.parse(version), FLAGS).look().getFirst();

        assertThat(jdk.level()).isEqualTo(level);
        assertThat(jdk.found()).isEqualTo(version);
        assertThat(jdk.mend().contains("JDK-8377811")).isEqualTo(level == Level.WARN);
    }

    @Test
    void aFlagThatIsMissingIsNamed() {
        Runtime.Version sound = Runtime.Version.parse("25.0.3");

        assertThat(new JavaCheck(sound, FLAGS).look().getLast().level()).isEqualTo(Level.PASS);
        Finding without =
                new JavaCheck(sound, FLAGS.subList(1, FLAGS.size())).look().getLast();

        assertThat(without.level()).isEqualTo(Level.FAIL);
        assertThat(without.found()).isEqualTo("without " + FLAGS.getFirst());
    }

    // ---- disk

    @ParameterizedTest
    @CsvSource({"30, PASS", "29, WARN", "20, WARN", "19, FAIL", "9, FAIL"})
    void roomIsJudgedByTheLevelsOfTheEngine(long bytes, Level level) throws IOException {
        var limits = new DiskLimits(30, 20, 10); // warn below 30 bytes, no entries below 20, stop below 10

        assertThat(new DiskCheck(() -> bytes, limits).look())
                .singleElement()
                .extracting(Finding::level)
                .isEqualTo(level);
    }

    // ---- sleep

    private static Finding sleep(String system, Map<String, String> answers) throws InterruptedException {
        return new SleepCheck(system, command -> Optional.ofNullable(answers.get(command[0])))
                .look()
                .getFirst();
    }

    @Test
    void aMacThatSleepsIsWarnedOf() throws InterruptedException {
        String settings = "System-wide power settings:\nCurrently in use:\n standby 1\n sleep                %s (x)\n";

        assertThat(sleep("Mac OS X", Map.of("pmset", settings.formatted("0"))).level())
                .isEqualTo(Level.PASS);
        Finding asleep = sleep("Mac OS X", Map.of("pmset", settings.formatted("10")));

        assertThat(asleep.level()).isEqualTo(Level.WARN);
        assertThat(asleep.found()).isEqualTo("pmset: sleep 10");
        assertThat(asleep.mend()).contains("pmset -c sleep 0");
    }

    @Test
    void onLinuxOnlyMaskedTargetsPass() throws InterruptedException {
        assertThat(sleep("Linux", Map.of("systemctl", "masked\nmasked\n")).level())
                .isEqualTo(Level.PASS);
        Finding half = sleep(
                "Linux",
                Map.of(
                        "systemctl",
                        "static\nmasked\n",
                        "systemd-analyze",
                        "[Login]\n#IdleAction=x\nIdleAction=suspend\n"));

        assertThat(half.level()).isEqualTo(Level.WARN);
        assertThat(half.found()).isEqualTo("systemd: sleep is static, suspend masked, IdleAction=suspend");
    }

    @ParameterizedTest
    @CsvSource({"Linux, 'System has not been booted with systemd'", "Linux,", "Mac OS X,", "Windows 11,"})
    void whatCannotBeToldIsSaidToBeSo(String system, String answer) throws InterruptedException {
        Finding unknown = sleep(system, answer == null ? Map.of() : Map.of("systemctl", answer));

        assertThat(unknown.level()).isEqualTo(Level.WARN);
        assertThat(unknown.found()).isEqualTo("cannot be told here");
    }

    // ---- folder

    private List<Finding> folder(MoneyKind kind, String host) throws IOException {
        return new FolderCheck(folder, kind, host).look();
    }

    @Test
    void anEmptyFolderPasses() throws IOException {
        assertThat(folder(MoneyKind.LIVE, "host")).extracting(Finding::level).containsOnly(Level.PASS);
    }

    @Test
    void whoeverIsAtWorkInAFolderIsNamed() throws IOException {
        try (DataLock _ = DataLock.take(folder)) {
            Finding lock = folder(MoneyKind.PAPER, "").getFirst();

            assertThat(lock.level()).isEqualTo(Level.WARN);
            assertThat(lock.found())
                    .isEqualTo("process " + ProcessHandle.current().pid());
        }
    }

    @ParameterizedTest
    @CsvSource({"LIVE, host, PASS", "LIVE, other, FAIL", "TESTNET, host, FAIL", "PAPER, host, FAIL"})
    void aFolderIsOfOneKindOfMoneyAtOneHost(MoneyKind kind, String host, Level level) throws IOException {
        FolderMoney.keep(folder, MoneyKind.LIVE, "host", Instant.EPOCH);

        assertThat(folder(kind, host).getLast().level()).isEqualTo(level);
    }

    @Test
    void aJournalThatCannotBeGoneOnWithFails() throws IOException {
        Path epoch = Files.createDirectories(folder.resolve("journal/000001"));
        Files.writeString(epoch.resolve("cut.txt"), "no cut at all");
        Files.writeString(epoch.resolve("20261130.cq4"), "x");

        Finding journal = folder(MoneyKind.PAPER, "").get(1);

        assertThat(journal.level()).isEqualTo(Level.FAIL);
        assertThat(journal.found()).contains("000001");
    }

    // ---- risk

    @Test
    void realMoneyWithoutLimitsFailsAndPaperIsWarned() {
        RiskSettings shipped = shipped();

        assertThat(new RiskCheck(MoneyKind.LIVE, RiskSettings.OFF, 0)
                        .look()
                        .getFirst()
                        .level())
                .isEqualTo(Level.FAIL);
        assertThat(new RiskCheck(MoneyKind.PAPER, RiskSettings.OFF, 0)
                        .look()
                        .getFirst()
                        .level())
                .isEqualTo(Level.WARN);
        assertThat(new RiskCheck(MoneyKind.LIVE, shipped, 2_000_000_000L).look())
                .allMatch(finding -> finding.level() == Level.PASS)
                .last()
                .extracting(Finding::found)
                .isEqualTo("20 USD");
    }

    private static RiskSettings shipped() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("mvnw")) ? here : here.getParent();
        return Configuration.load(root.resolve("config")).engine().risk();
    }
}
