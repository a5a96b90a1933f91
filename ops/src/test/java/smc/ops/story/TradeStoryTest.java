package smc.ops.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.execution.position.ExitReason;

class TradeStoryTest {
    private static final Map<ExitReason, String> EXIT_WORDS = Map.of(
            ExitReason.TARGET, "the target was reached",
            ExitReason.TRAIL_STOP, "price came back to the trailing stop",
            ExitReason.BODY_STOP, "the zone ended, a body went above its edge",
            ExitReason.EMERGENCY_STOP, "the emergency stop was reached",
            ExitReason.LIQUIDATION, "the venue closed it for want of margin",
            ExitReason.OPERATOR, "the operator closed it",
            ExitReason.RISK_LIMIT, "a breaker closed it",
            ExitReason.DOUBLE_FILL, "an entry the other way filled before its cancel arrived");

    @TempDir
    private Path folder;

    private HandMadeRun run;

    @BeforeEach
    void writeTheRun() {
        run = HandMadeRun.in(folder);
    }

    @Test
    void tellsATradeOfModeAFromItsBlockToItsCoolDown() throws IOException {
        assertThat(story(1)).isEqualTo("""
                Trade 1 made 17.66 USD after costs: mode A went long SOLUSD, 5 contracts, in a fresh bull block.
                In at 152.5 in candle 2025-01-06 01:30, out in candle 2025-01-06 02:15: price came back to the trailing stop.
                Times are UTC; a candle has the time of its open.

                Block
                  zone      bull block from 150 to 152, 2 high
                  origin    candle 2025-01-06 00:00
                  born      at the close of candle 2025-01-06 00:30
                  broken    at the close of candle 2025-01-06 03:00, a breaker from then on
                  ended     at the close of candle 2025-01-06 05:00, gone
                  traded    fresh: buy when price comes down to 151.6, out when a body goes below 150

                Touches of this zone before, mode A
                  candle              open    high     low   close  why
                  2025-01-06 00:45  152.90  153.00  151.50  152.20  the close 152.2 was not above the open 152.9
                  2025-01-06 01:00  152.20  152.80  151.55  152.20  the close 152.2 was not above the open 152.2

                Entry
                  decided   2025-01-06 01:30, at the candle's close: order 1, buy 5 contracts at market
                  candle    open 152.4  high 152.6  low 151.3  close 152.5
                  why       price came down to 151.3, through the level 151.6, and closed at 152.5, above the open 152.4
                  expected  152.5
                  filled    152.5 in candle 2025-01-06 01:30, as expected

                Target and stop
                  target    156.9, 4.4 above the entry: for 3 of 5
                  stop      155.1, where the trail had moved it in the end
                  ATR       2.2 at the entry

                Exit
                  candle            contracts  price  gain per coin  why
                  2025-01-06 01:45          3  156.9           +4.4  the target was reached
                  2025-01-06 02:15          2  155.1           +2.6  price came back to the trailing stop

                Money, USD
                  gain                 +18.40000000
                  fees                  -0.63049000
                  GST                   -0.11348820
                  funding                0.00000000
                  net                  +17.65602180
                  slippage               0.00000000  in the gain already
                  capital went from 100 to 117.6560218

                Orders
                  placed            order  for     side  type         contracts  price  filled     at  state
                  2025-01-06 01:30      1  entry   buy   market               5  152.5       5  152.5  filled
                  2025-01-06 01:30      2  stop    sell  stop market          2  155.1       2  155.1  filled
                  2025-01-06 01:30      3  target  sell  limit                3  156.9       3  156.9  filled

                Cool-down
                  candle            mode  block                  state  level   open   high    low  close  why
                  2025-01-06 02:30  A     bull 2025-01-06 01:30  fresh  155.2  155.3  155.6  154.8  155.4  cool-down after an exit, 2 candles left
                  2025-01-06 02:45  B     bull 2025-01-06 01:30  fresh  155.2  155.4  155.5  155.1  155.3  cool-down after an exit, 2 candles left
                """);
    }

