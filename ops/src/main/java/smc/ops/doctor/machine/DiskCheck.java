package smc.ops.doctor.machine;

import java.io.IOException;
import java.util.List;
import smc.journal.DiskLimits;
import smc.journal.DiskSpace;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Room for the journal. */
final class DiskCheck implements Check {
    private final DiskSpace space;
    private final DiskLimits limits;

    DiskCheck(DiskSpace space, DiskLimits limits) {
        this.space = space;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Finding> look() throws IOException {
        long usableBytes = space.usableBytes();
        String expected = "%,d MiB of room".formatted(limits.warnBelowBytes() >> 20);
        String found = "%,d MiB".formatted(usableBytes >> 20);
        return List.of(
                switch (limits.level(usableBytes)) {
                    case OK -> Finding.pass("data folder", expected, found);
                    case WARN -> Finding.warn("data folder", expected, found, "make room: a busy day writes a few GiB");
                    case HALT_ENTRIES, STOP ->
                        Finding.fail("data folder", expected, found, "make room: an engine would not trade");
                });
    }
}
