package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps the books a second time, in exact decimals, from nothing but what was ordered, what was reported and the price funding is due at.
 * Checks each report against them.
 */
final class Ledger implements VenueListener {
    private final InstrumentTerms terms;
    private final BigDecimal deposit;
    private final Map<Long, Ordered> ordered = new HashMap<>();
    private final Map<Long, Long> filledByOrder = new HashMap<>();
    private final Map<String, Book> books = new HashMap<>();
    private final Map<Integer, BigDecimal> paid = new HashMap<>();
    private final Map<Integer, Long> fundingPriceE8 = new HashMap<>();
    private long lastNanos;

    /** What happened, so that a run in which nothing did is noticed. */
    int fills;

    int closedTrades;
    int fundings;
    int liquidations;

    /** Of all reports and their order. */
    int reportsHash;

    Ledger(InstrumentTerms terms, BigDecimal deposit) {
        this.terms = terms;
        this.deposit = deposit;
    }

    private record Ordered(int accountId, int instrumentId, boolean isBuy, boolean isReduceOnly) {}

    /** A position: contracts, cash since it was flat, and the gains of the trades before. */
    private static final class Book {
        private long contracts;
        private BigDecimal cash = BigDecimal.ZERO;
        private BigDecimal gains = BigDecimal.ZERO;
    }

    void ordered(long orderId, int accountId, int instrumentId, boolean isBuy, boolean isReduceOnly) {
        ordered.put(orderId, new Ordered(accountId, instrumentId, isBuy, isReduceOnly));
    }

    void fundingIsDueAt(int instrumentId, long priceE8) {
        fundingPriceE8.put(instrumentId, priceE8);
    }

    BigDecimal wallet(int accountId, int... instrumentIds) {
        BigDecimal wallet = deposit.subtract(paid.getOrDefault(accountId, BigDecimal.ZERO));
        for (int instrumentId : instrumentIds) {
            wallet = wallet.add(book(accountId, instrumentId).gains);
        }
        return wallet;
    }

    long contracts(int accountId, int instrumentId) {
        return book(accountId, instrumentId).contracts;
    }

    @Override
    public void filled(long timeNanos, long orderId, long filledContracts, long priceE8, long feeE8, boolean isMaker) {
        note(timeNanos, orderId, filledContracts, priceE8, feeE8, isMaker);
        fills++;
        Ordered order = ordered.get(orderId);
        long before = filledByOrder.getOrDefault(orderId, 0L);
        assertThat(filledContracts).as("cumulative fill of %d", orderId).isGreaterThan(before);
        filledByOrder.put(orderId, filledContracts);
        long signed = (filledContracts - before) * (order.isBuy ? 1 : -1);
        Book book = book(order.accountId, order.instrumentId);
        if (order.isReduceOnly) {
            assertThat(Long.signum(signed))
                    .as("side of reduce-only %d", orderId)
                    .isEqualTo(-Long.signum(book.contracts));
            assertThat(Math.abs(signed))
                    .as("size of reduce-only %d", orderId)
                    .isLessThanOrEqualTo(Math.abs(book.contracts));
        }
        trade(order.accountId, order.instrumentId, signed, priceE8, feeE8, isMaker);
    }

    @Override
    public void liquidated(long timeNanos, int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
        note(timeNanos, accountId, instrumentId, contracts, priceE8, feeE8);
        liquidations++;
        long held = contracts(accountId, instrumentId);
        assertThat(contracts).as("liquidated contracts").isEqualTo(Math.abs(held));
        trade(accountId, instrumentId, -held, priceE8, feeE8, false);
        assertThat(contracts(accountId, instrumentId)).isZero();
    }

    @Override
    public void fundingCharged(long timeNanos, int accountId, int instrumentId, long amountE8) {
        note(timeNanos, accountId, instrumentId, amountE8);
        fundings++;
        BigDecimal expected = decimal(fundingPriceE8.get(instrumentId))
                .multiply(BigDecimal.valueOf(Math.abs(contracts(accountId, instrumentId))))
                .multiply(decimal(terms.contractValueE8()))
                .multiply(decimal(terms.fundingRateE8()))
                .setScale(8, RoundingMode.CEILING);
        assertThat(decimal(amountE8)).as("funding").isEqualByComparingTo(expected);
        pay(accountId, expected);
    }

    @Override
    public void accepted(long timeNanos, long orderId) {
        note(timeNanos, orderId);
    }

    @Override
    public void rejected(long timeNanos, long orderId, RejectReason reason) {
        note(timeNanos, orderId, reason);
    }

    @Override
    public void cancelled(long timeNanos, long orderId, long filledContracts) {
        note(timeNanos, orderId, filledContracts);
        assertThat(filledContracts).isEqualTo(filledByOrder.getOrDefault(orderId, 0L));
    }

    @Override
    public void edited(long timeNanos, long orderId, long priceE8, long contracts) {
        note(timeNanos, orderId, priceE8, contracts);
    }

    @Override
    public void editRejected(long timeNanos, long orderId, RejectReason reason) {
        note(timeNanos, orderId, reason);
    }

    @Override
    public void cancelRejected(long timeNanos, long orderId) {
        note(timeNanos, orderId);
    }

    private void trade(int accountId, int instrumentId, long signed, long priceE8, long feeE8, boolean isMaker) {
        BigDecimal fee = decimal(priceE8)
                .multiply(BigDecimal.valueOf(Math.abs(signed)))
                .multiply(decimal(terms.contractValueE8()))
                .multiply(decimal(isMaker ? terms.makerRateE8() : terms.takerRateE8()))
                .multiply(BigDecimal.ONE.add(decimal(terms.gstRateE8())))
                .setScale(8, RoundingMode.CEILING);
        assertThat(decimal(feeE8)).as("fee").isEqualByComparingTo(fee);
        pay(accountId, fee);
        // One contract at a time: slow, and with no case for closing and opening in one fill.
        Book book = book(accountId, instrumentId);
        for (long contract = 0; contract < Math.abs(signed); contract++) {
            book.contracts += Long.signum(signed);
            book.cash = book.cash.subtract(decimal(priceE8).multiply(BigDecimal.valueOf(Long.signum(signed))));
            if (book.contracts == 0) {
                closedTrades++;
                BigDecimal gain = book.cash.multiply(decimal(terms.contractValueE8()));
                book.gains = book.gains.add(gain.setScale(8, RoundingMode.FLOOR));
                book.cash = BigDecimal.ZERO;
            }
        }
    }

    private Book book(int accountId, int instrumentId) {
        return books.computeIfAbsent(accountId + "/" + instrumentId, _ -> new Book());
    }

    private void pay(int accountId, BigDecimal amount) {
        paid.merge(accountId, amount, BigDecimal::add);
    }

    private void note(long timeNanos, Object... report) {
        assertThat(timeNanos).as("time of a report").isGreaterThanOrEqualTo(lastNanos);
        lastNanos = timeNanos;
        reportsHash = 31 * reportsHash + Objects.hash(timeNanos, Arrays.hashCode(report));
    }

    private static BigDecimal decimal(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8);
    }
}
