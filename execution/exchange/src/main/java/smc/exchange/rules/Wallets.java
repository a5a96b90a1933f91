package smc.exchange.rules;

import java.util.NavigableMap;
import java.util.TreeMap;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.matching.AccountState;
import smc.exchange.matching.SimulatedVenue;

/** Moves money: between a wallet and a position's margin, and between wallets (docs/delta-exchange.md sections 1 and 3.8). One thread. */
public final class Wallets {
    private static final int TRANSFERS_MAX = 10_000;

    private final Exchange exchange;
    private final SimulatedVenue venue;
    private final Books books;
    private final ExchangeListener listener;
    private final NavigableMap<Long, Transfer> transfers = new TreeMap<>();
    private long transferred;

    /**
     * Money that went from one wallet to another.
     *
     * @param amountE8 above 0
     */
    public record Transfer(ExchangeAccount from, ExchangeAccount to, long timeNanos, long amountE8) {}

    Wallets(Exchange exchange, SimulatedVenue venue, Books books, ExchangeListener listener) {
        this.exchange = exchange;
        this.venue = venue;
        this.books = books;
        this.listener = listener;
    }

    /** What was added can be taken back; the initial margin cannot. */
    Outcome changeMargin(Command.ChangeMargin wanted) {
        ExchangeAccount account = wanted.account();
        ExchangeInstrument instrument = wanted.instrument();
        long deltaE8 = wanted.deltaE8();
        AccountState.Holding holding = exchange.holding(account, instrument);
        if (holding.contracts() == 0) {
            throw Refusal.refused("no_open_position");
        }
        AccountState state = exchange.state(account);
        if (deltaE8 > state.freeE8()) {
            throw MarginNeed.missing(state, deltaE8);
        }
        if (deltaE8 < -holding.addedMarginE8()) {
            throw Refusal.badSchema("delta_margin", "Should take back at most what was added");
        }
        venue.addMargin(account.userId(), instrument.productId(), deltaE8);
        listener.positionChanged(account, instrument, "update");
        listener.walletChanged(account);
        return new Outcome.Position(account, instrument);
    }

    /** It is kept and shown; what a position needs is reckoned as isolated all the same. */
    Outcome setMarginMode(Command.SetMarginMode wanted) {
        books.setMarginShared(wanted.account(), wanted.isShared());
        return new Outcome.Done();
    }

    /** The venue takes the whole position, at the price of whoever it covers. */
    Outcome deleverage(Command.Deleverage wanted, Settlement settlement) {
        if (exchange.holding(wanted.account(), wanted.instrument()).contracts() == 0) {
            throw Refusal.refused("no_open_position");
        }
        settlement.deleveraging(() ->
                venue.deleverage(wanted.account().userId(), wanted.instrument().productId(), wanted.priceE8()));
        settlement.drain();
        return new Outcome.Done();
    }

    Outcome transfer(Command.Transfer transfer) {
        AccountState state = exchange.state(transfer.from());
        long amountE8 = transfer.amountE8();
        if (amountE8 > state.freeE8()) {
            throw MarginNeed.missing(state, amountE8);
        }
        move(transfer.from(), -amountE8);
        move(transfer.to(), amountE8);
        transferred++;
        transfers.put(transferred, new Transfer(transfer.from(), transfer.to(), exchange.nowNanos(), amountE8));
        if (transfers.size() > TRANSFERS_MAX) {
            transfers.pollFirstEntry();
        }
        return new Outcome.Done();
    }

    private void move(ExchangeAccount account, long amountE8) {
        venue.book(account.userId(), amountE8);
        books.transfer(account, exchange.nowNanos(), amountE8);
        listener.walletChanged(account);
    }

    /** By number. */
    NavigableMap<Long, Transfer> transfers() {
        return transfers;
    }
}
