package smc.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of documents name the test behind each row: each of those tests exists. */
class NamedTestsTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @ParameterizedTest
    @ValueSource(strings = {"docs/reconciliation.md", "docs/degradation.md"})
    void everyTestThatADocumentNamesExists(String document) throws IOException {
        Path root = root();
        Map<String, String> sources = new HashMap<>();
        for (Path module : new Path[] {
            root.resolve("engine"),
            root.resolve("ops"),
            root.resolve("execution/trading"),
            root.resolve("execution/delta"),
            root.resolve("execution/exchange")
        }) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                        .toList()) {
                    sources.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        var missing = new TreeSet<String>();
        int named = 0;
        Matcher names = NAMED.matcher(Files.readString(root.resolve(document)));
        while (names.find()) {
            named++;
            if (!sources.getOrDefault(names.group(1), "").contains("void " + names.group(2) + "(")) {
                missing.add(names.group());
            }
        }

        assertThat(named).as("tests named").isPositive();
        assertThat(missing).as("tests that are not there").isEmpty();
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("ARCHITECTURE.md"))) {
            at = at.getParent();
        }
        return at;
    }
}
