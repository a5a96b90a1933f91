package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a result file by the names of its columns, read without the product's own reader; no cell of ours needs quotes. */
record CsvTable(List<Map<String, String>> rows) {

    static CsvTable read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] columns = lines.getFirst().split(",", -1);
        return new CsvTable(lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",", -1);
                    assertThat(cells).hasSameSizeAs(columns);
                    var row = new HashMap<String, String>();
                    for (int i = 0; i < columns.length; i++) {
                        row.put(columns[i], cells[i]);
                    }
                    return Map.copyOf(row);
                })
                .toList());
    }

    /** The rows that have these values, given as column, value, column, value. */
    CsvTable where(String... columnsAndValues) {
        return new CsvTable(rows.stream()
                .filter(row -> {
                    for (int i = 0; i < columnsAndValues.length; i += 2) {
                        if (!row.get(columnsAndValues[i]).equals(columnsAndValues[i + 1])) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList());
    }

    List<String> column(String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    /** The cells of a column as numbers. */
    List<BigDecimal> numbers(String name) {
        return column(name).stream().map(BigDecimal::new).toList();
    }

    BigDecimal sum(String name) {
        return numbers(name).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int size() {
        return rows.size();
    }
}
