package smc.ops.doctor.venue;

import java.util.List;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;

/** Stands for all that is asked with keys where there are none to ask with. */
final class MissingKeysCheck implements Check {
    private final String why;

    /** @param why nothing of the keys themselves */
    MissingKeysCheck(String why) {
        this.why = why;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public List<Finding> look() {
        return List.of(Finding.fail(
                "all accounts",
                "a key each, which only its owner can read",
                why,
                "what is asked with keys was not asked; docs/going-live.md says where keys come from"));
    }
}
