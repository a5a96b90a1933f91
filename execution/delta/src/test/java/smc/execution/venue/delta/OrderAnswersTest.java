package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderType;
import smc.execution.venue.delta.ledger.ClientOrderIds;

/**
 * Every answer that a request can get, from the venue or from something in between, with the frames of the private socket as they were sent, and with
 * one of them late, lost or overtaken: afterwards client and venue agree. {@code -Dsmc.answers.rounds} takes more than one draw of each.
 */
class OrderAnswersTest {
    private static final long SEED = 143;
    private static final int ROUNDS = Integer.getInteger("smc.answers.rounds", 1);
    /** Frames that an order and its fill send, and one more. */
    private static final int FRAMES = 7;

    private static final int TURNS_PER_WAIT = 40;

    private static final List<Integer> STATUSES =
            List.of(200, 302, 400, 401, 403, 404, 408, 409, 425, 429, 499, 500, 502, 503, 504);

    /** @param isTaken whether the venue carries the request out, and so has the order in the end */
    record Answer(String fault, boolean isTaken) {
        boolean takesTime() {
            return !isTaken && !fault.contains("reject");
        }

        @Override
        public String toString() {
            return fault;
        }
    }

    static Stream<Answer> answers() {
        Stream<Answer> pages = STATUSES.stream()
                .flatMap(status -> Stream.of(true, false)
                        .map(isTaken -> new Answer(
                                "{\"kind\":\"html\",\"target\":\"/v2/orders\",\"status\":%d,\"on\":%b}"
                                        .formatted(status, isTaken),
                                isTaken)));
        Stream<Answer> own = Stream.of(
                new Answer("", true),
                new Answer("{\"kind\":\"answer_cut\",\"target\":\"/v2/orders\"}", true),
                new Answer("{\"kind\":\"answer_lost\",\"target\":\"/v2/orders\"}", true),
                new Answer("{\"kind\":\"slow\",\"target\":\"/v2/orders\",\"millis\":100}", true),
                new Answer("{\"kind\":\"http_5xx\",\"target\":\"/v2/orders\"}", false),
                new Answer("{\"kind\":\"http_429\",\"target\":\"/v2/orders\"}", false),
                new Answer("{\"kind\":\"reject\",\"target\":\"/v2/orders\"}", false));
        return Stream.concat(own, pages);
    }

    private static List<String> frames(SplittableRandom random) {
        return Stream.of("", "late", "lost", "reorder")
                .map(kind -> kind.isEmpty()
                        ? ""
                        : "{\"kind\":\"%s\",\"target\":\"private\",\"millis\":150,\"after\":%d}"
                                .formatted(kind, random.nextInt(FRAMES)))
                .toList();
    }

