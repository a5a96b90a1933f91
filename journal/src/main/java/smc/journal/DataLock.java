package smc.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One process a data folder: held from before anything in it is read until the process ends, however it ends. */
public final class DataLock implements AutoCloseable {
    /** The file in the data folder that is locked; it holds the owner's process id. */
    public static final String FILE = "lock";

    private static final Set<Path> TAKEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path dataFolder;
    private final FileChannel channel;

    private DataLock(Path dataFolder, FileChannel channel) {
        this.dataFolder = dataFolder;
        this.channel = channel;
    }

    /**
     * Takes the lock, making the folder if there is none.
     *
     * @throws RefusedStartException if it is taken, naming the process that holds it
     * @throws JournalException if the folder cannot be used
     */
    public static DataLock take(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        try {
            Files.createDirectories(dataFolder);
            Path folder = dataFolder.toRealPath();
            // Before the file is opened: closing any handle on it would release the lock of this process (fcntl).
            if (!TAKEN_HERE.add(folder)) {
                throw refused(file, ProcessHandle.current().pid() + ", this one,");
            }
            FileChannel channel = null;
            try {
                channel = lock(file);
                return new DataLock(folder, channel);
            } finally {
                if (channel == null) {
                    TAKEN_HERE.remove(folder);
                }
            }
        } catch (IOException e) {
            throw new JournalException("cannot lock " + file + ": " + e, e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw refused(file, Files.readString(file).strip());
            }
            String owner = ProcessHandle.current().pid() + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)));
            isLocked = true;
            return channel;
        } finally {
            if (!isLocked) {
                channel.close();
            }
        }
    }

    /**
     * The process at work in a data folder, as far as the folder says: it may have ended without a word.
     *
     * @return empty if nobody is there
     */
    public static OptionalLong holder(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return OptionalLong.empty();
            }
            if (TAKEN_HERE.contains(dataFolder.toRealPath())) { // Not opened: see take.
                return OptionalLong.of(ProcessHandle.current().pid());
            }
            String owner = Files.readString(file).strip();
            if (!owner.matches("\\d{1,18}")) {
                return OptionalLong.empty();
            }
            long pid = Long.parseLong(owner);
            return ProcessHandle.of(pid).isPresent() ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException e) {
            throw new JournalException("cannot read " + file + ": " + e, e);
        }
    }

    private static RefusedStartException refused(Path file, String owner) {
        return new RefusedStartException(
                "expected nobody at work in " + file.getParent() + ", but process " + owner + " holds " + file);
    }

    /** The folder that is locked. */
    public Path dataFolder() {
        return dataFolder;
    }

    @Override
    public void close() {
        try {
            channel.truncate(0); // Who reads it later is not to take us for somebody at work.
            channel.close();
            TAKEN_HERE.remove(dataFolder);
        } catch (IOException e) {
            throw new JournalException("cannot release " + dataFolder.resolve(FILE) + ": " + e, e);
        }
    }
}
