package smc.ops.journal.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smc.execution.order.OrderState;
import smc.journal.CutReason;

/** When an engine ran and traded, and how long it had no stop, by frames that a test tells. */
class EngineLifeTest {
    private static final Instant FIRST = Instant.parse("2026-11-29T22:00:00Z");

    private final LivedEngine engine = new LivedEngine(FIRST).start(CutReason.FIRST_START);

    private static long total(List<Span> spans) {
        return TimeUnit.NANOSECONDS.toSeconds(
                spans.stream().mapToLong(Span::nanos).sum());
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond());
    }

    // ---- running and trading

    @Test
    void itTradesOnlyWhileAnAccountMay() {
        engine.run(Duration.ofMinutes(5))
                .trade()
                .run(Duration.ofMinutes(20))
                .tradeNoMore()
                .run(Duration.ofMinutes(5));

        assertThat(total(engine.life().up())).isEqualTo(1_800);
        assertThat(total(engine.life().trading())).isEqualTo(1_200);
    }

    @Test
    void aMachineThatSleepsDoesNotRunAndDoesNotTrade() {
        engine.trade().run(Duration.ofHours(1)).silence(Duration.ofHours(2)).run(Duration.ofHours(1));

        assertThat(total(engine.life().up())).isEqualTo(7_200);
        assertThat(total(engine.life().trading())).isEqualTo(7_200);
        assertThat(engine.life().up()).hasSize(2);
    }

    @Test
    void aFewSecondsWithoutAFrameAreNoSleep() {
        engine.run(Duration.ofMinutes(1)).silence(Duration.ofSeconds(30)).run(Duration.ofMinutes(1));

        assertThat(total(engine.life().up())).isEqualTo(150);
    }

    @Test
    void whatLiesBetweenTwoStartsIsDownHoweverShort() {
        engine.trade()
                .run(Duration.ofMinutes(1))
                .silence(Duration.ofSeconds(5))
                .start(CutReason.CLEAN)
                .run(Duration.ofMinutes(1));

        assertThat(total(engine.life().up())).isEqualTo(120);
        assertThat(total(engine.life().trading()))
                .as("a start trades only once it is told to")
                .isEqualTo(60);
    }

    @Test
    void anEndWithoutACloseIsKeptAndAnOrderlyOneIsNot() {
        engine.run(Duration.ofMinutes(1));
        long lastNanos = nanos(engine.now());
        engine.silence(Duration.ofHours(1)).start(CutReason.UNCLOSED).run(Duration.ofMinutes(1));
        engine.silence(Duration.ofHours(1)).start(CutReason.CLEAN);

        assertThat(engine.life().unclosed()).containsExactly(lastNanos);
    }

    // ---- uptime

    @Test
    void uptimeIsByDaysAndTimeSwitchedOffIsDown() {
        // From 22:00 to 1:00, then off until 4:00: two hours of two on the first day, one of four on the second.
        engine.run(Duration.ofHours(3)).silence(Duration.ofHours(3));

        Uptime uptime = Uptime.of(engine.life(), nanos(engine.now()));
        var text = new StringWriter();
        uptime.print(new PrintWriter(text));

        assertThat(uptime.days()).extracting(Uptime.Share::percent).containsExactly("100.000", "25.000");
        assertThat(uptime.whole().percent()).isEqualTo("50.000");
        assertThat(text.toString())
                .contains("2026-11-29  100.000   7,200       0")
                .contains("2026-11-30   25.000   3,600  10,800")
                .contains("in all       50.000  10,800  10,800")
                .contains("since 2026-11-29T22:00:00Z");
        assertThat(uptime.json().path("days").get(1).toString())
                .isEqualTo(
                        "{\"day\":\"2026-11-30\",\"upPercent\":\"25.000\",\"upSeconds\":3600,\"downSeconds\":10800}");
    }

    @Test
    void yearsDoNotOverflow() {
        long yearNanos = TimeUnit.DAYS.toNanos(365);

        assertThat(new Uptime.Share(0, 100 * yearNanos, 99 * yearNanos).percent())
                .isEqualTo("99.000");
    }

    // ---- stops

    @Test
    void untilTheVenueShowsTheStopThePositionHasNone() {
        engine.opened(1)
                .run(Duration.ofSeconds(3))
                .stopIs(1, OrderState.OPEN)
                .run(Duration.ofHours(1))
                .closed(1);

        assertThat(total(engine.life().naked())).isEqualTo(3);
        assertThat(total(engine.life().trades())).isEqualTo(3_603);
    }

    @Test
    void aStopThatWasShownBeforeTheFillLeavesNoTimeWithout() {
        LivedEngine other = new LivedEngine(FIRST).start(CutReason.FIRST_START);
        other.stopWanted(7, 99).orderIs(99, OrderState.OPEN); // of no trade: it counts for none

        engine.opened(1).stopIs(1, OrderState.OPEN).run(Duration.ofHours(1)).closed(1);

        assertThat(total(engine.life().naked())).isZero();
        assertThat(other.life().naked()).isEmpty();
    }

    @Test
    void aStopThatIsGoneOrOfWhichNothingIsKnownLeavesThePositionNakedUntilAnotherStands() {
        engine.opened(1).stopIs(1, OrderState.OPEN).run(Duration.ofMinutes(1));
        engine.stopIs(1, OrderState.CANCELLED)
                .stopWanted(1, 500)
                .run(Duration.ofSeconds(20))
                .orderIs(500, OrderState.OPEN)
                .run(Duration.ofMinutes(1))
                .orderIs(500, OrderState.UNKNOWN)
                .run(Duration.ofSeconds(7))
                .closed(1);

        assertThat(engine.life().naked())
                .extracting(span -> TimeUnit.NANOSECONDS.toSeconds(span.nanos()))
                .containsExactly(0L, 20L, 7L);
    }

    @Test
    void aStopThatFilledEndsTheTradeAndLeavesNothingNaked() {
        engine.opened(1)
                .stopIs(1, OrderState.OPEN)
                .run(Duration.ofMinutes(1))
                .stopIs(1, OrderState.FILLED)
                .run(Duration.ofSeconds(20))
                .closed(1);

        assertThat(total(engine.life().naked())).isZero();
    }

    @Test
    void aTimeWithoutAStopThatHasNotEndedCountsToTheLastFrame() {
        engine.opened(1).run(Duration.ofSeconds(40));

        assertThat(total(engine.life().naked())).isEqualTo(40);
    }
}
