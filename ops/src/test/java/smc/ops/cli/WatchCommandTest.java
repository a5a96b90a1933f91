package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smc.feed.netty.ScriptedStream;

class WatchCommandTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void close() throws InterruptedException {
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** 1775814300 s is a quarter of an hour. The first candle began before anything was known of it. */
    @Test
    void tradesAndCompletedCandlesArePrintedAsTheyCome() throws InterruptedException {
        try (var stream = new ScriptedStream(
                group,
                trade("148.25", 3, 1775814400_000000L),
                trade("149", 1, 1775815200_000001L),
                trade("150.5", 2, 1775816200_000000L))) {

            CommandRun run = smc("watch", "SOLUSD", "--exchange", "127.0.0.1:" + (stream.port() - 1), "--trades", 3);

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines())
                    .containsExactly(
                            "connected",
                            "2026-04-10T09:46:40Z  SOLUSD  known from here on",
                            "2026-04-10T09:46:40Z  SOLUSD  148.25 x 3",
                            "2026-04-10T10:00:00.000001Z  SOLUSD  149 x 1",
                            "2026-04-10T09:45:00Z  SOLUSD  candle open 148.25 high 148.25 low 148.25 close 148.25 contracts 3 (incomplete)",
                            "2026-04-10T10:00:00Z  SOLUSD  candle open 149 high 149 low 149 close 149 contracts 1",
                            "2026-04-10T10:16:40Z  SOLUSD  150.5 x 2");
        }
    }

    @Test
    void whatCannotBeWatchedIsAUsageError() {
        assertThat(smc("watch").exitCode()).isEqualTo(2);
        assertThat(smc("watch", "SOL USD", "--exchange", "127.0.0.1:1").err()).contains("was SOL USD");
        assertThat(smc("watch", "SOLUSD", "--exchange", "127.0.0.1:1", "--trades", 0)
                        .err())
                .contains("--trades: expected at least 1");
    }

    private static String trade(String price, int contracts, long micros) {
        return "{\"type\":\"trades\",\"sy\":\"SOLUSD\",\"p\":\"%s\",\"s\":%d.0,\"r\":\"m\",\"t\":%d,\"ts\":%d}"
                .formatted(price, contracts, micros, micros);
    }
}
