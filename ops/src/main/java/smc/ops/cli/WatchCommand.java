package smc.ops.cli;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import smc.feed.decode.Symbols;
import smc.feed.netty.MarketClient;
import smc.feed.session.MarketSession;
import smc.feed.session.SessionSettings;
import smc.ops.cli.option.ExchangeOptions;
import smc.ops.cli.option.ExitCode;
import smc.ops.text.MarketLines;

/** {@code smc watch}: a market as it happens, line by line. */
@Command(
        name = "watch",
        description = {
            "A symbol's trades and candles are printed as they come.",
            "Candles are of 15 minutes. It goes on until it is stopped."
        },
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final long CANDLE_NANOS = TimeUnit.MINUTES.toNanos(15);

    @Parameters(paramLabel = "SYMBOL", description = "such as SOLUSD")
    private String symbol;

    @Mixin
    private ExchangeOptions venue;

    @Option(
            names = "--trades",
            paramLabel = "N",
            description = "Stop after so many trades; without, it goes on until Ctrl-C.")
    private long tradesMax = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Symbols.isName(symbol)) {
            throw new ParameterException(spec.commandLine(), "expected a symbol such as SOLUSD, was " + symbol);
        }
        if (tradesMax < 1) {
            throw new ParameterException(spec.commandLine(), "--trades: expected at least 1, was " + tradesMax);
        }
        URI uri = venue.stream(spec);
        PrintWriter print = spec.commandLine().getOut();
        var done = new CountDownLatch(1);
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            var client = new MarketClient(
                    group.next(),
                    uri,
                    new Symbols(List.of(symbol)),
                    SessionSettings.DELTA,
                    MarketSession.NOTHING_KNOWN,
                    System.nanoTime(),
                    new MarketLines(symbol, CANDLE_NANOS, tradesMax, print, done::countDown));
            client.start();
            done.await();
            client.stop();
        } finally {
            var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
        return ExitCode.GOOD;
    }
}
