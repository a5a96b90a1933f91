package smc.ops.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.VenuePort;
import smc.engine.config.Configuration;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.feed.market.MarketOrigin;
import smc.ops.result.Summary.Figures;
import smc.ops.result.Summary.Target;
import smc.strategy.block.BlockState;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** Two accounts of 200 USD over two symbols, 100 each; what happened is told to the record as the core would. */
class SummaryTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int SOLUSD = 0;
    private static final int AAVEUSD = 1;
    private static final long CANDLE_NANOS = 900_000_000_000L;

    private static final Configuration CONFIGURATION =
            Configuration.load(repository().resolve("config"));

    private final Backtest backtest = Backtest.of(
            CONFIGURATION,
            List.of("SOLUSD", "AAVEUSD"),
            EnumSet.allOf(Mode.class),
            new VenueSettings(2, 1, 0, false),
            0,
            Long.MAX_VALUE);
    private final RunRecord record = new RunRecord(backtest, new NoVenue());
    private long lastOrderId;

    @Test
    void withoutTradesThereAreNoRatiosAndNoTargetIsMet() {
        Summary summary = summary();

        Figures total = summary.total();
        assertThat(total.trades()).isZero();
        assertThat(total.winRatePct()).isNull();
        assertThat(total.profitFactorGross()).isNull();
        assertThat(total.profitFactorNet()).isNull();
        assertThat(total.maxDrawdownPct()).isNull();
        assertThat(total.expectancyE8()).isNull();
        assertThat(total.capitalStartE8()).isEqualTo(e8("400")).isEqualTo(total.capitalEndE8());
        assertThat(summary.targets()).extracting(Target::isMet).containsOnly(false);
    }

    @Test
    void withoutALossThereIsNoProfitFactor() {
        trade(A, "10", "1", "0.5");

        assertThat(summary().total().profitFactorNet()).isNull();
        assertThat(summary().total().winRatePct()).isEqualByComparingTo("100");
    }

    @Test
    void aTradeThatOnlyPaysItsCostsIsNoWin() {
        trade(A, "1.5", "1", "0.5");

        Figures account = summary().accounts().get(A);
        assertThat(account.wins()).isZero();
        assertThat(account.netE8()).isZero();
        assertThat(account.grossE8()).isEqualTo(e8("1.5"));
    }

    @Test
    void figuresOfAnAccountAreItsOwnAndTheTotalIsOverAll() {
        trade(A, "10", "1", "0");
        trade(B, "-4", "1", "0.5");

        Summary summary = summary();

        assertThat(summary.accounts()).extracting(Figures::netE8).containsExactly(e8("9"), e8("-5.5"));
        assertThat(summary.accounts()).extracting(Figures::capitalEndE8).containsExactly(e8("209"), e8("194.5"));
        assertThat(summary.total().netE8()).isEqualTo(e8("3.5"));
        assertThat(summary.total().capitalEndE8()).isEqualTo(e8("403.5"));
        assertThat(summary.total().fundingE8()).isEqualTo(e8("0.5"));
        // 9 / 5.5, and 10 / 4.
        assertThat(summary.total().profitFactorNet()).isEqualByComparingTo("1.6364");
        assertThat(summary.total().profitFactorGross()).isEqualByComparingTo("2.5");
        assertThat(summary.total().expectancyE8()).isEqualTo(e8("1.75"));
    }

    @Test
    void theTaxIsTakenOutOfTheCommissionOfEachFill() {
        // 1.18 at the entry and 0.59 at the exit: 0.18 and 0.09 of it are tax.
        trade(A, "10", "1.77", "0");

        assertThat(summary().total().gstE8()).isEqualTo(e8("0.27"));
        assertThat(summary().total().feesE8()).isEqualTo(e8("1.5"));
    }

    @Test
    void aFallIsMeasuredFromThePeakBeforeIt() {
        equity(A, SOLUSD, 0, "100");
        equity(A, SOLUSD, 1, "150");
        equity(A, SOLUSD, 2, "125");
        equity(A, SOLUSD, 3, "200");

        // The other symbol still has its 100: 250 at the peak, 225 after it.
        assertThat(summary().accounts().get(A).maxDrawdownPct()).isEqualByComparingTo("10");
        assertThat(summary().accounts().get(B).maxDrawdownPct()).isNull();
        // With the 200 of the other account 450 and 425.
        assertThat(summary().total().maxDrawdownPct()).isEqualByComparingTo("5.5556");
    }

    @Test
    void whatOneSymbolLosesAndAnotherGainsAtTheSameCloseIsNoFall() {
        equity(A, SOLUSD, 0, "40");
        equity(A, AAVEUSD, 0, "160");

        assertThat(summary().accounts().get(A).maxDrawdownPct()).isZero();
    }

    @Test
    void aSymbolWithoutACandleKeepsItsEquity() {
        equity(A, SOLUSD, 0, "40");
        equity(A, AAVEUSD, 0, "100");
        equity(A, AAVEUSD, 1, "120");

        // 200, 140, 160.
        assertThat(summary().accounts().get(A).maxDrawdownPct()).isEqualByComparingTo("30");
    }

    // ---- capital added or taken

    @Test
    void whatIsAddedIsNoGainAndHidesNoFall() {
        equity(A, SOLUSD, 0, "100");
        equity(A, SOLUSD, 1, "80");
        moved(A, SOLUSD, "100");
        equity(A, SOLUSD, 2, "180");
        assertThat(summary().accounts().get(A).maxDrawdownPct()).isEqualByComparingTo("10");

        equity(A, SOLUSD, 3, "152");

        // With the 100 of the other symbol 200, 180, then 280 that are as far below their peak, then a tenth less of
        // them: 0.9 x 0.9 are left.
        assertThat(summary().accounts().get(A).maxDrawdownPct()).isEqualByComparingTo("19");
    }

    @Test
    void whatIsTakenIsNoFall() {
        equity(A, SOLUSD, 0, "100");
        moved(A, SOLUSD, "-50");
        equity(A, SOLUSD, 1, "50");

        assertThat(summary().accounts().get(A).maxDrawdownPct()).isZero();
        assertThat(summary().total().maxDrawdownPct()).isZero();
    }

    @Test
    void capitalAtTheEndIsThatAtTheStartWhatWasMovedAndTheResult() {
        trade(A, "10", "1", "0");
        moved(A, SOLUSD, "80");
        moved(A, AAVEUSD, "-30");
        moved(B, SOLUSD, "5");

        Summary summary = summary();

        assertThat(summary.accounts()).extracting(Figures::capitalMovedE8).containsExactly(e8("50"), e8("5"));
        assertThat(summary.accounts()).extracting(Figures::capitalEndE8).containsExactly(e8("259"), e8("205"));
        assertThat(summary.total().netE8()).isEqualTo(e8("9"));
        assertThat(summary.total().capitalMovedE8()).isEqualTo(e8("55"));
        assertThat(summary.total().capitalEndE8()).isEqualTo(e8("464"));
        assertThat(summary.total().wins()).isEqualTo(1);
    }

    @Test
    void aTargetIsMetFromItsGoalOnButADrawdownOnlyBelowIt() {
        // 11 of 20 are 55 %; 11 * 15 = 165 gained against 8 * 12 + 14 = 110 lost.
        for (int i = 0; i < 11; i++) {
            trade(A, "15", "0", "0");
        }
        for (int i = 0; i < 8; i++) {
            trade(A, "-12", "0", "0");
        }
        trade(A, "-14", "0", "0");
        equity(A, SOLUSD, 0, "20");

        assertThat(summary().targets())
                .extracting(Target::name, target -> target.measured().toPlainString(), Target::isMet)
                .containsExactly(
                        tuple("win_rate", "55.0000", true),
                        tuple("profit_factor_net", "1.5000", true),
                        // 80 of 400.
                        tuple("max_drawdown_pct", "20.0000", false));
    }

    private Summary summary() {
        var accounts = List.of(
                new BacktestResult.Account("account-a", Mode.CANDLE_CLOSE, e8("200")),
                new BacktestResult.Account("account-b", Mode.LIMIT, e8("200")));
        var symbols =
                List.of(new MarketOrigin("SOLUSD", "a.csv", "", true), new MarketOrigin("AAVEUSD", "b.csv", "", true));
        return Summary.of(new BacktestResult(
                "test", CONFIGURATION, accounts, symbols, BacktestResult.Fills.ROWS, VenueSettings.DEFAULTS, record));
    }

    /** A trade from its first order to its end; two thirds of the commission fall due at the entry. */
    private void trade(int accountId, String gain, String commission, String funding) {
        long commissionE8 = e8(commission);
        long entryFeeE8 = commissionE8 / 3 * 2;
        long entryOrderId = ++lastOrderId;
        long stopOrderId = ++lastOrderId;
        record.wanted(new Submit(
                entryOrderId,
                accountId,
                SOLUSD,
                OrderPurpose.ENTRY,
                OrderType.LIMIT,
                Direction.LONG,
                e8("150"),
                1,
                20,
                stopOrderId,
                e8("148"),
                0));
        record.concluded(new TradeOpened(
                entryOrderId,
                entryOrderId,
                stopOrderId,
                accountId,
                SOLUSD,
                CANDLE_NANOS,
                Direction.LONG,
                BlockState.FRESH,
                Side.BULL,
                0,
                e8("150"),
                e8("1")));
        record.concluded(new TradeEntered(entryOrderId, 1, e8("150"), entryFeeE8, e8("150"), e8("152"), 1, e8("148")));
        record.concluded(new TradeReduced(
                entryOrderId, CANDLE_NANOS, 1, e8("150"), commissionE8 - entryFeeE8, ExitReason.TARGET));
        long netE8 = e8(gain) - commissionE8 - e8(funding);
        record.concluded(new TradeClosed(
                entryOrderId,
                accountId,
                SOLUSD,
                e8(gain),
                commissionE8,
                e8(funding),
                0,
                e8("100"),
                e8("100") + netE8,
                ExitReason.TARGET));
    }

    private void moved(int accountId, int instrumentId, String usd) {
        record.concluded(new CapitalMoved(accountId, instrumentId, e8(usd), 0, true));
    }

    private void equity(int accountId, int instrumentId, int candle, String equity) {
        record.concluded(new EquityMarked(accountId, instrumentId, candle * CANDLE_NANOS, e8(equity), 0));
    }

    private static long e8(String decimal) {
        return FixedPoint.parseE8(decimal);
    }

    /** Tests run in the folder of their module, or in the repository itself. */
    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("mvnw")) ? here : here.getParent();
    }

    /** Takes every request and does nothing. */
    private static final class NoVenue implements VenuePort {
        @Override
        public long nowNanos() {
            return 0;
        }

        @Override
        public void request(OrderRequest request) {
            // As the class says.
        }
    }
}
