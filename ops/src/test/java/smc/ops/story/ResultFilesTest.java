package smc.ops.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.feed.text.DataFileException;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

class ResultFilesTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long ONE_E8 = 100_000_000L;

    @TempDir
    private Path folder;

    private HandMadeRun run;

    @BeforeEach
    void writeTheRun() {
        run = HandMadeRun.in(folder);
    }

    @Test
    void readsATradeCellByCell() throws IOException {
        RecordedTrade trade = run.read().trades().getFirst();

        assertThat(trade)
                .usingRecursiveComparison()
                .ignoringFields("exits")
                .isEqualTo(new RecordedTrade(
                        1,
                        "account-a",
                        Mode.CANDLE_CLOSE,
                        "SOLUSD",
                        Direction.LONG,
                        BlockState.FRESH,
                        Side.BULL,
                        1_736_121_600 * SECOND_NANOS,
                        1_736_127_000 * SECOND_NANOS,
                        1_736_129_700 * SECOND_NANOS,
                        5,
                        15_250_000_000L,
                        15_250_000_000L,
                        15_690_000_000L,
                        3,
                        220_000_000L,
                        trade.exits(),
                        1_840_000_000L,
                        63_049_000L,
                        11_348_820L,
                        0,
                        0,
                        1_765_602_180L,
                        100 * ONE_E8,
                        11_765_602_180L,
                        ExitReason.TRAIL_STOP));
        assertThat(trade.exits())
                .containsExactly(
                        new RecordedTrade.Exit(1_736_127_900 * SECOND_NANOS, 3, 15_690_000_000L, ExitReason.TARGET),
                        new RecordedTrade.Exit(
                                1_736_129_700 * SECOND_NANOS, 2, 15_510_000_000L, ExitReason.TRAIL_STOP));
    }

    @Test
    void readsAnOrderWithAndWithoutATrade() throws IOException {
        assertThat(run.read().orders())
                .hasSize(11)
                .contains(
                        new RecordedOrder(
                                2,
                                1,
                                "account-a",
                                "SOLUSD",
                                1_736_127_000 * SECOND_NANOS,
                                Direction.SHORT,
                                OrderType.STOP_MARKET,
                                15_510_000_000L,
                                2,
                                2,
                                15_510_000_000L,
                                OrderState.FILLED,
                                OrderPurpose.STOP),
                        new RecordedOrder(
                                4,
                                0,
                                "account-b",
                                "SOLUSD",
                                1_736_124_300 * SECOND_NANOS,
                                Direction.LONG,
                                OrderType.LIMIT,
                                15_160_000_000L,
                                5,
                                0,
                                0,
                                OrderState.CANCELLED,
                                OrderPurpose.ENTRY));
    }

    @Test
    void readsADecisionWithItsNumbersInTheOrderOfTheVerdict() throws IOException {
        assertThat(run.read().decisions())
                .hasSize(10)
                .contains(new RecordedDecision(
                        1_736_125_200 * SECOND_NANOS,
                        Mode.LIMIT,
                        "SOLUSD",
                        Side.BULL,
                        1_736_121_600 * SECOND_NANOS,
                        BlockState.FRESH,
                        15_160_000_000L,
                        15_220_000_000L,
                        15_280_000_000L,
                        15_155_000_000L,
                        15_220_000_000L,
                        Verdict.REACHED_NOT_FILLED,
                        4,
                        15_155_000_000L,
                        0));
    }

    @Test
    void readsTheBlockEventsOfOneSymbolInOrder() throws IOException {
        assertThat(run.read().blockEvents("AAVEUSD"))
                .containsExactly(
                        new BlockEvent(
                                1_736_140_500 * SECOND_NANOS,
                                BlockEvent.Kind.CHOCH,
                                Side.BEAR,
                                0,
                                0,
                                0,
                                15_750_000_000L),
                        new BlockEvent(
                                1_736_140_500 * SECOND_NANOS,
                                BlockEvent.Kind.OB_CREATED,
                                Side.BEAR,
                                160 * ONE_E8,
                                158 * ONE_E8,
                                1_736_139_600 * SECOND_NANOS,
                                0),
                        new BlockEvent(
                                1_736_144_100 * SECOND_NANOS,
                                BlockEvent.Kind.OB_BREAKER,
                                Side.BEAR,
                                160 * ONE_E8,
                                158 * ONE_E8,
                                1_736_139_600 * SECOND_NANOS,
                                0));
        assertThat(run.read().blockEvents("BTCUSD")).isEmpty();
    }

    @Test
    void knowsTheSymbolsOfTheRunTradedOrNot() throws IOException {
        run.replace("summary.json", "\"AAVEUSD\": {}", "\"AAVEUSD\": {}, \"QUIET\": {}");

        assertThat(run.read().symbols()).containsExactly("SOLUSD", "AAVEUSD", "QUIET");
    }

    @Test
    void readsQuotedCellsInAnyLanguage() throws IOException {
        run.replace("trades.csv", "\n2,account-b,", "\n2,\"d\"\"été, \u20b9\",");

        assertThat(run.read().trades().get(1).account()).isEqualTo("d\"été, \u20b9");
        assertThat(run.read().trades().get(1).mode()).isEqualTo(Mode.LIMIT);
    }

    @Test
    void readsAnEmptyFileOfRows() throws IOException {
        String header = Files.readAllLines(folder.resolve("trades.csv")).getFirst();
        run.write("trades.csv", header + "\n");

        assertThat(run.read().trades()).isEmpty();
    }

    /** File, what stands there, what is put there instead, line and message. */
    @ParameterizedTest(name = "{0}:{3} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            trades.csv    | id,account,mode                | id,mode                        | 1  | expected the header id,account,mode,symbol
            trades.csv    | 1,account-a,A                  | 1.5,account-a,A                | 2  | id: expected a whole number, was "1.5"
            trades.csv    | 1,account-a,A                  | ,account-a,A                   | 2  | id: expected a whole number, was ""
            trades.csv    | 1,account-a,A                  | 99999999999999999999,account-a,A | 2 | id: expected a whole number, was "99999999999999999999"
            trades.csv    | 1,account-a,A                  | -1,account-a,A                 | 2  | id: expected a whole number, was "-1"
            trades.csv    | 1,account-a,A                  | 1,account-a,C                  | 2  | mode: expected A, B; was "C"
            trades.csv    | SOLUSD,short,breaker           | SOLUSD,SHORT,breaker           | 3  | direction: expected long, short; was "SHORT"
            trades.csv    | SOLUSD,short,breaker           | SOLUSD,short,dead              | 3  | state: expected fresh, breaker; was "dead"
            trades.csv    | 1736133300,1736134200          | 9223372037,1736134200          | 3  | entry_time: expected unix seconds, was 9223372037
            trades.csv    | ,150.4,150.4,                  | ,150.4,0,                      | 3  | expected_entry_price: expected more than 0, was 0
            trades.csv    | ,-18,                          | ,-1e2,                         | 4  | gain: expected a decimal number, was "-1e2"
            trades.csv    | 1736144100:5@162:EMERGENCY_STOP | 1736144100:5@162              | 4  | exits: expected time:contracts@price:reason, was "1736144100:5@162"
            trades.csv    | 1736144100:5@162:EMERGENCY_STOP |                               | 4  | exits: expected time:contracts@price:reason, was ""
            trades.csv    | :5@162:                        | :five@162:                     | 4  | exits: expected a whole number, was "five"
            trades.csv    | 81.335188,EMERGENCY_STOP       | 81.335188,BAD_LUCK             | 4  | exit_reason: expected TARGET, TRAIL_STOP
            trades.csv    | 81.335188,EMERGENCY_STOP       | 81.335188,EMERGENCY_STOP,1     | 4  | expected the 26 cells id,account,
            trades.csv    | 1,account-a,A                  | 1,"account-a,A                 | 2  | expected quotes only around a whole cell
            trades.csv    | 1,account-a,A                  | 1,"account"-a,A                | 2  | expected quotes only around a whole cell
            trades.csv    | 1,account-a,A                  | 1,account"-a,A                 | 2  | expected quotes only around a whole cell
            orders.csv    | 10,3,account-b                 | 10,x,account-b                 | 11 | trade_id: expected a whole number, was "x"
            orders.csv    | buy,market,152.5               | long,market,152.5              | 2  | side: expected buy, sell; was "long"
            orders.csv    | buy,market,152.5               | buy,MARKET,152.5               | 2  | type: expected market, limit, stop_market; was "MARKET"
            orders.csv    | 162,5,5,162,filled,stop        | 162,5,5,162,done,stop          | 11 | state: expected wanted, sent,
            orders.csv    | 162,5,5,162,filled,stop        | 162,5,5,162,filled,halt        | 11 | reason: expected entry, target, stop, exit; was "halt"
            decisions.csv | POSITION_OPEN,trade=1          | POSITION_SHUT,trade=1          | 6  | verdict: expected TRADE, TRADING_OFF,
            decisions.csv | POSITION_OPEN,trade=1          | POSITION_OPEN,                 | 6  | values: expected the 1 numbers of POSITION_OPEN, was ""
            decisions.csv | POSITION_OPEN,trade=1          | POSITION_OPEN,order=1          | 6  | values: expected trade= for POSITION_OPEN, was "order=1"
            decisions.csv | POSITION_OPEN,trade=1          | POSITION_OPEN,trade=1;x=2      | 6  | values: expected the 1 numbers of POSITION_OPEN, was "trade=1;x=2"
            decisions.csv | POSITION_OPEN,trade=1          | POSITION_OPEN,trade=1.5        | 6  | values: expected a whole number, was "1.5"
            decisions.csv | edge=160;body=161              | edge=160;body=?                | 11 | values: expected a decimal number, was "?"
            decisions.csv | POSITION_OPEN,trade=1          | ALREADY_TRADED,trade=1         | 6  | values: expected the 0 numbers of ALREADY_TRADED, was "trade=1"
            blocks.csv    | BOS,bull,,,,153.2              | BOS,bull,1,,,153.2             | 2  | top: expected nothing, was "1"
            blocks.csv    | BOS,bull,,,,153.2              | BOS,bull,,,,                   | 2  | level: expected a decimal number, was ""
            blocks.csv    | OB_CREATED,bear,160,158,1736139600, | OB_CREATED,bear,160,,1736139600, | 9 | bottom: expected a decimal number, was ""
            blocks.csv    | CHOCH,bear                     | CHoCH,bear                     | 8  | event: expected OB_CREATED, OB_BREAKER,
            """)
    void saysWhereAndWhatIsWrong(String file, String before, String after, Integer line, String message)
            throws IOException {
        run.replace(file, before, after == null ? "" : after);

        assertThatThrownBy(reading(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(folder.resolve(file) + ":" + line + ": " + message);
    }

    @Test
    void refusesAnotherCharacterSet() throws IOException {
        run.replace("trades.csv", "\n2,account-b,", "\n2,été,");
        byte[] latin = Files.readString(folder.resolve("trades.csv")).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("trades.csv"), latin);

        assertThatThrownBy(reading("trades.csv")).hasMessage(folder.resolve("trades.csv") + ":3: expected UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades.csv", "orders.csv", "decisions.csv", "blocks.csv"})
    void refusesAFileThatWasCut(String name) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));

        assertThatThrownBy(reading(name)).hasMessage(file + ": expected a line end at the end, the file is truncated");

        Files.writeString(file, "");
        assertThatThrownBy(reading(name)).hasMessage(file + ": expected a line end at the end, the file is truncated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades.csv", "orders.csv", "decisions.csv", "blocks.csv", "summary.json"})
    void missesAFileByName(String name) throws IOException {
        Files.delete(folder.resolve(name));

        assertThatThrownBy(reading(name)).hasMessage(folder.resolve(name) + ": no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                | : expected the key data with an object of symbols
            { "data": {} }    | : expected the key data with an object of symbols
            { "data": [1] }   | : expected the key data with an object of symbols
            { "data": {       | :1: expected JSON:
            """)
    void aSummaryWithoutSymbolsIsRefused(String text, String message) {
        run.write("summary.json", text);

        assertThatThrownBy(reading("summary.json"))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(folder.resolve("summary.json") + message);
    }

    private ThrowingCallable reading(String file) {
        RecordedRun recorded = run.read();
        return switch (file) {
            case "trades.csv" -> recorded::trades;
            case "orders.csv" -> recorded::orders;
            case "decisions.csv" -> recorded::decisions;
            case "blocks.csv" -> () -> recorded.blockEvents("SOLUSD");
            default -> recorded::symbols;
        };
    }
}
