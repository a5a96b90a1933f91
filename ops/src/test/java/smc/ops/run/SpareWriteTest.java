package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareWriteTest {
    private final List<String> alarms = new ArrayList<>();
    private final SpareWrite write = new SpareWrite("the file", alarms::add);

    private static void fail() throws IOException {
        throw new IOException("No space left on device");
    }

    @Test
    void whatCannotBeWrittenIsSaidOnceUntilItCouldBe() {
        assertThat(write.run(SpareWriteTest::fail)).isFalse();
        assertThat(write.run(SpareWriteTest::fail)).isFalse();
        assertThat(alarms).singleElement().asString().contains("the file cannot be written", "No space left");

        assertThat(write.run(() -> {})).isTrue();
        assertThat(write.run(SpareWriteTest::fail)).isFalse();
        assertThat(alarms).hasSize(2);
    }
}
