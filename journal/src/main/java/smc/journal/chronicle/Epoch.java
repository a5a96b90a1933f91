package smc.journal.chronicle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import smc.journal.CheckedText;
import smc.journal.Cut;
import smc.journal.DamageException;
import smc.journal.JournalException;

/**
 * What one start wrote: {@code journal/000002/}, or {@code journal/archive/000002.zip}.
 *
 * @param before where the epoch before it was cut; it goes on with the next sequence
 * @param writer who wrote it; empty if an older build did
 * @param closedAfter sequence of its last frame, all of it synced; empty if it was not closed, or by an older build
 * @param files roll files, oldest first
 */
record Epoch(int number, Cut before, Optional<Writer> writer, OptionalLong closedAfter, List<EpochFile> files) {
    static final String CUT_FILE = "cut.txt";
    static final String CLOSED_FILE = "closed.txt";
    static final String ARCHIVE_FOLDER = "archive";
    private static final String ROLL_FILE_SUFFIX = ".cq4";
    private static final String ARCHIVE_SUFFIX = ".zip";
    private static final Pattern CLOSED_LINE = Pattern.compile("^lastSequence=(\\d{1,18})\n");

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

    /**
     * Those of a list that the last one goes on from, oldest first: an epoch that lay behind damage may have been given up, and is never read.
     *
     * @param all as {@link #list} has them
     */
    static List<Epoch> trusted(List<Epoch> all) {
        var trusted = new ArrayList<Epoch>();
        for (Epoch epoch : all.reversed()) {
            if (trusted.isEmpty() || trusted.getLast().before().epoch() == epoch.number) {
                trusted.add(epoch);
            }
        }
        return List.copyOf(trusted.reversed());
    }

    /** What stands in {@link #CLOSED_FILE}. */
    static String closedText(long lastSequence) {
        return CheckedText.seal("lastSequence=" + lastSequence + "\n");
    }

    /** What cannot be read is no mark: the epoch is taken for one that was not closed, which trusts it less. */
    private static OptionalLong closedAfter(String text) {
        Matcher line = CLOSED_LINE.matcher(text);
        return line.find() && CheckedText.isWhole(text)
                ? OptionalLong.of(Long.parseLong(line.group(1)))
                : OptionalLong.empty();
    }

    static String folderName(int number) {
        return String.format("%06d", number);
    }

    static Path archiveOf(Path journalFolder, int number) {
        return journalFolder.resolve(ARCHIVE_FOLDER).resolve(folderName(number) + ARCHIVE_SUFFIX);
    }

    static boolean isRollFile(Path file) {
        return file.getFileName().toString().endsWith(ROLL_FILE_SUFFIX);
    }

    private static Epoch ofFolder(int number, Path folder) throws IOException {
        Path cutFile = folder.resolve(CUT_FILE);
        if (!Files.exists(cutFile)) {
            throw new JournalException("expected " + CUT_FILE + " in " + folder + ", found none");
        }
        var files = new ArrayList<EpochFile>();
        for (Path file : content(folder)) {
            String name = file.getFileName().toString();
            if (isRollFile(file)) {
                files.add(new EpochFile.Plain(folderName(number) + "/" + name, file));
            }
        }
        return new Epoch(
                number,
                Cut.parse(text(cutFile), cutFile.toString()),
                optionalText(folder.resolve(Writer.FILE)).map(Writer::parse),
                optionalText(folder.resolve(CLOSED_FILE))
                        .map(Epoch::closedAfter)
                        .orElse(OptionalLong.empty()),
                List.copyOf(files));
    }

    private static Epoch ofArchive(int number, Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            if (zip.getEntry(CUT_FILE) == null) {
                throw new JournalException("expected " + CUT_FILE + " in " + archive + ", found none");
            }
            var files = new ArrayList<EpochFile>();
            zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(ROLL_FILE_SUFFIX))
                    .sorted()
                    .forEach(name -> files.add(new EpochFile.Archived(
                            ARCHIVE_FOLDER + "/" + archive.getFileName() + "/" + name, archive, name)));
            return new Epoch(
                    number,
                    Cut.parse(text(zip, CUT_FILE).orElseThrow(), archive.toString()),
                    text(zip, Writer.FILE).map(Writer::parse),
                    text(zip, CLOSED_FILE).map(Epoch::closedAfter).orElse(OptionalLong.empty()),
                    List.copyOf(files));
        } catch (ZipException | EOFException e) {
            throw new DamageException(
                    0, "expected the archive that was written, " + archive + ": " + e.getMessage(), e);
        }
    }

    /** Bytes that are no text are shown as such, and fail where they are looked at. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static Optional<String> optionalText(Path file) throws IOException {
        try {
            return Optional.of(text(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            var crc = new CRC32();
            crc.update(bytes);
            if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
                throw new ZipException("the bytes of " + name + " are others than were packed");
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
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
