package smc.ops.run.kill;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import smc.engine.live.kill.KillReport;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlSocket;
import smc.ops.run.RunningEngine;
import smc.ops.text.LiveLines;

/**
 * What an operator asks of a running engine.
 *
 * @param lines where the engine runs, whoever watches it sees a kill too
 */
public record EngineControl(RunningEngine engine, LiveLines lines) implements ControlSocket.Handler {
    @Override
    public void take(ControlRequest request) throws InterruptedException {
        engine.tell(request::tell);
    }

    @Override
    public CompletableFuture<KillReport> kill(ControlRequest request, Consumer<String> told)
            throws InterruptedException {
        return engine.kill(request.who(), request.why(), line -> {
                    lines.note("kill: " + line);
                    told.accept(line);
                })
                .whenComplete((report, failure) -> {
                    if (failure == null) {
                        report.lines().forEach(line -> lines.note("kill: " + line));
                    } else {
                        lines.alarm("the kill did not come to its end: " + failure.getMessage());
                    }
                });
    }
}
