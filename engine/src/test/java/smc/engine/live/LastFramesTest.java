package smc.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import smc.journal.CrashingStore;
import smc.journal.JournalException;

/** What is told of a rig's journal when a test of it fails. */
class LastFramesTest {
    private static final int HISTORY = 300;
    private final AssertionError failure = new AssertionError("of the test");

    @TempDir
    private Path data;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LastFrames frames = new LastFrames(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private ExtensionContext context;

    @BeforeEach
    void noJournalYet(TestInfo test) {
        context = named(test.getDisplayName());
        frames.beforeEach(context);
    }

    @Test
    void theLastFramesOfTheFolderAreShownAShortLineEach() throws Exception {
        long last;
        try (var rig = LiveRig.open(data).running(HISTORY)) {
            rig.candle();
            last = rig.engine.view().image().sequence();
        }

        List<String> lines = linesOfAFailure();

        assertThat(lines.getFirst())
                .isEqualTo(
                        "theLastFramesOfTheFolderAreShownAShortLineEach() failed; the last 40 frames of its journal:");
        assertThat(lines).hasSize(1 + LastFrames.FRAMES_MAX);
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .startsWith(last - LastFrames.FRAMES_MAX + i + "  2")
                    .containsPattern("Z  on[A-Z]\\w+")
                    .hasSizeLessThanOrEqualTo(LastFrames.LINE_LENGTH_MAX);
        }
        assertThat(lines).anyMatch(line -> line.contains("  onTrade instrument=1 "));
        assertThat(lines).anyMatch(line -> line.contains(" | candleClosed "));
    }

    @Test
    void aJournalInMemoryIsShownToo() throws Exception {
        try (var rig = LiveRig.open(data, new CrashingStore(), UnaryOperator.identity())) {
            rig.engine.begin(LiveRig.openNanos(HISTORY), 5);
        }

        assertThat(linesOfAFailure()).anyMatch(line -> line.startsWith("1  ") && line.contains("  onEngineStarted "));
    }

    @Test
    void aTestWithoutARigShowsNothing() {
        assertThat(linesOfAFailure()).isEmpty();
    }

    @Test
    void aJournalThatCannotBeReadHidesNoFailure() {
        var unreadable = new JournalException("gone");
        LastFrames.areOf(() -> {
            throw unreadable;
        });

        assertThat(linesOfAFailure()).isEmpty();
        assertThat(failure.getSuppressed()).contains(unreadable);
    }

    private List<String> linesOfAFailure() {
        assertThatThrownBy(() -> frames.handleTestExecutionException(context, failure))
                .isSameAs(failure);
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Asked for nothing but its name. */
    private static ExtensionContext named(String name) {
        return (ExtensionContext) Proxy.newProxyInstance(
                LastFramesTest.class.getClassLoader(), new Class<?>[] {ExtensionContext.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("getDisplayName");
                    return name;
                });
    }
}
