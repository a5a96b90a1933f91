package smc.ops.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;

class UntradedTouchesTest {
    private static final Set<Mode> BOTH = EnumSet.allOf(Mode.class);

    /** The candle of 02:30. */
    private static final long HALF_PAST_TWO = 1_736_130_600;

    @TempDir
    private Path folder;

    private HandMadeRun run;

    @BeforeEach
    void writeTheRun() {
        run = HandMadeRun.in(folder);
    }

    @Test
    void countsTheTouchesByVerdictAndModeAndThenTellsEach() throws IOException {
        assertThat(told("SOLUSD", BOTH, 0, Long.MAX_VALUE, false)).isEqualTo("""
                SOLUSD: 8 touches, 2 became a trade, 6 did not.

                verdict               A  B  meaning
                POSITION_OPEN         0  1  A trade was open, or an entry at market had just been decided.
                COOLDOWN              1  1  It was too soon after an exit in this direction.
                CLOSE_NOT_FAVOURABLE  2  0  The candle did not close in the direction of the trade.
                REACHED_NOT_FILLED    0  1  The order rested and price came to it, but it did not fill.
                all                   3  3

                Times are UTC; a candle has the time of its open.
                candle            mode  block                  state   level    open    high     low   close  why
                2025-01-06 00:45  A     bull 2025-01-06 00:00  fresh  151.60  152.90  153.00  151.50  152.20  the close 152.2 was not above the open 152.9
                2025-01-06 01:00  A     bull 2025-01-06 00:00  fresh  151.60  152.20  152.80  151.55  152.20  the close 152.2 was not above the open 152.2
                2025-01-06 01:00  B     bull 2025-01-06 00:00  fresh  151.60  152.20  152.80  151.55  152.20  order 4 rested at 151.6, price came to 151.55, but it did not fill
                2025-01-06 01:45  B     bull 2025-01-06 00:00  fresh  151.60  154.60  157.20  151.60  156.50  trade 1 was open
                2025-01-06 02:30  A     bull 2025-01-06 01:30  fresh  155.20  155.30  155.60  154.80  155.40  cool-down after an exit, 2 candles left
                2025-01-06 02:45  B     bull 2025-01-06 01:30  fresh  155.20  155.40  155.50  155.10  155.30  cool-down after an exit, 2 candles left
                """);
    }

    /** Whoever reads a code is told what it means, whichever it is. */
    @ParameterizedTest
    @EnumSource(value = Verdict.class, mode = EnumSource.Mode.EXCLUDE, names = "TRADE")
    void speaksTheSentenceOfEveryVerdictBesideItsCode(Verdict verdict) throws IOException {
        run.append(
                "decisions.csv",
                "1736150400,A,SOLUSD,bull,1736127000,fresh,155.2,155.3,155.6,154.8,155.4," + verdict + ","
                        + numbers(verdict));

        assertThat(told("SOLUSD", BOTH, 0, Long.MAX_VALUE, false)
                        .lines()
                        .filter(line -> line.startsWith(verdict + " ")))
                .singleElement()
                .asString()
                .endsWith("  " + VerdictSentence.of(verdict));
    }

    @Test
    void tellsOfOneSymbolOnly() throws IOException {
        assertThat(told("AAVEUSD", BOTH, 0, Long.MAX_VALUE, false))
                .startsWith("AAVEUSD: 2 touches, 1 became a trade, 1 did not.\n")
                .endsWith("the same candle ended the zone: its body reached 161, above the edge 160\n");
    }

    @Test
    void tellsOfOneModeOnly() throws IOException {
        assertThat(told("SOLUSD", EnumSet.of(Mode.LIMIT), 0, Long.MAX_VALUE, false))
                .startsWith("SOLUSD: 4 touches, 1 became a trade, 3 did not.\n")
                .contains("verdict             B  meaning\n")
                .doesNotContain("CLOSE_NOT_FAVOURABLE", "  A  ");
    }

    @Test
    void takesTheFirstCandleInAndLeavesTheOneAtTheEndOut() throws IOException {
        assertThat(told("SOLUSD", BOTH, HALF_PAST_TWO, HALF_PAST_TWO + 900, false))
                .startsWith("SOLUSD: 1 touches, 0 became a trade, 1 did not.\n")
                .contains("2025-01-06 02:30")
                .doesNotContain("2025-01-06 01:45", "2025-01-06 02:45");
    }

    @Test
    void saysSoIfThereIsNothingToTell() throws IOException {
        assertThat(told("SOLUSD", BOTH, 0, 1, false)).isEqualTo("SOLUSD: 0 touches, 0 became a trade, 0 did not.\n");
    }

    @Test
    void showsTheLastFortyUnlessAskedForAll() throws IOException {
        for (int i = 0; i < 35; i++) {
            run.append(
                    "decisions.csv",
                    "1736150400,A,SOLUSD,bull,1736127000,fresh,155.2,155.3,155.6,154.8,155.4,TRADING_OFF,");
        }

        assertThat(told("SOLUSD", BOTH, 0, Long.MAX_VALUE, false))
                .startsWith("SOLUSD: 43 touches, 2 became a trade, 41 did not.\n")
                .contains("The last 40; --all shows the 1 before them too.\n")
                .doesNotContain("2025-01-06 00:45")
                .containsOnlyOnce("2025-01-06 01:00  A  ");
        assertThat(told("SOLUSD", BOTH, 0, Long.MAX_VALUE, true))
                .contains("2025-01-06 00:45")
                .doesNotContain("The last 40");
    }

    @Test
    void mentionsAnEntryThatHadNoCandleLeftToFillIn() throws IOException {
        // Decided at the close of the candle of 02:15.
        run.append("orders.csv", "12,,account-a,SOLUSD," + HALF_PAST_TWO + ",buy,market,155,4,0,0,sent,entry");
        String mention = "1 more, at the end of the data: the order had no candle left to fill in.\n";

        assertThat(told("SOLUSD", BOTH, 0, Long.MAX_VALUE, false)).contains(mention);
        assertThat(told("SOLUSD", BOTH, HALF_PAST_TWO - 900, HALF_PAST_TWO, false))
                .contains(mention);
        assertThat(told("SOLUSD", BOTH, HALF_PAST_TWO, Long.MAX_VALUE, false)).doesNotContain(mention);
        assertThat(told("SOLUSD", BOTH, 0, HALF_PAST_TWO - 900, false)).doesNotContain(mention);
        assertThat(told("SOLUSD", EnumSet.of(Mode.LIMIT), 0, Long.MAX_VALUE, false))
                .doesNotContain(mention);
        assertThat(told("AAVEUSD", BOTH, 0, Long.MAX_VALUE, false)).doesNotContain(mention);
    }

    /** As {@code decisions.csv} has them; a time is in seconds. */
    private static String numbers(Verdict verdict) {
        return verdict.numbers().stream()
                .map(number -> number.split(":", -1)[0] + "=" + (number.endsWith(":time") ? "1736150400" : "1"))
                .collect(Collectors.joining(";"));
    }

    private String told(String symbol, Set<Mode> modes, long fromSeconds, long toSeconds, boolean isAll)
            throws IOException {
        var text = new StringWriter();
        UntradedTouches.of(
                        run.read(),
                        symbol,
                        modes,
                        TimeUnit.SECONDS.toNanos(fromSeconds),
                        TimeUnit.SECONDS.toNanos(toSeconds))
                .print(new PrintWriter(text), isAll);
        return text.toString();
    }
}
