package smc.ops.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A result folder written by hand. Its trades are worked examples of docs/rules.md, section 26, on 2025-01-06, where 1736121600 is
 * midnight: prices and money are the document's, the tax of a fill is 18/118 of its commission.
 *
 * <ol>
 *   <li>Long, fresh, mode A: c1 is the candle of 01:15.
 *   <li>Short, breaker of the same block, mode B: c0 is the candle of 03:00.
 *   <li>Short, fresh, mode B, emergency: c1 is the candle of 06:00, on AAVEUSD.
 * </ol>
 */
public record HandMadeRun(Path folder) {
    private static final String BLOCKS = """
            symbol,bar_time,event,side,top,bottom,origin_time,level
            SOLUSD,1736123400,BOS,bull,,,,153.2
            SOLUSD,1736123400,OB_CREATED,bull,152,150,1736121600,
            SOLUSD,1736124300,SWEEP,bear,,,,151
            SOLUSD,1736127900,OB_CREATED,bull,155.5,154,1736127000,
            SOLUSD,1736132400,OB_BREAKER,bull,152,150,1736121600,
            SOLUSD,1736139600,OB_INVALIDATED,bull,152,150,1736121600,
            AAVEUSD,1736140500,CHOCH,bear,,,,157.5
            AAVEUSD,1736140500,OB_CREATED,bear,160,158,1736139600,
            AAVEUSD,1736144100,OB_BREAKER,bear,160,158,1736139600,
            """;

    private static final String TRADES = """
            id,account,mode,symbol,direction,state,block_side,block_origin_time,entry_time,exit_time,contracts,\
            entry_price,expected_entry_price,target,target_contracts,entry_atr,exits,gain,fees,gst,funding,slippage,net,\
            capital_before,capital_after,exit_reason
            1,account-a,A,SOLUSD,long,fresh,bull,1736121600,1736127000,1736129700,5,\
            152.5,152.5,156.9,3,2.2,1736127900:3@156.9:TARGET;1736129700:2@155.1:TRAIL_STOP,18.4,0.63049,0.1134882,0,0,\
            17.6560218,100,117.6560218,TRAIL_STOP
            2,account-b,B,SOLUSD,short,breaker,bull,1736121600,1736133300,1736134200,1,\
            150.4,150.4,147.4,1,2,1736134200:1@147.4:TARGET,3,0.05956,0.0107208,0,0,\
            2.9297192,100,102.9297192,TARGET
            3,account-b,B,AAVEUSD,short,fresh,bear,1736139600,1736143200,1736144100,5,\
            158.4,158.4,154.8,3,1.8,1736144100:5@162:EMERGENCY_STOP,-18,0.5634,0.101412,0,0,\
            -18.664812,100,81.335188,EMERGENCY_STOP
            """;

    private static final String ORDERS = """
            id,trade_id,account,symbol,time,side,type,price,contracts,filled,average_price,state,reason
            1,1,account-a,SOLUSD,1736127000,buy,market,152.5,5,5,152.5,filled,entry
            2,1,account-a,SOLUSD,1736127000,sell,stop_market,155.1,2,2,155.1,filled,stop
            3,1,account-a,SOLUSD,1736127000,sell,limit,156.9,3,3,156.9,filled,target
            4,,account-b,SOLUSD,1736124300,buy,limit,151.6,5,0,0,cancelled,entry
            5,,account-b,SOLUSD,1736124300,sell,stop_market,148,5,0,0,cancelled,stop
            6,2,account-b,SOLUSD,1736133300,sell,limit,150.4,1,1,150.4,filled,entry
            7,2,account-b,SOLUSD,1736133300,buy,stop_market,154,1,0,0,cancelled,stop
            8,2,account-b,SOLUSD,1736133300,buy,limit,147.4,1,1,147.4,filled,target
            9,3,account-b,AAVEUSD,1736143200,sell,limit,158.4,5,5,158.4,filled,entry
            10,3,account-b,AAVEUSD,1736143200,buy,stop_market,162,5,5,162,filled,stop
            11,3,account-b,AAVEUSD,1736143200,buy,limit,154.8,3,0,0,cancelled,target
            """;

    private static final String DECISIONS = """
            time,mode,symbol,block_side,block_origin_time,state,entry_level,open,high,low,close,verdict,values
            1736124300,A,SOLUSD,bull,1736121600,fresh,151.6,152.9,153,151.5,152.2,CLOSE_NOT_FAVOURABLE,open=152.9;close=152.2
            1736125200,A,SOLUSD,bull,1736121600,fresh,151.6,152.2,152.8,151.55,152.2,CLOSE_NOT_FAVOURABLE,open=152.2;close=152.2
            1736125200,B,SOLUSD,bull,1736121600,fresh,151.6,152.2,152.8,151.55,152.2,REACHED_NOT_FILLED,order=4;reached=151.55
            1736127000,A,SOLUSD,bull,1736121600,fresh,151.6,152.4,152.6,151.3,152.5,TRADE,trade=1;contracts=5;price=152.5
            1736127900,B,SOLUSD,bull,1736121600,fresh,151.6,154.6,157.2,151.6,156.5,POSITION_OPEN,trade=1
            1736130600,A,SOLUSD,bull,1736127000,fresh,155.2,155.3,155.6,154.8,155.4,COOLDOWN,candles_left=2
            1736131500,B,SOLUSD,bull,1736127000,fresh,155.2,155.4,155.5,155.1,155.3,COOLDOWN,candles_left=2
            1736133300,B,SOLUSD,bull,1736121600,breaker,150.4,149.3,150.6,148.9,149.9,TRADE,trade=2;contracts=1;price=150.4
            1736143200,B,AAVEUSD,bear,1736139600,fresh,158.4,157.2,158.6,157,158.1,TRADE,trade=3;contracts=5;price=158.4
            1736144100,A,AAVEUSD,bear,1736139600,fresh,158.4,158.1,162.3,158,161,STATE_CHANGED,edge=160;body=161
            """;

    private static final String SUMMARY = """
            { "build": "test", "data": { "SOLUSD": {}, "AAVEUSD": {} } }
            """;

    public static HandMadeRun in(Path empty) {
        return new HandMadeRun(empty)
                .write("blocks.csv", BLOCKS)
                .write("trades.csv", TRADES)
                .write("orders.csv", ORDERS)
                .write("decisions.csv", DECISIONS)
                .write("summary.json", SUMMARY);
    }

    /** Replaces the one place where {@code before} stands. */
    public HandMadeRun replace(String file, String before, String after) {
        String text = read(file);
        assertThat(text).containsOnlyOnce(before);
        return write(file, text.replace(before, after));
    }

    /** Adds a row. */
    public HandMadeRun append(String file, String row) {
        return write(file, read(file) + row + "\n");
    }

    public HandMadeRun write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RecordedRun read() {
        return new ResultFiles(folder);
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
