package smc.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room there is. */
@FunctionalInterface
public interface DiskSpace {
    long usableBytes() throws IOException;

    /** Of the file system that holds {@code folder}, which must exist. */
    static DiskSpace of(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return store::getUsableSpace;
    }
}
