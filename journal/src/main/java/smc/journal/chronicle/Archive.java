package smc.journal.chronicle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import smc.journal.JournalException;

/**
 * Compresses epochs that are over to {@code journal/archive/<epoch>.zip}, from where {@link ChronicleReader} reads them as before. The folder
 * goes only once the archive is on disk and has been read back byte for byte. An archive goes only where somebody asks for it by {@link #deleteOldest}. Cold;
 * may run beside an engine, which reads no epoch but its own once it has started.
 */
public final class Archive {
    private static final String REMOVED_SUFFIX = ".archived";

    private Archive() {}

    /**
     * What became of an epoch.
     *
     * @param bytes that its files held, much of it zeros
     * @param archivedBytes that the archive has
     */
    public record Archived(int epoch, Path archive, long bytes, long archivedBytes) {}

    /**
     * An archive that is gone.
     *
     * @param bytes that it had
     */
    public record Deleted(int epoch, Path archive, long bytes) {}

    /**
     * Archives every epoch but the last one, which may be in use; oldest first. One that cannot be read as far as it goes stays as it lies there, and so do
     * those after it: an archive is taken for a copy of something sound.
     *
     * @throws smc.journal.DamageException if an epoch is damaged before its end
     * @throws JournalException if an archive cannot be written, or is not what was written; the epoch's folder is untouched then
     */
    public static List<Archived> closedEpochs(Path dataFolder) {
        var archived = new ArrayList<Archived>();
        closedEpochs(dataFolder, Integer.MAX_VALUE, archived::add);
        return List.copyOf(archived);
    }

    /**
     * Likewise, of those below a number.
     *
     * @param before the first epoch that stays as it is
     * @param listener told of each when it is done, also if a later one fails
     */
    public static void closedEpochs(Path dataFolder, int before, Consumer<Archived> listener) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            var epochs = Epoch.list(journalFolder);
            List<Epoch> trusted = Epoch.trusted(epochs);
            for (Epoch epoch : epochs.subList(0, Math.max(epochs.size() - 1, 0))) {
                if (epoch.number() >= before) {
                    break;
                }
                Path folder = journalFolder.resolve(Epoch.folderName(epoch.number()));
                Path removed = folder.resolveSibling(folder.getFileName() + REMOVED_SUFFIX);
                if (Files.isDirectory(removed)) {
                    remove(removed);
                }
                if (Files.isDirectory(folder)) {
                    int index = trusted.indexOf(epoch);
                    if (index >= 0) { // Else it was given up, and nothing of it is read.
                        JournalEnd.requireSound(epoch, trusted.get(index + 1).before());
                    }
                    listener.accept(archive(folder, epoch.number(), Epoch.archiveOf(journalFolder, epoch.number())));
                }
            }
        } catch (IOException e) {
            throw new JournalException("cannot archive in " + journalFolder + ": " + e, e);
        }
    }

    /**
     * Deletes the archive of the oldest epoch, for good: the journal begins with the next one then. The oldest alone, so that a crash leaves no epoch missing
     * between two.
     *
     * @throws JournalException if that epoch is the last, is not archived, or cannot be deleted
     */
    public static Deleted deleteOldest(Path dataFolder) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            List<Epoch> epochs = Epoch.list(journalFolder);
            int oldest = epochs.isEmpty() ? 0 : epochs.getFirst().number();
            Path archive = Epoch.archiveOf(journalFolder, oldest);
            if (epochs.size() < 2 || Files.isDirectory(journalFolder.resolve(Epoch.folderName(oldest)))) {
                throw new JournalException(
                        "expected the oldest of several epochs to be archived before it is deleted, was "
                                + Epoch.folderName(oldest) + " in " + journalFolder);
            }
            long bytes = Files.size(archive);
            Files.delete(archive);
            ChronicleJournal.forceDirectory(archive.getParent());
            return new Deleted(oldest, archive, bytes);
        } catch (IOException e) {
            throw new JournalException("cannot delete in " + journalFolder + ": " + e, e);
        }
    }

    private static Archived archive(Path folder, int epoch, Path archive) throws IOException {
        List<Path> files = content(folder);
        Files.createDirectories(archive.getParent());
        ChronicleJournal.forceDirectory(archive.getParent().getParent());
        Path aside = archive.resolveSibling(archive.getFileName() + ".tmp");
        long bytes = pack(files, aside);
        verify(files, aside);
        Files.move(aside, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ChronicleJournal.forceDirectory(archive.getParent());

        remove(Files.move(folder, folder.resolveSibling(folder.getFileName() + REMOVED_SUFFIX)));
        return new Archived(epoch, archive, bytes, Files.size(archive));
    }

    /** A folder that was renamed first, so that what a crash leaves of it is no epoch; the next archiving takes it away. */
    private static void remove(Path folder) throws IOException {
        for (Path file : content(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static long pack(List<Path> files, Path target) throws IOException {
        long bytes = 0;
        try (var channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            var zip = new ZipOutputStream(out);
            for (Path file : files) {
                var entry = new ZipEntry(file.getFileName().toString());
                entry.setLastModifiedTime(
                        FileTime.from(Files.getLastModifiedTime(file).toInstant()));
                zip.putNextEntry(entry);
                bytes += Files.copy(file, zip);
                zip.closeEntry();
            }
            zip.finish();
            out.flush();
            channel.force(true);
        }
        return bytes;
    }

    private static void verify(List<Path> files, Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            if (zip.size() != files.size()) {
                throw new JournalException(
                        "expected " + files.size() + " files in " + archive + ", found " + zip.size());
            }
            for (Path file : files) {
                try (InputStream original = Files.newInputStream(file);
                        InputStream packed = zip.getInputStream(
                                zip.getEntry(file.getFileName().toString()))) {
                    requireEqual(original, packed, file);
                }
            }
        }
    }

    private static void requireEqual(InputStream original, InputStream packed, Path file) throws IOException {
        byte[] expected;
        do {
            expected = original.readNBytes(1 << 16);
            byte[] found = packed.readNBytes(1 << 16);
            if (!Arrays.equals(expected, found)) {
                throw new JournalException("expected the bytes of " + file + " in its archive, found others");
            }
        } while (expected.length > 0);
    }

    private static List<Path> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
