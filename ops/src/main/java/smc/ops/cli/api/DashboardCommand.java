package smc.ops.cli.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.ops.api.dashboard.Dashboard;
import smc.ops.api.dashboard.FolderDashboard;
import smc.ops.cli.option.Arguments;
import smc.ops.cli.option.ExitCode;
import smc.ops.journal.ChangedFolder;
import smc.ops.journal.JournalResult;
import smc.ops.run.StopWish;
import smc.ops.state.ApiFile;

/** {@code smc dashboard}: the dashboard of a folder. */
@Command(
        name = "dashboard",
        description = {
            "The dashboard of a data folder is served, without its engine.",
            "It only reads: nothing can be commanded. Where an engine runs on the folder its own dashboard is named.",
            "Ctrl-C ends it."
        },
        footer = {"", "Example:", "  ./smc dashboard --data data --port 0"},
        mixinStandardHelpOptions = true)
public final class DashboardCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of an engine.")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, 0 for a free one; api.port of its configuration if not given.")
    private Integer port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Arguments.requireDataFolder(spec, data);
        if (port != null && (port < 0 || port > PORT_MAX)) {
            throw new ParameterException(
                    spec.commandLine(), "--port: expected 0 to %d, was %d".formatted(PORT_MAX, port));
        }
        Configuration last = ChangedFolder.configuration(data)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--data: expected a folder that an engine was started in, was " + data));
        Optional<String> running = ApiFile.ofLiving(data).flatMap(ApiFile::url);
        if (running.isPresent() && port == null) {
            spec.commandLine().getOut().println("the engine of " + data + " serves it: " + running.get());
            return ExitCode.GOOD;
        }
        Dashboard.requireLogin(data, last);
        return StopWish.during(spec.commandLine().getOut(), spec.commandLine().getErr(), stop -> serve(last, stop));
    }

    private int serve(Configuration last, StopWish stop) throws IOException {
        EngineConfig.Api configured = last.engine().api();
        var api = new EngineConfig.Api(
                configured.host(), port == null ? configured.port() : port, configured.allowedHosts());
        PrintWriter out = spec.commandLine().getOut();
        try (FolderDashboard dashboard = FolderDashboard.open(data, JournalResult.configuration(data), api)) {
            out.println("dashboard " + dashboard.url() + " of " + data + ", read only; Ctrl-C ends it");
            out.flush();
            stop.asked().join();
        }
        return ExitCode.GOOD;
    }
}
