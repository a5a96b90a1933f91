package smc.journal.chronicle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Switches the kernel's read-ahead off for a mapping. On Linux the first store into a page of a sparse file makes all pages that read-ahead would read:
 * with 8 MiB of it (cloud disks have that) 12 ms went by at one store in every 8 MiB (ext4, Linux 6.18, 2026-11-22).
 */
final class ReadAhead {
    /** POSIX_MADV_RANDOM, the same number on Linux and macOS. */
    private static final int RANDOM = 1;

    /** {@code int posix_madvise(void *addr, size_t len, int advice)}; empty where there is none. */
    @SuppressWarnings("restricted")
    private static final Optional<MethodHandle> MADVISE = Linker.nativeLinker()
            .defaultLookup()
            .find("posix_madvise")
            .map(function -> Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)));

    private ReadAhead() {}

    /**
     * As far as the system lets one; it is only advice.
     *
     * @param address of a page
     */
    static void off(long address, long length) {
        if (MADVISE.isEmpty()) {
            return;
        }
        try {
            int _ = (int) MADVISE.get().invokeExact(MemorySegment.ofAddress(address), length, RANDOM);
        } catch (Throwable e) { // invokeExact says so; a C function throws nothing
            throw new IllegalStateException(e);
        }
    }
}
