package smc.ops.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who hears of alarms from afar. */
class LiveLinesTest {
    private final StringWriter printed = new StringWriter();
    private final LiveLines lines = new LiveLines(new PrintWriter(printed));
    private final List<String> heard = new ArrayList<>();

    @Test
    void alarmsOfTheStartAreHeardByWhoComesLaterEachOnceAndInOrder() {
        lines.alarm("the port is taken");
        lines.alarm("little room on the disk");
        lines.hear((_, what) -> heard.add(what));
        lines.alarm("no market stream");

        assertThat(heard).containsExactly("the port is taken", "little room on the disk", "no market stream");
        assertThat(printed.toString().lines()).hasSize(3).allMatch(line -> line.contains("  ALARM  "));
    }

    @Test
    void aNoteAndAnAlarmOfTheChannelsThemselvesAreOnlyPrinted() {
        lines.hear((_, what) -> heard.add(what));
        lines.note("the market stream is back");
        lines.alarmHere("telegram-owner does not get through");

        assertThat(heard).isEmpty();
        assertThat(printed.toString()).contains("is back", "ALARM  telegram-owner does not get through");
    }

    @Test
    void whereThereIsNoTerminalHowItStandsIsALineAndTheNextOneComesAMinuteLater() {
        var run = new LiveLines(new PrintWriter(printed), false, Optional::empty);
        run.status(() -> "it stands well", List::of);
        run.status(() -> "not said within the minute", List::of);

        assertThat(printed).hasToString("it stands well" + System.lineSeparator());
    }

    @Test
    void aQuietRunSaysNothingOfHowItStands() {
        var run = new LiveLines(new PrintWriter(printed), true, Optional::empty);
        run.status(() -> "not said", List::of);

        assertThat(printed).hasToString("");
    }

    /** Where nothing watches no row is made. */
    @Test
    void theRowsAreAskedForAtATerminalAlone() {
        var run = new LiveLines(new PrintWriter(printed), false, Optional::empty);

        run.status(() -> "it stands well", () -> {
            throw new AssertionError("no terminal");
        });

        assertThat(printed.toString()).startsWith("it stands well");
    }
}
