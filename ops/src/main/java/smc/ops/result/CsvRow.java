package smc.ops.result;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import smc.strategy.number.FixedPoint;

/** Writes the cells of a row, and then its end. */
final class CsvRow {
    private final StringBuilder row = new StringBuilder(256);

    CsvRow text(String text) {
        separate();
        row.append(needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text);
        return this;
    }

    /** In lower case, as all names in the files but events, verdicts and reasons. */
    CsvRow name(Enum<?> name) {
        return text(name.name().toLowerCase(Locale.ROOT));
    }

    CsvRow number(long number) {
        separate();
        row.append(number);
        return this;
    }

    /** A price or money. */
    CsvRow decimal(long valueE8) {
        separate();
        FixedPoint.appendE8(row, valueE8);
        return this;
    }

    /** Empty if there is none. */
    CsvRow ratio(BigDecimal ratio) {
        return text(ratio == null ? "" : ratio.toPlainString());
    }

    /** Unix seconds. */
    CsvRow time(long nanos) {
        return number(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }

    void end(Appendable out) throws IOException {
        out.append(row).append('\n');
        row.setLength(0);
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private void separate() {
        if (!row.isEmpty()) {
            row.append(',');
        }
    }
}
