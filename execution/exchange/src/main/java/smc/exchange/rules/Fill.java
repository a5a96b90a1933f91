package smc.exchange.rules;

import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/**
 * A fill.
 *
 * @param number counted from 1 over the whole exchange
 * @param order null if the venue took the position: a liquidation, or to cover somebody else
 * @param isDeleveraging whether it was to cover somebody else
 * @param contracts of this fill alone
 * @param positionContracts position after it, with sign
 * @param positionEntryE8 average entry after it, 0 if flat
 * @param markE8 last price at the time
 */
public record Fill(
        long number,
        ExchangeAccount account,
        ExchangeInstrument instrument,
        ExchangeOrder order,
        boolean isDeleveraging,
        long timeNanos,
        boolean isBuy,
        long priceE8,
        long contracts,
        long feeE8,
        boolean isMaker,
        long positionContracts,
        long positionEntryE8,
        long markE8) {
    /** 32 hexadecimal digits, as REST shows it. */
    public String id() {
        return "%032x".formatted(number);
    }

    /** The same with dashes, as the WebSocket shows it. */
    public String dashedId() {
        String id = id();
        return "%s-%s-%s-%s-%s"
                .formatted(
                        id.substring(0, 8),
                        id.substring(8, 12),
                        id.substring(12, 16),
                        id.substring(16, 20),
                        id.substring(20));
    }
}
