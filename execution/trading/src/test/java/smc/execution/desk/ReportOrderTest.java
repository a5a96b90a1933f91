package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.exchange.matching.VenueSettings;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.EditRejected;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Sent;
import smc.execution.order.OrderReport.Unanswered;
import smc.strategy.block.OrderBlockDetector;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.structure.Side;

/** Facts about orders come in any order and more than once: what is held is what filled, and nothing happens twice. */
class ReportOrderTest {
    private static TradingDesk wantingFive() {
        return DeskSetup.modeB().byHand().draw(Side.BULL, "152.00", "150.00").candle("152.60 152.80 152.30 152.40");
    }

    @Test
    void aFillThatOvertakesTheAcceptanceOpensTheTrade() {
        TradingDesk desk = wantingFive().sent(1);

        desk.filled(1, 5, "151.60").accepted(1);

        assertThat(desk.trades()).hasSize(2).last().asString().startsWith("entered T1: 5 at 151.6");
    }

    @Test
    void aFillOfAnOrderNobodyHeardOfForALongTimeCounts() {
        TradingDesk desk = wantingFive().sent(1).unanswered(1);

        desk.filled(1, 5, "151.60");

        assertThat(desk.trades()).hasSize(2);
    }

    @Test
    void ofTwoReportsOutOfOrderTheGreaterCounts() {
        TradingDesk desk = wantingFive().accepted(1);

        desk.filled(1, 4, "151.60").filled(1, 2, "151.60").filled(1, 4, "151.60");

        assertThat(desk.trades()).hasSize(2).last().asString().startsWith("entered T1: 4 at 151.6");
    }

    @Test
    void aRefusalAfterAFillIsNoRefusal() {
        TradingDesk desk = wantingFive().filled(1, 2, "151.60").rejected(1, 7);

        desk.candle("152.40 152.50 151.50 152.40");

        assertThat(desk.verdicts()).containsExactly("B bull fresh 151.6 TRADE trade=1 contracts=5 price=151.6");
    }

    @Test
    void everyChangeOfAnOrderIsSaidOnce() {
        TradingDesk desk = wantingFive().quietly();

        desk.sent(1).sent(1).unanswered(1).unanswered(1).accepted(1).accepted(1);
        desk.filled(1, 2, "151.60")
                .filled(1, 2, "151.60")
                .cancelled(1)
                .cancelled(1)
                .accepted(2);

        assertThat(desk.changes())
                .containsExactly(
                        "#1 SENT 0 at 0",
                        "#1 UNKNOWN 0 at 0",
                        "#1 OPEN 0 at 0",
                        "#1 PARTLY_FILLED 2 at 151.6",
                        "#1 CANCELLED 2 at 151.6",
                        "#2 OPEN 0 at 0");
    }

    @Test
    void anEntryRefusedTakesItsBracketWithItOnceNothingCanComeAnyMore() {
        TradingDesk desk = wantingFive().quietly();

        desk.rejected(1, 7);
        assertThat(desk.changes()).containsExactly("#1 REJECTED 0 at 0");

        desk.candle("152.40 152.50 152.30 152.40");
        assertThat(desk.changes()).isEmpty();
        desk.candle("152.40 152.50 152.30 152.40");
        assertThat(desk.changes()).containsExactly("#2 CANCELLED 0 at 0");
    }

    @Test
    void aStopThatIsAcceptedBeforeItsEntryWasReportedFilledIsNotLost() {
        TradingDesk desk =
                wantingFive().accepted(1).accepted(2).filled(1, 5, "151.60").quietly();

        desk.cancelled(2);

        assertThat(desk.requests()).containsExactly("submit #4 B STOP STOP_MARKET short 5 at 148 for T1");
    }

    @Test
    void aReportOnAnOrderThatNobodyKnowsIsSaidAndChangesNothing() {
        TradingDesk desk = wantingFive().quietly();

        desk.report(0, new Sent(99));
        desk.report(0, new Accepted(99));
        desk.report(0, new Unanswered(99));
        desk.report(0, new Rejected(99, 7));
        desk.report(0, new Cancelled(99));
        desk.report(0, new Edited(99, 1, 1));
        desk.report(0, new EditRejected(99));
        desk.report(0, new Filled(99, 2, 1, 0));

        assertThat(desk.changes()).hasSize(8).containsOnly("position 0, at the venue 0");
        assertThat(desk.requests()).isEmpty();
        assertThat(desk.trades()).isEmpty();
    }

