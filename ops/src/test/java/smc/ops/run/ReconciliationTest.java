package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.SharedData;
import smc.engine.config.Configuration;
import smc.engine.live.compare.ComparePace;
import smc.engine.ring.RingSettings;
import smc.engine.view.EngineImage;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.KnownOrder;
import smc.ops.cli.ExchangeBooks;
import smc.strategy.number.FixedPoint;

/**
 * The rows of docs/reconciliation.md while an engine runs: somebody who has the accounts' keys trades beside it at the exchange in the box. What is
 * otherwise there stops its symbol until it is equal, and no other symbol and no other account.
 */
class ReconciliationTest {
    private static final long MIDNIGHT_NANOS =
            TimeUnit.SECONDS.toNanos(Instant.parse("2025-06-30T00:00:00Z").getEpochSecond());

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int HOURS = 8;
    private static final int A = 0;
    private static final int SOL = 0;
    private static final int AAVE = 1;

    /** Read as often as the market steps. */
    private static final ComparePace PACE = new ComparePace(
            Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMinutes(1), Duration.ofMinutes(10));

    private final Configuration configuration =
            Configuration.load(SharedData.root().resolve("config")).withoutRisk();
    private final MadeFeed feed = new MadeFeed(8, MIDNIGHT_NANOS, 20, TimeUnit.HOURS.toNanos(HOURS));

    @TempDir
    private Path data;

    private TestExchange exchange;
    private MarketGate gate;
    private ExchangeBooks hand;
    private RunningEngine engine;
    private long nanos = MIDNIGHT_NANOS + 60 * SECOND_NANOS;

    private interface Scenario {
        void run() throws Exception;
    }

    private void play(Scenario scenario) throws Exception {
        play(PACE, scenario);
    }

    private void play(ComparePace pace, Scenario scenario) throws Exception {
        try (var box = new TestExchange(configuration, feed, 2);
                var lockStep = new MarketGate(box.exchange(), feed, "");
                var books = new ExchangeBooks(box.exchange().restUri(), box.accounts())) {
            exchange = box;
            gate = lockStep;
            hand = books;
            try (var running = box.startEngine(data, false, RingSettings.Idle.SLEEPING, pace)) {
                engine = running;
                gate.goOnUntil(nanos);
                scenario.run();
                assertThat(engine.failure()).isNotCompletedExceptionally();
                engine.stopTrading(Duration.ofSeconds(3));
            }
        }
    }

