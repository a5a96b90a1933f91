package smc.journal.chronicle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Has the file system find the blocks of a part of a file before anybody stores into its mapping: a store into a page for which there is no room ends
 * the process (SIGBUS). Linux only; elsewhere, and where the file system cannot, it does nothing, and the disk's levels are all there is. One owner.
 */
final class DiskBlocks implements AutoCloseable {
    private static final int READ_AND_WRITE = 2; // O_RDWR

    /** FALLOC_FL_KEEP_SIZE: how long the file is, is Chronicle's. */
    private static final int KEEP_SIZE = 1;

    /** EIO, EFBIG, ENOSPC, EDQUOT of Linux. Any other number says that it cannot be done here. */
    private static final Set<Integer> NO_ROOM = Set.of(5, 27, 28, 122);

    private static final int NONE = -1;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** {@code int fallocate(int fd, int mode, off_t offset, off_t len)}; empty where there is none. */
    private static final Optional<MethodHandle> ALLOCATE = function(
            "fallocate",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private static final Optional<MethodHandle> OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));

    private static final Optional<MethodHandle> CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private int descriptor = NONE;

    DiskBlocks(Path file) {
        this.file = file;
        if (ALLOCATE.isEmpty() || OPEN.isEmpty() || CLOSE.isEmpty()) {
            return;
        }
        try (Arena name = Arena.ofConfined()) {
            descriptor = (int) OPEN.get().invokeExact(name.allocateFrom(file.toString()), READ_AND_WRITE);
        } catch (Throwable e) { // invokeExact says so; a C function throws nothing
            throw new IllegalStateException(e);
        }
    }

    /**
     * Finds the blocks, as many as are missing; changes no byte, and not how long the file is.
     *
     * @throws IOException if there is no room for them
     */
    void allocate(long offset, long length) throws IOException {
        if (descriptor < 0) {
            return;
        }
        int result;
        try {
            result = (int) ALLOCATE.get().invokeExact(state, descriptor, KEEP_SIZE, offset, length);
        } catch (Throwable e) { // as above
            throw new IllegalStateException(e);
        }
        int errno = result == 0 ? 0 : (int) ERRNO.get(state, 0L);
        if (NO_ROOM.contains(errno)) {
            throw new IOException(
                    "no room for %,d bytes at byte %,d of %s (errno %d)".formatted(length, offset, file, errno));
        }
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            try {
                int _ = (int) CLOSE.get().invokeExact(descriptor);
            } catch (Throwable e) { // as above
                throw new IllegalStateException(e);
            }
            descriptor = NONE;
        }
        arena.close();
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return Linker.nativeLinker()
                .defaultLookup()
                .find(name)
                .map(function -> Linker.nativeLinker().downcallHandle(function, descriptor, options));
    }
}
