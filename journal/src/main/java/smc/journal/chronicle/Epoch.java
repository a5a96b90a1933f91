package smc.journal.chronicle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import smc.journal.Cut;
import smc.journal.JournalException;

/**
 * What one start wrote: {@code journal/000002/}, or {@code journal/archive/000002.zip}.
 *
 * @param before where the epoch before it was cut; it goes on with the next sequence
 * @param files roll files, oldest first
 */
record Epoch(int number, Cut before, List<EpochFile> files) {
    static final String CUT_FILE = "cut.txt";
    static final String ARCHIVE_FOLDER = "archive";
    private static final String ROLL_FILE_SUFFIX = ".cq4";
    private static final String ARCHIVE_SUFFIX = ".zip";

    /**
     * All epochs of a journal, oldest first; the oldest may have been taken away. One that is there
     * twice, since its archiving was interrupted, is taken from its folder.
     *
     * @throws JournalException if one has no readable cut, or one is missing between two
     */
    static List<Epoch> list(Path journalFolder) throws IOException {
        var epochs = new TreeMap<Integer, Epoch>();
        for (Path archive : content(journalFolder.resolve(ARCHIVE_FOLDER))) {
            String name = archive.getFileName().toString();
            if (name.matches("\\d{6,}\\" + ARCHIVE_SUFFIX)) {
                int number = Integer.parseInt(name.substring(0, name.length() - ARCHIVE_SUFFIX.length()));
                epochs.put(number, ofArchive(number, archive));
            }
        }
        for (Path folder : content(journalFolder)) {
            if (folder.getFileName().toString().matches("\\d{6,}")) {
                int number = Integer.parseInt(folder.getFileName().toString());
                epochs.put(number, ofFolder(number, folder));
            }
        }
        int expected = epochs.isEmpty() ? 1 : epochs.firstKey();
        for (Epoch epoch : epochs.values()) {
            if (epoch.number != expected) {
                throw new JournalException("expected epoch " + folderName(expected) + ", found "
                        + folderName(epoch.number) + " in " + journalFolder);
            }
            expected++;
        }
        return List.copyOf(epochs.values());
    }

    static String folderName(int number) {
        return String.format("%06d", number);
    }

    static Path archiveOf(Path journalFolder, int number) {
        return journalFolder.resolve(ARCHIVE_FOLDER).resolve(folderName(number) + ARCHIVE_SUFFIX);
    }

    private static Epoch ofFolder(int number, Path folder) throws IOException {
        Path cutFile = folder.resolve(CUT_FILE);
        if (!Files.exists(cutFile)) {
            throw new JournalException("expected " + CUT_FILE + " in " + folder + ", found none");
        }
        var files = new ArrayList<EpochFile>();
        for (Path file : content(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(ROLL_FILE_SUFFIX)) {
                files.add(new EpochFile.Plain(folderName(number) + "/" + name, file));
            }
        }
        return new Epoch(number, Cut.parse(Files.readString(cutFile), cutFile.toString()), List.copyOf(files));
    }

    private static Epoch ofArchive(int number, Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            ZipEntry cut = zip.getEntry(CUT_FILE);
            if (cut == null) {
                throw new JournalException("expected " + CUT_FILE + " in " + archive + ", found none");
            }
            var files = new ArrayList<EpochFile>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(ROLL_FILE_SUFFIX))
                    .sorted()
                    .forEach(name -> files.add(new EpochFile.Archived(
                            ARCHIVE_FOLDER + "/" + archive.getFileName() + "/" + name, archive, name)));
            try (InputStream in = zip.getInputStream(cut)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Epoch(number, Cut.parse(text, archive.toString()), List.copyOf(files));
            }
        }
    }

    /** What is in a folder, by name; nothing if there is none. Names of roll files sort by time. */
    private static List<Path> content(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
