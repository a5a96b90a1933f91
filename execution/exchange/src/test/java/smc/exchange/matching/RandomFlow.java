package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.matching.RecordedReports.e8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A seeded market of two instruments, and two accounts that order without sense. */
final class RandomFlow {
    private static final int[] ACCOUNTS = {1, 2};
    private static final int[] INSTRUMENTS = {7, 8};
    private static final int[] LEVERAGES = {3, 10, 20, 100};
    private static final long TICK_E8 = e8("0.01");
    private static final BigDecimal DEPOSIT = new BigDecimal("500");

    private final SplittableRandom random;
    private final SimulatedVenue venue;
    private final Ledger ledger;
    private final long[] priceE8 = {e8("100"), e8("40")};
    private final List<Long> orderIds = new ArrayList<>(List.of(1L));
    private long timeNanos = Desk.MIDNIGHT_NANOS;

    private RandomFlow(long seed, boolean isOverRows) {
        random = new SplittableRandom(seed);
        // Awkward numbers, so that next to nothing comes out even.
        InstrumentTerms terms = new InstrumentTerms(
                INSTRUMENTS[0],
                TICK_E8,
                e8("0.12345677"),
                e8("0.005"),
                e8("0.00045"),
                e8("0.00019"),
                e8("0.18"),
                e8("0.00010003"));
        InstrumentTerms other = new InstrumentTerms(
                INSTRUMENTS[1],
                TICK_E8,
                terms.contractValueE8(),
                terms.maintenanceRateE8(),
                terms.takerRateE8(),
                terms.makerRateE8(),
                terms.gstRateE8(),
                terms.fundingRateE8());
        ledger = new Ledger(terms, DEPOSIT);
        VenueSettings settings =
                new VenueSettings(3, random.nextInt(3), random.nextInt(2) * 400_000_000_000L, random.nextBoolean());
        venue = isOverRows
                ? SimulatedVenue.overRows(settings, List.of(terms, other), ledger)
                : SimulatedVenue.overTrades(settings, List.of(terms, other), ledger);
        for (int accountId : ACCOUNTS) {
            venue.addAccount(accountId, e8(DEPOSIT.toPlainString()));
        }
    }

    /** Runs rows and checks the books after each. */
    static Ledger overRows(long seed, int steps) {
        RandomFlow flow = new RandomFlow(seed, true);
        for (int step = 0; step < steps; step++) {
            flow.orderSomething(3);
            flow.row();
            flow.checkBooks(seed, step);
        }
        return flow.ledger;
    }

    /** Runs trades and checks the books after each. */
    static Ledger overTrades(long seed, int steps) {
        RandomFlow flow = new RandomFlow(seed, false);
        for (int step = 0; step < steps; step++) {
            flow.orderSomething(2);
            flow.trade();
            flow.checkBooks(seed, step);
        }
        return flow.ledger;
    }

    private void row() {
        long[][] rows = {randomRow(0), randomRow(1)};
        for (int i = 0; i < INSTRUMENTS.length; i++) {
            ledger.fundingIsDueAt(INSTRUMENTS[i], rows[i][0]);
            venue.openRow(INSTRUMENTS[i], timeNanos, rows[i][0], this::react);
        }
        for (int i = 0; i < INSTRUMENTS.length; i++) {
            venue.fillRow(INSTRUMENTS[i], timeNanos, rows[i][0], rows[i][1], rows[i][2], rows[i][3], this::react);
            priceE8[i] = rows[i][3];
        }
        timeNanos += 15 * Desk.MINUTE_NANOS;
    }

    /** Open, high, low, close; sometimes after a gap. */
    private long[] randomRow(int instrument) {
        long openE8 = random.nextInt(5) == 0 ? nearE8(priceE8[instrument], 40) : priceE8[instrument];
        long closeE8 = nearE8(openE8, 40);
        long highE8 = Math.max(openE8, closeE8) + random.nextInt(30) * TICK_E8;
        long lowE8 = Math.min(openE8, closeE8) - random.nextInt(30) * TICK_E8;
        return new long[] {openE8, highE8, lowE8, closeE8};
    }

    private void trade() {
        int i = random.nextInt(INSTRUMENTS.length);
        timeNanos += random.nextLong(20 * Desk.MINUTE_NANOS);
        long tradeE8 = nearE8(priceE8[i], random.nextInt(30) == 0 ? 600 : 20);
        venue.onTrade(INSTRUMENTS[i], timeNanos, tradeE8, random.nextInt(10), this::react);
        priceE8[i] = tradeE8;
        ledger.fundingIsDueAt(INSTRUMENTS[i], tradeE8);
    }

