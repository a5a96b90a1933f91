package smc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import smc.execution.desk.event.Verdict;
import smc.ops.story.VerdictSentence;

/** Of each verdict the glossary has one plain sentence, and of nothing else. */
class GlossaryTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z][A-Z_]+) \\| (.+) \\|$");

    @Test
    void everyVerdictHasASentence() throws IOException {
        Map<String, String> sentences = sentences();

        assertThat(sentences.keySet())
                .containsExactlyElementsOf(
                        Stream.of(Verdict.values()).map(Verdict::name).toList());
        assertThat(sentences.values())
                .allMatch(sentence -> sentence.matches("[A-Z][^|]+\\."))
                .doesNotHaveDuplicates();
    }

    /** {@code why-not} says what one can look up. */
    @Test
    void theSentencesAreThoseOfTheProduct() throws IOException {
        Map<String, String> sentences = sentences();

        for (Verdict verdict : Verdict.values()) {
            assertThat(sentences).containsEntry(verdict.name(), VerdictSentence.of(verdict));
        }
    }

    private static Map<String, String> sentences() throws IOException {
        var sentences = new LinkedHashMap<String, String>();
        String glossary = Files.readString(SharedData.root().resolve("docs/GLOSSARY.md"));
        String verdicts = glossary.substring(glossary.indexOf("\n## Verdicts\n"));
        ROW.matcher(verdicts)
                .results()
                .forEach(row -> assertThat(sentences.put(row.group(1), row.group(2)))
                        .as("a second sentence for %s", row.group(1))
                        .isNull());
        return sentences;
    }
}
