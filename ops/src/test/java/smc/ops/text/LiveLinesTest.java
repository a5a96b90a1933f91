package smc.ops.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of alarms from afar. */
class LiveLinesTest {
    private final StringWriter printed = new StringWriter();
    private final LiveLines lines = new LiveLines(new PrintWriter(printed));
    private final List<String> heard = new ArrayList<>();

    @Test
    void alarmsOfTheStartAreHeardByWhoComesLaterEachOnceAndInOrder() {
        lines.alarm("the port is taken");
        lines.alarm("little room on the disk");
        lines.hear((_, what) -> heard.add(what));
        lines.alarm("no market stream");

        assertThat(heard).containsExactly("the port is taken", "little room on the disk", "no market stream");
        assertThat(printed.toString().lines()).hasSize(3).allMatch(line -> line.contains("  ALARM  "));
    }

    @Test
    void aNoteAndAnAlarmOfTheChannelsThemselvesAreOnlyPrinted() {
        lines.hear((_, what) -> heard.add(what));
        lines.note("the market stream is back");
        lines.alarmHere("telegram-owner does not get through");

        assertThat(heard).isEmpty();
        assertThat(printed.toString()).contains("is back", "ALARM  telegram-owner does not get through");
    }

    /** A row that is full goes on in the next, and what is written over it begins there. */
    @Test
    void howItStandsIsCutToTheTerminalAndWrittenOverWhole() {
        var terminal = new LiveLines(new PrintWriter(printed), true, false, () -> 20);
        terminal.status("2025-06-30 04:20:07  SOLUSD 214.6");
        terminal.status("short");
        terminal.print("an event");

        assertThat(printed.toString())
                .isEqualTo("\r2025-06-30 04:20:0…\rshort              \r     \ran event" + System.lineSeparator());
    }

    @Test
    void aTerminalOfUnknownWidthGetsTheWholeLineAndAQuietOneNone() {
        new LiveLines(new PrintWriter(printed), true, false, () -> 0).status("2025-06-30 04:20:07  SOLUSD 214.6");
        new LiveLines(new PrintWriter(printed), true, true, () -> 80).status("not said");

        assertThat(printed.toString()).isEqualTo("\r2025-06-30 04:20:07  SOLUSD 214.6");
    }

    @Test
    void aWidthIsReadOfRowsAndColumnsAndOfNothingElse() {
        assertThat(TerminalWidth.of("24 80\n")).isEqualTo(80);
        assertThat(TerminalWidth.of("0 0\n")).isZero();
        assertThat(TerminalWidth.of("stty: standard input: Inappropriate ioctl for device\n"))
                .isZero();
        assertThat(TerminalWidth.of("")).isZero();
    }
}
