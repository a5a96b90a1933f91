package smc.execution.venue.delta;

/** An account and the key that opens it. */
public record DeltaAccount(int accountId, String apiKey, String apiSecret) {
    /** @throws IllegalArgumentException if key or secret are empty */
    public DeltaAccount {
        if (apiKey.isEmpty() || apiSecret.isEmpty()) {
            throw new IllegalArgumentException("expected a key and a secret for account " + accountId);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "DeltaAccount[" + accountId + ", " + apiKey + "]";
    }
}
