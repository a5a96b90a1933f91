package smc.ops.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.live.LiveStatus;
import smc.engine.live.watch.Delays;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Desk;
import smc.journal.DiskLevel;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.run.SeededSession;

/** What a run did is how it stands in the end, less how it stood when it began. */
class RunSummaryTest {
    private static final Delays NONE = new Delays(0, 0, 0, 0, 0);

    @TempDir
    private static Path session;

    private static Reading whole;
    private static Reading half;

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(session, 7);
        whole = ReadingFold.read(session, Long.MAX_VALUE);
        half = ReadingFold.read(session, whole.sequence() / 2);
    }

    private static LiveStatus status(EngineImage image) {
        return new LiveStatus(image, image.atNanos(), true, 0, 0, 0, DiskLevel.OK, NONE, NONE);
    }

    private static long equityE8(Reading reading) {
        return reading.image().desks().stream()
                .filter(desk -> desk.accountId() == 0)
                .mapToLong(Desk::equityE8)
                .sum();
    }

    @Test
    void countsAndMoneyAreOfTheRunAlone() {
        int closed = whole.history().closed().size() - half.history().closed().size();
        long changeE8 = equityE8(whole) - equityE8(half);

        String line = RunSummary.of(status(half.image()), status(whole.image()));

        assertThat(closed).isPositive();
        assertThat(line)
                .contains(" opened, %d closed; A ".formatted(closed))
                .contains(String.format(
                        Locale.ROOT,
                        "A %,.2f USD (%s%,.2f), ",
                        equityE8(whole) / 1e8,
                        changeE8 > 0 ? "+" : "",
                        changeE8 / 1e8));
    }

    @Test
    void aRunThatDidNothingSaysSo() {
        assertThat(RunSummary.of(status(whole.image()), status(whole.image())))
                .startsWith("this run: 0 trades opened, 0 closed; A ")
                .contains(" USD (0.00), ")
                .contains("; B ");
    }
}
