package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a recording: moments of it, and its trades. */
class AtCommandTest {
    private static final List<String> SYMBOLS = List.of("SOLUSD", "AAVEUSD");
    private static final List<String> ACCOUNTS = List.of("account-a", "account-b");

    @TempDir
    private static Path folder;

    private static Recording recording;

    @BeforeAll
    static void record() {
        recording = Recording.in(folder);
    }

    @Test
    void aTradeIsOpenFromTheFrameThatOpensItToTheOneBeforeItsEnd() {
        String opened = recording.dump("--type", "tradeOpened").getFirst();
        String closed = recording.dump("--type", "tradeClosed").stream()
                .filter(line -> Recording.value(line, "trade").equals(Recording.value(opened, "trade")))
                .findFirst()
                .orElseThrow();
        String row = "\n%s %s %s %s "
                .formatted(
                        Recording.value(opened, "trade"),
                        ACCOUNTS.get(Integer.parseInt(Recording.value(opened, "account"))),
                        SYMBOLS.get(Integer.parseInt(Recording.value(opened, "instrument"))),
                        Recording.value(opened, "direction").toLowerCase(Locale.ROOT));

        assertThat(at(Recording.sequence(opened) - 1)).doesNotContain(row);
        assertThat(at(Recording.sequence(opened))).contains(row);
        assertThat(at(Recording.sequence(closed) - 1)).contains(row);
        assertThat(at(Recording.sequence(closed))).doesNotContain(row);
    }

    @Test
    void anOpenTradeShowsItsEntryAndTarget() {
        String entered = recording.dump("--type", "tradeEntered").getFirst();

        assertThat(at(Recording.sequence(entered)))
                .containsPattern("\n%s \\S+ \\S+ \\S+ %s %s "
                        .formatted(
                                Recording.value(entered, "trade"),
                                Recording.value(entered, "contracts"),
                                Recording.value(entered, "entry")))
                .contains(" " + Recording.value(entered, "target") + " ");
    }

    @Test
    void theCapitalIsThatOfTheTradeClosedLast() {
        for (String closed : recording.dump("--type", "tradeClosed").subList(0, 5)) {
            assertThat(at(Recording.sequence(closed)))
                    .contains("\n%s %s %s "
                            .formatted(
                                    ACCOUNTS.get(Integer.parseInt(Recording.value(closed, "account"))),
                                    SYMBOLS.get(Integer.parseInt(Recording.value(closed, "instrument"))),
                                    Recording.value(closed, "capitalAfter")));
        }
    }

    /** The core's own word for it is in the verdicts: of mode A, since mode B's were decided at the close before. */
    @Test
    void theCoolDownIsTheOneThatTheVerdictsName() {
        List<String> barred = recording.dump("--type", "touchJudged").stream()
                .filter(line -> line.contains(" account=0 ") && line.contains(" verdict=COOLDOWN "))
                .toList();

        assertThat(barred).isNotEmpty();
        for (String touch : barred.subList(0, Math.min(barred.size(), 12))) {
            boolean isLong = Recording.value(touch, "blockSide").equals("BULL")
                    == Recording.value(touch, "state").equals("FRESH");
            assertThat(at(Recording.sequence(touch)))
                    .as(touch)
                    .containsPattern("\n%s %s \\S+ .*no %s for %s candle"
                            .formatted(
                                    ACCOUNTS.get(Integer.parseInt(Recording.value(touch, "account"))),
                                    SYMBOLS.get(Integer.parseInt(Recording.value(touch, "instrument"))),
                                    isLong ? "long" : "short",
                                    Recording.value(touch, "value1")));
        }
    }

    @Test
    void aTimeCountsInWhatHappenedAtIt() {
        String closed = recording.dump("--type", "candleClosed").get(4);
        String time = closed.split(" +", 3)[1];
        String last = recording.dump("--to", "2025-01-02").stream()
                .filter(line -> line.contains("  " + time + "  "))
                .toList()
                .getLast();

        assertThat(Recording.sequence(last)).isGreaterThan(Recording.sequence(closed));
        assertThat(at(time)).startsWith(time + ", after sequence " + Recording.sequence(last) + "\n");
    }

    @Test
    void unixSecondsAreATimeAndNoSequence() {
        assertThat(at("1735776000")).isEqualTo(at("2025-01-02")).startsWith("2025-01-02T00:00:00Z, after sequence ");
        assertThat(at("1735776000000000000")).isEqualTo(at("2025-01-02"));
    }

