package smc.ops.doctor;

import java.io.IOException;
import java.util.List;

/** One thing that must be so before an engine trades. */
public interface Check {
    /** In a word or two, for people. */
    String name();

    /**
     * Looks. Nothing is changed.
     *
     * @return at least one; a check that has nothing to look at says so
     * @throws IOException if it cannot be looked at, which is as bad as if it were not so
     */
    List<Finding> look() throws IOException, InterruptedException;
}
