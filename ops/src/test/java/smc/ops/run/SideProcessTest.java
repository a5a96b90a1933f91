package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SideProcessTest {
    /** Tells what it was started with. */
    static final class Telling {
        private Telling() {}

        public static void main(String[] arguments) {
            System.out.println(Runtime.getRuntime().maxMemory() >> 20);
            System.out.println(ProcessHandle.current().parent().orElseThrow().pid());
            System.err.println(String.join("|", arguments));
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    @Test
    void aCommandHasAProcessAndAHeapOfItsOwn() throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();

        int exitCode = SideProcess.run(
                Telling.class.getName(), List.of("3", "two words", "ä"), new PrintWriter(out), new PrintWriter(err));

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString().lines()).containsExactly("3|two words|ä");
        List<String> told = out.toString().lines().toList();
        assertThat(Integer.parseInt(told.getFirst())).isBetween(SideProcess.HEAP_MIB / 2, SideProcess.HEAP_MIB);
        assertThat(told.getLast())
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    /** Says who it is, and goes on for ever. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }

    private static OptionalInt runEndless(Writer out, Duration limit) throws IOException, InterruptedException {
        return SideProcess.run(
                Endless.class.getName(), List.of(), new PrintWriter(out), new PrintWriter(Writer.nullWriter()), limit);
    }

    @Test
    void whatTakesLongerThanItsLimitIsCutOff() throws Exception {
        assertThat(runEndless(Writer.nullWriter(), Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void itIsEndedWithACallerThatIsInterrupted() throws Exception {
        Thread caller = Thread.currentThread();
        var pid = new AtomicLong();
        var out = new StringWriter() {
            @Override
            public void flush() {
                pid.set(Long.parseLong(toString().strip()));
                caller.interrupt();
            }
        };

        assertThatThrownBy(() -> runEndless(out, Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);

        assertThat(ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
