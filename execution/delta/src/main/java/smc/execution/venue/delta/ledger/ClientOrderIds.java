package smc.execution.venue.delta.ledger;

import java.util.HexFormat;

/** Our names for orders at the venue: 16 hexadecimal digits of the installation, then 16 of the order, the 32 characters there may be. */
public record ClientOrderIds(long installationId) {
    private static final int HALF = 16;

    public String of(long orderId) {
        return HexFormat.of().toHexDigits(installationId) + HexFormat.of().toHexDigits(orderId);
    }

    /** 0 if it is not one of this installation. */
    public long orderId(String clientOrderId) {
        if (clientOrderId.length() != 2 * HALF
                || !clientOrderId.chars().allMatch(each -> each < 128 && HexFormat.isHexDigit(each))
                || HexFormat.fromHexDigitsToLong(clientOrderId, 0, HALF) != installationId) {
            return 0;
        }
        return HexFormat.fromHexDigitsToLong(clientOrderId, HALF, 2 * HALF);
    }
}
