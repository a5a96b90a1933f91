package smc.engine.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import smc.engine.backtest.Backtest;
import smc.engine.backtest.Driven;
import smc.engine.core.TradingCore;
import smc.engine.event.Call;
import smc.engine.event.EveryInput;
import smc.engine.event.Inputs;
import smc.engine.outcome.RunRecord;

/** One call of {@link Inputs}, as a run made it. */
public record RecordedInput(long nowNanos, String method, Consumer<Inputs> call) {
    /** What a run over {@link RecordedRun#walks} gives the core, the venue's answers included. */
    public static List<RecordedInput> ofARun(Backtest backtest, long seed, int candles) throws IOException {
        var inputs = new ArrayList<RecordedInput>();
        backtest.driveOverRowsAsTrades(
                RecordedRun.walks(seed, candles),
                port -> {
                    var core = new TradingCore(backtest.core(), new RunRecord(backtest, port));
                    return new Driven() {
                        @Override
                        public Inputs next(long nowNanos) {
                            core.at(0, nowNanos);
                            return new EveryInput() {
                                @Override
                                protected void on(Call call, Consumer<Inputs> again) {
                                    inputs.add(new RecordedInput(nowNanos, call.method(), again));
                                    again.accept(core);
                                }
                            };
                        }

                        @Override
                        public void done() {
                            // The core has worked on it already.
                        }
                    };
                },
                _ -> {});
        return inputs;
    }
}
