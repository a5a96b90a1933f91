package smc.engine.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import smc.engine.snapshot.SnapshotFolder;

/** A data folder as it lies there now, beside a process that may be at work in it: what a kill at this moment would leave. */
final class DataCopy {
    private static final int CHUNK = 1 << 16;

    private DataCopy() {}

    /** Copies it; what is zero takes no room, and a file that goes meanwhile was never there. */
    static Path of(Path data, Path target) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    copyFile(file, to(file));
                } catch (NoSuchFileException e) {
                    return visitFileFailed(file, e);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            private Path to(Path path) {
                return target.resolve(data.relativize(path).toString());
            }
        });
        return target;
    }

    /** Of a killed process, which could not say that it had closed its journal. */
    static Path ofKilled(Path data, Path target) throws IOException {
        of(data, target);
        try (Stream<Path> paths = Files.walk(target.resolve("journal"))) {
            for (Path path : paths.filter(each -> each.endsWith("closed.txt")).toList()) {
                Files.delete(path);
            }
        }
        return target;
    }

    static Path withoutSnapshots(Path data) throws IOException {
        List<SnapshotFolder.Entry> entries = SnapshotFolder.of(data).newestFirst();
        for (SnapshotFolder.Entry entry : entries) {
            Files.delete(entry.file());
        }
        return data;
    }

    private static void copyFile(Path from, Path to) throws IOException {
        byte[] zeros = new byte[CHUNK];
        var chunk = ByteBuffer.allocate(CHUNK);
        try (var in = FileChannel.open(from);
                var out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long at = 0; at < size; at += CHUNK) {
                chunk.clear();
                int read = in.read(chunk, at);
                boolean isLast = at + read >= size;
                if (isLast || !Arrays.equals(chunk.array(), 0, read, zeros, 0, read)) {
                    out.write(chunk.flip(), at);
                }
            }
        }
    }
}
