package smc.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.Effects;
import smc.engine.event.EveryEffect;
import smc.engine.view.EngineView;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.Journal;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.number.FixedPoint;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * Snapshots of every released version: each must stay one that can be gone on from. The files are never changed; {@link #main} made them, and makes one
 * when a component tells something else under a new version.
 */
class GoldenSnapshotTest {
    @TempDir
    private Path folder;

    /** One symbol; account 0 trades mode A, account 1 mode B. */
    private static CoreSettings settings() {
        var zone = new ZoneSettings(4_000, 20, 2_000, 200, 150);
        List<DeskSettings> accounts = List.of(Mode.CANDLE_CLOSE, Mode.LIMIT).stream()
                .map(mode -> new DeskSettings(
                        mode,
                        100_000 * FixedPoint.ONE_E8,
                        zone,
                        zone,
                        5_000,
                        false,
                        3,
                        1,
                        200,
                        8_000,
                        TimeUnit.SECONDS.toNanos(5)))
                .toList();
        var instrument = new Instrument(0, "SOLUSD", 1_000_000, FixedPoint.ONE_E8, 500_000, Long.MAX_VALUE);
        return new CoreSettings(1, RandomCandles.INTERVAL_NANOS, 0, false, List.of(instrument), accounts);
    }

    @ParameterizedTest
    @ValueSource(strings = "snapshot-v1.json")
    void aSnapshotOfEveryVersionCanBeGoneOnFrom(String name) throws Exception {
        Path file = folder.resolve(name);
        try (InputStream in = GoldenSnapshotTest.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        Snapshot snapshot = SnapshotFile.read(file);
        var core = new TradingCore(settings(), nobody());
        var view = new EngineView(settings());

        core.restore(StateTree.of(snapshot.core()));
        view.restore(StateTree.of(snapshot.view()));

        var again = new StateCopy();
        core.copyTo(again);
        assertThat(snapshot.core().hash()).isEqualTo(snapshot.header().hash());
        assertThat(again.hash()).isEqualTo(snapshot.header().hash());
        // What makes it a witness: a trade is open in it, an order at rest, and blocks are alive.
        StateTree symbol =
                StateTree.of(snapshot.core()).object("core").objects("symbols").getFirst();
        assertThat(symbol.object("detector").objects("blocks")).isNotEmpty();
        assertThat(symbol.objects("desks")).anyMatch(desk -> desk.has("trade"));
        assertThat(symbol.objects("desks"))
                .anyMatch(desk -> !desk.object("orders").objects("entries").isEmpty());
    }

    private static Effects nobody() {
        return new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                // Nobody listens.
            }
        };
    }

    /** Writes one: candles, entries that are filled, until a trade is open after the four hundredth candle. The argument is the file. */
    public static void main(String... arguments) throws Exception {
        var wanted = new ArrayList<Submit>();
        var core = new TradingCore(settings(), new EveryEffect() {
            @Override
            protected void on(Call call, Consumer<Effects> again) {
                if (call.arguments().getLast() instanceof Submit submit) {
                    wanted.add(submit);
                }
            }
        });
        long sequence = 0;
        long nowNanos = 0;
        core.at(++sequence, RandomCandles.START_NANOS);
        core.onTradingSwitched(0, true);
        core.onTradingSwitched(1, true);
        int filled = 0;
        for (Candle candle : RandomCandles.walk(5, 600)) {
            nowNanos = candle.openTimeNanos() + RandomCandles.INTERVAL_NANOS;
            core.at(++sequence, nowNanos);
            core.onCandle(0, candle, true);
            boolean hasFilled = false;
            for (Submit submit : List.copyOf(wanted)) {
                core.at(++sequence, nowNanos);
                core.onOrderReport(submit.accountId(), 0, new Accepted(submit.orderId()));
                if (submit.isEntry() && sequence > 400 && !hasFilled) {
                    core.at(++sequence, nowNanos);
                    core.onOrderReport(
                            submit.accountId(),
                            0,
                            new Filled(submit.orderId(), submit.contracts(), submit.priceE8(), 12_345));
                    hasFilled = true;
                    filled++;
                }
            }
            wanted.clear();
            if (filled > 0 && sequence > 700) {
                break;
            }
        }
        core.at(++sequence, nowNanos);
        core.onSnapshotAsked();
        var view = new StateCopy();
        new EngineView(settings()).copyTo(view);
        SnapshotFile.write(
                Path.of(arguments[0]),
                new Snapshot(
                        new Snapshot.Header(
                                sequence,
                                nowNanos,
                                1,
                                3,
                                0,
                                core.copy().hash(),
                                new Journal.Place(1, "20261130F.cq4", 0, sequence - 1)),
                        core.copy(),
                        view));
    }
}
