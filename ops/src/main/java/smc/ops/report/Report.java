package smc.ops.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;
import smc.ops.story.ResultFiles;

/** Writes the report beside the files of a backtest, and over an older one. */
public final class Report {
    public static final String PAGE = "report.html";
    public static final String EQUITY_PICTURE = "equity.png";

    private Report() {}

    /** Picture of the last stretch of a symbol. */
    public static String pricePicture(String symbol) {
        return "price-" + symbol + ".png";
    }

    /**
     * Two reports of the same folder are the same bytes.
     *
     * @param folder a backtest has written
     * @return why there are no pictures; empty if there are
     * @throws DataFileException if a file in it is missing or wrong, or the report cannot be written
     */
    public static Optional<String> write(Path folder) throws IOException {
        ReportData data = ReportData.read(new ResultFiles(folder));
        OutputFile.write(folder.resolve(PAGE), out -> out.append(ReportPage.of(data)));
        try {
            var pictures = new Pictures(data);
            OutputFile.write(folder.resolve(EQUITY_PICTURE), pictures.equity());
            for (MarketData market : data.markets()) {
                OutputFile.write(folder.resolve(pricePicture(market.symbol())), pictures.price(market));
            }
            return Optional.empty();
        } catch (LinkageError | InternalError e) {
            // A JDK without a display may come without fonts, or what reads them. The page needs neither.
            return Optional.of("no pictures: this machine has no fonts that Java can draw with (" + e + ")");
        }
    }
}
