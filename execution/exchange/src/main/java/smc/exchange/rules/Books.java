package smc.exchange.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/** What accounts are shown beside what the venue holds for them: bookings of their wallets, fills, positions, leverage. One thread. */
public final class Books {
    private final NewestRows<Fill> fills = new NewestRows<>();
    private final NewestRows<Transaction> transactions = new NewestRows<>();
    private final Map<Integer, Map<Integer, Integer>> leverages = new HashMap<>();
    private final Set<Integer> marginShared = new HashSet<>();
    private final Map<Integer, Map<Integer, PositionRecord>> positions = new HashMap<>();
    private final Map<Integer, Long> walletsE8 = new HashMap<>();

    /** Money in 1e-8 USD, since it was opened. */
    public static final class PositionRecord {
        public long contracts;
        public long openedNanos;
        public long updatedNanos;
        public long fundingE8;
        public long feesE8;
    }

    /**
     * A change of a wallet.
     *
     * @param number counted from 1 over the whole exchange
     * @param type as in docs/delta-exchange.md section 3.8
     * @param instrument null if it concerns none
     * @param amountE8 below 0 if the account paid
     */
    public record Transaction(
            long number,
            ExchangeAccount account,
            long timeNanos,
            String type,
            ExchangeInstrument instrument,
            long amountE8,
            long balanceE8) {}

    /** With its deposit. */
    void open(ExchangeAccount account, long nowNanos) {
        walletsE8.put(account.userId(), account.depositE8());
        addTransaction(account, "deposit", null, nowNanos, account.depositE8(), account.depositE8());
    }

    long nextFillNumber() {
        return fills.nextNumber();
    }

    /**
     * Books a fill with its fee and what it won or lost.
     *
     * @param walletE8 after it
     */
    void book(Fill fill, long nowNanos, long walletE8) {
        ExchangeAccount account = fill.account();
        fills.add(account.userId(), fill.number(), fill);
        long beforeE8 = walletsE8.put(account.userId(), walletE8);
        long gainE8 = walletE8 - beforeE8 + fill.feeE8();
        addTransaction(
                account,
                fill.order() == null && !fill.isDeleveraging() ? "liquidation_fee" : "commission",
                fill.instrument(),
                nowNanos,
                -fill.feeE8(),
                beforeE8 - fill.feeE8());
        if (gainE8 != 0) {
            addTransaction(account, "cashflow", fill.instrument(), nowNanos, gainE8, walletE8);
        }
    }

    /**
     * The position after a fill.
     *
     * @return whether it is another one than before: opened, closed or turned round
     */
    boolean move(Fill fill) {
        PositionRecord position = position(fill.account(), fill.instrument());
        boolean isOther = Long.signum(fill.positionContracts()) != Long.signum(position.contracts);
        if (isOther) {
            position.openedNanos = fill.timeNanos();
            position.fundingE8 = 0;
            position.feesE8 = 0;
        }
        position.contracts = fill.positionContracts();
        position.updatedNanos = fill.timeNanos();
        position.feesE8 += fill.feeE8();
        return isOther;
    }

    /** Funding; {@code amountE8} above 0 was paid. */
    void fund(ExchangeAccount account, ExchangeInstrument instrument, long nowNanos, long amountE8) {
        long walletE8 = walletsE8.merge(account.userId(), -amountE8, Math::addExact);
        position(account, instrument).fundingE8 -= amountE8;
        addTransaction(account, "funding", instrument, nowNanos, -amountE8, walletE8);
    }

    /** Money from another account, or to it if the amount is below 0. */
    void transfer(ExchangeAccount account, long nowNanos, long amountE8) {
        long walletE8 = walletsE8.merge(account.userId(), amountE8, Math::addExact);
        addTransaction(account, "sub_account_transfer", null, nowNanos, amountE8, walletE8);
    }

    void setLeverage(ExchangeAccount account, ExchangeInstrument instrument, int leverage) {
        leverages.computeIfAbsent(account.userId(), _ -> new HashMap<>()).put(instrument.productId(), leverage);
    }

    void setMarginShared(ExchangeAccount account, boolean isShared) {
        if (isShared) {
            marginShared.add(account.userId());
        } else {
            marginShared.remove(account.userId());
        }
    }

    boolean isMarginShared(ExchangeAccount account) {
        return marginShared.contains(account.userId());
    }

    int leverage(ExchangeAccount account, ExchangeInstrument instrument) {
        return leverages
                .getOrDefault(account.userId(), Map.of())
                .getOrDefault(instrument.productId(), instrument.leverageMax());
    }

    PositionRecord position(ExchangeAccount account, ExchangeInstrument instrument) {
        return positions
                .computeIfAbsent(account.userId(), _ -> new HashMap<>())
                .computeIfAbsent(instrument.productId(), _ -> new PositionRecord());
    }

    NavigableMap<Long, Fill> fills() {
        return fills.all();
    }

    NavigableMap<Long, Transaction> transactions() {
        return transactions.all();
    }

    private void addTransaction(
            ExchangeAccount account,
            String type,
            ExchangeInstrument instrument,
            long nowNanos,
            long amountE8,
            long balanceE8) {
        long number = transactions.nextNumber();
        transactions.add(
                account.userId(),
                number,
                new Transaction(number, account, nowNanos, type, instrument, amountE8, balanceE8));
    }
}
