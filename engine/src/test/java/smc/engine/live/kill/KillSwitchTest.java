package smc.engine.live.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smc.execution.order.OrderType;
import smc.execution.venue.LastResort;
import smc.execution.venue.LastResort.Cancel;
import smc.execution.venue.LastResort.Close;
import smc.execution.venue.LastResort.Outcome;
import smc.execution.venue.LastResort.Protect;
import smc.execution.venue.VenuePicture;

/** In which order a kill acts on what the engine does not know, and when it says flat. What the engine knows is in KillMomentsTest. */
class KillSwitchTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int SOL = StandingVenue.SOL;
    private static final long STOP_E8 = 140_00000000L;
    private static final long TARGET_E8 = 170_00000000L;

    private final KillRig rig = new KillRig();
    private final StandingVenue venue = rig.venue;

    private List<LastResort> ofKind(Class<? extends LastResort> kind) {
        return venue.asked.stream().filter(kind::isInstance).toList();
    }

    @Test
    void itIsHaltedFirstAndFlatOnlyAfterTwoReadingsTwoSecondsApart() {
        var readAtMillis = new ArrayList<Long>();
        venue.beforeReading = account -> {
            assertThat(rig.events).first().isEqualTo("flatten -1 -1 KILL me: the news");
            if (account == A) {
                readAtMillis.add(rig.nowMillis());
            }
        };

        KillReport report = rig.run();

        assertThat(report.isFlat()).isTrue();
        assertThat(report.lines()).first().asString().startsWith("flat: every account was read twice");
        assertThat(readAtMillis).hasSize(2);
        assertThat(readAtMillis.getLast() - readAtMillis.getFirst()).isGreaterThanOrEqualTo(2_000);
        assertThat(venue.asked).isEmpty();
        assertThat(rig.events).last().isEqualTo("HALTED -1 -1 KILL me: kill: flat");
    }

    @Test
    void aReadingThatFailsBeginsTheProofAnew() {
        venue.beforeReading = account -> {
            venue.failing.clear();
            if (account == A && venue.readings[A] == 2) {
                venue.failing.add(A);
            }
        };

        KillReport report = rig.run();

        assertThat(report.isFlat()).isTrue();
        // One that counts, one that fails, and two that count.
        assertThat(venue.readings[A]).isEqualTo(4);
        assertThat(rig.told).anyMatch(line -> line.contains("account A cannot be read, it is asked again: 503"));
    }

    @Test
    void anOrderThatOpensIsCancelledWhoeverPlacedIt() {
        venue.order(B, 7, OrderType.LIMIT, true, false, STOP_E8);
        venue.order(B, 8, OrderType.STOP_MARKET, true, false, TARGET_E8);

        KillReport report = rig.run();

        assertThat(report.isFlat()).isTrue();
        assertThat(venue.asked).containsExactlyInAnyOrder(new Cancel(B, SOL, 7), new Cancel(B, SOL, 8));
        assertThat(rig.events).contains("HALTED 1 0 KILL me: kill cancels order 7 that is not the engine's");
    }

    /** Its stop stands until the venue has read the position as nothing. */
    @Test
    void aPositionOfSomebodyElseIsClosedWithItsStopStanding() {
        venue.held.put(A, 3L);
        venue.order(A, 9, OrderType.STOP_MARKET, false, true, STOP_E8);
        venue.order(A, 10, OrderType.LIMIT, false, true, TARGET_E8);

        KillReport report = rig.run();

        assertThat(report.isFlat()).isTrue();
        assertThat(venue.asked).hasSize(3).first().isEqualTo(new Close(A, SOL, 3));
        assertThat(venue.asked).contains(new Cancel(A, SOL, 9), new Cancel(A, SOL, 10));
        assertThat(report.remarks()).anyMatch(line -> line.contains("account A, SOLUSD: closed past the engine"));
        assertThat(rig.events)
                .contains(
                        "HALTED 0 0 KILL me: kill closes +3 contracts at market that the engine does not know, or did not get closed");
    }

    @Test
    void onlyARefusalForOtherOrdersTakesTheTargetAndThenTheStop() {
        venue.held.put(A, -3L);
        venue.order(A, 9, OrderType.STOP_MARKET, true, true, STOP_E8);
        venue.order(A, 10, OrderType.LIMIT, true, true, TARGET_E8);
        venue.closes.addAll(List.of(Outcome.REFUSED, Outcome.UNKNOWN, Outcome.IN_THE_WAY, Outcome.IN_THE_WAY));

        KillReport report = rig.run();

        assertThat(report.isFlat()).isTrue();
        var close = new Close(A, SOL, -3);
        assertThat(venue.asked)
                .containsExactly(close, close, close, new Cancel(A, SOL, 10), close, new Cancel(A, SOL, 9), close);
    }

    @Test
    void whileACloseIsRefusedAStopStands() {
        venue.held.put(A, 3L);
        venue.order(A, 9, OrderType.STOP_MARKET, false, true, STOP_E8);
        IntStream.range(0, 1_000).forEach(_ -> venue.closes.add(Outcome.IN_THE_WAY));

        KillReport report = rig.run();

        assertThat(report.isFlat()).isFalse();
        assertThat(report.left()).anyMatch(line -> line.contains("account A, SOLUSD: +3 contracts are held"));
        assertThat(ofKind(Protect.class)).isNotEmpty().allMatch(new Protect(A, SOL, 3, STOP_E8)::equals);
        assertThat(venue.now(A).orders()).singleElement().matches(order -> order.priceE8() == STOP_E8);
        // With pauses that grow to 16 readings, 4.8 s: far fewer than a try each 0.3 s in 320 s.
        assertThat(ofKind(Close.class)).hasSizeLessThan(2 * 320 / 4);
        assertThat(rig.told).anyMatch(line -> line.startsWith("not flat after 315 s: account A, SOLUSD: +3"));
    }

    /** It went for a close that was refused, and the venue did not take it back at once. */
    @Test
    void aStopThatCouldNotBePlacedAgainIsOfferedWithEachCloseThatIsRefused() {
        venue.held.put(A, 3L);
        venue.order(A, 9, OrderType.STOP_MARKET, false, true, STOP_E8);
        IntStream.range(0, 1_000).forEach(_ -> venue.closes.add(Outcome.IN_THE_WAY));
        venue.protects.addAll(List.of(Outcome.REFUSED, Outcome.UNKNOWN));
        var end = rig.begin();

        // The engine's three seconds, and the pauses of 0.6 and 1.2 s behind the first two tries.
        rig.goOnFor(8_000);

        assertThat(ofKind(Protect.class))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(new Protect(A, SOL, 3, STOP_E8)::equals);
        assertThat(venue.now(A).orders()).singleElement().matches(order -> order.priceE8() == STOP_E8);
        assertThat(end).isNotDone();
    }

    @Test
    void whatAppearsBetweenTheTwoReadingsIsClosedToo() {
        venue.beforeReading = account -> {
            if (account == A && venue.readings[A] == 2) {
                venue.held.put(A, 1L);
            }
        };

        KillReport report = rig.run();

        assertThat(report.isFlat()).isTrue();
        assertThat(venue.asked).containsExactly(new Close(A, SOL, 1));
        assertThat(venue.held).isEmpty();
    }

    @Test
    void anAccountThatSaysNothingIsNamedAndHoldsUpNoOther() {
        venue.silent.add(A);
        venue.held.put(B, 2L);

        KillReport report = rig.run();

        assertThat(report.left()).containsExactly("account A: the venue does not say how it stands");
        assertThat(report.lines()).contains("NOT FLAT: account A: the venue does not say how it stands");
        assertThat(report.tookNanos()).isEqualTo(KillRig.SETTINGS.patienceNanos());
        assertThat(venue.asked).containsExactly(new Close(B, SOL, 2));
        assertThat(rig.events).last().asString().startsWith("HALTED -1 -1 KILL me: kill: not flat: account A");
    }

    @Test
    void anAnswerThatWasGivenUpSaysNothing() {
        venue.silent.add(A);
        VenuePicture old = venue.now(A);
        var end = rig.begin();
        rig.goOnFor(20_000);
        venue.silent.clear();
        venue.held.put(A, 1L);
        venue.closes.addAll(List.of(Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED));
        rig.goOnFor(1_000);

        venue.open.forEach(answer -> answer.complete(old));
        rig.goOnFor(2_500);

        assertThat(end).isNotDone();
        rig.goOnUntilDone(end);
        assertThat(end.join().isFlat()).isTrue();
        assertThat(venue.held).isEmpty();
    }

    @Test
    void aSecondJoinsTheFirstAndNothingIsDoubled() {
        venue.held.put(A, 3L);
        var first = rig.begin();
        rig.goOnFor(1_000);
        var told = new ArrayList<String>();

        var second = rig.kill.begin("you", "me too", told::add);

        rig.goOnUntilDone(first);
        assertThat(second.join()).isEqualTo(first.join());
        assertThat(told).first().isEqualTo("a kill is under way already, and this joins it");
        assertThat(rig.events).filteredOn(event -> event.startsWith("flatten")).hasSize(1);
        assertThat(rig.events).contains("HALTED -1 -1 KILL you: me too");
        assertThat(venue.asked).containsExactly(new Close(A, SOL, 3));
    }

    @Test
    void anotherAfterTheEndBeginsAnew() {
        assertThat(rig.run().isFlat()).isTrue();
        venue.held.put(A, 3L);

        assertThat(rig.run().isFlat()).isTrue();

        assertThat(venue.held).isEmpty();
        assertThat(rig.events).filteredOn(event -> event.startsWith("flatten")).hasSize(2);
    }

    @Test
    void anEngineThatEndsIsNeverCalledFlat() {
        var end = rig.begin();
        rig.goOnFor(100);

        rig.isEnding = true;
        rig.kill.fail(new IllegalStateException("the engine is ending"));

        assertThat(end).isCompletedExceptionally();
    }
}
