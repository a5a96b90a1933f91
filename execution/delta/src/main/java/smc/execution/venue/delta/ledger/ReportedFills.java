package smc.execution.venue.delta.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fills that were reported, by id, with the fee they were reported with: that of the formula until the venue says its own. */
final class ReportedFills {
    private static final int REMEMBERED = 20_000;

    private final Map<String, Long> feesE8 = new LinkedHashMap<>();
    private boolean hasUnchecked;

    boolean has(FillFacts fill) {
        return feesE8.containsKey(fill.fillId());
    }

    void add(FillFacts fill, long feeE8) {
        hasUnchecked |= fill.feeE8().isEmpty();
        feesE8.put(fill.fillId(), feeE8);
        if (feesE8.size() > REMEMBERED) {
            feesE8.remove(feesE8.keySet().iterator().next());
        }
    }

    /** Whether fees were reported that the venue has not been asked about. */
    boolean hasUnchecked() {
        return hasUnchecked;
    }

    /** Holds the venue's fees against those reported; what differs is said once, and is empty if nothing does. */
    String check(List<FillFacts> answer) {
        hasUnchecked = false;
        var differences = new ArrayList<String>();
        for (FillFacts fill : answer) {
            Long reportedE8 = feesE8.get(fill.fillId());
            if (reportedE8 != null && fill.feeE8().isPresent() && fill.feeE8().getAsLong() != reportedE8) {
                feesE8.put(fill.fillId(), fill.feeE8().getAsLong());
                differences.add("fill " + fill.fillId() + " " + fill.feeE8().getAsLong() + " instead of " + reportedE8);
            }
        }
        return String.join(", ", differences);
    }
}
