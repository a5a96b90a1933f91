package smc.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("capitalPct", "leverage", "targetAtr", "trailAtr");

    @Test
    void findsTheWordWithTheFewestLettersToChange() {
        assertThat(Nearest.to("capitalPc", KEYS)).contains("capitalPct");
        assertThat(Nearest.to("levarage", KEYS)).contains("leverage");
        assertThat(Nearest.to("tralAtr", KEYS)).contains("trailAtr");
        assertThat(Nearest.to("ttargetAtr", KEYS)).contains("targetAtr");
    }

    @Test
    void takesUpperAndLowerCaseForTheSame() {
        assertThat(Nearest.to("LEVERAGE", KEYS)).contains("leverage");
    }

    @Test
    void allowsHalfTheLettersToDifferAndNoMore() {
        assertThat(Nearest.to("abcd", List.of("abxy"))).contains("abxy");
        assertThat(Nearest.to("abcd", List.of("axyz"))).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
