package smc.ops.run.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.live.kill.KillReport;

/**
 * An engine is killed at seeded moments, with positions and orders open, its own and somebody else's, while something goes wrong: it says flat only when
 * the exchange's own books hold nothing, and else it names what is there. {@code -Dsmc.kills.moments=200} kills more often, {@code -Dsmc.seed} elsewhere.
 */
class KillMomentsTest {
    private static final int MOMENTS = Integer.getInteger("smc.kills.moments", 20);
    private static final long SEED = Long.getLong("smc.seed", 20260401);

    /** After so many the engine is ended and started again on its folder, whatever somebody else has traded, as is the exchange at other moments. */
    private static final int MOMENTS_A_START = 12;

    private static final int MOMENTS_A_SAYING = 50;
    private static final int STEPS_TO_EXPOSURE = 6_000;
    private static final int STEPS_A_LOOK = 10;
    private static final long PATIENCE_SECONDS = 60;

    /** What goes wrong with requests, and how often at most. */
    private static final List<String> OF_REQUESTS = List.of(
            "{\"kind\":\"answer_lost\",\"target\":\"/v2/orders\",\"count\":%d}",
            "{\"kind\":\"answer_lost\",\"count\":%d}",
            "{\"kind\":\"answer_cut\",\"target\":\"/v2/orders\",\"count\":%d}",
            "{\"kind\":\"http_5xx\",\"target\":\"/v2/orders\",\"count\":%d}",
            "{\"kind\":\"http_5xx\",\"count\":%d}",
            "{\"kind\":\"http_5xx\",\"target\":\"/v2/positions\",\"count\":%d}",
            "{\"kind\":\"html\",\"target\":\"/v2/orders\",\"on\":true,\"count\":%d}",
            "{\"kind\":\"html\",\"target\":\"/v2/orders\",\"on\":false,\"count\":%d}",
            "{\"kind\":\"reject\",\"code\":\"out_of_bankruptcy\",\"count\":%d}",
            "{\"kind\":\"reject\",\"code\":\"no_liquidity_for_market_order\",\"count\":%d}",
            "{\"kind\":\"undone\",\"count\":%d}",
            "{\"kind\":\"slow\",\"millis\":200,\"count\":%d}",
            "{\"kind\":\"http_429\",\"target\":\"/v2/orders\",\"count\":1}",
            "{\"kind\":\"http_429\",\"count\":1}");

    /** Likewise with what is said on sockets. */
    private static final List<String> OF_FRAMES = List.of(
            "{\"kind\":\"drop\",\"target\":\"%s\",\"count\":%d}",
            "{\"kind\":\"lost\",\"target\":\"%s\",\"count\":%d}",
            "{\"kind\":\"late\",\"target\":\"%s\",\"millis\":300,\"count\":%d}",
            "{\"kind\":\"duplicate\",\"target\":\"%s\",\"count\":%d}",
            "{\"kind\":\"reorder\",\"target\":\"%s\",\"count\":%d}",
            "{\"kind\":\"stall\",\"target\":\"%s\",\"millis\":500,\"count\":%d}");

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private String last = "";
    private int flat;
    private int named;
    private int withPosition;
    private int withOrders;
    private int exchangeRestarts;