    @Test
    void tellsATradeOfModeBInABreaker() throws IOException {
        assertThat(story(2))
                .startsWith(
                        "Trade 2 made 2.93 USD after costs: mode B went short SOLUSD, 1 contract, in the breaker of a"
                                + " bull block.\n")
                .contains("""
                          traded    as a breaker: sell when price comes up to 150.4, out when a body goes above 152
                        """, """
                        Touches of this zone before, mode B
                          none: this was the first
                        """, """
                          planned   2025-01-06 03:15, at a candle's close: order 6, sell 1 contract at 150.4 or better
                          candle    2025-01-06 03:15  open 149.3  high 150.6  low 148.9  close 149.9
                          why       price came up to 150.6, through the level 150.4, where the order rested
                        """, """
                          target    147.4, 3 below the entry: for 1 of 1
                          stop      154, the emergency stop, resting from the first fill
                        """, """
                          2025-01-06 03:30          1  147.4           +3.0  the target was reached
                        """, """
                        Cool-down
                          barred no touch
                        """);
    }

    @Test
    void tellsALossAtTheEmergencyStop() throws IOException {
        assertThat(story(3))
                .startsWith(
                        "Trade 3 lost 18.66 USD after costs: mode B went short AAVEUSD, 5 contracts, in a fresh bear"
                                + " block.\n")
                .contains("""
                          broken    at the close of candle 2025-01-06 06:15, a breaker from then on
                          traded    fresh: sell when price comes up to 158.4, out when a body goes above 160
                        """, """
                          2025-01-06 06:15          5  162.0           -3.6  the emergency stop was reached
                        """, """
                          net                  -18.66481200
                        """, "  capital went from 100 to 81.335188\n");
    }

    @Test
    void measuresTheFillAgainstWhatWasExpected() throws IOException {
        // 152.5 * 1.0002, docs/rules.md, section 24; below the expectation is better for a buyer.
        run.replace("trades.csv", ",152.5,152.5,156.9,", ",152.5305,152.5,156.9,");
        assertThat(story(1)).contains("  filled    152.5305 in candle 2025-01-06 01:30, 0.0305 worse, 2.0 bps\n");

        run.replace("trades.csv", ",152.5305,152.5,156.9,", ",152.4695,152.5,156.9,");
        assertThat(story(1)).contains("  filled    152.4695 in candle 2025-01-06 01:30, 0.0305 better, 2.0 bps\n");

        run.replace("trades.csv", ",150.4,150.4,147.4,", ",150.5,150.4,147.4,");
        assertThat(story(2)).contains("  filled    150.5 in candle 2025-01-06 03:15, 0.1 better, 6.6 bps\n");
    }

    @Test
    void showsCostsAsLossesAndWhatWasReceivedAsGain() throws IOException {
        run.replace("trades.csv", "0.63049,0.1134882,0,0,", "0.63049,0.1134882,-0.05,0.25,");

        assertThat(story(1)).contains("""
                  funding               +0.05000000
                """, """
                  slippage              -0.25000000  in the gain already
                """);
    }

