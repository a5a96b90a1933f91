package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.SharedData;
import smc.strategy.candle.CandleCsv;

/** The table of docs/rules.md, section 14, row by row. */
class WorkedExampleTest {
    private static final String SERIES = "data/candles/SOLUSDT-perp-binance-15m-20241024-20250630.csv.gz";

    /** ATR to 4 digits, trend, bos, choch, extreme and its row, from: the columns of the text; · is none, - is not given. */
    private static final List<String> STATES = List.of(
            "199 1.0940 range 164.379 163.24 -          199",
            "200 1.0945 bear  ·       164.379 162.41@200 200",
            "201 1.0961 bear  ·       164.379 162.41@200 200",
            "202 1.1005 bull  ·       162.41  165.08@202 202",
            "203 1.1012 bull  ·       162.41  165.9@203  202",
            "204 1.0979 bull  165.9   162.41  165.9@203  203",
            "205 1.0993 bull  165.9   162.41  165.9@203  203",
            "206 1.0988 bull  165.9   162.41  165.9@203  203",
            "207 1.0969 bull  165.9   162.41  165.9@203  203",
            "208 1.0930 bull  165.9   162.41  165.9@208  203",
            "209 1.0936 bull  ·       164.83  166.31@209 204");

    private static final List<String> EVENTS = List.of(
            "1729908000,CHOCH,bear,,,,163.24",
            "1729908000,OB_CREATED,bull,163.41,162.41,1729908000,",
            "1729909800,CHOCH,bull,,,,164.379",
            "1729909800,OB_CREATED,bull,163.65617587,162.56,1729908900,",
            "1729915200,SWEEP,bull,,,,165.9",
            "1729916100,BOS,bull,,,,165.9",
            "1729916100,OB_CREATED,bull,164.83,164.08,1729911600,");

    @ParameterizedTest
    @EnumSource(Reading.class)
    void tellsTheTableOfTheText(Reading reading) {
        var recorded = new RecordedEvents();
        var detector = reading.detector(recorded);
        var states = new ArrayList<String>();

        for (var candle : CandleCsv.read(SharedData.file(SERIES)).subList(0, 210)) {
            recorded.feed(detector, candle);
            if (detector.candles() > 199) {
                states.add(row(detector.candles() - 1, DetectorState.of(detector)));
            }
        }

        assertThat(states)
                .containsExactlyElementsOf(
                        STATES.stream().map(row -> row.replaceAll(" +", " ")).toList());
        assertThat(recorded.events()).extracting(DetectorEvent::csv).containsExactlyElementsOf(EVENTS);
    }

    private static String row(long index, DetectorState state) {
        return "%d %s %s %s %s %s %d"
                .formatted(
                        index,
                        BigDecimal.valueOf(state.atrE8() / 10_000, 4).toPlainString(),
                        state.phase().name().toLowerCase(Locale.ROOT),
                        state.hasBos() ? DetectorEvent.decimal(state.bosE8()) : "·",
                        DetectorEvent.decimal(state.chochE8()),
                        state.isTrend() ? DetectorEvent.decimal(state.extremeE8()) + "@" + state.extremeIndex() : "-",
                        state.fromIndex());
    }
}
