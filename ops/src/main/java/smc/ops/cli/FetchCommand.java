package smc.ops.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import smc.feed.decode.Symbols;
import smc.feed.file.CandleFile;
import smc.feed.file.OutputFile;
import smc.feed.history.CandleClient;
import smc.feed.history.CandleHistory;
import smc.feed.history.Resolution;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExchangeOptions;
import smc.ops.cli.option.ExitCode;
import smc.strategy.candle.Candle;
import smc.strategy.candle.CandleSeries;

/** {@code smc fetch}: candles of the past, from the venue. */
@Command(
        name = "fetch",
        description = {
            "Closed candles come from the venue into data/history or a file.",
            "Only those are fetched that are missing in data/history.",
            "The first candle fetched is the symbol's anchor and is kept: --days counts only where there is none yet."
        },
        mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int DAYS_MAX = 3_650;

    @Mixin
    private ExchangeOptions venue;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            defaultValue = "SOLUSD,AAVEUSD",
            split = ",",
            description = "May be given more than once; ${DEFAULT-VALUE} if not given.")
    private List<String> symbols;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "180",
            description = "How far back; ${DEFAULT-VALUE} if not given.")
    private int days;

    @Option(
            names = "--resolution",
            paramLabel = "15m",
            defaultValue = "15m",
            converter = ResolutionConverter.class,
            description = "Length of a candle, from 1m to 1d; ${DEFAULT-VALUE} if not given.")
    private Resolution resolution;

    @Option(names = "--out", paramLabel = "FILE", description = "Write one symbol here instead: .csv or .csv.gz.")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder that holds history/; ${DEFAULT-VALUE} if not given.")
    private Path data;

    @Spec
    private CommandSpec spec;

    private static final class ResolutionConverter implements ITypeConverter<Resolution> {
        @Override
        public Resolution convert(String text) {
            return Resolution.of(text)
                    .orElseThrow(() -> new TypeConversionException("expected a length such as 15m, was " + text));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSound();
        URI base = venue.rest(spec);
        PrintWriter print = spec.commandLine().getOut();
        try (var client = new CandleClient(base, DEADLINE, Thread::sleep)) {
            var history = new CandleHistory(client, line -> {
                print.println(line);
                print.flush();
            });
            for (String symbol : symbols) {
                long requestsBefore = client.requests();
                CandleSeries series = out == null
                        ? history.update(data.resolve("history"), symbol, resolution, days)
                        : history.fetch(symbol, resolution, days);
                if (out != null) {
                    OutputFile.write(out, content -> CandleFile.write(content, series.candles()));
                }
                List<Candle> candles = series.candles();
                print.printf(
                        "%s  %,d candles of %s  %s to %s  %,d requests%n",
                        symbol,
                        candles.size(),
                        resolution.text(),
                        utc(candles.getFirst()),
                        utc(candles.getLast()),
                        client.requests() - requestsBefore);
                print.flush();
            }
        }
        return ExitCode.GOOD;
    }

    private void requireSound() throws IOException {
        if (days < 1 || days > DAYS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--days: expected 1 to %d, was %d".formatted(DAYS_MAX, days));
        }
        for (String symbol : symbols) {
            if (!Symbols.isName(symbol)) {
                throw new ParameterException(
                        spec.commandLine(), "--symbol: expected a symbol such as SOLUSD, was " + symbol);
            }
        }
        if (out != null) {
            if (symbols.size() != 1) {
                throw new ParameterException(spec.commandLine(), "--out: expected one --symbol, were " + symbols);
            }
            Arguments.requireWritable(spec, out);
        }
    }

    private static String utc(Candle candle) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(candle.openTimeNanos()))
                .toString();
    }
}
