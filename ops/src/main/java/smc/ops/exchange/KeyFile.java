package smc.ops.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds keys: only its owner may read or write it (0600). A file system that knows no such permissions is left alone. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /** Writes it whole or not at all. Nobody else can read it at any moment, so the permissions come with the file and not after it. */
    public static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path aside = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        FileAttribute<?>[] ownerOnly = hasPermissions(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Files.deleteIfExists(aside);
        try {
            try (var channel = FileChannel.open(
                    aside, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /**
     * Takes a file of ours away from everybody else.
     *
     * @return whether anybody else could read or write it
     */
    static boolean tighten(Path file) throws IOException {
        if (isPrivate(file)) {
            return false;
        }
        Files.setPosixFilePermissions(file, OWNER_ONLY);
        return true;
    }

    /**
     * Looks at a file that the user gave, and leaves it as it is: whose it is, is not ours to say.
     *
     * @throws KeyFileException if anybody else may read or write it, with what to type
     */
    public static void requirePrivate(Path file) throws IOException {
        if (Files.exists(file) && !isPrivate(file)) {
            throw new KeyFileException(
                    "expected a file of keys that only its owner may read (0600), %s is %s: chmod 600 '%s'"
                            .formatted(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file));
        }
    }

    private static boolean isPrivate(Path file) throws IOException {
        return !hasPermissions(file)
                || EnumSet.of(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE)
                        .containsAll(Files.getPosixFilePermissions(file));
    }

    private static boolean hasPermissions(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }
}
