package smc.exchange;

/**
 * One account of the exchange, with the key that opens it. A sub-account is an account like any other.
 *
 * @param userId above 0, its own
 * @param name for people
 * @param mayTrade whether its key has the permission <em>Trading</em> beside <em>Read Data</em>
 * @param depositE8 wallet at the start, in 1e-8 USD
 */
public record ExchangeAccount(
        int userId, String name, String apiKey, String apiSecret, boolean mayTrade, long depositE8) {
    /** @throws IllegalArgumentException if the id or the deposit is not above 0, or key or secret are empty */
    public ExchangeAccount {
        if (userId < 1 || depositE8 < 1 || apiKey.isEmpty() || apiSecret.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected userId and depositE8 above 0, a key and a secret, was " + userId + " and " + depositE8
                            + (apiKey.isEmpty() ? ", no key" : "") + (apiSecret.isEmpty() ? ", no secret" : ""));
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ExchangeAccount[" + userId + ", " + name + ", " + apiKey + "]";
    }
}
