package smc.feed.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames as in docs/delta-exchange.md, sections 4.1, 4.2, 4.4 and 4.5. */
class FrameDecoderTest {
    private static final String TRADE =
            "{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"148.2500\",\"s\":1.0,\"r\":\"m\",\"t\":1775800366578410,\"ts\":1775800367003029}";

    private final RecordedFrames frames = new RecordedFrames();
    private final FrameDecoder decoder = new FrameDecoder(new Symbols(List.of("SOLUSD", "AAVEUSD")), frames);

    @Test
    void aTradeIsToldAtTheTimeItTraded() {
        assertThat(decode(TRADE)).isEqualTo(Outcome.DELIVERED);

        assertThat(frames.told).containsExactly("trade 0 1775800366578410000 14825000000 1");
    }

    @Test
    void aTradeOfTheLongFormIsToldTheSame() {
        decode("""
                {"buyer_role":"maker","price":"148.25","product_id":14823,"seller_role":"taker","size":7,"symbol":"AAVEUSD",
                 "timestamp":1775800366578410,"type":"all_trades"}""");

        assertThat(frames.told).containsExactly("trade 1 1775800366578410000 14825000000 7");
    }

    @Test
    void aSnapshotIsToldFromItsOldestTrade() {
        decode("""
                {"type":"all_trades_snapshot","symbol":"SOLUSD","trades":[
                 {"buyer_role":"maker","seller_role":"taker","size":3,"price":"2.5","timestamp":1775800366000002},
                 {"buyer_role":"maker","seller_role":"taker","size":2,"price":"2","timestamp":1775800366000001}]}""");
        decode("""
                {"type":"trades_snapshot","sy":"SOLUSD","d":[
                 {"p":"2","s":2.0,"r":"t","t":1775800366000003},{"p":"2.5","s":3.0,"r":"t","t":1775800366000004}]}""");

        assertThat(frames.told)
                .containsExactly(
                        "trade 0 1775800366000001000 200000000 2 again",
                        "trade 0 1775800366000002000 250000000 3 again",
                        "trade 0 1775800366000003000 200000000 2 again",
                        "trade 0 1775800366000004000 250000000 3 again");
    }

    @Test
    void oneBadRowRefusesTheWholeSnapshot() {
        Outcome outcome = decode("""
                {"type":"trades_snapshot","sy":"SOLUSD","d":[
                 {"p":"2","s":2.0,"t":1775800366000003},{"p":"2","s":2.5,"t":1775800366000004}]}""");

        assertThat(outcome).isEqualTo(Outcome.BAD_SIZE);
        assertThat(frames.told).isEmpty();
    }

    @Test
    void theMarkComesFromItsChannelAndFromTickers() {
        decode("{\"type\":\"mark_price\",\"sy\":\"MARK:SOLUSD\",\"p\":\"148.2486551\",\"ts\":1775814170680883}");
        decode("""
                {"type":"ticker","sy":"SOLUSD","sp":"72154.6","ts":1775814170680884,"d":[{"s":"SOLUSD","i":27,"m":"72124.5",
                 "m24hc":"1.59","ohlc":[1,2,3,4],"oi":["1","2"],"pb":["3","4"],"q":["5","6","7","8",null],"g":[null,null],
                 "qiv":[null,null,"1"],"to":[1,2]}]}""");
        decode(
                "{\"type\":\"v2/ticker\",\"symbol\":\"SOLUSD\",\"mark_price\":\"7.5\",\"size\":3,\"timestamp\":1775814170680885}");

        assertThat(frames.told)
                .containsExactly(
                        "mark 0 1775814170680883000 14824865510",
                        "mark 0 1775814170680884000 7212450000000",
                        "mark 0 1775814170680885000 750000000");
    }

    @Test
    void aCandleOpensWhereItSaysOrElseWhereItsTimeFalls() {
        decode("""
                {"type":"candlestick_15m","sy":"SOLUSD","res":"15m","o":148.1,"h":148.4,"l":148.0,"c":148.25,"v":2826.0,
                 "ts":1775814834503627}""");
        decode("""
                {"type":"candlestick_1m","symbol":"SOLUSD","resolution":"1m","candle_start_time":1596015240000000,"open":9221,
                 "high":9228,"low":9220,"close":9223,"volume":1,"timestamp":1596015300000001}""");

        assertThat(frames.told)
                .containsExactly(
                        // 1775814834 s is 534 s after a quarter of an hour began.
                        // 900.
                        "candle 0 1775814834503627000 900000000000 1775814300000000000 14810000000 14840000000 14800000000 14825000000 2826",
                        "candle 0 1596015300000001000 60000000000 1596015240000000000 922100000000 922800000000 922000000000 922300000000 1");
    }

