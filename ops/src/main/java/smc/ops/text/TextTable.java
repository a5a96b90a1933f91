package smc.ops.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An aligned table: the first column to the left, the others to the right unless asked for. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final Set<Integer> leftColumns = new HashSet<>(Set.of(0));

    public TextTable(String... header) {
        rows.add(header);
    }

    /** Puts columns of words, counted from 0, to the left as well. */
    public TextTable alignLeft(Integer... columns) {
        leftColumns.addAll(List.of(columns));
        return this;
    }

    /** Takes as many cells as the header has. */
    public void add(Object... cells) {
        var row = new String[rows.getFirst().length];
        for (int i = 0; i < row.length; i++) {
            row[i] = cells[i] instanceof Number number ? "%,d".formatted(number.longValue()) : cells[i].toString();
        }
        rows.add(row);
    }

    public void print(PrintWriter out) {
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
                line.append(i == 0 ? "" : GAP).append(leftColumns.contains(i) ? row[i] + padding : padding + row[i]);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
