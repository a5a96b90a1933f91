package smc.ops.journal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import smc.SharedData;

/** What is shown of a field does not say whether it is money, an id or a time; its name in the schema does. */
class MessageRowsTest {
    private static final Pattern FIELD = Pattern.compile("<field name=\"([A-Za-z0-9]+)\" ");

    @Test
    void everyFieldHasTheKindThatItsNameInTheSchemaSays() throws IOException {
        var decimals = new TreeSet<String>();
        var ids = new TreeSet<String>();
        var times = new TreeSet<String>();
        var others = new TreeSet<String>();
        FIELD.matcher(Files.readString(SharedData.root().resolve("engine/src/main/sbe/events.xml")))
                .results()
                .map(match -> match.group(1))
                .forEach(name -> {
                    if (name.endsWith("E8")) {
                        decimals.add(name.substring(0, name.length() - 2));
                    } else if (name.endsWith("Id")) {
                        ids.add(name.substring(0, name.length() - 2));
                    } else if (name.endsWith("Nanos")) {
                        times.add(name.substring(0, name.length() - 5));
                    } else {
                        others.add(name);
                    }
                });
        // Symbols and accounts have names.
        ids.remove("instrument");
        ids.remove("account");

        assertThat(MessageRows.DECIMALS).containsExactlyInAnyOrderElementsOf(decimals);
        assertThat(MessageRows.IDS).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(MessageRows.TIMES).containsExactlyInAnyOrderElementsOf(times);
        assertThat(others)
                .doesNotContainAnyElementsOf(decimals)
                .doesNotContainAnyElementsOf(ids)
                .doesNotContainAnyElementsOf(times);
    }
}
