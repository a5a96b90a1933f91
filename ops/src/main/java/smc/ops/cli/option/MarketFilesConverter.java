package smc.ops.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.feed.market.MarketFiles;

/** Reads {@code SYMBOL=FILE}; the file may be a folder. */
final class MarketFilesConverter implements ITypeConverter<MarketFiles> {
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
