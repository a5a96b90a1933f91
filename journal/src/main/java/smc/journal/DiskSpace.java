package smc.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room there is. */
@FunctionalInterface
public interface DiskSpace {
    long usableBytes() throws IOException;

    /** Of the file system that holds {@code folder}, or will hold it. */
    static DiskSpace of(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        FileStore store = Files.getFileStore(there);
        return store::getUsableSpace;
    }
}