    private void react() {
        if (random.nextInt(4) == 0) {
            orderSomething(1);
        }
    }

    private void orderSomething(int commandsMax) {
        for (int left = random.nextInt(commandsMax + 1); left > 0; left--) {
            command();
        }
    }

    private void command() {
        int accountId = ACCOUNTS[random.nextInt(ACCOUNTS.length)];
        int i = random.nextInt(INSTRUMENTS.length);
        boolean isBuy = random.nextBoolean();
        long limitE8 = nearE8(priceE8[i], 40);
        int contracts = random.nextInt(12);
        int leverage = LEVERAGES[random.nextInt(LEVERAGES.length)];
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                long orderId = newOrderId(accountId, i, isBuy, false);
                long stopId = random.nextBoolean() ? newOrderId(accountId, i, !isBuy, true) : 0;
                long stopE8 = priceE8[i] + (isBuy ? -60 : 60) * TICK_E8;
                venue.submitMarket(
                        accountId, orderId, INSTRUMENTS[i], isBuy, contracts, false, leverage, stopId, stopE8);
            }
            case 2, 3 -> {
                long orderId = newOrderId(accountId, i, isBuy, false);
                long stopId = random.nextBoolean() ? newOrderId(accountId, i, !isBuy, true) : 0;
                long stopE8 = limitE8 + (isBuy ? -60 : 60) * TICK_E8;
                venue.submitLimit(
                        accountId,
                        orderId,
                        INSTRUMENTS[i],
                        isBuy,
                        limitE8,
                        contracts,
                        random.nextBoolean(),
                        false,
                        leverage,
                        stopId,
                        stopE8);
            }
            case 4 -> {
                long orderId = newOrderId(accountId, i, isBuy, true);
                venue.submitLimit(accountId, orderId, INSTRUMENTS[i], isBuy, limitE8, contracts, false, true, 0, 0, 0);
            }
            case 5 -> {
                long orderId = newOrderId(accountId, i, isBuy, true);
                venue.submitStop(accountId, orderId, INSTRUMENTS[i], isBuy, limitE8, contracts);
            }
            case 6 -> venue.edit(anyOrderId(), limitE8, contracts);
            case 7 -> {
                if (random.nextBoolean()) {
                    venue.cancel(anyOrderId());
                } else {
                    long orderId = newOrderId(accountId, i, isBuy, true);
                    venue.submitMarket(accountId, orderId, INSTRUMENTS[i], isBuy, contracts, true, 0, 0, 0);
                }
            }
            default -> throw new AssertionError("eight kinds of command");
        }
    }

    private long newOrderId(int accountId, int instrument, boolean isBuy, boolean isReduceOnly) {
        long orderId = orderIds.size() + 1L;
        orderIds.add(orderId);
        ledger.ordered(orderId, accountId, INSTRUMENTS[instrument], isBuy, isReduceOnly);
        return orderId;
    }

    /** Mostly one of the last few, which may still be open. */
    private long anyOrderId() {
        int back = random.nextInt(Math.min(12, orderIds.size()));
        return orderIds.get(orderIds.size() - 1 - back);
    }

    private long nearE8(long aroundE8, int ticksMax) {
        long movedE8 = aroundE8 + random.nextInt(-ticksMax, ticksMax + 1) * TICK_E8;
        return Math.max(movedE8, e8("10"));
    }

    private void checkBooks(long seed, int step) {
        for (int accountId : ACCOUNTS) {
            AccountState state = venue.account(accountId);
            String place = "seed " + seed + ", step " + step + ", account " + accountId;
            assertThat(BigDecimal.valueOf(state.walletE8(), 8))
                    .as(place)
                    .isEqualByComparingTo(ledger.wallet(accountId, INSTRUMENTS));
            long freeE8 = state.walletE8();
            for (int instrumentId : INSTRUMENTS) {
                AccountState.Holding holding = state.holding(instrumentId);
                assertThat(holding.contracts()).as(place).isEqualTo(ledger.contracts(accountId, instrumentId));
                assertThat(holding.averageEntryE8() == 0).as(place).isEqualTo(holding.contracts() == 0);
                freeE8 -= holding.marginE8();
            }
            assertThat(state.freeE8()).as(place).isEqualTo(freeE8);
        }
    }
}
