package smc.ops.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

/** What is sent to a terminal is put on the screen of one that JLine emulates, and read there. */
class FixedRowsTest {
    private static final int COLUMNS = 20;
    private static final int ROWS = 8;

    private Size size = Size.of(COLUMNS, ROWS);
    private boolean isColoured;
    private final ScreenTerminal emulated = new ScreenTerminal(COLUMNS, ROWS);
    private final StringWriter sent = new StringWriter();
    private final FixedRows rows = new FixedRows(new PrintWriter(sent), new Screen() {
        @Override
        public Size size() {
            return size;
        }

        @Override
        public boolean isColoured() {
            return isColoured;
        }
    });

    private static List<AttributedString> of(String... rows) {
        return List.of(rows).stream().map(AttributedString::new).toList();
    }

    /** Lines of the screen, without blank ones at its end. */
    private List<String> screen() {
        emulated.write(sent.toString().replace("\n", "\r\n"));
        sent.getBuffer().setLength(0);
        String all = emulated.toString();
        return all.lines().map(String::stripTrailing).toList().stream().limit(ROWS).toList().stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void newRowsStandWhereTheOldOnesStood() {
        rows.show(of("time 1", "price 1"));
        rows.show(of("time 2", "price 2"));

        assertThat(screen()).containsExactly("time 2", "price 2");
    }

    @Test
    void aLineThatStaysScrollsAboveTheRows() {
        rows.show(of("time 1", "price 1"));
        rows.print(new AttributedString("an order"));
        rows.print(new AttributedString("a fill"));

        assertThat(screen()).containsExactly("an order", "a fill", "time 1", "price 1");
    }

    @Test
    void linesScrollOutOfTheTopAndTheRowsStay() {
        rows.show(of("time 1", "price 1"));
        IntStream.rangeClosed(1, 20).forEach(i -> rows.print(new AttributedString("event " + i)));

        assertThat(screen())
                .containsExactly(
                        "event 15", "event 16", "event 17", "event 18", "event 19", "event 20", "time 1", "price 1");
    }

    @Test
    void aLineLongerThanARowGoesOnInTheNextAndTheRowsStayWhole() {
        rows.show(of("time 1", "price 1"));
        rows.print(new AttributedString("an order of many words"));
        rows.show(of("time 2", "price 2"));

        assertThat(screen()).containsExactly("an order of many wor", "ds", "time 2", "price 2");
    }

    @Test
    void aRowIsCutToTheTerminal() {
        rows.show(of("a row of more than twenty", "price 1"));
        rows.show(of("a row of more than twenty", "price 2"));

        assertThat(screen()).containsExactly("a row of more than…", "price 2");
    }

    @Test
    void ofALowTerminalTheFirstRowIsTheOnlyOne() {
        size = Size.of(COLUMNS, 5);
        rows.show(of("time 1", "price 1"));

        assertThat(screen()).containsExactly("time 1");
    }

    @Test
    void ofATerminalThatDoesNotSayItsSizeAllRowsAreShown() {
        size = Size.of(0, 0);
        rows.show(of("time 1", "price 1"));

        assertThat(screen()).containsExactly("time 1", "price 1");
    }

    @Test
    void atTheEndNothingOfThemIsLeft() {
        rows.show(of("time 1", "price 1"));
        rows.print(new AttributedString("a fill"));
        rows.end();
        rows.print(new AttributedString("stopped"));

        assertThat(screen()).containsExactly("a fill", "stopped");
    }

    /** A terminal breaks a row that has become too long for it in two, so that three rows are to be taken away. */
    @Test
    void rowsThatANarrowerTerminalHasBrokenAreTakenAwayWhole() {
        rows.show(of("0123456789 12", "price 1"));
        sent.getBuffer().setLength(0);
        size = Size.of(10, ROWS);
        rows.show(of("time 2"));

        assertThat(sent).hasToString("\r\u001b[2A\u001b[Jtime 2");
    }

    @Test
    void coloursAreSentWhereTheyAreWantedAlone() {
        var red = new AttributedString("red", AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
        rows.show(List.of(red));
        assertThat(sent).hasToString("red");

        isColoured = true;
        rows.show(List.of(red));
        assertThat(sent.toString()).contains("\u001b[31mred\u001b[0m");
    }
}