    @Test
    void flatIsSaidOnlyOfBooksThatHoldNothing() throws Exception {
        long beganNanos = System.nanoTime();
        try (var session = new KillSession(folder, SEED)) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                if (moment % MOMENTS_A_START == 0) {
                    restart(session);
                }
                kill(session, moment);
                if (moment + 1 == MOMENTS || moment % MOMENTS_A_SAYING == MOMENTS_A_SAYING - 1) {
                    say(moment + 1, System.nanoTime() - beganNanos);
                }
            }
        }
        assertThat(withPosition).as("kills with a position open").isPositive();
        assertThat(withOrders).as("kills with orders open").isPositive();
        assertThat(flat).as("kills that came flat under faults").isGreaterThan(MOMENTS / 2);
    }

    private void say(int kills, long nanos) {
        System.out.printf(
                "%d kills, seed %d: %d flat at once, %d named what was not; %d with a position, %d with orders, %d times the exchange was restarted; %d s%n",
                kills,
                SEED,
                flat,
                named,
                withPosition,
                withOrders,
                exchangeRestarts,
                TimeUnit.NANOSECONDS.toSeconds(nanos));
    }

    private void restart(KillSession session) throws Exception {
        if (session.engine != null) {
            session.engine.close();
            session.market.join();
        }
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<Void> start = thread.submit(() -> {
                session.startEngine();
                return null;
            });
            try {
                start.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                start.cancel(true);
                throw new AssertionError(
                        "the start is not done, it said %s; before: %s".formatted(session.said(), last), e);
            }
        }
        session.resume();
    }

    private void kill(KillSession session, int moment) throws Exception {
        awaitExposure(session, moment);
        var what = new ArrayList<String>();
        if (random.nextInt(3) == 0) {
            what.add(somebodyElse(session));
        }
        List<String> before = session.exchange.standing();
        withPosition += before.stream().anyMatch(line -> line.contains("holds")) ? 1 : 0;
        withOrders += before.stream().anyMatch(line -> line.contains("works")) ? 1 : 0;
        session.said();
        boolean isRestart = random.nextInt(8) == 0;
        // Whoever steps the market is on the host that nothing strikes.
        boolean strikesPublic = random.nextInt(4) == 0;
        session.market.join(strikesPublic ? session.exchange.privateSocketUri() : session.exchange.publicSocketUri());
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            String fault = random.nextInt(3) == 0
                    ? OF_FRAMES
                            .get(random.nextInt(OF_FRAMES.size()))
                            .formatted(strikesPublic ? "public" : "private", 1 + random.nextInt(4))
                    : OF_REQUESTS.get(random.nextInt(OF_REQUESTS.size())).formatted(1 + random.nextInt(4));
            if (fault.contains("http_429")) {
                session.endTheWindowSoon();
            }
            session.fault(fault);
            what.add(fault);
        }
        boolean isMoving = (strikesPublic || random.nextInt(3) == 0) && !isRestart;
        String as = "moment %d of seed %d, %s%s%s, before %s"
                .formatted(
                        moment,
                        SEED,
                        what,
                        isMoving ? ", the market moves" : "",
                        isRestart ? ", the exchange is restarted" : "",
                        before);

        last = as;
        CompletableFuture<KillReport> end = session.kill();
        if (isRestart) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(120)); // where it strikes is the seed's, not how long it takes
            session.stopExchange();
            session.startExchange();
            exchangeRestarts++;
        }
        for (int steps = 0; isMoving && steps < 40 && !end.isDone() && session.market.tryStep(); steps++) {
            // What trades meanwhile may fill what is being cancelled.
        }
        KillReport report = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        List<String> after = session.exchange.standing();
        if (report.isFlat()) {
            flat++;
            assertThat(after).as("%s; said %s", as, session.said()).isEmpty();
        } else {
            named++;
            assertThat(report.left()).as("%s; the books have %s", as, after).isNotEmpty();
            System.out.printf("%s: %s; the books have %s%n", as, report.left(), after);
        }
        session.mend();
        session.awaitSound();
        if (!report.isFlat()) {
            report = session.kill().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(report.isFlat())
                    .as("%s; once nothing is wrong any more, said %s", as, session.said())
                    .isTrue();
        }
        for (int steps = 0; steps < 30; steps++) {
            session.market.step(); // whatever was still on its way arrives, and fills if it can
        }
        assertThat(session.exchange.standing())
                .as("%s; later, said %s", as, session.said())
                .isEmpty();
        assertThat(session.engine.status().engine().desks())
                .as(as)
                .allMatch(desk -> !desk.standing().state().allowsEntries());
        assertThat(session.engine.failure()).isNotCompletedExceptionally();
        session.resume();
    }

    /** Until there is something to lose, every third time a position; with the steps between it is never the same moment. */
    private void awaitExposure(KillSession session, int moment) throws Exception {
        for (int steps = 0; steps < STEPS_TO_EXPOSURE; steps++) {
            session.market.step();
            String wanted = moment % 3 == 0 ? "holds" : "works";
            boolean isExposed = steps % STEPS_A_LOOK == 0
                    && session.exchange.standing().stream().anyMatch(line -> line.contains(wanted));
            if (isExposed) {
                break;
            }
        }
        for (int steps = random.nextInt(20); steps > 0; steps--) {
            session.market.step();
        }
    }

    private String somebodyElse(KillSession session) throws Exception {
        int account = random.nextInt(2);
        int product = 1 + random.nextInt(KillSession.SYMBOLS.size()); // as TestExchange numbers them
        String side = random.nextBoolean() ? "buy" : "sell";
        String json = random.nextBoolean()
                ? "{\"product_id\":%d,\"size\":2,\"side\":\"%s\",\"order_type\":\"market_order\"}"
                        .formatted(product, side)
                : "{\"product_id\":%d,\"size\":2,\"side\":\"buy\",\"order_type\":\"limit_order\",\"limit_price\":\"10\"}"
                        .formatted(product);
        return "somebody else's " + json + ": " + session.order(account, json);
    }
}