    @Test
    void aCandleWithoutATradeYetIsNoError() {
        Outcome outcome = decode("""
                {"candle_start_time":1638147240000000,"close":null,"high":null,"last_updated":1638147243004517,"low":null,"open":null,
                 "resolution":"1m","symbol":"SOLUSD","timestamp":1638147282440114,"type":"candlestick_1m","volume":0}""");

        assertThat(outcome).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void theBestPricesAreToldAndAnEmptySideIsNone() {
        decode("""
                {"type":"ob_l1","sy":"SOLUSD","ap":"148.2600","as":"285","bp":"148.2500","bs":"2452",
                 "lts":1775037882675402,"ts":1775037882748105}""");
        decode("""
                {"type":"ob_l1","sy":"SOLUSD","ap":null,"as":null,"bp":"148.2500","bs":"2452","lts":1775037882675402,"ts":1775037882748106}""");
        decode("""
                {"type":"l1_orderbook","ask_qty":"839","best_ask":"1211.3","best_bid":"1211.25","bid_qty":"772",
                 "last_sequence_no":1671603257645135,"last_updated_at":1671603257623000,"product_id":176,"symbol":"SOLUSD",
                 "timestamp":1671603257645134}""");

        assertThat(frames.told)
                .containsExactly(
                        "best 0 1775037882748105000 14825000000 14826000000",
                        "best 0 1775037882748106000 14825000000 0",
                        "best 0 1671603257645134000 121125000000 121130000000");
    }

    @Test
    void theVenuesAnswersAreTold() {
        decode("{\"ts_origin\":1790137294966147,\"ts_publish\":1790137294966147,\"type\":\"heartbeat\"}");
        decode("{\"type\":\"pong\"}");
        decode("""
                {"type":"subscriptions","channels":[{"name":"trades","symbols":["SOLUSD","AAVEUSD","BTCUSD"]},
                 {"name":"mark_price","symbols":["MARK:SOLUSD"]},
                 {"name":"nope_channel","error":"subscription forbidden on this invalid channel"}]}""");
        decode("{\"message\":\"Subscription forbidden: Invalid channel array\",\"type\":\"error\"}");

        assertThat(frames.told)
                .containsExactly(
                        "heartbeat",
                        "heartbeat",
                        "subscribed trades 0",
                        "subscribed trades 1",
                        "subscribed mark_price 0",
                        "refused nope_channel: subscription forbidden on this invalid channel",
                        "error Subscription forbidden: Invalid channel array");
    }

    @Test
    void aStepOfTheLockStepIsTold() {
        assertThat(decode("{\"type\":\"sim_lockstep\",\"success\":true}")).isEqualTo(Outcome.IGNORED);
        decode("{\"type\":\"sim_step\",\"place\":42,\"ts\":1775814170680883,\"told\":7}");

        assertThat(frames.told).containsExactly("step 42 1775814170680883000 7");
    }

    @Test
    void aHoleInWhatAnExchangeInTheBoxPlaysIsTold() {
        decode("{\"type\":\"sim_hole\",\"sy\":\"SOLUSD\",\"from\":1775814170000000,\"to\":1775814171000000}");

        assertThat(frames.told)
                .singleElement()
                .asString()
                .startsWith("hole ")
                .endsWith(" 1775814170000000000 1775814171000000000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MALFORMED      | []",
                "MALFORMED      | hello",
                "MALFORMED      | {} {}",
                "MALFORMED      | {\"type\":\"pong\",}",
                "MALFORMED      | {\"type\":\"pong\",\"x\":01}",
                "MALFORMED      | {\"type\":\"pong\",\"x\":nil}",
                "MALFORMED      | {\"type\":\"pong\",\"x\":\"\\q\"}",
                "MALFORMED      | {\"type\":\"pong\",\"type\":\"pong\"}",
                "MALFORMED      | {\"type\":\"trades\",\"p\":\"1\",\"price\":\"2\"}",
                "TRUNCATED      | {\"type\":\"po",
                "TRUNCATED      | {\"type\":\"pong\",\"x\":12",
                "TRUNCATED      | {\"type\":\"pong\",\"x\":nu",
                "UNKNOWN_TYPE   | {}",
                "UNKNOWN_TYPE   | {\"type\":7}",
                "UNKNOWN_TYPE   | {\"type\":\"key-auth\"}",
                "UNKNOWN_TYPE   | {\"\\u0074ype\":\"pong\"}",
                "UNKNOWN_SYMBOL | {\"type\":\"trades\",\"sy\":\"SOLUSDT\",\"p\":\"1\",\"s\":1,\"t\":1775800366578410}",
                "MISSING_FIELD  | {\"type\":\"trades\",\"p\":\"1\",\"s\":1,\"t\":1775800366578410}",
                "MISSING_FIELD  | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"s\":1,\"t\":1775800366578410}",
                "MISSING_FIELD  | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":null,\"s\":1,\"t\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"0\",\"s\":1,\"t\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"-1\",\"s\":1,\"t\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"10000000\",\"s\":1,\"t\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"0.123456789\",\"s\":1,\"t\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":[1],\"s\":1,\"t\":1775800366578410}",
                "BAD_SIZE       | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"1\",\"s\":0,\"t\":1775800366578410}",
                "BAD_SIZE       | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"1\",\"s\":1.5,\"t\":1775800366578410}",
                "BAD_SIZE       | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"1\",\"s\":1e300,\"t\":1775800366578410}",
                "BAD_TIME       | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"1\",\"s\":1,\"t\":1775800366}",
                "BAD_TIME       | {\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"1\",\"s\":1,\"t\":1775800366578410000000}",
                "BAD_CANDLE     | {\"type\":\"candlestick_1m\",\"sy\":\"SOLUSD\",\"res\":\"1m\",\"o\":5,\"h\":4,\"l\":3,\"c\":3,\"v\":1,\"ts\":1775800366578410}",
                "BAD_TIME       | {\"type\":\"candlestick_1m\",\"sy\":\"SOLUSD\",\"res\":\"m\",\"o\":3,\"h\":4,\"l\":3,\"c\":3,\"v\":1,\"ts\":1775800366578410}",
                "MISSING_FIELD  | {\"type\":\"sim_step\",\"ts\":1775800366578410}",
                "BAD_PLACE      | {\"type\":\"sim_step\",\"place\":-1,\"ts\":1775800366578410}",
                "BAD_PLACE      | {\"type\":\"sim_step\",\"place\":1.5,\"ts\":1775800366578410}",
                "BAD_TIME       | {\"type\":\"sim_step\",\"place\":1,\"ts\":17}",
                "MISSING_FIELD  | {\"type\":\"sim_hole\",\"sy\":\"SOLUSD\",\"from\":1775800366578410}",
                "UNKNOWN_SYMBOL | {\"type\":\"sim_hole\",\"sy\":\"NOPE\",\"from\":1775800366578410,\"to\":1775800366578411}",
                "BAD_TIME       | {\"type\":\"sim_hole\",\"sy\":\"SOLUSD\",\"from\":1775800366578410,\"to\":1775800366578410}",
                "IGNORED        | {\"type\":\"ob_l2\",\"sy\":\"BTCUSD\"}",
                "MISSING_FIELD  | {\"type\":\"ob_l1\",\"sy\":\"SOLUSD\",\"bp\":\"1\",\"ts\":1775800366578410}",
                "MISSING_FIELD  | {\"type\":\"ob_l1\",\"sy\":\"SOLUSD\",\"bp\":\"1\",\"ap\":\"2\"}",
                "UNKNOWN_SYMBOL | {\"type\":\"ob_l1\",\"sy\":\"NOPE\",\"bp\":\"1\",\"ap\":\"2\",\"ts\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"ob_l1\",\"sy\":\"SOLUSD\",\"bp\":\"-1\",\"ap\":\"2\",\"ts\":1775800366578410}",
                "BAD_PRICE      | {\"type\":\"ob_l1\",\"sy\":\"SOLUSD\",\"bp\":\"1\",\"ap\":\"x\",\"ts\":1775800366578410}",
                "BAD_TIME       | {\"type\":\"ob_l1\",\"sy\":\"SOLUSD\",\"bp\":\"1\",\"ap\":\"2\",\"ts\":17}",
            })
    void whatIsWrongIsRefusedWithItsReasonAndNothingIsTold(Outcome expected, String frame) {
        assertThat(decode(frame)).isEqualTo(expected);

        assertThat(decoder.count(expected)).isOne();
        assertThat(frames.told).isEmpty();
    }

    @Test
    void everyBeginningOfAFrameIsTruncated() {
        byte[] bytes = TRADE.getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(decoder.decode(bytes, 0, length))
                    .as("the first %d bytes", length)
                    .isEqualTo(Outcome.TRUNCATED);
        }
        assertThat(frames.told).isEmpty();
    }

    @Test
    void hugeAndHostileFramesAreRefused() {
        assertThat(decode("{\"type\":\"pong\",\"x\":\"" + "a".repeat(FrameDecoder.FRAME_BYTES_MAX) + "\"}"))
                .isEqualTo(Outcome.TOO_LONG);
        assertThat(decode("{\"type\":\"pong\",\"x\":" + "[".repeat(60_000))).isEqualTo(Outcome.TOO_DEEP);
        assertThat(decode("{\"x\":".repeat(10_000))).isEqualTo(Outcome.TOO_DEEP);
        assertThat(decode("{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"d\":[" + "{},".repeat(FrameDecoder.ROWS_MAX)
                        + "{}]}"))
                .isEqualTo(Outcome.TOO_MANY_ROWS);
    }

    private Outcome decode(String frame) {
        byte[] bytes = ("#" + frame + "#").getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 1, bytes.length - 2);
    }
}
