package smc.ops.night;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import smc.engine.config.ConfigException;
import smc.engine.snapshot.Snapshot;
import smc.engine.view.EngineImage;
import smc.journal.Journal;
import smc.journal.JournalException;
import smc.journal.chronicle.Archive;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalFolder.StoredEpoch;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.FramesBefore;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.journal.snapshot.KeptSnapshot;

/**
 * What became of old epochs. An epoch is archived once all of it is older than {@link #ARCHIVE_DAYS}; an archive is deleted only where somebody gave a number
 * of days, once all of it is older than that. Neither is done to the last epoch, to one that any of the newest snapshots lies in, or to one behind such;
 * and what an open trade began in is not deleted. Safe beside a running engine, which reads no epoch but its own.
 *
 * @param archived oldest first
 * @param deleted oldest first
 * @param kept what the rule would delete, and why it stays, in words
 * @param failure why it went no further; empty if all was done
 */
public record Retention(
        Rule rule,
        List<Archive.Archived> archived,
        List<Archive.Deleted> deleted,
        List<String> kept,
        Optional<String> failure) {
    /** What a week's questions read is not unpacked for each of them. */
    static final int ARCHIVE_DAYS = 7;

    /** Fewer days are not kept by rule: {@code upgrade check} asks about 30 by default, from a snapshot of the day before, and the last day is not over. */
    public static final int KEEP_DAYS_MIN = 32;

    /** A century. */
    public static final int KEEP_DAYS_MAX = 36_500;

    /** So many newest snapshots, which a start can go on from, and what lies behind them are never touched. */
    private static final int SNAPSHOTS = 3;

    /** In ids of trades the number of the epoch stands above these bits. */
    private static final int COUNTER_BITS = 40;

    /**
     * By which it is done.
     *
     * @param keepDays age in days from which archives are deleted, {@link #KEEP_DAYS_MIN} to {@link #KEEP_DAYS_MAX}; empty for never
     */
    public record Rule(OptionalInt keepDays) {
        public Rule {
            if (keepDays.isPresent() && !isAllowed(keepDays.getAsInt())) {
                throw new IllegalArgumentException(
                        "expected %d to %d days, was %d".formatted(KEEP_DAYS_MIN, KEEP_DAYS_MAX, keepDays.getAsInt()));
            }
        }

        /** Whether so many days may be asked for. */
        public static boolean isAllowed(int days) {
            return days >= KEEP_DAYS_MIN && days <= KEEP_DAYS_MAX;
        }
    }

    public Retention {
        archived = List.copyOf(archived);
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
    }

    /**
     * Does what a rule says.
     *
     * @param lastNanos time of the journal's last frame, from which ages are counted
     */
    static Retention apply(Path data, Rule rule, long lastNanos) {
        var work = new Work(data, rule, lastNanos, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Optional<String> failure = Optional.empty();
        try {
            work.run();
        } catch (IOException | JournalException | ConfigException e) {
            failure = Optional.of(e.getMessage());
        }
        return new Retention(rule, work.archived, work.deleted, work.kept, failure);
    }

    /**
     * The last epoch that is deleted, with all before it; below all if none is.
     *
     * @param older the last one that is old enough
     * @param needed the first that a start may go on from
     * @param open trades
     * @param kept takes why what is old enough stays
     */
    static int lastDeleted(int older, int needed, List<EngineImage.Trade> open, List<String> kept) {
        int last = older;
        if (last >= needed) {
            kept.add("epochs from %d on stay: a snapshot that a start can go on from lies in it".formatted(needed));
            last = needed - 1;
        }
        for (EngineImage.Trade trade : open) {
            int begun = (int) (trade.id() >>> COUNTER_BITS);
            if (last >= begun) {
                kept.add("epochs from %d on stay: trade %d, which is open, began in it".formatted(begun, trade.id()));
                last = begun - 1;
            }
        }
        return last;
    }

    private record Work(
            Path data,
            Rule rule,
            long lastNanos,
            List<Archive.Archived> archived,
            List<Archive.Deleted> deleted,
            List<String> kept) {
        private void run() throws IOException {
            OptionalInt needed = KeptSnapshot.of(data).stream()
                    .filter(snapshot -> snapshot.against().isEmpty())
                    .limit(SNAPSHOTS)
                    .map(KeptSnapshot::header)
                    .flatMap(Optional::stream)
                    .map(Snapshot.Header::place)
                    .mapToInt(Journal.Place::epoch)
                    .min();
            Archive.closedEpochs(data, firstNotArchived(needed.orElse(Integer.MAX_VALUE)), archived::add);
            if (rule.keepDays.isEmpty()) {
                return;
            }
            if (needed.isEmpty()) {
                kept.add("no archive is deleted: expected a snapshot that a start can go on from, there is none");
                return;
            }
            delete(rule.keepDays.getAsInt(), needed.getAsInt());
        }

        private int firstNotArchived(int needed) {
            List<StoredEpoch> epochs = JournalFolder.epochs(data);
            for (int i = 0; i < epochs.size(); i++) {
                StoredEpoch epoch = epochs.get(i);
                boolean isLast = i == epochs.size() - 1;
                if (isLast
                        || epoch.number() >= needed
                        || (!epoch.isArchived() && !isOlder(epochs.get(i + 1), ARCHIVE_DAYS))) {
                    return epoch.number();
                }
            }
            return 0;
        }

        /** Whether all that lies before an epoch is older than that. */
        private boolean isOlder(StoredEpoch next, int days) {
            long atNanos = FramesBefore.timeOf(data, next.before().lastSequence() + 1);
            return atNanos != 0 && atNanos < lastNanos - TimeUnit.DAYS.toNanos(days);
        }

        private void delete(int days, int needed) {
            int older = lastOlder(days);
            if (older == 0) {
                return;
            }
            List<EngineImage.Trade> open =
                    EngineAtMoment.of(data, Moment.END, Folding.SILENT).image().trades();
            int last = lastDeleted(older, needed, open, kept);
            // What was given up lies in between, and goes with what lies around it.
            while (JournalFolder.epochs(data).getFirst().number() <= last) {
                deleted.add(Archive.deleteOldest(data));
            }
        }

        /** Number of the last epoch that is archived and old enough, with all before it; 0 if there is none. */
        private int lastOlder(int days) {
            List<StoredEpoch> epochs = JournalFolder.epochs(data);
            int last = 0;
            for (int i = 0; i + 1 < epochs.size(); i++) {
                if (!epochs.get(i).isArchived() || !isOlder(epochs.get(i + 1), days)) {
                    break;
                }
                last = epochs.get(i).number();
            }
            return last;
        }
    }
}
