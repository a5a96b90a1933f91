package smc.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.execution.desk.Mode;
import smc.ops.report.Months.Month;

class MonthsTest {
    @Test
    void aTradeBelongsToTheMonthItEndsIn() {
        // Entered an hour earlier, in January.
        var trade = MadeTrade.of(1, "5").ends("2025-02-01T00:15:00Z").recorded();

        assertThat(Months.of(List.of(trade))).containsOnlyKeys(YearMonth.of(2025, 2));
    }

    @Test
    void aMonthSumsItsTradesPerAccountAndInAll() {
        var trades = List.of(
                MadeTrade.of(1, "5").costs("1").recorded(),
                MadeTrade.of(2, "-2").recorded(),
                MadeTrade.of(3, "7").by(Mode.LIMIT).recorded());

        Month month = Months.of(trades).get(YearMonth.of(2025, 1));

        assertThat(month.trades()).isEqualTo(3);
        assertThat(month.wins()).isEqualTo(2);
        assertThat(month.netE8())
                .containsEntry("account-a", MadeTrade.e8("2"))
                .containsEntry("account-b", MadeTrade.e8("7"));
        assertThat(month.totalE8()).isEqualTo(MadeTrade.e8("9"));
    }
}
