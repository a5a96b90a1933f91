package smc;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the house as it is: how long a file, how full a package, how wide a line, and that nothing is said of what is not there. */
class HouseTest {
    private static final int LINES_OF_A_FILE = 400;
    private static final int FILES_OF_A_PACKAGE = 20;
    private static final int CHARACTERS_OF_A_LINE = 160;
    private static final int CHARACTERS_OF_A_CELL = 120;
    private static final int WORDS_OF_THE_MAP = 1200;
    private static final int LINES_OF_A_MODULE_README = 20;

    /** Long, and one thing: a list of messages or fields, read from top to bottom. */
    private static final Set<String> FLAT =
            Set.of("FrameDecoder.java", "EffectDecoder.java", "EffectEncoder.java", "TradeStory.java");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("smc");

    /** Whoever looks at modules one level deep sees two fewer. */
    @Test
    void everyModuleOfTheReactorIsSeen() throws IOException {
        var withSources = new TreeSet<Path>();
        walk(
                SourceTree.root(),
                file -> file.endsWith("pom.xml") && Files.isDirectory(file.resolveSibling("src/main")),
                file -> withSources.add(file.getParent()));

        assertThat(withSources).containsExactlyInAnyOrderElementsOf(SourceTree.modules());
        assertThat(withSources).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void noFileIsLongerThanAPersonReads() throws IOException {
        var tooLong = new TreeMap<String, Integer>();
        for (Path file : mainFiles()) {
            int lines = Files.readAllLines(file).size();
            if (lines > LINES_OF_A_FILE && !FLAT.contains(file.getFileName().toString())) {
                tooLong.put(SourceTree.root().relativize(file).toString(), lines);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void noPackageIsFullerThanAPersonCanHold() throws IOException {
        var files = new TreeMap<String, Integer>();
        for (Path file : mainFiles()) {
            files.merge(SourceTree.root().relativize(file.getParent()).toString(), 1, Integer::sum);
        }
        files.values().removeIf(count -> count <= FILES_OF_A_PACKAGE);

        assertThat(files).isEmpty();
    }

    /** So that one can read from the bottom up, and take a package out. */
    @Test
    void noPackageReachesItselfAgain() {
        var uses = new TreeMap<String, Set<String>>();
        for (JavaClass javaClass : MAIN) {
            Set<String> used = uses.computeIfAbsent(javaClass.getPackageName(), _ -> new TreeSet<>());
            javaClass.getDirectDependenciesFromSelf().stream()
                    .map(dependency ->
                            dependency.getTargetClass().getBaseComponentType().getPackageName())
                    .filter(name -> name.startsWith("smc.") && !name.equals(javaClass.getPackageName()))
                    .forEach(used::add);
        }

        // Whoever uses only what is gone goes too; what is left goes round in a circle, or hangs on one.
        while (uses.entrySet().removeIf(entry -> entry.getValue().stream().noneMatch(uses::containsKey))) {
            // The next layer.
        }
        assertThat(uses.keySet()).isEmpty();
    }

    @Test
    void everyModuleHasAPageOfItsOwn() throws IOException {
        var without = new ArrayList<String>();
        for (Path module : SourceTree.modules()) {
            Path page = module.resolve("README.md");
            boolean isShortEnough = Files.exists(page)
                    && (module.endsWith("benchmarks")
                            || Files.readAllLines(page).size() <= LINES_OF_A_MODULE_README);
            if (!isShortEnough) {
                without.add(SourceTree.root().relativize(module).toString());
            }
        }

        assertThat(without).isEmpty();
    }

    @Test
    void theMapFitsOnAPage() throws IOException {
        String map = Files.readString(SourceTree.root().resolve("ARCHITECTURE.md"));

        assertThat(map.split("\\s+")).hasSizeLessThanOrEqualTo(WORDS_OF_THE_MAP);
    }

    @Test
    void aLineOfProseCanBeRead() throws IOException {
        assertThat(linesOfProse(line -> line.length() > CHARACTERS_OF_A_LINE)).isEmpty();
    }

    @Test
    void aCellOfTheFirstPageIsOneLine() throws IOException {
        assertThat(Files.readAllLines(SourceTree.root().resolve("README.md")))
                .noneMatch(line -> line.startsWith("|")
                        && Stream.of(line.split("\\|")).anyMatch(cell -> cell.length() > CHARACTERS_OF_A_CELL));
    }

    /** Lines of our documents by file and number; those of benchmarks are results, kept as they were measured. */
    private static Map<String, String> linesOfProse(Predicate<String> isWanted) throws IOException {
        var found = new TreeMap<String, String>();
        walk(
                SourceTree.root(),
                file -> file.toString().endsWith(".md")
                        && !file.startsWith(SourceTree.root().resolve("benchmarks")),
                file -> {
                    List<String> lines = Files.readAllLines(file);
                    for (int i = 0; i < lines.size(); i++) {
                        if (isWanted.test(lines.get(i))) {
                            found.put(SourceTree.root().relativize(file) + ":" + (i + 1), lines.get(i));
                        }
                    }
                });
        return found;
    }

    private static List<Path> mainFiles() throws IOException {
        var files = new ArrayList<Path>();
        for (Path module : SourceTree.modules()) {
            walk(module.resolve("src/main/java"), file -> file.toString().endsWith(".java"), files::add);
        }
        return files;
    }

    private interface FileTaker {
        void take(Path file) throws IOException;
    }

    /** Every file below a folder but what is built or fetched. */
    private static void walk(Path folder, Predicate<Path> isWanted, FileTaker taker) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    if (!name.startsWith(".") && !name.equals("target") && !name.equals("node_modules")) {
                        walk(entry, isWanted, taker);
                    }
                } else if (isWanted.test(entry)) {
                    taker.take(entry);
                }
            }
        }
    }
}
