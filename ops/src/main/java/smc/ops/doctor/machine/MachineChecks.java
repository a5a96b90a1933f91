package smc.ops.doctor.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import smc.execution.risk.RiskSettings;
import smc.journal.DiskLimits;
import smc.journal.DiskSpace;
import smc.ops.doctor.Check;
import smc.ops.door.MoneyKind;

/** The checks for which nobody is asked. Whoever builds what an engine needs of its machine adds a line. */
public final class MachineChecks {
    private MachineChecks() {}

    /**
     * All of them.
     *
     * @param data folder that an engine would go on from
     * @param host of the venue's REST
     * @param stageE8 the most that may be traded with by account and symbol, 1e-8 USD; 0 for all of it
     */
    public static List<Check> of(Path data, MoneyKind kind, String host, RiskSettings risk, long stageE8)
            throws IOException {
        return List.of(
                new JavaCheck(
                        Runtime.version(), ManagementFactory.getRuntimeMXBean().getInputArguments()),
                new DiskCheck(DiskSpace.of(data), DiskLimits.DEFAULT),
                new SleepCheck(System.getProperty("os.name"), SleepCheck.Shell.SYSTEM),
                new FolderCheck(data, kind, host),
                new RiskCheck(kind, risk, stageE8));
    }
}
