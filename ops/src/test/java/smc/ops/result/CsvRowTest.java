package smc.ops.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import smc.strategy.block.BlockState;

class CsvRowTest {
    @Test
    void writesCellsBetweenCommasAndEndsTheLine() throws IOException {
        var out = new StringBuilder();
        var row = new CsvRow();

        row.number(7)
                .text("")
                .name(BlockState.FRESH)
                .decimal(-15_000_000_001L)
                .time(1_736_121_600_999_999_999L)
                .end(out);
        row.number(8).end(out);

        assertThat(out).hasToString("7,,fresh,-150.00000001,1736121600\n8\n");
    }

    @Test
    void quotesOnlyWhatNeedsIt() throws IOException {
        var out = new StringBuilder();

        new CsvRow()
                .text("plain text")
                .text("a,b")
                .text("say \"so\"")
                .text("two\nlines")
                .end(out);

        assertThat(out).hasToString("plain text,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\"\n");
    }
}
