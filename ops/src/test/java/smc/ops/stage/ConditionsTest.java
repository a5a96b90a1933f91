package smc.ops.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smc.execution.order.OrderState;
import smc.journal.CutReason;
import smc.ops.door.Stage;
import smc.ops.journal.life.LivedEngine;
import smc.ops.stage.Condition.Shown;
import smc.ops.stage.Evidence.ParityShown;

/** Each condition of a raise, met and missing; a good life first, of which each test spoils one thing. */
class ConditionsTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final LivedEngine engine = new LivedEngine(FIRST);
    private final List<Instant> faultExits = new ArrayList<>();
    private ParityShown parity = new ParityShown(3, 0, "");
    private Instant parityFrom;

    @BeforeEach
    void start() {
        engine.start(CutReason.FIRST_START)
                .stage(Stage.FIRST.capE8())
                .positionRead(true)
                .trade();
    }

    /** Trades for a while, with a trade that has its stop. */
    private void live(Duration duration) {
        engine.positionRead(true)
                .opened(1)
                .stopIs(1, OrderState.OPEN)
                .run(duration)
                .closed(1);
    }

    private Evidence evidence(Stage stage) {
        return Evidence.of(
                stage,
                engine.life(),
                faultExits,
                from -> {
                    parityFrom = from;
                    return parity;
                },
                engine.now());
    }

    private List<Shown> shown(Stage stage) {
        Evidence evidence = evidence(stage);
        return Conditions.all().stream()
                .map(condition -> condition.look(evidence))
                .toList();
    }

    private void assertOnlyMissing(int place, String... found) {
        List<Shown> shown = shown(Stage.FIRST);
        for (int i = 0; i < shown.size(); i++) {
            assertThat(shown.get(i).isMet()).as("%d of %s", i, shown).isEqualTo(i != place);
        }
        assertThat(shown.get(place).found()).contains(found);
    }

    @Test
    void afterTwoGoodDaysAllIsShown() {
        live(HOUR.multipliedBy(48));

        assertThat(shown(Stage.FIRST)).hasSize(6).allMatch(Shown::isMet);
    }

    @Test
    void theSecondStageDemandsSevenDays() {
        live(HOUR.multipliedBy(48));

        assertThat(shown(Stage.SECOND).getFirst().found()).isEqualTo("2d of 7d, missing 5d");
        live(HOUR.multipliedBy(24 * 5));
        assertThat(shown(Stage.SECOND)).allMatch(Shown::isMet);
    }

    @Test
    void lessThanIsDemandedIsSaidWithWhatIsMissing() {
        live(HOUR.multipliedBy(40));

        assertOnlyMissing(0, "1d 16h of 2d, missing 8h");
    }

    @Test
    void whatWasTradedAtAnotherStageDoesNotCount() {
        live(HOUR.multipliedBy(100));
        engine.stage(Stage.SECOND.capE8());
        live(HOUR.multipliedBy(30));

        assertThat(shown(Stage.SECOND).getFirst().found()).isEqualTo("1d 6h of 7d, missing 5d 18h");
    }

    @Test
    void timeInWhichNoAccountMightTradeDoesNotCount() {
        live(HOUR.multipliedBy(47));
        engine.tradeNoMore().run(HOUR.multipliedBy(10));

        assertThat(shown(Stage.FIRST).getFirst().found()).isEqualTo("1d 23h of 2d, missing 1h");
    }

    @Test
    void aFaultInTheTimeLookedAtIsMissedAndOneBeforeItIsForgotten() {
        live(HOUR);
        engine.fault();
        live(HOUR.multipliedBy(47));
        assertOnlyMissing(1, "1 faults in the journal");

        live(HOUR.multipliedBy(2));
        assertThat(shown(Stage.FIRST)).allMatch(Shown::isMet);
    }

    @Test
    void aStopForAFaultThatTheJournalDoesNotShowCounts() {
        live(HOUR.multipliedBy(48));
        faultExits.add(engine.now().minus(HOUR));

        assertOnlyMissing(1, "1 stops for a fault");
    }

    @Test
    void anEndWithoutACloseCannotBeToldFromAFault() {
        live(HOUR.multipliedBy(40));
        engine.silence(Duration.ofMinutes(1)).start(CutReason.UNCLOSED).trade();
        live(HOUR.multipliedBy(8));

        assertOnlyMissing(1, "1 ends without a close");
    }

    @Test
    void aPositionThatDifferedIsMissed() {
        live(HOUR.multipliedBy(10));
        engine.positionRead(false);
        live(HOUR.multipliedBy(38));

        assertOnlyMissing(2, "1 of 4 readings differed");
    }

    @Test
    void whateverElseDifferedIsMissedToo() {
        live(HOUR.multipliedBy(10));
        engine.pausedByReconciliation();
        live(HOUR.multipliedBy(38));

        assertOnlyMissing(2, "1 of 3 readings differed");
    }

    /** An engine that is never started again reads positions all the time, and says so only of the wallet. */
    @Test
    void aWalletThatWasReadShowsThatTheAccountWas() {
        live(HOUR);
        engine.opened(2).stopIs(2, OrderState.OPEN).run(HOUR.multipliedBy(24)).walletRead();
        engine.run(HOUR.multipliedBy(24)).closed(2); // the readings of positions lie before

        assertThat(shown(Stage.FIRST)).allMatch(Shown::isMet);
    }

    @Test
    void whereNoPositionWasReadThatIsNotShown() {
        live(HOUR);
        engine.opened(2).stopIs(2, OrderState.OPEN).run(HOUR.multipliedBy(48)).closed(2); // the readings lie before

        assertOnlyMissing(2, "not shown");
    }

    @Test
    void aPositionWithoutAStopForLongerThanTheBoundIsMissed() {
        live(HOUR.multipliedBy(24));
        engine.opened(2).run(Duration.ofSeconds(12)).stopIs(2, OrderState.OPEN);
        live(HOUR.multipliedBy(24));
        assertThat(shown(Stage.FIRST)).allMatch(Shown::isMet);

        engine.stopIs(2, OrderState.CANCELLED).run(Duration.ofSeconds(13)).stopIs(2, OrderState.OPEN);
        assertOnlyMissing(3, "1 times beyond it", "13,000 ms");
    }

    @Test
    void whereNoTradeWasOpenNothingIsShownOfStops() {
        engine.run(HOUR.multipliedBy(48));
        engine.positionRead(true);

        assertOnlyMissing(3, "not shown");
    }

    @Test
    void aDifferenceWithoutACauseIsMissedAndSoIsAComparisonThatCannotBeMade() {
        live(HOUR.multipliedBy(50));
        engine.positionRead(true);
        parity = new ParityShown(3, 1, "");
        assertOnlyMissing(4, "1 differences without a cause");
        assertThat(parityFrom).as("what is compared is what is looked at").isEqualTo(FIRST.plus(HOUR.multipliedBy(2)));

        parity = new ParityShown(0, 0, "the journal is of nobody");
        assertOnlyMissing(4, "not shown: the journal is of nobody");
        parity = new ParityShown(0, 0, "");
        assertOnlyMissing(4, "not shown: nothing was decided");
    }

    @Test
    void timeSwitchedOffIsTakenFromTheUptimeUpToNow() {
        // 48 h up and 29 min off are 99.0 %; 30 min are 98.97 %.
        live(HOUR.multipliedBy(48));
        engine.silence(Duration.ofMinutes(29));
        assertThat(shown(Stage.FIRST)).allMatch(Shown::isMet);
        engine.silence(Duration.ofMinutes(1));

        assertOnlyMissing(5, "98.969 %", "down 30m");
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"FIRST", "SECOND"})
    void ofALifeWithoutTradingNothingIsShown(Stage stage) {
        engine.tradeNoMore();
        parity = new ParityShown(0, 0, "");

        assertThat(shown(stage)).filteredOn(Shown::isMet).hasSizeLessThanOrEqualTo(1); // positions were read
    }
}