    @Test
    void anEntryRefusedLongAgoThatFillsAfterAllIsProtectedAndClosedAtOnce() {
        TradingDesk desk = wantingFive();
        desk.rejected(1, 7);
        for (int i = 0; i < 4; i++) {
            desk.candle("153.40 153.50 153.30 153.40");
        }
        desk.quietly();

        desk.filled(1, 5, "151.60");

        List<String> requests = desk.requests();
        assertThat(requests).anyMatch(line -> line.contains("STOP STOP_MARKET short 5 at 148"));
        assertThat(requests).anyMatch(line -> line.contains("EXIT MARKET short 5"));
        long exit = requests.stream()
                .filter(line -> line.contains("EXIT MARKET"))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1].substring(1)))
                .findFirst()
                .orElseThrow();
        desk.filled(exit, 5, "151.50");
        assertThat(desk.hasOpenTrade(0)).isFalse();
        assertThat(desk.capital()).isEqualTo("99.5"); // 5 x 0.10
    }

    @Test
    void theSameFillOfAnOrderOfLongAgoChangesNothingTheSecondTime() {
        TradingDesk desk = wantingFive().filled(1, 5, "151.60").filled(2, 5, "148.00");
        for (int i = 0; i < 4; i++) {
            desk.candle("153.40 153.50 153.30 153.40");
        }
        desk.quietly();

        desk.filled(1, 5, "151.60")
                .filled(2, 5, "148.00")
                .accepted(1)
                .cancelled(2)
                .rejected(2, 7)
                .editRejected(2);

        assertThat(desk.changes()).isEmpty();
        assertThat(desk.trades()).isEmpty();
        assertThat(desk.requests()).isEmpty();
    }

    @Test
    void aStopThatFillsMoreThanIsHeldClosesTheTradeAndTheRestIsSaid() {
        TradingDesk desk = wantingFive().filled(1, 5, "151.60").quietly();

        desk.filled(2, 7, "148.00");

        assertThat(desk.hasOpenTrade(0)).isFalse();
        assertThat(desk.trades()).anyMatch(line -> line.startsWith("closed"));
        assertThat(desk.changes()).contains("position 0, at the venue -2");
    }

    @Test
    void anExitThatFillsWithoutATradeIsSaid() {
        TradingDesk desk =
                wantingFive().filled(1, 5, "151.60").filled(2, 5, "148.00").quietly();

        desk.filled(3, 1, "155.00"); // the target

        assertThat(desk.changes()).contains("position 0, at the venue -1");
        assertThat(desk.hasOpenTrade(0)).isFalse();
    }

    @Test
    void aLiquidationBeyondWhatIsHeldIsSaid() {
        TradingDesk desk = wantingFive().filled(1, 5, "151.60").quietly();

        desk.liquidated(0, 6, "148.00", "0").liquidated(0, 2, "148.00", "0");

        assertThat(desk.hasOpenTrade(0)).isFalse();
        assertThat(desk.changes()).contains("position 0, at the venue -1", "position 0, at the venue -2");
    }

    /** The entry's reports shuffled and repeated, then the way out: the position and the money are those of the distinct fills. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyInterleavingOfAnEntrysReportsBooksEachFillOnce(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 1_000; round++) {
            TradingDesk desk = wantingFive().quietly();
            long filled = random.nextLong(1, 6);
            var life = new ArrayList<Consumer<TradingDesk>>();
            life.add(some -> some.sent(1));
            life.add(some -> some.unanswered(1));
            life.add(some -> some.accepted(1));
            life.add(some -> some.cancelled(1));
            for (long cumulative = 0; cumulative < filled; ) {
                cumulative = random.nextLong(cumulative + 1, filled + 1);
                long soFar = cumulative;
                life.add(some -> some.filled(1, soFar, "151.60"));
            }

            shuffledAndRepeated(life, random).forEach(report -> report.accept(desk));

            long entered = desk.trades().stream()
                    .filter(line -> line.startsWith("entered T1: "))
                    .mapToLong(line -> Long.parseLong(line.split(" ", -1)[2]))
                    .sum();
            assertThat(entered).as("seed %d round %d", seed, round).isEqualTo(filled);
            desk.filled(2, filled, "148.00");
            assertThat(desk.capital())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Decimals.text(Decimals.e8("100") - filled * Decimals.e8("3.60")));
        }
    }

    /** Whatever the venue says twice, the desks say and ask once. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void aVenueThatRepeatsEveryReportChangesNothing(long seed) {
        List<Candle> candles = RandomCandles.walk(seed, 3_000, 3);
        DeskSetup setup = DeskSetup.bothModes()
                .capital("1000000")
                .emergencyHeights(200)
                .remadeEvery(197)
                .venue(new VenueSettings(2, 1, TimeUnit.SECONDS.toNanos(1), true));

        List<String> once = said(setup.overTrades(), candles);
        List<String> twice = said(setup.overTrades().reportingTwice(), candles);

        assertThat(twice).as("seed %d", seed).isEqualTo(once);
        assertThat(once).filteredOn(line -> line.startsWith("closed")).hasSizeGreaterThan(50);
    }

    private static List<String> said(SimulatedDesk desk, List<Candle> candles) {
        var detector = new OrderBlockDetector(desk);
        var lines = new ArrayList<String>();
        for (Candle candle : candles) {
            long timeNanos = candle.openTimeNanos();
            for (long priceE8 : List.of(candle.openE8(), candle.lowE8(), candle.highE8(), candle.closeE8())) {
                timeNanos += TimeUnit.MINUTES.toNanos(2);
                desk.trade(timeNanos, priceE8, 20_000);
            }
            desk.passTo(candle.openTimeNanos() + TradingDesk.CANDLE_NANOS);
            detector.onCandle(
                    candle.openTimeNanos(), candle.openE8(), candle.highE8(), candle.lowE8(), candle.closeE8());
            desk.close(candle, detector.atrE8());
            lines.addAll(desk.requests());
            lines.addAll(desk.trades());
            lines.addAll(desk.verdicts());
        }
        return lines;
    }

    private static List<Consumer<TradingDesk>> shuffledAndRepeated(
            List<Consumer<TradingDesk>> life, SplittableRandom random) {
        var reports = new ArrayList<Consumer<TradingDesk>>();
        for (Consumer<TradingDesk> report : life) {
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                reports.add(random.nextInt(reports.size() + 1), report);
            }
        }
        return reports;
    }
}