    private static List<String> draws(Answer answer) {
        var random = new SplittableRandom(SEED + answer.hashCode());
        return IntStream.range(0, ROUNDS)
                .boxed()
                .flatMap(_ -> frames(random).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anEntryThatFillsAtOnceIsOursExactlyIfTheVenueHasItAndIsNeverWithoutAStop(Answer answer) throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.advance(1);
            long orderId = 11;
            for (String frame : draws(answer)) {
                String why = answer + ", frame " + frame;
                strike(rig, answer.fault(), frame);
                rig.said.forget();

                rig.entry(orderId, OrderType.MARKET, Direction.LONG, "150", 2, "140");
                settle(rig, answer);

                assertThat(isEndOf(rig, orderId, "rejected"))
                        .describedAs(why + ": " + rig.said.lines())
                        .isEqualTo(!answer.isTaken());
                assertThat(filled(rig, orderId)).describedAs(why).isEqualTo(rig.position());
                assertThat(rig.position()).describedAs(why).isEqualTo(answer.isTaken() ? 2 : 0);
                assertThat(rig.said.of(orderId + 1).contains("accepted " + (orderId + 1)))
                        .describedAs(why + ": " + rig.said.lines())
                        .isEqualTo(answer.isTaken());
                assertThat(rig.working()).describedAs(why).hasSize(answer.isTaken() ? 1 : 0);
                assertThat(named(rig, orderId)).describedAs(why).hasSize(answer.isTaken() ? 1 : 0);
                if (answer.isTaken()) {
                    rig.exit(orderId + 2, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, "150", 2);
                    settle(rig, answer);
                }
                assertThat(rig.position()).describedAs(why).isZero();
                assertThat(rig.working()).describedAs(why).isEmpty();
                orderId += 10;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anEntryThatRestsIsOursExactlyIfTheVenueHasItAndIsCancelledWhateverIsAnswered(Answer answer)
            throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.advance(1);
            long orderId = 11;
            for (String frame : draws(answer)) {
                String why = answer + ", frame " + frame;
                strike(rig, answer.fault(), frame);
                rig.said.forget();

                rig.entry(orderId, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
                settle(rig, answer);
                assertThat(isEndOf(rig, orderId, "rejected"))
                        .describedAs(why + ": " + rig.said.lines())
                        .isEqualTo(!answer.isTaken());
                assertThat(rig.said.lines().contains("accepted " + orderId)).isEqualTo(answer.isTaken());
                assertThat(named(rig, orderId)).describedAs(why).hasSize(answer.isTaken() ? 1 : 0);
                if (answer.isTaken()) {
                    rig.edit(orderId, "148", 3);
                    settle(rig, answer);
                    assertThat(rig.said.lines()).describedAs(why).contains("edited " + orderId + ": 3 at 148");

                    strike(rig, answer.fault(), frame);
                    rig.cancel(orderId);
                    settle(rig, answer);
                    assertThat(isEndOf(rig, orderId, "cancelled"))
                            .describedAs(why + ": " + rig.said.lines())
                            .isTrue();
                }
                assertThat(rig.working()).describedAs(why).isEmpty();
                orderId += 10;
            }
        }
    }

    /** An edit that came to nothing is made again, so that no time need go by. */
    static Stream<Answer> answersOfEdits() {
        return answers()
                .filter(answer -> !answer.takesTime())
                .filter(answer ->
                        !answer.fault().contains("html") || answer.fault().matches(".*(404|408|502).*"));
    }

    @ParameterizedTest
    @MethodSource("answersOfEdits")
    void anEditIsMadeOnceOrLeftWhateverIsAnsweredAndTheClientKnowsWhich(Answer answer) throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.advance(1);
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            settle(rig, answer);
            int step = 0;
            for (String frame : draws(answer)) {
                String price = "14" + (8 - step++ % 2);
                strike(rig, answer.fault(), frame);
                rig.said.forget();

                rig.edit(11, price, 3);
                settle(rig, answer);

                String shown = rig.working().getFirst().path("limit_price").asText();
                assertThat(rig.said.lines())
                        .describedAs(answer + ", frame " + frame + ", at the venue " + shown)
                        .contains("edited 11: 3 at " + new BigDecimal(shown).stripTrailingZeros());
                assertThat(VenueRig.e8(shown)).isEqualTo(VenueRig.e8(price));
            }
        }
    }

    @Test
    void whatFillsWithoutAnyFrameIsFoundByLooking() throws IOException {
        try (var rig = VenueRig.looking("150", "148.9")) {
            rig.advance(1);
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 2, "140");
            rig.settle();

            rig.fault("{\"kind\":\"lost\",\"target\":\"private\",\"count\":20}");
            rig.advance(1);
            rig.awaitSaid("accepted 12");

            assertThat(rig.said.of(11)).contains("accepted 11", "filled 11: 2 at 149 for 0.070328");
        }
    }

    private static void strike(VenueRig rig, String answer, String frame) {
        rig.mend();
        for (String fault : List.of(answer, frame)) {
            if (!fault.isEmpty()) {
                rig.fault(fault);
            }
        }
    }

    /** Until nothing is held back any more. What the venue never got is void, and a quota is whole again, only when time has gone by. */
    private static void settle(VenueRig rig, Answer answer) {
        var turns = new AtomicInteger();
        rig.settle(() -> {
            if (answer.takesTime() && turns.incrementAndGet() % TURNS_PER_WAIT == 0) {
                rig.wallMillis.addAndGet(answer.fault().contains("http_429") ? 300_100 : 7_100);
            }
        });
        rig.mend();
        rig.settle();
    }

    private static boolean isEndOf(VenueRig rig, long orderId, String end) {
        return rig.said.of(orderId).stream().anyMatch(line -> line.startsWith(end + " " + orderId));
    }

    private static long filled(VenueRig rig, long orderId) {
        return rig.said.of(orderId).stream()
                .filter(line -> line.startsWith("filled"))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[2]))
                .max()
                .orElse(0);
    }

    private static List<JsonNode> named(VenueRig rig, long orderId) {
        String name = new ClientOrderIds(VenueRig.INSTALLATION).of(orderId);
        return new ArrayList<>(rig.orders().stream()
                .filter(order -> order.path("client_order_id").asText().equals(name))
                .toList());
    }
}
