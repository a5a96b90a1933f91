package smc.ops.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** An aligned table: the first column to the left, the others to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... header) {
        rows.add(header);
    }

    /** Takes as many cells as the header has. */
    void add(Object... cells) {
        var row = new String[rows.getFirst().length];
        for (int i = 0; i < row.length; i++) {
            row[i] = cells[i] instanceof Number number ? "%,d".formatted(number.longValue()) : cells[i].toString();
        }
        rows.add(row);
    }

    void print(PrintWriter out) {
        var widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String padding = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? row[i] + padding : GAP + padding + row[i]);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
