package smc.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.ops.cli.CommandRun.smc;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code smc config check} calls good runs, whatever the symbol is called. */
class ThirdSymbolTest {
    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void configure() {
        config = MarketFolder.in(folder)
                .configure("engine.json", "\"SOLUSD\", \"AAVEUSD\"", "\"SOLUSD\", \"BTCUSD\"")
                .configure("symbols.json", "{\n  \"SOLUSD\": {", """
                        {
                          "BTCUSD": {
                            "tickSize": 0.5,
                            "contractValue": 0.001,
                            "maintenancePct": 0.5,
                            "takerPct": 0.05,
                            "makerPct": 0.02,
                            "gstPct": 18,
                            "fundingPctPer8h": 0.01
                          },
                          "SOLUSD": {""")
                .path()
                .resolve("config");
    }

    @Test
    void aBacktestTradesIt() {
        assertThat(smc("config", "check", "--config", config).exitCode()).isZero();
        Path out = folder.resolve("out");

        CommandRun run =
                smc("backtest", "--config", config, "--market", "lively", "--days", 20, "--no-report", "--out", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(CsvTable.read(out.resolve("trades.csv"))
                        .where("symbol", "BTCUSD")
                        .size())
                .isPositive();
    }

    @Test
    void itsFileIsTheMarketOfABacktestAndLiesOnTheTick() {
        Path file = folder.resolve("BTCUSD.csv.gz");
        Path generated = folder.resolve("generated");
        Path read = folder.resolve("read");

        CommandRun generate =
                smc("data", "generate", "--config", config, "--symbol", "BTCUSD", "--days", 6, "--out", file);
        CommandRun check = smc("data", "check", "--config", config, "--symbol", "BTCUSD", file);
        smc("backtest", "--config", config, "--days", 6, "--no-report", "--out", generated);
        smc("backtest", "--config", config, "--candles", "BTCUSD=" + file, "--no-report", "--out", read);

        assertThat(generate.err()).isEmpty();
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).doesNotContain("off tick");
        assertThat(MarketFolder.files(read).get("candles-BTCUSD.csv.gz"))
                .isNotNull()
                .isEqualTo(MarketFolder.files(generated).get("candles-BTCUSD.csv.gz"));
    }

    @Test
    void theEngineTradesItAtTheExchangeInTheBox() {
        CommandRun run = smc(
                "run",
                "--config",
                config,
                "--speed",
                3_600,
                "--history-days",
                3,
                "--for",
                "2s",
                "--data",
                folder.resolve("data"));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("history of BTCUSD, ");
    }
}
