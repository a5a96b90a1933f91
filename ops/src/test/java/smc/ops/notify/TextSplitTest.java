package smc.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSplitTest {
    @Test
    void whatFitsStaysWhole() {
        assertThat(TextSplit.of("one\ntwo", 7)).containsExactly("one\ntwo");
    }

    @Test
    void linesStayWholeWhereTheyFit() {
        assertThat(TextSplit.of("one\ntwo\nthree", 8)).containsExactly("one\ntwo", "three");
    }

    @Test
    void aCharacterIsNeverCutInTwo() {
        assertThat(TextSplit.of("ab😀cd", 3)).containsExactly("ab", "😀c", "d");
    }

    @Test
    void nothingIsLeftOut() {
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            String text = random.ints(random.nextInt(300), 0, 5)
                    .mapToObj(kind -> List.of("a", "word ", "\n", "😀", "ü").get(kind))
                    .reduce("", String::concat);
            int limit = 2 + random.nextInt(40);

            List<String> parts = TextSplit.of(text, limit);

            assertThat(parts).allMatch(part -> part.length() <= limit);
            assertThat(String.join("", parts).replace("\n", "")).isEqualTo(text.replace("\n", ""));
        }
    }
}
