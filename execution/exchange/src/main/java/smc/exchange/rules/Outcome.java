package smc.exchange.rules;

import java.util.List;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/** What a command that was carried out is answered with. */
public sealed interface Outcome {
    record Done() implements Outcome {}

    record OneOrder(ExchangeOrder order) implements Outcome {}

    /** Each as it was right after its own part of the batch. */
    record Orders(List<ExchangeOrder> orders) implements Outcome {}

    record Legs(List<ExchangeOrder> legs) implements Outcome {}

    record Leverage(ExchangeAccount account, ExchangeInstrument instrument) implements Outcome {}

    record Position(ExchangeAccount account, ExchangeInstrument instrument) implements Outcome {}

    record HeartbeatCreated(String heartbeatId) implements Outcome {}

    /** @param expiresMillis real time; 0 if it was stopped */
    record HeartbeatRuns(long expiresMillis) implements Outcome {}
}