    @Test
    void aTargetThatSellsNothingOnlyArmsTheTrail() throws IOException {
        run.replace("trades.csv", ",147.4,1,2,", ",147.4,0,2,");

        assertThat(story(2)).contains("  target    147.4, 3 below the entry: sells nothing, only arms the trail\n");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhyItWentOutInWords(ExitReason reason) throws IOException {
        run.replace("trades.csv", "162:EMERGENCY_STOP", "162:" + reason)
                .replace("trades.csv", "81.335188,EMERGENCY_STOP", "81.335188," + reason);

        assertThat(story(3))
                .contains("out in candle 2025-01-06 06:15: " + EXIT_WORDS.get(reason) + ".\n")
                .contains("  -3.6  " + EXIT_WORDS.get(reason) + "\n");
    }

    @Test
    void showsTheLastTouchesBeforeIfThereWereMany() throws IOException {
        for (int i = 0; i < 20; i++) {
            run.append(
                    "decisions.csv",
                    "1736126100,A,SOLUSD,bull,1736121600,fresh,151.6,152.2,152.8,151.5,152.1,POSITION_OPEN,trade=0");
        }

        assertThat(story(1))
                .contains("  and 2 before these; smc why-not shows all\n")
                .doesNotContain("  2025-01-06 00:45  ")
                .contains("  2025-01-06 01:15  152.2  152.8  151.5  152.1  an entry at market had just been decided\n");
    }

    @Test
    void aCoolDownIsOfOneModeWhereThePositionsAreApart() throws IOException {
        // Without it nothing shows that a trade of one mode stands in the way of the other.
        run.replace("decisions.csv", "POSITION_OPEN,trade=1", "ALREADY_TRADED,");

        assertThat(story(1)).contains("  2025-01-06 02:30  A  ").doesNotContain("  2025-01-06 02:45  B  ");
    }

    @Test
    void aCoolDownEndsWithTheNextExitAndHasADirection() throws IOException {
        run.append(
                        "trades.csv",
                        "4,account-b,B,SOLUSD,long,fresh,bull,1736127000,1736136000,1736136900,1,155.2,155.2,159,1,1.9,"
                                + "1736136900:1@153:EMERGENCY_STOP,-2.2,0.1,0.018,0,0,-2.318,102.9297192,100.6117192,"
                                + "EMERGENCY_STOP")
                .append(
                        "decisions.csv",
                        "1736137800,A,SOLUSD,bull,1736127000,fresh,155.2,155.3,155.6,154.8,155.4,COOLDOWN,candles_left=2")
                .append(
                        "decisions.csv",
                        "1736131500,A,SOLUSD,bear,1736127000,fresh,155.4,155.3,155.6,154.8,155.2,COOLDOWN,candles_left=1");

        assertThat(story(1))
                .contains("  2025-01-06 02:30  A     bull ", "  2025-01-06 02:45  B     bull ")
                .doesNotContain("  2025-01-06 04:30  ", "A     bear");
    }

    @Test
    void saysSoIfTheOrderFilledAfterThePlanHadDroppedIt() throws IOException {
        run.replace("decisions.csv", "TRADE,trade=2;contracts=1;price=150.4", "NOT_NEAREST,taken=149.8");

        assertThat(story(2)).contains("""
                  candle    2025-01-06 03:15  open 149.3  high 150.6  low 148.9  close 149.9
                  why       not as planned: another zone was taken, with its level at 149.8; but the order filled before \
                its cancel arrived
                """);
    }

    @Test
    void aTouchOfTheCandleOfTheFillComesAfterTheEntryOfModeA() throws IOException {
        run.append(
                "decisions.csv",
                "1736127000,A,SOLUSD,bull,1736121600,fresh,151.6,152.5,154.8,151.4,154.6,POSITION_OPEN,trade=1");

        assertThat(story(1)).doesNotContain("trade 1 was open");
    }

    @Test
    void aStopThatFilledAsTheTrailIsTheTrailWhereverItLies() throws IOException {
        run.replace("orders.csv", "sell,stop_market,155.1,", "sell,stop_market,152.1,");

        assertThat(story(1)).contains("  stop      152.1, where the trail had moved it in the end\n");
    }

    @Test
    void aRecordThatLacksTheBlockTheVerdictOrAnOrderIsRefused() throws IOException {
        run.replace("orders.csv", "9,3,account-b", "9,,account-b");
        assertThatThrownBy(() -> story(3)).hasMessage("expected of trade 3 its entry order, the record lacks it");

        run.replace("orders.csv", "7,2,account-b", "7,,account-b");
        assertThatThrownBy(() -> story(2)).hasMessage("expected of trade 2 its stop order, the record lacks it");

        run.replace("decisions.csv", "1736133300,B", "1736133300,A");
        assertThatThrownBy(() -> story(2))
                .hasMessage("expected of trade 2 the verdict on its touch, the record lacks it");

        run.replace("blocks.csv", "OB_CREATED,bull,152,150,", "OB_INVALIDATED,bull,152,150,");
        assertThatThrownBy(() -> story(1))
                .hasMessageEndingWith(
                        "blocks.csv: expected the birth of a BULL block of SOLUSD before its OB_INVALIDATED, there is none of origin 1736121600");
    }

    private String story(long id) throws IOException {
        RecordedRun recorded = run.read();
        RecordedTrade trade = recorded.trades().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow();
        var text = new StringWriter();
        TradeStory.of(recorded, trade).print(new PrintWriter(text));
        return text.toString();
    }
}
