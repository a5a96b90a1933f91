package smc.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.codec.FrameReader;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineView;
import smc.engine.view.NoEffects;
import smc.execution.order.OrderReport.Accepted;
import smc.execution.order.OrderReport.Cancelled;
import smc.execution.order.OrderReport.Edited;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.DataLock;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;
import smc.strategy.candle.Candle;
import smc.strategy.candle.RandomCandles;
import smc.strategy.state.StateCopy;

/**
 * How long the engine thread stands still for a snapshot: core and view of two symbols and two modes copy themselves out, after half a year of candles
 * with orders that rest and are cancelled. Prints a table.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class SnapshotBenchmark {
    private static final int CANDLES = 17_280;
    private static final int SYMBOLS = 2;

    @Param("config")
    public String config;

    @Param("2000")
    public int copies;

    /** Requests of the last input, for the venue of this benchmark, which takes all of them. */
    private static final class Requests extends NoEffects {
        private final FrameReader reader = new FrameReader();
        private final List<OrderRequest> wanted = new ArrayList<>();

        @Override
        public void wanted(OrderRequest request) {
            wanted.add(request);
        }
    }

    @Benchmark
    public void run() throws Exception {
        CoreSettings settings = EnginePipe.settings(Path.of(config), SYMBOLS);
        Path folder = Files.createTempDirectory("snapshot-benchmark");
        var made = new AtomicReference<TradingCore>();
        var view = new EngineView(settings);
        var requests = new Requests();
        try (DataLock lock = DataLock.take(folder)) {
            ChronicleJournal journal =
                    ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
                        throw new JournalException(what, cause);
                    });
            try (var ring = new EngineRing(
                    new RingSettings(1 << 10, RingSettings.Idle.BACKOFF, RingSettings.Sync.NONE, 1),
                    journal,
                    effects -> {
                        made.set(new TradingCore(settings, effects));
                        return made.get();
                    },
                    (buffer, offset, length) -> {
                        view.onFrame(buffer, offset, length);
                        requests.reader.readEffects(
                                buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, requests);
                    },
                    fault -> fault.cause().printStackTrace())) {
                trade(ring, settings, requests);
                measure(made.get(), view);
            }
        }
        RingBenchmark.delete(folder);
    }

    private static void trade(EngineRing ring, CoreSettings settings, Requests requests) {
        for (int account = 0; account < settings.accounts().size(); account++) {
            ring.tryNext(0).onTradingSwitched(account, true);
            ring.publish();
        }
        List<List<Candle>> walks = List.of(RandomCandles.walk(3, CANDLES), RandomCandles.walk(4, CANDLES));
        for (int i = 0; i < CANDLES; i++) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                Candle candle = walks.get(symbol).get(i);
                long nowNanos = candle.openTimeNanos() + RandomCandles.INTERVAL_NANOS;
                ring.tryNext(nowNanos).onCandle(symbol, candle, true);
                ring.publish();
                ring.await();
                answer(ring, nowNanos, requests);
            }
        }
    }

    private static void answer(EngineRing ring, long nowNanos, Requests requests) {
        while (!requests.wanted.isEmpty()) {
            List<OrderRequest> asked = List.copyOf(requests.wanted);
            requests.wanted.clear();
            for (OrderRequest request : asked) {
                var report = switch (request) {
                    case Submit submit -> new Accepted(submit.orderId());
                    case Cancel cancel -> new Cancelled(cancel.orderId());
                    case Edit edit -> new Edited(edit.orderId(), edit.priceE8(), edit.contracts());
                };
                ring.tryNext(nowNanos).onOrderReport(request.accountId(), request.instrumentId(), report);
                ring.publish();
            }
            ring.await();
        }
    }

    /** The engine thread has nothing to do meanwhile. */
    private void measure(TradingCore core, EngineView view) {
        var coreCopy = new StateCopy();
        var viewCopy = new StateCopy();
        var nanos = new long[copies];
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (int round = 0; round < 2; round++) { // the first warms up
            bytes = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < copies; i++) {
                long began = System.nanoTime();
                core.copyTo(coreCopy);
                coreCopy.hash();
                view.copyTo(viewCopy);
                nanos[i] = System.nanoTime() - began;
            }
        }
        long bytesEach = (threads.getCurrentThreadAllocatedBytes() - bytes) / copies;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%n%n## Snapshot of %,d and %,d values, us: of %,d%n| p50 | p99 | most | bytes allocated |%n| %.0f | %.0f | %.0f | %,d |%n",
                coreCopy.size(),
                viewCopy.size(),
                copies,
                nanos[copies / 2] / 1e3,
                nanos[copies * 99 / 100] / 1e3,
                nanos[copies - 1] / 1e3,
                bytesEach);
        System.out.printf(Locale.ROOT, "goal: p99, us, at most 1,000: %.0f%n", nanos[copies * 99 / 100] / 1e3);
    }
}
