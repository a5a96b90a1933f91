package smc.execution.risk;

import smc.execution.instrument.Instrument;

/** What one account has at stake on one symbol, asked before an entry. Engine thread. */
public interface Exposure {
    int accountId();

    Instrument instrument();

    /** Held, and what working entries may still bring; never negative. */
    long exposedContracts();

    /** Orders of which it is not known what became of them. */
    int unresolvedOrders();
}
