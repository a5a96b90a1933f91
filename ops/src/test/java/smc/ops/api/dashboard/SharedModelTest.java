package smc.ops.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.ops.api.model.ReadModel;

/** Who needs the journal read asks for the same reader. */
class SharedModelTest {
    @TempDir
    private Path data;

    private static Configuration configuration() {
        return Configuration.load(Files.exists(Path.of("config")) ? Path.of("config") : Path.of("../config"));
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("read-model"))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingIsReadBeforeSomebodyAsksAndThenOneThreadReadsForAll() {
        Set<Thread> before = readers();
        try (var shared = new SharedModel(data, configuration())) {
            assertThat(readers()).isEqualTo(before);

            ReadModel first = shared.get();

            assertThat(shared.get()).isSameAs(first);
            Set<Thread> made = new HashSet<>(readers());
            made.removeAll(before);
            assertThat(made).hasSize(1);
        }
        assertThat(before).containsAll(readers());
    }

    @Test
    void whoAsksAfterTheEndIsRefused() {
        var shared = new SharedModel(data, configuration());
        shared.close();

        assertThatThrownBy(shared::get).isInstanceOf(IllegalStateException.class);
    }
}
