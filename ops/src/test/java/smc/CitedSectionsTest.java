package smc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who reads a rule of the trade, or a fact about the venue, in the code is told where it stands. There it stands: each document that a source
 * names is in the repository, each section that it names has a heading of that number, and each link between documents leads somewhere.
 */
class CitedSectionsTest {
    private static final Path ROOT = SharedData.root();

    /** What is made by building or running, and what is not ours. */
    private static final Set<String> NO_SOURCES = Set.of("target", ".build", ".git", "node_modules", "data");

    /** Described where it lies, with the development data. */
    private static final String OUTSIDE = "golden/";

    private static final String NUMBERS = "([0-9]+(?:\\.[0-9]+)*(?:(?:, and |, | and | to )[0-9]+(?:\\.[0-9]+)*)*)";
    private static final String DOCUMENT = "((?:\\.\\./)*[A-Za-z][A-Za-z0-9/_.-]*\\.md)";
    private static final Pattern NAMED = Pattern.compile(DOCUMENT);
    private static final Pattern CITED = Pattern.compile(DOCUMENT + "\\)?,?(?: part I{1,2} and)? sections? " + NUMBERS);
    private static final Pattern CITED_BEHIND = Pattern.compile("sections? " + NUMBERS + " of " + DOCUMENT);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)*");

    /** {@code ## 4. Structure} or {@code ### 4.1 Phase NONE}. */
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    private static final Pattern HEADING_NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)*)\\.? .+");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** @param number empty if only the document is named */
    private record Citation(String where, String document, String number) {}

    @Test
    void sourcesNameDocumentsThatAreInTheRepository() throws IOException {
        assertThat(sources())
                .flatExtracting(source -> named(read(source)))
                .contains("docs/rules.md", "docs/delta-exchange.md", "docs/formats.md");
        for (Path source : sources()) {
            assertThat(named(read(source)))
                    .as("documents named in %s", ROOT.relativize(source))
                    .allMatch(name -> name.startsWith(OUTSIDE) || Files.exists(ROOT.resolve(name)));
        }
    }

    @Test
    void sourcesNameSectionsThatTheDocumentHas() throws IOException {
        var sections = new HashMap<String, Set<String>>();
        List<Citation> citations = sources().stream()
                .flatMap(source -> cited(ROOT.relativize(source).toString(), read(source)).stream())
                .toList();

        assertThat(citations)
                .as("citations: fewer than this, and they are not found")
                .hasSizeGreaterThan(100);
        assertThat(citations)
                .allSatisfy(citation -> assertThat(sections.computeIfAbsent(
                                citation.document(), name -> numbers(read(ROOT.resolve(name)))))
                        .as("%s: section %s of %s", citation.where(), citation.number(), citation.document())
                        .contains(citation.number()));
    }

    @Test
    void documentsNameSectionsThatTheDocumentHas() throws IOException {
        for (Path document : files(CitedSectionsTest::isInDocs)) {
            for (Citation citation : cited(document.toString(), read(document).replaceAll("\\[[^\\]]*\\]\\(", ""))) {
                Path named = document.resolveSibling(citation.document());
                assertThat(numbers(read(named)))
                        .as("%s: section %s of %s", ROOT.relativize(document), citation.number(), citation.document())
                        .contains(citation.number());
            }
        }
    }

    @Test
    void linksLeadToAFileAndToAHeadingInIt() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            Matcher link = LINK.matcher(withoutCode(read(document)));
            while (link.find()) {
                links++;
                if (!link.group(1).matches("[a-z]+:.*") && !isAlive(document, link.group(1))) {
                    dead.add(ROOT.relativize(document) + ": " + link.group(1));
                }
            }
        }

        assertThat(links).as("links: fewer than this, and they are not found").isGreaterThan(20);
        assertThat(dead).as("links that lead nowhere").isEmpty();
    }

    @Test
    void noSectionHasTheNumberOfAnother() throws IOException {
        for (Path document : documents()) {
            assertThat(numbersInOrder(read(document)))
                    .as("numbers of sections in %s", ROOT.relativize(document))
                    .doesNotHaveDuplicates();
        }
    }

    /** The forms in which the sources speak of sections, over the ends of lines too. */
    @Test
    void everyFormOfCitingIsFound() {
        String text = """
                /** (DOCUMENT, section 3), DOCUMENT section 4.10: and DOCUMENT sections 5
                 * and 6.1, (DOCUMENT, part II and section 7); section 8.2 of DOCUMENT; DOCUMENT,
                 * sections 9, 10 and 12 to 14; DOCUMENT, part I.
                 */
                // DOCUMENT,
                // section 15
                """.replace("DOCUMENT", "docs/a" + ".md");

        assertThat(cited("here", text))
                .extracting(Citation::number)
                .containsExactlyInAnyOrder("3", "4.10", "5", "6.1", "7", "8.2", "9", "10", "12", "14", "15");
    }

    @Test
    void aHeadingHasANumberIfItBeginsWithOne() {
        assertThat(numbers("# Rules\n## 4. Structure\n### 4.1 Phase NONE\n#### Edit\n## 15 Terms\ntext 7. no\n"))
                .containsExactlyInAnyOrder("4", "4.1", "15");
    }

    private static List<String> named(String text) {
        return NAMED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<Citation> cited(String where, String text) {
        // A comment goes on in its next line, behind what marks it as one.
        String flowing = text.replaceAll("\\s*\\R\\s*(?:\\*(?!/)|//)?\\s*", " ");
        var citations = new ArrayList<Citation>();
        CITED.matcher(flowing).results().forEach(found -> add(citations, where, found.group(1), found.group(2)));
        CITED_BEHIND.matcher(flowing).results().forEach(found -> add(citations, where, found.group(2), found.group(1)));
        citations.removeIf(citation -> citation.document().startsWith(OUTSIDE));
        return citations;
    }

    private static void add(List<Citation> citations, String where, String document, String numbers) {
        NUMBER.matcher(numbers).results().forEach(found -> citations.add(new Citation(where, document, found.group())));
    }

    private static Set<String> numbers(String document) {
        return Set.copyOf(numbersInOrder(document));
    }

    private static List<String> numbersInOrder(String document) {
        return HEADING.matcher(withoutCode(document))
                .results()
                .map(found -> HEADING_NUMBER.matcher(found.group(1)))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean isAlive(Path document, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? document : document.resolveSibling(file);
        return Files.exists(target) && (hash < 0 || anchors(read(target)).contains(link.substring(hash + 1)));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(String document) {
        return HEADING.matcher(withoutCode(document))
                .results()
                .map(found -> found.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(String document) {
        return document.replaceAll("(?ms)^```.*?^```", "");
    }

    /** Of every module, however deep it lies. */
    private static List<Path> sources() throws IOException {
        return files(path -> {
            String name = "/" + ROOT.relativize(path).toString().replace('\\', '/');
            return name.endsWith(".java") && (name.contains("/src/main/") || name.contains("/src/test/"));
        });
    }

    private static boolean isInDocs(Path path) {
        return path.startsWith(ROOT.resolve("docs")) && path.toString().endsWith(".md");
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(files(CitedSectionsTest::isInDocs));
        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
                .map(ROOT::resolve)
                .forEach(documents::add);
        return documents;
    }

    private static List<Path> files(Predicate<Path> isMeant) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isLeftOut = !folder.equals(ROOT)
                        && NO_SOURCES.contains(folder.getFileName().toString());
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isMeant.test(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("expected to read " + file, e);
        }
    }
}
