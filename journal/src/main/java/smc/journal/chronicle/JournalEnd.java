package smc.journal.chronicle;

import java.io.IOException;
import java.util.List;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DamageException;
import smc.journal.RefusedStartException;

/** Where the next epoch goes on: at the end of the last, or, if a person has given up what lies behind damage, before it. */
final class JournalEnd {
    private JournalEnd() {}

    /**
     * @param epochs as {@link Epoch#trusted} has them
     * @throws DamageException if frames that were written cannot be read any more, and nobody has given them up
     * @throws RefusedStartException if somebody has given up something else than what is damaged
     */
    static Cut of(List<Epoch> epochs, JournalSettings settings) throws IOException {
        if (epochs.isEmpty()) {
            return Cut.FIRST_START;
        }
        return settings.lossAcceptedAfter().isPresent()
                ? given(epochs, settings.lossAcceptedAfter().getAsLong(), settings.boot())
                : EpochReader.cut(epochs.getLast(), settings.boot(), settings.known());
    }

    private static Cut given(List<Epoch> epochs, long sequence, String boot) throws IOException {
        DamageException damage = firstDamage(epochs, boot);
        if (damage == null) {
            throw new RefusedStartException(
                    "expected damage where a loss is accepted after sequence %d, the journal is sound: nothing is to be given up"
                            .formatted(sequence));
        }
        long first = epochs.getFirst().before().lastSequence();
        if (sequence > damage.lastSoundSequence() || sequence < first) {
            throw new RefusedStartException(
                    "expected a loss to be accepted after sequence %d, the last sound one before the damage, or after an earlier one; was %d"
                            .formatted(damage.lastSoundSequence(), sequence));
        }
        Epoch cut = epochs.getFirst();
        for (Epoch epoch : epochs) {
            if (epoch.before().lastSequence() < sequence) {
                cut = epoch;
            }
        }
        return new Cut(cut.number(), sequence, CutReason.ACCEPTED_LOSS, damage.getMessage());
    }

    /** Null if there is none. */
    private static DamageException firstDamage(List<Epoch> epochs, String boot) throws IOException {
        for (int i = 0; i < epochs.size(); i++) {
            try {
                if (i + 1 == epochs.size()) {
                    EpochReader.cut(epochs.get(i), boot);
                } else {
                    requireSound(epochs.get(i), epochs.get(i + 1).before());
                }
            } catch (DamageException e) {
                return e;
            }
        }
        return null;
    }

    /**
     * Reads an epoch that is over up to where the next one says it ends.
     *
     * @throws DamageException if it cannot be read so far
     */
    static void requireSound(Epoch epoch, Cut end) throws IOException {
        try (var reader = new EpochReader(epoch, 0, epoch.before().lastSequence())) {
            while (reader.lastSequence() < end.lastSequence()) {
                if (!reader.next() && !reader.searchOn()) {
                    throw reader.damage(end);
                }
            }
        }
    }
}
