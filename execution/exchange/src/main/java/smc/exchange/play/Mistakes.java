package smc.exchange.play;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import smc.exchange.json.Documents;
import smc.exchange.rules.Refusal;

/**
 * What clients did that Delta takes without a word, and that is not what they meant: a field it does not know, a trigger of no stop, a symbol
 * it does not have. A paper exchange is where that should show, so they are counted by name, and told the first time. A strict exchange
 * refuses those that have an answer. Lives on the event loop.
 */
public final class Mistakes {
    /** What comes after so many names is counted as one: a client may send any. */
    private static final int NAMES_MAX = 200;

    private static final int CHARS_MAX = 160;

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final boolean isStrict;
    private final Consumer<String> notes;
    private long total;

    Mistakes(boolean isStrict, Consumer<String> notes) {
        this.isStrict = isStrict;
        this.notes = notes;
    }

    boolean isStrict() {
        return isStrict;
    }

    /** One that has no answer. */
    public void note(String where, String what) {
        total++;
        String name = (where + ": " + what).replaceAll("\\p{Cntrl}", "?");
        name = name.substring(0, Math.min(CHARS_MAX, name.length()));
        if (counts.size() >= NAMES_MAX && !counts.containsKey(name)) {
            name = "other";
        }
        if (counts.merge(name, 1L, Long::sum) == 1) {
            notes.accept(name);
        }
    }

    /** @throws Refusal if the exchange is strict */
    public void refuseIfStrict(String where, String what, Refusal refusal) {
        note(where, what);
        if (isStrict) {
            throw refusal;
        }
    }

    public ObjectNode toJson() {
        ObjectNode json = Documents.object().put("strict", isStrict).put("total", total);
        counts.forEach(json.putObject("counts")::put);
        return json;
    }
}
