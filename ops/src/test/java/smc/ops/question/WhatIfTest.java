package smc.ops.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.config.Configuration;
import smc.engine.outcome.RunRecord;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.Verdict;
import smc.ops.journal.Moment;

/** What other rules would have made of a recorded market. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfTest {
    @TempDir
    private static Path data;

    private Market market;

    @BeforeAll
    void record() throws IOException {
        RecordedDays.record(data, new VenueSettings(3, 2, 0, false));
        market = Market.of(data, Moment.END);
    }

    private WhatIf answer(Map<String, String> values) {
        return answer(values, Window.ALL);
    }

    private WhatIf answer(Map<String, String> values, Window window) {
        return WhatIf.of(
                market,
                values.isEmpty() ? Optional.empty() : Optional.of(recorded -> recorded.with(values, "--set")),
                window);
    }

    @Test
    void nothingChangedReproducesWhatHappened() {
        WhatIf answer = answer(Map.of());

        assertThat(answer.modelError()).isEmpty();
        assertThat(answer.recorded().record().trades()).hasSizeGreaterThan(10);
        assertSame(answer.recorded(), answer.simulated());
    }

    /** To the time of each frame, the id of each order and the last digit. */
    private static void assertSame(Course one, Course other) {
        assertThat(told(other)).isEqualTo(told(one));
        RunRecord ours = one.record();
        RunRecord theirs = other.record();
        assertThat(theirs.decisions()).isEqualTo(ours.decisions());
        assertThat(theirs.trades()).isEqualTo(ours.trades());
        assertThat(theirs.equity()).isEqualTo(ours.equity());
        assertThat(theirs.openTrades()).containsExactlyElementsOf(ours.openTrades());
        for (int i = 0; i < RecordedDays.SYMBOLS.size(); i++) {
            assertThat(theirs.blockEvents(i)).isEqualTo(ours.blockEvents(i));
        }
    }

    private static List<String> told(Course course) {
        return course.steps().stream()
                .map(step -> step.atNanos() + " " + step.accountId() + " " + step.instrumentId() + " " + step.words())
                .toList();
    }

    @Test
    void aKeySetToWhatItWasChangesNothing() {
        WhatIf answer = answer(Map.of("account-a.cooldownCandles", "3"));

        assertThat(answer.effect()).isEmpty();
        assertSame(answer.recorded(), answer.variant().orElseThrow());
    }

    /** Keys that say nothing about trading are no rules. */
    @Test
    void aKeyWithoutABearingOnTradesChangesNothing() {
        WhatIf answer = answer(Map.of("engine.api.port", "9999", "account-a.notify.prefix", "[X]"));

        assertThat(answer.effect()).isEmpty();
    }

    /**
     * Mode A judges a touch by the cool-down only when all that is asked before it is granted, and it sends nothing before a close: so the first decision
     * that differs is the first touch that the cool-down alone had kept out.
     */
    @Test
    void withoutACooldownTheFirstOtherDecisionIsTheFirstTouchItHadKeptOut() {
        WhatIf answer = answer(Map.of("account-a.cooldownCandles", "0"));

        TouchJudged kept = answer.recorded().record().decisions().stream()
                .filter(judged -> judged.accountId() == 0 && judged.verdict() == Verdict.COOLDOWN)
                .findFirst()
                .orElseThrow();
        FirstDifference first = answer.effect().orElseThrow();
        assertThat(first.accountId()).isZero();
        assertThat(first.instrumentId()).isEqualTo(kept.instrumentId());
        Course.Touch frame = answer.recorded().touches().stream()
                .filter(touch -> touch.judged().equals(kept))
                .findFirst()
                .orElseThrow();
        assertThat(first.atNanos()).isEqualTo(frame.atNanos());
        assertThat(first.one().orElseThrow().sequence())
                .isEqualTo(frame.sequence())
                .isPositive();
        assertThat(first.one().orElseThrow().words()).contains("COOLDOWN, cool-down after an exit");
        assertThat(first.other().orElseThrow().words()).doesNotContain("COOLDOWN");
    }

    /** With one position a mode and symbol the other account cannot notice. */
    @Test
    void whatOneAccountIsSetToLeavesTheOtherAlone() {
        Course apart =
                answer(Map.of("engine.positionScope", "mode_symbol")).variant().orElseThrow();
        Course other = answer(Map.of("engine.positionScope", "mode_symbol", "account-a.fresh.targetAtr", "3.5"))
                .variant()
                .orElseThrow();

        assertThat(ofAccount(other, 1)).isEqualTo(ofAccount(apart, 1)).isNotEmpty();
        assertThat(ofAccount(other, 0)).isNotEqualTo(ofAccount(apart, 0));
    }

    private static List<String> ofAccount(Course course, int accountId) {
        return course.steps().stream()
                .filter(step -> step.accountId() == accountId)
                .map(Course.Step::sameness)
                .toList();
    }

    /** Twice the capital and the same market: the first order asks for more, and nothing before it is another. */
    @Test
    void moreCapitalIsFirstSeenInTheSizeOfTheFirstOrder() {
        WhatIf answer = answer(Map.of("account-a.capitalUsdPerSymbol", "200"));

        FirstDifference first = answer.effect().orElseThrow();
        assertThat(first.one().orElseThrow().words()).startsWith("asks for an entry: ");
        assertThat(first.other().orElseThrow().words()).startsWith("asks for an entry: ");
        long firstNanos = answer.recorded().record().orders().stream()
                .filter(order -> order.accountId() == 0)
                .mapToLong(order -> order.atNanos())
                .min()
                .orElseThrow();
        assertThat(first.atNanos()).isEqualTo(firstNanos);
    }

    /** Before the window all is traded, and nothing of it is told. */
    @Test
    void aWindowLooksAtWhatLiesInIt() {
        long middleNanos = market.recorded().record().trades().get(5).exitNanos();
        Window window = new Window(middleNanos, Long.MAX_VALUE);

        WhatIf answer = answer(Map.of("account-a.capitalUsdPerSymbol", "200"), window);

        assertThat(answer.modelError()).isEmpty();
        assertThat(answer.effect().orElseThrow().atNanos()).isGreaterThanOrEqualTo(middleNanos);
        long trades = answer.recorded().record().trades().stream()
                .filter(trade -> trade.exitNanos() >= middleNanos)
                .count();
        long counted = 0;
        for (int account = 0; account < 2; account++) {
            for (int instrument = 0; instrument < 2; instrument++) {
                counted += answer.figures(account, instrument).getFirst().trades();
            }
        }
        assertThat(counted).isEqualTo(trades).isPositive();
    }

    @Test
    void rulesForOtherSymbolsAreRefused() {
        Configuration others = market.configuration().trading(List.of("SOLUSD"));

        assertThatThrownBy(() -> WhatIf.of(market, Optional.of(_ -> others), Window.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the symbols of the recording, [SOLUSD, AAVEUSD], was [SOLUSD]:"
                        + " its market is of these");
    }
}
