package smc.ops.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.engine.outcome.ClosedTrade;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.execution.order.OrderType;
import smc.ops.journal.JournalResult;
import smc.ops.journal.Moment;
import smc.ops.journal.cause.Causes;
import smc.ops.journal.export.Export;
import smc.ops.run.SeededSession;

/** Two accounts that have each other's mode from a start on: whoever reads the journal names each trade and touch by the mode of its time. */
class SwappedModesTest {
    private static final long SEED = 7;

    @TempDir
    private static Path data;

    private static Market market;

    @BeforeAll
    static void write() throws Exception {
        Configuration swapped = RecordedDays.CONFIGURATION.with(
                Map.of("account-a.mode", "limit", "account-b.mode", "candle_close"), "test");
        SeededSession.writeChangedWhenFlat(data, SEED, RecordedDays.CONFIGURATION, swapped);
        market = Market.of(data, Moment.END);
    }

    /** Mode A enters at market, mode B with a limit order. */
    private static Mode modeOf(ToldTrade trade) {
        OrderType type = market.recorded()
                .order(trade.opened().entryOrderId())
                .orElseThrow()
                .submit()
                .type();
        return type == OrderType.MARKET ? Mode.CANDLE_CLOSE : Mode.LIMIT;
    }

    private static Map<Long, Mode> modesOfTrades() {
        var modes = new HashMap<Long, Mode>();
        market.recorded().trades().forEach(trade -> modes.put(trade.opened().tradeId(), modeOf(trade)));
        return modes;
    }

    @Test
    void anAccountTradesInTheModeOfTheTime() {
        long changedNanos = market.changedNanos().orElseThrow();

        assertThat(market.recorded().trades())
                .anyMatch(trade -> trade.firstNanos() < changedNanos)
                .anyMatch(trade -> trade.firstNanos() >= changedNanos)
                .allSatisfy(trade -> {
                    boolean isSwapped = trade.firstNanos() >= changedNanos;
                    boolean isFirst = trade.opened().accountId() == 0;
                    assertThat(modeOf(trade)).isEqualTo(isFirst == isSwapped ? Mode.LIMIT : Mode.CANDLE_CLOSE);
                });
    }

    @Test
    void theRecordNamesEachTradeAndTouchByTheModeOfItsTime() {
        Map<Long, Mode> modes = modesOfTrades();

        for (ClosedTrade trade : market.recorded().record().trades()) {
            assertThat(market.recorded().record().mode(trade)).isEqualTo(modes.get(trade.id()));
        }
        assertThat(market.recorded().touches())
                .filteredOn(touch -> touch.judged().verdict() == Verdict.TRADE)
                .isNotEmpty()
                .allSatisfy(touch -> assertThat(touch.mode())
                        .isEqualTo(modes.get(touch.judged().value1())));
    }

    private static List<String[]> export(Export.What what) throws IOException {
        var csv = new StringBuilder();
        Export.of(data, what, "", new Moment.AtSequence(1), Moment.END).writeTo(csv);
        var rows = new ArrayList<String[]>();
        csv.toString().lines().forEach(line -> rows.add(line.replace("\"", "").split(",", -1)));
        return rows;
    }

    @Test
    void exportedTradesAndDecisionsHaveTheModeOfTheirTime() throws Exception {
        Map<Long, Mode> modes = modesOfTrades();
        List<String[]> trades = export(Export.What.TRADES);
        List<String> names = List.of(trades.removeFirst());

        assertThat(trades).isNotEmpty().allSatisfy(trade -> {
            Mode mode = modes.get(Long.parseLong(trade[names.indexOf("id")]));
            assertThat(trade[names.indexOf("mode")]).isEqualTo(String.valueOf(mode.letter()));
        });
        List<String[]> decisions = export(Export.What.DECISIONS);
        List<String> columns = List.of(decisions.removeFirst());
        assertThat(decisions)
                .extracting(row -> row[columns.indexOf("account")] + row[columns.indexOf("mode")])
                .contains("account-aA", "account-aB", "account-bA", "account-bB");
    }

    @Test
    void whySaysTheModeOfTheTime() throws Exception {
        Causes causes = Causes.of(data);

        modesOfTrades().forEach((trade, mode) -> {
            var said = new ArrayList<String>();
            for (JsonNode frame : causes.ofTrade(trade).json().path("chain")) {
                frame.path("messages")
                        .forEach(message -> said.add(message.path("text").asText()));
            }
            assertThat(said)
                    .filteredOn(text -> text.startsWith("touch judged") && text.contains(": TRADE,"))
                    .allSatisfy(text -> assertThat(text).startsWith("touch judged, mode " + mode.letter()));
        });
    }

    /** Sums are of an account whatever its mode was; they are named by the last. */
    @Test
    void theResultNamesAccountsByTheModeOfTheLastStart() throws Exception {
        assertThat(JournalResult.of(data, "", Moment.END).result().accounts())
                .extracting(account -> account.name() + " " + account.mode())
                .containsExactly("account-a LIMIT", "account-b CANDLE_CLOSE");
    }

    /** Each simulated touch that was also recorded was judged in the same mode, and a trade was entered as that mode does. */
    @Test
    void whatIfAndParityFollowTheSwap() {
        for (Course simulated : List.of(
                WhatIf.of(market, Optional.empty(), Window.ALL).simulated(),
                market.simulate(List.of(market.withoutLatency())).getFirst())) {
            var accounts = new HashSet<Integer>();
            for (ToldTrade trade : simulated.trades()) {
                boolean isAtMarket = simulated
                                .order(trade.opened().entryOrderId())
                                .orElseThrow()
                                .submit()
                                .type()
                        == OrderType.MARKET;
                Mode expected = market.modeAt(trade.opened().accountId(), trade.firstNanos());
                accounts.add(trade.opened().accountId());
                assertThat(isAtMarket).isEqualTo(expected == Mode.CANDLE_CLOSE);
            }
            assertThat(accounts).containsExactlyInAnyOrder(0, 1);
        }
        assertThat(Parity.of(market).days()).isNotEmpty();
    }
}
