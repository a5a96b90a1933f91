package smc.ops.api.model;

import java.nio.file.Path;
import smc.ops.journal.Moment;

/** Where readings come from. Any thread. */
public interface Readings {
    /** Data folder of the engine. */
    Path data();

    /** The newest; at once. Its progress says whether it is all there is. */
    Reading newest();

    /**
     * As it was after all frames up to and at a moment. It may read the journal for a second or two.
     *
     * @throws smc.journal.JournalException if what is needed of the journal cannot be read any more
     */
    Reading at(Moment moment);
}
