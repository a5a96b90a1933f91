package smc.journal.chronicle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import smc.journal.Boot;
import smc.journal.Cut;
import smc.journal.DamageException;
import smc.journal.Journal;
import smc.journal.JournalException;

/** What lies in a journal's folder, for people and for checking. Reads only, and needs no lock. */
public final class JournalFolder {
    private JournalFolder() {}

    /**
     * What one start wrote.
     *
     * @param before where the epoch before it was cut
     * @param files how many roll files it has
     * @param fileBytes their length, much of it zeros; of an archive its own
     */
    public record StoredEpoch(int number, Cut before, boolean isArchived, int files, long fileBytes) {}

    /** Whether there is a journal in a data folder. */
    public static boolean isIn(Path dataFolder) {
        return Files.isDirectory(dataFolder.resolve(ChronicleJournal.FOLDER));
    }

    /**
     * All epochs that are read, oldest first; the oldest may have been taken away.
     *
     * @throws JournalException if they cannot be listed, one has no readable cut, or one is missing between two
     */
    public static List<StoredEpoch> epochs(Path dataFolder) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            var stored = new ArrayList<StoredEpoch>();
            for (Epoch epoch : Epoch.trusted(Epoch.list(journalFolder))) {
                Path folder = journalFolder.resolve(Epoch.folderName(epoch.number()));
                boolean isArchived = !Files.isDirectory(folder);
                long bytes = isArchived
                        ? Files.size(Epoch.archiveOf(journalFolder, epoch.number()))
                        : bytesOfFilesIn(folder);
                stored.add(new StoredEpoch(
                        epoch.number(),
                        epoch.before(),
                        isArchived,
                        epoch.files().size(),
                        bytes));
            }
            return List.copyOf(stored);
        } catch (IOException e) {
            throw new JournalException("cannot list " + journalFolder + ": " + e, e);
        }
    }

    /** Sequence of the first frame of the oldest epoch that is read; 1 if there is none. */
    public static long firstSequence(Path dataFolder) {
        List<StoredEpoch> epochs = isIn(dataFolder) ? epochs(dataFolder) : List.of();
        return epochs.isEmpty() ? 1 : epochs.getFirst().before().lastSequence() + 1;
    }

    /**
     * Number of the epoch that a frame belongs to.
     *
     * @return empty if it was taken away; for one that is still to come, the last epoch's
     * @throws JournalException as {@link #epochs}
     */
    public static OptionalInt epochOf(Path dataFolder, long sequence) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            var found = OptionalInt.empty();
            for (Epoch epoch : Epoch.trusted(Epoch.list(journalFolder))) {
                if (epoch.before().lastSequence() < sequence) {
                    found = OptionalInt.of(epoch.number());
                }
            }
            return found;
        } catch (IOException e) {
            throw new JournalException("cannot list " + journalFolder + ": " + e, e);
        }
    }

    /**
     * Numbers of the epochs that a person has given up whole, since damage lay before them; they are there, and nobody reads them.
     *
     * @throws JournalException as {@link #epochs}
     */
    public static List<Integer> givenUp(Path dataFolder) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            List<Epoch> all = Epoch.list(journalFolder);
            List<Epoch> trusted = Epoch.trusted(all);
            return all.stream()
                    .filter(epoch -> !trusted.contains(epoch)
                            && epoch.number() > trusted.getFirst().number())
                    .map(Epoch::number)
                    .toList();
        } catch (IOException e) {
            throw new JournalException("cannot list " + journalFolder + ": " + e, e);
        }
    }

    /**
     * Reads it, as a start by these settings will, from where it is known on, so that one that is to be refused is refused before anything is begun.
     *
     * @throws DamageException if frames that were written cannot be read any more, and nobody has given them up
     * @throws smc.journal.RefusedStartException if somebody has given up something else than what is damaged
     */
    public static void requireUsable(Path dataFolder, JournalSettings settings) {
        long from = settings.known().map(Journal.Place::afterSequence).orElse(0L) + 1;
        try (var reader = ChronicleReader.open(dataFolder, from, settings)) {
            while (reader.poll((_, _, _) -> {}) > 0) {
                // each frame is checked as it is read
            }
        }
    }

    /**
     * Reads whatever archives hold to the last byte, behind the frames too.
     *
     * @throws DamageException if one does not give back what was packed
     */
    public static void requireWholeArchives(Path dataFolder) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            byte[] chunk = new byte[1 << 16];
            for (Epoch epoch : Epoch.list(journalFolder)) {
                for (EpochFile file : epoch.files()) {
                    if (file instanceof EpochFile.Archived) {
                        try (var bytes = file.open()) {
                            long position = 0;
                            int read = bytes.read(position, chunk, 0, chunk.length);
                            while (read > 0) {
                                position += read;
                                read = bytes.read(position, chunk, 0, chunk.length);
                            }
                        } catch (UnpackException e) {
                            throw new DamageException(epoch.before().lastSequence(), e.getMessage(), e);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new JournalException("cannot read " + journalFolder + ": " + e, e);
        }
    }

    /**
     * Where the last epoch ends as it lies there now, found by reading all of it: what the next start would cut. Beside an engine that writes it
     * is only a moment's answer.
     *
     * @throws DamageException if it is damaged, which no start cuts
     * @throws JournalException if there is no epoch, or it cannot be read
     */
    public static Cut end(Path dataFolder) {
        Path journalFolder = dataFolder.resolve(ChronicleJournal.FOLDER);
        try {
            List<Epoch> epochs = Epoch.list(journalFolder);
            if (epochs.isEmpty()) {
                throw new JournalException("expected an epoch in " + journalFolder + ", there is none");
            }
            return EpochReader.cut(epochs.getLast(), Boot.UNKNOWN);
        } catch (IOException e) {
            throw new JournalException("cannot read " + journalFolder + ": " + e, e);
        }
    }

    private static long bytesOfFilesIn(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