    @Test
    void aSequenceBehindTheLastIsRefusedAndTheLastNamed() {
        long last = Recording.sequence(recording.dump().getLast());

        assertThat(at("#" + last)).isEqualTo(at(last)).startsWith("The journal ends here:\n");
        assertThat(smc("at", last + 1, "--data", recording.data()))
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "smc: %s: expected a sequence up to %d, the last, was %d%n"
                                .formatted(recording.data(), last, last + 1)));
    }

    /** Trades of a quarter of an hour, eighteen hours of which nothing is known, and one more. */
    @Test
    void aPriceOlderThanACandleIsToldWithItsAge() {
        MarketFolder market = MarketFolder.in(folder.resolve("hole"));
        var rows = new StringBuilder("time_us,price,size,side\n");
        for (int minute = 0; minute <= 15; minute++) {
            rows.append(1_735_689_600_000_000L + minute * 60_000_000L).append(",150,1,buy\n");
        }
        rows.append(1_735_689_600_000_000L + (18 * 60 + 30) * 60_000_000L).append(",151,1,buy\n");
        Path data = folder.resolve("hole/data");
        CommandRun recorded = smc(
                "record",
                "--config",
                market.path().resolve("config"),
                "--trades",
                "SOLUSD=" + market.write("trades.csv", rows.toString()),
                "--data",
                data);
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();

        String age = "the price of SOLUSD is ";
        assertThat(smc("at", "2025-01-01T00:30:00Z", "--data", data).out()).doesNotContain(age);
        assertThat(smc("at", "2025-01-01T00:31:00Z", "--data", data).out())
                .contains(age + "16m old: of its last trade, at 2025-01-01T00:15:00Z\n");
        assertThat(smc("at", "1735754400", "--data", data).out())
                .contains(age + "17h 45m old: of its last trade, at 2025-01-01T00:15:00Z\n");
        assertThat(smc("at", "2025-01-01T18:30:00Z", "--data", data).out()).doesNotContain(age);
    }

    @Test
    void beforeTheFirstFrameThereIsNothingToTell() {
        CommandRun run = smc("at", "2024-12-31", "--data", recording.data());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "smc: %s: 2024-12-31T00:00:00Z is before the first frame, of 2025-01-01T00:00:01Z%n"
                                .formatted(recording.data())));
    }

    @Test
    void behindTheLastFrameItIsTheStateAtTheEndAndSaysSo() {
        assertThat(at("2026-01-01")).startsWith("The journal ends here:\n2025-01-07T00:00:00.500Z, after sequence ");
    }

    @Test
    void aMomentThatIsNoneIsAUsageError() {
        CommandRun run = smc("at", "noon", "--data", recording.data());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("expected a sequence, a day such as 2025-01-31")
                .contains("Usage: smc at");
    }

    @Test
    void whyTellsTheSameOfAJournalAsOfItsResults() {
        Path results = folder.resolve("results");
        smc("journal", "results", "--data", recording.data(), "--out", results);
        String trade = CsvTable.read(results.resolve("trades.csv")).column("id").getFirst();

        CommandRun why = smc("why", trade, "--data", recording.data());
        CommandRun whyNot = smc("why-not", "SOLUSD", "--data", recording.data());

        assertThat(why).isEqualTo(smc("why", trade, "--out", results));
        assertThat(why.out()).startsWith("Trade " + trade + " ");
        assertThat(whyNot).isEqualTo(smc("why-not", "SOLUSD", "--out", results));
        assertThat(whyNot.exitCode()).isZero();
    }

    @Test
    void whyNamesTheJournalThatHasNoSuchTrade() {
        CommandRun why = smc("why", 1, "--data", recording.data());

        assertThat(why.exitCode()).isEqualTo(1);
        assertThat(why.err()).startsWith("smc: " + recording.data() + ": there is no trade 1: the ");
    }

    @Test
    void aStoryIsOfAResultFolderOrOfAJournal() {
        CommandRun both = smc("why", 1, "--data", recording.data(), "--out", folder);

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--out=DIR, --data=DIR are mutually exclusive");
    }

    private static String at(Object moment) {
        CommandRun run = smc("at", moment, "--data", recording.data());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.outWithoutLayout();
    }
}
