package smc.journal.chronicle;

import java.util.HashMap;
import java.util.Map;
import smc.journal.Boot;
import smc.journal.CheckedText;

/**
 * Who wrote an epoch, as its folder says from the beginning on. One that has it marks its close too; older builds did neither.
 *
 * @param boot of the machine, {@link Boot#UNKNOWN} if it could not be told
 * @param syncsWhenAsked as in {@link JournalSettings}
 */
record Writer(String boot, boolean syncsWhenAsked) {
    static final String FILE = "writer.txt";

    String toText() {
        return CheckedText.seal("boot=" + boot + "\nsyncsWhenAsked=" + syncsWhenAsked + "\n");
    }

    /** What cannot be read says nothing in favour of anything: no boot, so that nothing is put down to a power cut. */
    static Writer parse(String text) {
        if (!CheckedText.isWhole(text)) {
            return new Writer(Boot.UNKNOWN, true);
        }
        Map<String, String> values = new HashMap<>();
        text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new Writer(
                values.getOrDefault("boot", Boot.UNKNOWN),
                !"false".equals(values.getOrDefault("syncsWhenAsked", "true")));
    }

    /** Whether the machine was started anew since, which takes what was not synced. */
    boolean isOfEarlierBoot(String now) {
        return !boot.equals(Boot.UNKNOWN) && !now.equals(Boot.UNKNOWN) && !boot.equals(now);
    }
}
