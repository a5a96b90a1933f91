package smc.ops.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.feed.foreign.ColumnNames;
import smc.feed.market.MarketFiles;

/** Reads {@code SYMBOL=FILE}; the file may be a folder. */
public final class MarketFilesConverter implements ITypeConverter<MarketFiles> {
    /** Reads what is said of the columns of files. */
    public static final class Columns implements ITypeConverter<ColumnNames> {
        /** Of the option. */
        public static final String LABEL = "time=NAME,...";

        /** Likewise. */
        public static final String DESCRIPTION =
                "What a column is called in a file of another program, or its place; and zone=UTC for times without one.";

        @Override
        public ColumnNames convert(String text) {
            try {
                return ColumnNames.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public MarketFiles convert(String text) {
        int at = text.indexOf('=');
        if (at <= 0 || at == text.length() - 1) {
            throw new TypeConversionException(
                    "expected SYMBOL=FILE, as SOLUSD=examples/synthetic-walk-15m.csv.gz, was " + text);
        }
        return new MarketFiles(text.substring(0, at), Path.of(text.substring(at + 1)));
    }
}
