package smc.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Where the levels begin: below so many usable bytes. */
public record DiskLimits(long warnBelowBytes, long haltEntriesBelowBytes, long stopBelowBytes) {
    /** 10 GiB, 2 GiB, 512 MiB: a busy day writes a few GiB, and a stop must leave room for the sparse file in use. */
    public static final DiskLimits DEFAULT = new DiskLimits(10L << 30, 2L << 30, 512L << 20);

    /** @throws IllegalArgumentException unless they grow from stop to warn, none negative */
    public DiskLimits {
        if (stopBelowBytes < 0 || stopBelowBytes > haltEntriesBelowBytes || haltEntriesBelowBytes > warnBelowBytes) {
            throw new IllegalArgumentException("expected 0 <= stop <= halt entries <= warn, were " + stopBelowBytes
                    + ", " + haltEntriesBelowBytes + ", " + warnBelowBytes);
        }
    }

    /**
     * For a start, which stores before anybody looks at the disk again.
     *
     * @param folder for the message
     * @throws DiskFullException if it would have to stop at once
     */
    public void requireRoomToBegin(DiskSpace space, Path folder) throws IOException {
        long usableBytes = space.usableBytes();
        if (level(usableBytes) == DiskLevel.STOP) {
            throw new DiskFullException(
                    "expected at least %,d MiB of room on the disk of %s to begin, are %,d: make room, nothing was begun"
                            .formatted(stopBelowBytes >> 20, folder, usableBytes >> 20));
        }
    }

    public DiskLevel level(long usableBytes) {
        if (usableBytes < stopBelowBytes) {
            return DiskLevel.STOP;
        }
        if (usableBytes < haltEntriesBelowBytes) {
            return DiskLevel.HALT_ENTRIES;
        }
        return usableBytes < warnBelowBytes ? DiskLevel.WARN : DiskLevel.OK;
    }
}