    /** The market goes on until something has come about; a failure if it ends before. */
    private void until(String what, BooleanSupplier condition) throws Exception {
        long endNanos = feed.trades.getLast().timeNanos() - 60 * SECOND_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(nanos).as("%s, alarms %s", what, exchange.alarms()).isLessThan(endNanos);
            nanos += SECOND_NANOS;
            gate.goOnUntil(nanos);
        }
    }

    private EngineImage.Desk desk(int account, int instrument) {
        return engine.view().image().desks().get(2 * account + instrument);
    }

    private boolean isPaused(int account, int instrument) {
        return engine.view().isPausedBy(RiskReason.RECONCILIATION, account, instrument);
    }

    private void untilPaused(int account, int instrument, String alarm) throws Exception {
        untilHeldBack(account, instrument, alarm);
        for (int i = 0; i < 4; i++) {
            if (i != 2 * account + instrument) {
                assertThat(engine.view().image().desks().get(i).standing().state())
                        .as("desk %d, alarms %s", i, exchange.alarms())
                        .isEqualTo(TradingState.ACTIVE);
            }
        }
    }

    private void untilHeldBack(int account, int instrument, String alarm) throws Exception {
        until(alarm, () -> isPaused(account, instrument));
        until(alarm, () -> exchange.alarms().stream().anyMatch(line -> line.contains(alarm)));
    }

    private void untilEqual(int account, int instrument) throws Exception {
        until("equal again", () -> desk(account, instrument).standing().state() == TradingState.ACTIVE);
    }

    private JsonNode order(int account, int instrument, String side, long contracts, String more) throws Exception {
        return hand.ask(
                account,
                "POST",
                "/v2/orders",
                "{\"product_id\":%d,\"size\":%d,\"side\":\"%s\"%s}".formatted(1 + instrument, contracts, side, more));
    }

    private void market(int account, int instrument, long signed, String more) throws Exception {
        order(
                account,
                instrument,
                signed > 0 ? "buy" : "sell",
                Math.abs(signed),
                ",\"order_type\":\"market_order\"" + more);
    }

    /** A position of the engine's; which desk has it. */
    private int untilSomethingIsHeld() throws Exception {
        until("a position", () -> held() >= 0);
        return held();
    }

    private int held() {
        List<EngineImage.Desk> desks = engine.view().image().desks();
        for (int i = 0; i < desks.size(); i++) {
            boolean isClosing = engine.view().orders().stream().anyMatch(order -> order.purpose() == OrderPurpose.EXIT);
            if (desks.get(i).contracts() != 0 && !isClosing) {
                return i;
            }
        }
        return -1;
    }

    /** Whatever comes between a reading and the reports of what it shows, none of it counts as a difference. */
    @Test
    void whereNobodyInterferesEveryReadingIsEqual() throws Exception {
        play(() -> {
            until(
                    "trades",
                    () -> engine.view().image().desks().stream()
                                    .mapToLong(EngineImage.Desk::tradesClosed)
                                    .sum()
                            >= 4);
            exchange.assertNoAlarm("of a market in which nobody interferes");
            assertThat(engine.view().image().desks())
                    .allSatisfy(desk -> assertThat(desk.standing().sinceNanos()).isZero());
        });
    }

    @Test
    void anOrderOfSomebodyElsePausesItsSymbolUntilItIsGone() throws Exception {
        play(() -> {
            String price = ",\"order_type\":\"limit_order\",\"limit_price\":\"10\"";
            long id = order(A, SOL, "buy", 1, price).path("id").asLong();

            untilPaused(A, SOL, "an order of somebody else, " + id);

            hand.ask(A, "DELETE", "/v2/orders", "{\"id\":%d,\"product_id\":1}".formatted(id));
            untilEqual(A, SOL);
        });
    }

    @Test
    void contractsOfSomebodyElsePauseTheirSymbolUntilTheyAreGone() throws Exception {
        play(() -> {
            market(A, AAVE, 1, "");
            untilPaused(A, AAVE, "the venue holds another position than the engine knows of, 1 contracts instead of 0");

            market(A, AAVE, -1, ",\"reduce_only\":\"true\"");
            untilEqual(A, AAVE);

            int desk = untilSomethingIsHeld();
            long own = desk(desk / 2, desk % 2).contracts();
            market(desk / 2, desk % 2, Long.signum(own), "");
            untilPaused(desk / 2, desk % 2, "%,d contracts instead of %,d".formatted(own + Long.signum(own), own));

            market(desk / 2, desk % 2, -Long.signum(own), ",\"reduce_only\":\"true\"");
            untilEqual(desk / 2, desk % 2);
        });
    }

    /** Its stop, its target and its exit would be refused for ever after. */
    @Test
    void aPositionThatSomebodyClosesEndsItsTradeAtThatPriceAndTheSymbolGoesOn() throws Exception {
        play(() -> {
            int desk = untilSomethingIsHeld();
            EngineImage.Desk before = desk(desk / 2, desk % 2);
            market(before.accountId(), desk % 2, -before.contracts(), ",\"reduce_only\":\"true\"");

            until("closed", () -> desk(desk / 2, desk % 2).tradesClosed() > before.tradesClosed());

            assertThat(desk(desk / 2, desk % 2).contracts()).isZero();
            until("nothing works any more", () -> engine.view().isFlat(desk / 2, desk % 2));
            assertThat(exchange.alarms())
                    .anyMatch(line -> line.contains("a fill that is of no order of the engine's"))
                    .noneMatch(line -> line.contains("until both are equal"));
            assertThat(desk(desk / 2, desk % 2).standing().state()).isEqualTo(TradingState.ACTIVE);
        });
    }

    @Test
    void leverageThatSomebodySetsWhileSomethingIsHeldPausesItsSymbolUntilItIsAsItWas() throws Exception {
        play(() -> {
            int desk = untilSomethingIsHeld();
            int account = desk / 2;
            String path = "/v2/products/" + (1 + desk % 2) + "/orders/leverage";
            String before = hand.ask(account, "GET", path, "").path("leverage").asText();
            hand.ask(account, "POST", path, "{\"leverage\":\"7\"}");

            untilPaused(account, desk % 2, "somebody has set the leverage to 7 instead of " + before);

            hand.ask(account, "POST", path, "{\"leverage\":\"" + before + "\"}");
            untilEqual(account, desk % 2);
        });
    }

    @Test
    void marginThatSomebodySharesPausesItsAccountUntilItIsIsolated() throws Exception {
        play(() -> {
            hand.ask(A, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"portfolio\"}");

            until("shared margin", () -> isPaused(A, SOL) && isPaused(A, AAVE));
            assertThat(desk(1, SOL).standing().state()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk(1, AAVE).standing().state()).isEqualTo(TradingState.ACTIVE);

            hand.ask(A, "PUT", "/v2/users/margin_mode", "{\"margin_mode\":\"isolated\"}");
            untilEqual(A, SOL);
            untilEqual(A, AAVE);
        });
    }

    @Test
    void aPositionThatTheVenueTakesToCoverSomebodyElseEndsItsTradeAtThatPriceAndTheSymbolGoesOn() throws Exception {
        play(() -> {
            int desk = untilSomethingIsHeld();
            EngineImage.Desk before = desk(desk / 2, desk % 2);
            String symbol = MadeFeed.SYMBOLS.get(desk % 2);
            String price = hand.ask(before.accountId(), "GET", "/v2/tickers/" + symbol, "")
                    .path("close")
                    .asText();
            hand.ask(
                    before.accountId(),
                    "POST",
                    "/sim/adl",
                    "{\"user_id\":%d,\"product_symbol\":\"%s\",\"price\":\"%s\"}"
                            .formatted(before.accountId() + 1, symbol, price));

            until("taken", () -> desk(desk / 2, desk % 2).tradesClosed() > before.tradesClosed());

            assertThat(desk(desk / 2, desk % 2).contracts()).isZero();
            until("nothing works any more", () -> engine.view().isFlat(desk / 2, desk % 2));
            assertThat(exchange.alarms()).noneMatch(line -> line.contains("until both are equal"));
        });
    }

    @Test
    void moneyThatIsTakenPausesAnAccountWhoseCapitalItLeavesUncoveredAndMoneyThatIsAddedNone() throws Exception {
        play(() -> {
            String transfer =
                    "{\"transferrer_user_id\":\"%d\",\"transferee_user_id\":\"%d\",\"asset_symbol\":\"USD\",\"amount\":%s}";
            hand.ask(A, "POST", "/v2/wallets/sub_account_balance_transfer", transfer.formatted(1, 2, "5"));

            until("short of capital", () -> isPaused(A, SOL) && isPaused(A, AAVE));
            assertThat(exchange.alarms())
                    .anyMatch(line -> line.contains("5 USD were taken from the account"))
                    .anyMatch(line -> line.contains("USD are in the wallet after money was taken"));
            until(
                    "the deposit",
                    () -> exchange.alarms().stream()
                            .anyMatch(line -> line.contains("5 USD were added to the account")));
            assertThat(desk(1, SOL).standing().state()).isEqualTo(TradingState.ACTIVE);

            hand.ask(A, "POST", "/v2/wallets/sub_account_balance_transfer", transfer.formatted(2, 1, "5"));
            untilEqual(A, SOL);
            untilEqual(A, AAVE);
        });
    }

    // ---- what the engine was not told of: the venue's reports are lost, and the next reading shows it

    /** An entry that rests at a symbol that nothing holds up. */
    private KnownOrder untilAnEntryRests() throws Exception {
        until("an entry", () -> restingEntry().isPresent());
        return restingEntry().orElseThrow();
    }

    private Optional<KnownOrder> restingEntry() {
        return engine.view().orders().stream()
                .filter(order -> order.purpose() == OrderPurpose.ENTRY && order.state() == OrderState.OPEN)
                .filter(order ->
                        desk(order.accountId(), order.instrumentId()).standing().state() == TradingState.ACTIVE)
                .findFirst();
    }

    /** The venue's own word of an order of the engine's. */
    private JsonNode atTheVenue(KnownOrder order) throws Exception {
        String name = "%016x".formatted(order.orderId());
        for (JsonNode each : hand.ask(order.accountId(), "GET", "/v2/orders?states=open,pending", "")) {
            if (each.path("client_order_id").asText().endsWith(name)) {
                return each;
            }
        }
        throw new AssertionError("expected order " + order + " at the venue");
    }

    private void unheard(KnownOrder order, String method, String change, String alarm) throws Exception {
        long id = atTheVenue(order).path("id").asLong();
        exchange.fault("{\"kind\":\"lost\",\"target\":\"private\",\"count\":1000}");
        hand.ask(
                order.accountId(),
                method,
                "/v2/orders",
                "{\"id\":%d,\"product_id\":%d%s}".formatted(id, 1 + order.instrumentId(), change));

        // Every account is unheard meanwhile: another desk's fill may hold that one back too.
        untilHeldBack(order.accountId(), order.instrumentId(), alarm);
        exchange.noFault();

        untilEqual(order.accountId(), order.instrumentId());
        assertThat(engine.view().orders()).extracting(KnownOrder::orderId).doesNotContain(order.orderId());
    }

    @Test
    void whatBecameOfAnOrderUnheardPausesItsSymbolUntilItIsReported() throws Exception {
        play(() -> {
            unheard(untilAnEntryRests(), "DELETE", "", "works here, and the venue does not show it");

            KnownOrder moved = untilAnEntryRests();
            long sign = moved.direction().sign();
            String price = FixedPoint.formatE8(moved.priceE8() - sign * FixedPoint.ONE_E8);
            unheard(
                    moved,
                    "PUT",
                    ",\"limit_price\":\"%s\",\"size\":%d".formatted(price, moved.contracts()),
                    "is at %s at the venue, at %s here".formatted(price, FixedPoint.formatE8(moved.priceE8())));

            KnownOrder grown = untilAnEntryRests();
            unheard(
                    grown,
                    "PUT",
                    ",\"limit_price\":\"%s\",\"size\":%d"
                            .formatted(FixedPoint.formatE8(grown.priceE8()), grown.contracts() + 1),
                    "has %d contracts to fill at the venue, %d here"
                            .formatted(grown.contracts() + 1, grown.contracts()));
        });
    }

    @Test
    void aStrayEntryOfThisInstallationIsCancelledAndAStopThatSomebodyTakesAwayPlacedAgain() throws Exception {
        play(() -> {
            String name = "%016x%016x".formatted(engine.view().installationId(), (5L << 40) + 7);
            String stray =
                    ",\"order_type\":\"limit_order\",\"limit_price\":\"10\",\"client_order_id\":\"" + name + "\"";
            long id = order(A, SOL, "buy", 1, stray).path("id").asLong();

            until("the stray is gone", () -> !isWorking(A, id));
            untilEqual(A, SOL);
            assertThat(exchange.alarms())
                    .anyMatch(line -> line.contains("an entry of this installation that the engine does not know"));

            int desk = untilSomethingIsHeld();
            JsonNode stop = stops(desk / 2, desk % 2).getFirst();
            hand.ask(
                    desk / 2,
                    "DELETE",
                    "/v2/orders",
                    "{\"id\":%s,\"product_id\":%d}".formatted(stop.path("id").asText(), 1 + desk % 2));

            until("another stop", () -> {
                List<JsonNode> now = stops(desk / 2, desk % 2);
                return !now.isEmpty() && !now.getFirst().path("id").equals(stop.path("id"));
            });
            assertThat(desk(desk / 2, desk % 2).contracts()).isNotZero();
            assertThat(hand.nakedPositions()).isEmpty();
            untilEqual(desk / 2, desk % 2);
        });
    }

    @Test
    void anUnknownOrderOfThisInstallationThatOnlyReducesIsLeftAndPausesItsSymbolUntilItIsGone() throws Exception {
        play(() -> {
            int desk = untilSomethingIsHeld();
            long held = desk(desk / 2, desk % 2).contracts();
            String name = "%016x%016x".formatted(engine.view().installationId(), (5L << 40) + 7);
            String far =
                    ",\"order_type\":\"limit_order\",\"limit_price\":\"%s\",\"reduce_only\":\"true\",\"client_order_id\":\"%s\""
                            .formatted(held > 0 ? "900" : "10", name);
            long id = order(desk / 2, desk % 2, held > 0 ? "sell" : "buy", 1, far)
                    .path("id")
                    .asLong();

            untilPaused(desk / 2, desk % 2, "of this installation");
            assertThat(isWorking(desk / 2, id)).isTrue();

            hand.ask(desk / 2, "DELETE", "/v2/orders", "{\"id\":%d,\"product_id\":%d}".formatted(id, 1 + desk % 2));
            untilEqual(desk / 2, desk % 2);
        });
    }

    @Test
    void moneyThatIsTakenWhileNoEngineRunsIsFoundByTheNextStart() throws Exception {
        try (var box = new TestExchange(configuration, feed, 2);
                var lockStep = new MarketGate(box.exchange(), feed, "");
                var books = new ExchangeBooks(box.exchange().restUri(), box.accounts())) {
            exchange = box;
            gate = lockStep;
            try (var first = box.startEngine(data, false, RingSettings.Idle.SLEEPING, PACE)) {
                engine = first;
                gate.goOnUntil(nanos);
                until("the wallets are known", () -> first.view().wallet(A).isPresent());
                first.stopTrading(Duration.ofSeconds(3));
            }

            books.ask(
                    A,
                    "POST",
                    "/v2/wallets/sub_account_balance_transfer",
                    "{\"transferrer_user_id\":\"1\",\"transferee_user_id\":\"2\",\"asset_symbol\":\"USD\",\"amount\":5}");
            try (var second = box.startEngine(data, false, RingSettings.Idle.SLEEPING, PACE)) {
                engine = second;
                until("short of capital", () -> isPaused(A, SOL) && isPaused(A, AAVE));
                assertThat(box.alarms()).anyMatch(line -> line.contains("5 USD were taken from the account"));
                assertThat(desk(1, SOL).standing().state()).isEqualTo(TradingState.ACTIVE);
                second.stopTrading(Duration.ofSeconds(3));
            }
        }
    }

    private boolean isWorking(int account, long id) {
        try {
            for (JsonNode each : hand.ask(account, "GET", "/v2/orders?states=open,pending", "")) {
                if (each.path("id").asLong() == id) {
                    return true;
                }
            }
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> stops(int account, int instrument) {
        try {
            var stops = new ArrayList<JsonNode>();
            hand.ask(account, "GET", "/v2/orders?states=open,pending", "").forEach(order -> {
                if (order.path("stop_order_type").asText().equals("stop_loss_order")
                        && order.path("product_id").asInt() == 1 + instrument) {
                    stops.add(order);
                }
            });
            return stops;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** As after ten minutes of real time, here after a fifth of a second. */
    @Test
    void whatStaysOtherwiseHaltsItsSymbolAndOnlyAPersonEndsThat() throws Exception {
        var soon = new ComparePace(PACE.period(), PACE.again(), PACE.whatever(), Duration.ofMillis(200));
        play(soon, () -> {
            String price = ",\"order_type\":\"limit_order\",\"limit_price\":\"10\"";
            long id = order(A, SOL, "buy", 1, price).path("id").asLong();

            until("halted", () -> desk(A, SOL).standing().state() == TradingState.HALTED);
            until(
                    "told",
                    () -> exchange.alarms().stream().anyMatch(line -> line.contains("a person has to resume it")));
            hand.ask(A, "DELETE", "/v2/orders", "{\"id\":%d,\"product_id\":1}".formatted(id));
            until("somebody trades", () -> held() >= 0);

            assertThat(desk(A, SOL).standing().state()).isEqualTo(TradingState.HALTED);
            assertThat(desk(1, SOL).standing().state()).isEqualTo(TradingState.ACTIVE);
        });
    }
}
