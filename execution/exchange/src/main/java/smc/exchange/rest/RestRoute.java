package smc.exchange.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One method of one path.
 *
 * @param path of segments, {@code *} for any
 * @param units that it takes of the quota (docs/delta-exchange.md section 3.2)
 * @param parameters that its query may have
 */
record RestRoute(
        String method,
        List<String> path,
        int units,
        Access access,
        Set<String> parameters,
        Function<RestCall, CompletableFuture<RestAnswer>> action) {
    /** Who may ask. */
    enum Access {
        ANYONE,
        /** Anyone; who signs is asked about as the account. */
        EITHER,
        ACCOUNT,
        /** An account whose key has the permission <em>Trading</em>. */
        TRADER
    }

    static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    boolean isFor(List<String> segments) {
        if (segments.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!path.get(i).equals("*") && !path.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What stands in the place of {@code *}; empty if there is none. */
    String segment(List<String> segments) {
        int at = path.indexOf("*");
        return at < 0 ? "" : segments.get(at);
    }

    /** As it is named where a mistake is told. */
    String name() {
        return method + " /" + String.join("/", path);
    }
}
