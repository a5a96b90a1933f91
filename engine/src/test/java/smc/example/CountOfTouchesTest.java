package smc.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.backtest.Backtest;
import smc.engine.outcome.RunRecord;
import smc.engine.record.RecordedRun;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.journal.chronicle.ChronicleReader;
import smc.strategy.block.BlockEvent;
import smc.strategy.candle.CandleSeries;

class CountOfTouchesTest {
    @TempDir
    private Path data;

    @Test
    void theJournalHasTheVerdictsOfABacktestOverTheSameMarket() throws IOException {
        List<CandleSeries> market = RecordedRun.walks(21, 600);
        RecordedRun.record(data, market);

        var counted = new CountOfTouches();
        try (var journal = ChronicleReader.open(data, 1)) {
            counted.readOn(journal);
            counted.readOn(journal); // Nothing has come since, nothing is counted twice.
        }

        RunRecord record = backtest(market);
        assertThat(counted.touches())
                .containsKey(Verdict.TRADE)
                .isEqualTo(record.decisions().stream()
                        .collect(Collectors.groupingBy(TouchJudged::verdict, Collectors.counting())));
        // The record counts touches once more, from prices and blocks alone.
        long all = counted.touches().values().stream().mapToLong(count -> count).sum();
        assertThat(all)
                .isEqualTo(IntStream.range(0, RecordedRun.backtest().modes().size())
                        .mapToLong(account -> record.touches(account) - record.undecided(account))
                        .sum());
        assertThat(counted.blocks())
                .isPositive()
                .isEqualTo(IntStream.range(0, market.size())
                        .mapToObj(record::blockEvents)
                        .flatMap(List::stream)
                        .filter(event -> event.kind() == BlockEvent.Kind.OB_CREATED)
                        .count());
    }

    private static RunRecord backtest(List<CandleSeries> market) throws IOException {
        Backtest backtest = RecordedRun.backtest();
        var record = new RunRecord[1];
        backtest.overRowsAsTrades(market, port -> record[0] = new RunRecord(backtest, port), _ -> {});
        return record[0];
    }
}
