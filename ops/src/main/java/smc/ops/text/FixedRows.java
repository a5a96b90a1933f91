package smc.ops.text;

import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;

/** Rows that stay at the foot of a terminal while lines scroll above. Whoever calls sees to it that one does at a time. */
final class FixedRows {
    /** A terminal that is lower than this, beside the rows, has the first of them alone. */
    private static final int LINES_LEAST = 4;

    private static final Size USUAL = Size.of(80, 24);

    private static final String TO_END_OF_SCREEN = "\u001b[J";

    private final PrintWriter out;
    private final Screen screen;
    private List<AttributedString> rows = List.of();
    private List<AttributedString> drawn = List.of();

    FixedRows(PrintWriter out, Screen screen) {
        this.out = out;
        this.screen = screen;
    }

    /** Shows these instead of those before. */
    void show(List<AttributedString> newRows) {
        erase();
        rows = List.copyOf(newRows);
        draw();
        out.flush();
    }

    /** Says a line that stays, above the rows. */
    void print(AttributedString line) {
        erase();
        out.println(text(line));
        draw();
        out.flush();
    }

    /** The terminal has another size. */
    void redraw() {
        show(rows);
    }

    /** Takes the rows away; the next line begins where they stood. */
    void end() {
        erase();
        rows = List.of();
        out.flush();
    }

    private void draw() {
        Size size = size();
        int most = rows.size() + LINES_LEAST <= size.getRows() ? rows.size() : Math.min(1, rows.size());
        // A column less: a row that is full may begin the next one, and what went over it could not be written over.
        drawn = rows.subList(0, most).stream()
                .map(row -> cut(row, size.getColumns() - 1))
                .toList();
        out.print(String.join(
                System.lineSeparator(), drawn.stream().map(this::text).toList()));
    }

    private void erase() {
        if (drawn.isEmpty()) {
            return;
        }
        // A terminal that was made narrower since has broken the rows anew.
        int columns = size().getColumns();
        int up = drawn.stream()
                        .mapToInt(row -> Math.max(1, Math.ceilDiv(row.columnLength(), columns)))
                        .sum()
                - 1;
        out.print("\r" + (up == 0 ? "" : "\u001b[" + up + "A") + TO_END_OF_SCREEN);
        drawn = List.of();
    }

    /** A terminal that does not say how large it is, as over some serial lines, is taken for one of the usual size. */
    private Size size() {
        Size size = screen.size();
        return size.getColumns() > 0 && size.getRows() > 0 ? size : USUAL;
    }

    private static AttributedString cut(AttributedString row, int columns) {
        if (row.columnLength() <= columns) {
            return row;
        }
        return columns < 1
                ? AttributedString.EMPTY
                : AttributedString.join(
                        AttributedString.EMPTY, row.columnSubSequence(0, columns - 1), AttributedString.fromAnsi("…"));
    }

    private String text(AttributedString row) {
        return screen.isColoured() ? row.toAnsi() : row.toString();
    }
}
