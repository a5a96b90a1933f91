package smc.engine.live;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.journal.Frame;
import smc.journal.JournalReader;

/**
 * Of a test that fails, the end of the journal that a {@link LiveRig} opened last: a short line a frame, the input first. Printed while the folder of
 * the test is still there, which a watcher of results comes too late for.
 */
final class LastFrames implements BeforeEachCallback, TestExecutionExceptionHandler {
    static final int FRAMES_MAX = 40;
    static final int LINE_LENGTH_MAX = 200;

    /** By thread, since tests may run beside each other. */
    private static final ThreadLocal<Supplier<JournalReader>> JOURNAL = new ThreadLocal<>();

    private final PrintStream out;

    LastFrames() {
        this(System.out);
    }

    LastFrames(PrintStream out) {
        this.out = out;
    }

    /** From now on it is this journal's end that is printed. */
    static void areOf(Supplier<JournalReader> journal) {
        JOURNAL.set(journal);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        JOURNAL.remove();
    }

    /** The failure stays the test's own, whatever becomes of the printing. */
    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        try {
            if (JOURNAL.get() != null) {
                print(test.getDisplayName());
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private void print(String test) {
        Deque<String> lines = new ArrayDeque<>();
        var text = new FrameText();
        try (JournalReader reader = JOURNAL.get().get()) {
            while (reader.poll((buffer, offset, length) -> {
                        lines.add(line(text, buffer, offset, length));
                        if (lines.size() > FRAMES_MAX) {
                            lines.remove();
                        }
                    })
                    > 0) {
                // Each frame is taken as it comes.
            }
        }
        out.printf("%s failed; the last %d frames of its journal:%n", test, lines.size());
        lines.forEach(out::println);
        out.flush();
    }

    private static String line(FrameText text, DirectBuffer buffer, int offset, int length) {
        List<MessageText> messages = text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH);
        String line = "%d  %s  %s%s"
                .formatted(
                        Frame.sequence(buffer, offset),
                        Instant.ofEpochSecond(0, Frame.atNanos(buffer, offset)),
                        (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) != 0 ? "FAULTED " : "",
                        messages.stream().map(MessageText::toText).collect(Collectors.joining(" | ")));
        return line.length() <= LINE_LENGTH_MAX ? line : line.substring(0, LINE_LENGTH_MAX - 4) + " ...";
    }
}
