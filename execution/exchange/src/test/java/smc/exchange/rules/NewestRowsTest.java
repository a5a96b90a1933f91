package smc.exchange.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class NewestRowsTest {
    @Test
    void theOldestOfAnAccountGoAndTheOthersStay() {
        var forgotten = new ArrayList<String>();
        var rows = new NewestRows<String>(_ -> false, forgotten::add);
        rows.add(1, rows.nextNumber(), "first of another");
        for (int i = 0; i < NewestRows.ROWS_MAX + 2; i++) {
            rows.add(2, rows.nextNumber(), "row " + i);
        }

        assertThat(forgotten).containsExactly("row 0", "row 1");
        assertThat(rows.all()).hasSize(NewestRows.ROWS_MAX + 1).containsEntry(1L, "first of another");
        assertThat(rows.nextNumber()).isEqualTo(NewestRows.ROWS_MAX + 4);
    }

    @Test
    void whatIsNeededStaysHoweverOld() {
        var rows = new NewestRows<String>(row -> row.equals("row 0"), _ -> {});
        for (int i = 0; i < 3 * NewestRows.ROWS_MAX; i++) {
            rows.add(1, i, "row " + i);
        }

        assertThat(rows.all()).hasSize(NewestRows.ROWS_MAX).containsKey(0L).doesNotContainKey(1L);
    }
}
