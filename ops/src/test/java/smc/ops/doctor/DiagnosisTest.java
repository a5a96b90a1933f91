package smc.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import smc.ops.doctor.Finding.Level;

class DiagnosisTest {
    private static Diagnosis of(Check... checks) throws InterruptedException {
        return Diagnosis.of(Instant.EPOCH, "somewhere", "hash", List.of(checks));
    }

    private static Check check(Finding... findings) {
        return new Check() {
            @Override
            public String name() {
                return "check";
            }

            @Override
            public List<Finding> look() {
                return List.of(findings);
            }
        };
    }

    private static final Finding GOOD = Finding.pass("this", "so", "so");
    private static final Finding DOUBTFUL = Finding.warn("this", "so", "perhaps", "look again");
    private static final Finding BAD = Finding.fail("that", "so", "not so", "mend it");

    @Test
    void aWarningIsAPassAndOneFailureIsNone() throws InterruptedException {
        assertThat(of(check(GOOD, DOUBTFUL)).isPass()).isTrue();
        assertThat(of(check(GOOD), check(BAD), check(GOOD)).isPass()).isFalse();
    }

    @Test
    void whatCannotBeLookedAtFailsAndTheOthersAreLookedAtAllTheSame() throws InterruptedException {
        Check broken = new Check() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<Finding> look() throws IOException {
                throw new IOException("nobody answers");
            }
        };

        Diagnosis diagnosis = of(broken, check(GOOD));

        assertThat(diagnosis.isPass()).isFalse();
        assertThat(diagnosis.told()).extracting(told -> told.finding().level()).containsExactly(Level.FAIL, Level.PASS);
        assertThat(diagnosis.told().getFirst().finding().found()).isEqualTo("nobody answers");
    }

    @Test
    void whatWasExpectedFoundAndHowToMendItIsInTheTextAndInTheJson() throws InterruptedException {
        Diagnosis diagnosis = of(check(GOOD, BAD));
        var text = new StringWriter();

        diagnosis.print(new PrintWriter(text));

        assertThat(text.toString())
                .contains("FAIL  check  that  so        not so")
                .contains("FAIL  check, that: mend it")
                .contains("1 pass, 0 warn, 1 fail");
        assertThat(diagnosis.json().path("pass").asBoolean()).isFalse();
        assertThat(diagnosis.json().path("findings").get(1).toString())
                .isEqualTo(
                        "{\"check\":\"check\",\"level\":\"FAIL\",\"of\":\"that\",\"expected\":\"so\",\"found\":\"not so\",\"mend\":\"mend it\"}");
    }
}
