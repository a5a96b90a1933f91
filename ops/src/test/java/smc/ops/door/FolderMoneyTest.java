package smc.ops.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.feed.text.DataFileException;

/** The files of a data folder that stand between an engine and money. */
class FolderMoneyTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    private Path folder;

    // ---- of which money it is

    @ParameterizedTest
    @EnumSource(MoneyKind.class)
    void aFolderIsRefusedByEveryKindButItsOwn(MoneyKind kind) throws IOException {
        FolderMoney.keep(folder, kind, "host", NOW);

        for (MoneyKind other : MoneyKind.values()) {
            Optional<String> objection = FolderMoney.objection(folder, other, "host");
            assertThat(objection.isEmpty()).as("%s in %s", other, kind).isEqualTo(other == kind);
            objection.ifPresent(said -> assertThat(said).contains(kind.words(), other.words(), "--data"));
        }
    }

    @Test
    void whatWasRehearsedHereIsNotGoneOnWithAtTheVenue() throws IOException {
        FolderMoney.keep(folder, MoneyKind.LIVE, "127.0.0.1", NOW);

        assertThat(FolderMoney.objection(folder, MoneyKind.LIVE, "api.india.delta.exchange"))
                .hasValueSatisfying(said -> assertThat(said).contains("127.0.0.1", "api.india.delta.exchange"));
    }

    @Test
    void paperMayChangeItsExchange() throws IOException {
        FolderMoney.keep(folder, MoneyKind.PAPER, "", NOW);

        assertThat(FolderMoney.objection(folder, MoneyKind.PAPER, "127.0.0.1")).isEmpty();
    }

    @Test
    void aNewFolderIsOfNoneAndAnOldOneThatDoesNotSayIsOfPaper() throws IOException {
        assertThat(FolderMoney.kindOf(folder)).isEmpty();
        Files.createDirectories(folder.resolve("journal/000001"));

        assertThat(FolderMoney.kindOf(folder)).contains(MoneyKind.PAPER);
        assertThat(FolderMoney.objection(folder, MoneyKind.LIVE, "host")).isPresent();
    }

    @Test
    void whatIsSaidOnceStays() throws IOException {
        FolderMoney.keep(folder, MoneyKind.TESTNET, "host", NOW);
        FolderMoney.keep(folder, MoneyKind.LIVE, "other", NOW.plusSeconds(1));

        assertThat(FolderMoney.of(folder)).contains(new FolderMoney(MoneyKind.TESTNET, "host", NOW, Optional.empty()));
    }

    @Test
    void oneStartWithoutTheTimeOfTheWallIsEnoughForAll() throws IOException {
        FolderMoney.keep(folder, MoneyKind.PAPER, "", NOW);
        assertThat(FolderMoney.of(folder).orElseThrow().hasWallTime()).isEmpty();
        FolderMoney.keepTime(folder, true);
        assertThat(FolderMoney.of(folder).orElseThrow().hasWallTime()).contains(true);
        FolderMoney.keepTime(folder, false);
        FolderMoney.keepTime(folder, true);

        assertThat(FolderMoney.of(folder).orElseThrow().hasWallTime()).contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"kind\":\"gold\"}", "{\"kind\":\"live\",\"host\":\"h\",\"since\":\"once\"}"})
    void whatCannotBeUnderstoodIsRefusedAndNotTakenForNew(String text) throws IOException {
        Files.writeString(folder.resolve(FolderMoney.FILE), text);

        assertThatThrownBy(() -> FolderMoney.objection(folder, MoneyKind.PAPER, ""))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(FolderMoney.FILE);
    }

    // ---- the doctor's pass

    private Optional<String> objection(String configuration, String venue, Instant at) throws IOException {
        return DoctorPass.objection(folder, configuration, venue, at);
    }

    @Test
    void aPassIsGoodForTenMinutesForTheSameConfigurationAndVenue() throws IOException {
        new DoctorPass(NOW, "hash", "venue").keep(folder);

        assertThat(objection("hash", "venue", NOW)).isEmpty();
        assertThat(objection("hash", "venue", NOW.plus(Duration.ofMinutes(10)))).isEmpty();
        assertThat(objection("hash", "venue", NOW.plus(Duration.ofMinutes(10)).plusNanos(1)))
                .hasValueSatisfying(said -> assertThat(said).contains("2026-11-30T12:00:00Z", "10 minutes"));
        assertThat(objection("hash", "venue", NOW.minusSeconds(1))).isPresent(); // of the future: whose clock was that?
        assertThat(objection("other", "venue", NOW))
                .hasValueSatisfying(said -> assertThat(said).contains("configuration"));
        assertThat(objection("hash", "other", NOW))
                .hasValueSatisfying(said -> assertThat(said).contains("venue"));
    }

    @Test
    void whereNoneIsOrItWasWithdrawnOrCannotBeReadThereIsNone() throws IOException {
        assertThat(objection("hash", "venue", NOW))
                .hasValueSatisfying(said -> assertThat(said).contains("none"));
        new DoctorPass(NOW, "hash", "venue").keep(folder);
        Files.writeString(folder.resolve(DoctorPass.FILE), "{\"at\":\"2026-");
        assertThat(objection("hash", "venue", NOW)).isPresent();
        new DoctorPass(NOW, "hash", "venue").keep(folder);
        DoctorPass.withdraw(folder);

        assertThat(objection("hash", "venue", NOW)).isPresent();
    }

    // ---- faults

    @Test
    void everyStopForAFaultIsKept() throws IOException {
        assertThat(FaultExits.of(folder)).isEmpty();
        FaultExits.note(folder, NOW, "first, with \"quotes\"");
        FaultExits.note(folder, NOW.plusSeconds(5), "second\nline");

        assertThat(FaultExits.of(folder)).containsExactly(NOW, NOW.plusSeconds(5));

        assertThat(FaultExits.unanswered(folder)).contains("second\nline");
        FaultExits.answer(folder);
        assertThat(FaultExits.unanswered(folder)).isEmpty();
        assertThat(FaultExits.of(folder)).hasSize(2);

        FaultExits.note(folder, NOW.plusSeconds(9), "third");
        assertThat(FaultExits.unanswered(folder)).contains("third");
    }

    // ---- stages

    @Test
    void stagesGoFromTwentyToAHundredToNone() {
        assertThat(Stage.FIRST.capE8()).isEqualTo(2_000_000_000L);
        assertThat(Stage.FIRST.next()).contains(Stage.SECOND);
        assertThat(Stage.SECOND.next()).contains(Stage.FULL);
        assertThat(Stage.FULL.next()).isEmpty();
        assertThat(Stage.FIRST.before()).isEmpty();
        assertThat(Stage.of(10_000_000_000L)).contains(Stage.SECOND);
        assertThat(Stage.of(0)).contains(Stage.FULL);
        assertThat(Stage.of(1)).isEmpty();
        assertThat(Stage.FIRST.wanted()).isEqualTo(Duration.ofDays(2));
        assertThat(Stage.SECOND.wanted()).isEqualTo(Duration.ofDays(7));
    }
}
