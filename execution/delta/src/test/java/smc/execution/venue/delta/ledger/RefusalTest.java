package smc.execution.venue.delta.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void codesAreTold() {
        assertThat(Refusal.of("insufficient_margin")).isEqualTo(Refusal.INSUFFICIENT_MARGIN);
        assertThat(Refusal.of("immediate_execution_post_only")).isEqualTo(Refusal.POST_ONLY_WOULD_CROSS);
        assertThat(Refusal.of("never_heard_of")).isEqualTo(Refusal.OTHER);
    }

    @Test
    void theSpellingOfTheDocumentsIsUnderstood() {
        assertThat(Refusal.of("InvalidApiKey")).isEqualTo(Refusal.NOT_AUTHORIZED);
        assertThat(Refusal.of("SignatureExpired")).isEqualTo(Refusal.NOT_AUTHORIZED);
        assertThat(Refusal.of("Signature Mismatch")).isEqualTo(Refusal.NOT_AUTHORIZED);
    }

    @Test
    void noTwoHaveTheSameCode() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::code))
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
    }
}
