package smc.ops.journal.snapshot;

import java.nio.file.Path;

/** Told of work that is long: frames that are folded because no snapshot is near. The reader's thread. */
public interface Folding {
    /** Says nothing. */
    Folding SILENT = new Folding() {
        @Override
        public void begun(Path folder) {
            // Nobody listens.
        }

        @Override
        public void reached(long sequence, long atNanos) {
            // Nobody listens.
        }

        @Override
        public void notKept(String why) {
            // Nobody listens.
        }
    };

    /**
     * Snapshots are kept from here on; once.
     *
     * @param folder that they are kept in
     */
    void begun(Path folder);

    /** One more was kept. Epoch nanoseconds. */
    void reached(long sequence, long atNanos);

    /** No more are kept; the answer is the same without. At most once. */
    void notKept(String why);
}
