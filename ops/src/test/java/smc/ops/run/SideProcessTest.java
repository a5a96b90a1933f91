package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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
}
