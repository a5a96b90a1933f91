package smc.ops.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.ops.api.model.Progress;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.notify.CutReading;
import smc.ops.notify.Kind;
import smc.ops.notify.Place;
import smc.ops.notify.Telling;
import smc.ops.run.SeededSession;

/** What happens is a line each, in order, once. */
class EventLinesTest {
    private static final Telling TELLING = new Telling(Optional.empty());

    @TempDir
    private static Path session;

    private static Reading whole;

    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(session, 7);
        whole = ReadingFold.read(session, Long.MAX_VALUE);
    }

    private EventLines lines(AtomicReference<Reading> now) {
        return new EventLines(now::get, TELLING, EnumSet.allOf(Kind.class), Place.behind(0), said::add);
    }

    @Test
    void eachMessageIsOneLineWithItsTimeAndTheModeItIsOf() {
        lines(new AtomicReference<>(whole)).look();

        assertThat(said).hasSameSizeAs(TELLING.after(Place.behind(0), whole));
        assertThat(said).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  [AB ]  \\S.*"));
        assertThat(said).noneMatch(line -> line.contains("\n") || line.matches(".*\\d{10,}.*"));
        assertThat(said)
                .filteredOn(line -> line.contains("OPENED"))
                .isNotEmpty()
                .allMatch(line -> line.contains("  A  ") || line.contains("  B  "))
                .anyMatch(
                        line -> line.matches(".*OPENED (LONG|SHORT) \\w+: \\d+ contracts? at .*, target .*, stop .*"));
        assertThat(said)
                .filteredOn(line -> line.contains("CLOSED"))
                .isNotEmpty()
                .allMatch(line -> line.contains(" USD net, ") && line.contains(", out: "));
    }

    @Test
    void whatIsReadBitByBitIsSaidOnceAndInOrder() {
        lines(new AtomicReference<>(whole)).look();
        List<String> atOnce = List.copyOf(said);
        said.clear();
        var now = new AtomicReference<Reading>();
        EventLines lines = lines(now);

        for (long sequence = 1; sequence < whole.sequence(); sequence += 97) {
            now.set(CutReading.until(whole, sequence));
            lines.look();
            lines.look();
        }
        now.set(whole);
        lines.look();

        assertThat(said).isEqualTo(atOnce);
    }

    @Test
    void onlyTheKindsThatAreWantedAreSaid() {
        var one = new EventLines(() -> whole, TELLING, EnumSet.of(Kind.EXIT), Place.behind(0), said::add);

        one.look();

        assertThat(said).hasSize(whole.history().closed().size()).allMatch(line -> line.contains("CLOSED"));
    }

    @Test
    void aJournalThatCannotBeReadAnyMoreIsSaidOnceAndWhatComesBehindItWhenItIsReadAgain() {
        Reading half = CutReading.until(whole, whole.sequence() / 2);
        var now = new AtomicReference<>(half);
        EventLines lines = lines(now);
        lines.look();
        int before = said.size();

        now.set(unreadable(half, "a frame is damaged"));
        lines.look();
        lines.look();
        assertThat(said.subList(before, said.size()))
                .singleElement()
                .asString()
                .contains("the journal is tried again: a frame is damaged");

        now.set(whole);
        lines.look();
        assertThat(said.size() - 1)
                .isEqualTo(TELLING.after(Place.behind(0), whole).size());
    }

    private static Reading unreadable(Reading reading, String problem) {
        return new Reading(
                reading.configuration(),
                reading.image(),
                reading.startsE8(),
                reading.stageCapE8(),
                reading.history(),
                new Progress(reading.sequence(), reading.sequence(), false, Optional.of(problem)),
                reading.lastChanged(),
                reading.isPast());
    }

    @Test
    void aDefectEndsTheLinesWithAWord() throws Exception {
        var words = new LinkedBlockingQueue<String>();
        try (var _ = EventLines.ofRun(
                () -> {
                    throw new IllegalStateException("of a test");
                },
                0,
                false,
                words::add)) {
            assertThat(words.poll(20, TimeUnit.SECONDS)).contains("not said any more", "of a test");
        }
        assertThat(words).isEmpty();
    }
}
