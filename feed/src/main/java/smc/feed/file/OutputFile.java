package smc.feed.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import smc.feed.text.ContentHash;
import smc.feed.text.DataFileException;

/** Writes a file whole or not at all: aside, synced, then renamed over the old one. A name that ends in {@code .gz} is compressed. */
public final class OutputFile {
    /** How the name ends of what is written aside. */
    private static final String UNFINISHED = ".tmp";

    private OutputFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    /**
     * Replaces {@code file} by {@code content}, UTF-8, compressed if its name ends in {@code .gz}. On any failure the old file stands as it was and nothing is left beside it.
     *
     * @throws DataFileException if it cannot be written: no folder, no permission, no room
     */
    public static void write(Path file, Content content) throws DataFileException {
        write(file, new ContentHash(), content);
    }

    /**
     * The same.
     *
     * @param hash takes every byte of the file, as it is written
     */
    public static void write(Path file, ContentHash hash, Content content) throws DataFileException {
        writeAside(file, out -> {
            OutputStream counted = hash.over(out);
            GZIPOutputStream gzip = file.toString().endsWith(".gz") ? new GZIPOutputStream(counted, 1 << 16) : null;
            OutputStream bytes = gzip == null ? counted : gzip;
            var writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
            content.writeTo(writer);
            writer.flush();
            if (gzip != null) {
                gzip.finish();
            }
        });
    }

    /**
     * Replaces {@code file} by {@code bytes}, likewise.
     *
     * @throws DataFileException if it cannot be written
     */
    public static void write(Path file, byte[] bytes) throws DataFileException {
        writeAside(file, out -> out.write(bytes));
    }

    /** What a process that was killed while it wrote has left is named so: nobody's, once nobody writes in the folder. */
    public static boolean isUnfinished(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(UNFINISHED) && Files.isRegularFile(file);
    }

    @FunctionalInterface
    private interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void writeAside(Path file, Bytes bytes) throws DataFileException {
        Path aside = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED);
        try {
            try {
                try (var out = Files.newOutputStream(aside)) {
                    bytes.writeTo(out);
                }
                sync(aside);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new DataFileException(file, "cannot be written: " + reason(e));
        }
    }

    /** A thread that is interrupted finishes what it has begun to write, and is interrupted after it. */
    private static void sync(Path file) throws IOException {
        boolean isInterrupted = Thread.interrupted();
        try {
            boolean isSynced = false;
            while (!isSynced) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                    isSynced = true;
                } catch (ClosedByInterruptException _) {
                    isInterrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "no permission";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> e.getMessage();
        };
    }
}
