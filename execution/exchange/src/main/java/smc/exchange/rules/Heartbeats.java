package smc.exchange.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;

/**
 * Dead man's switches of the accounts (docs/delta-exchange.md section 3.11; the venue's page <em>Deadman Switch</em>). Each runs from its first
 * beat on. A time to live that passes without a beat is counted, and so is each one after it; an action follows when the count is its own. A
 * beat sets the count back to 0, a time to live of 0 stops the switch. Times are real ones, and come with the command: the log has them.
 *
 * <p>What the page leaves open is done so: {@code cancel_orders} takes every order that is impacted, stops and bracket legs too;
 * {@code spreads} moves limits away from the market by {@code value} basis points, the one unit that fits all products at once.
 */
public final class Heartbeats {
    /** Of one account. */
    private static final int HEARTBEATS_MAX = 100;

    private final Map<Integer, Map<String, Heartbeat>> byUser = new TreeMap<>();

    /**
     * What follows a count.
     *
     * @param spreadBps how far to move limits; 0 to cancel
     */
    public record Action(int unhealthyCount, int spreadBps) {}

    /** Which orders a heartbeat looks after. */
    public sealed interface Impact {
        /** @param coins empty for all */
        record OfCoins(boolean isPerpetuals, Set<String> coins) implements Impact {}

        record OfProducts(Set<String> symbols) implements Impact {}
    }

    /**
     * What a heartbeat is created with.
     *
     * @param asCreated as the client gave it, for who asks
     */
    public record Terms(String heartbeatId, Impact impact, List<Action> actions, String asCreated) {}

    private static final class Heartbeat {
        private final Terms terms;
        private long ttlMillis;
        /** 0 while it does not run. */
        private long expiresMillis;

        private int unhealthyCount;

        private Heartbeat(Terms terms) {
            this.terms = terms;
        }
    }

    /** One that has run out. */
    public record Expired(int userId, String heartbeatId, long expiresMillis) {}

    /** @throws Refusal if the account has as many as it may */
    void create(ExchangeAccount account, Terms terms) {
        Map<String, Heartbeat> own = byUser.computeIfAbsent(account.userId(), _ -> new TreeMap<>());
        if (own.size() == HEARTBEATS_MAX && !own.containsKey(terms.heartbeatId)) {
            throw Refusal.badSchema("heartbeat_id", "at most " + HEARTBEATS_MAX + " heartbeats of one user");
        }
        own.put(terms.heartbeatId, new Heartbeat(terms));
    }

    /**
     * A beat.
     *
     * @return when it runs out; 0 if it was stopped
     * @throws Refusal if there is no such heartbeat
     */
    long beat(Command.Beat beat) {
        Heartbeat heartbeat =
                byUser.getOrDefault(beat.account().userId(), Map.of()).get(beat.heartbeatId());
        if (heartbeat == null) {
            throw Refusal.badSchema("heartbeat_id", "Should be that of a heartbeat that was created");
        }
        heartbeat.ttlMillis = beat.ttlMillis();
        heartbeat.expiresMillis = heartbeat.ttlMillis == 0 ? 0 : beat.atMillis() + heartbeat.ttlMillis;
        heartbeat.unhealthyCount = 0;
        return heartbeat.expiresMillis;
    }

    /** Counts a time to live that passed; returns what follows. */
    List<Action> expire(ExchangeAccount account, String heartbeatId) {
        Heartbeat heartbeat = byUser.get(account.userId()).get(heartbeatId);
        heartbeat.unhealthyCount++;
        heartbeat.expiresMillis += heartbeat.ttlMillis;
        return heartbeat.terms.actions.stream()
                .filter(action -> action.unhealthyCount == heartbeat.unhealthyCount)
                .toList();
    }

    /** The first that has run out by then. */
    public Optional<Expired> firstExpired(long nowMillis) {
        return running().filter(next -> next.expiresMillis <= nowMillis);
    }

    /** The one that runs out first. */
    public Optional<Expired> running() {
        Expired first = null;
        for (Map.Entry<Integer, Map<String, Heartbeat>> user : byUser.entrySet()) {
            for (Map.Entry<String, Heartbeat> each : user.getValue().entrySet()) {
                long expiresMillis = each.getValue().expiresMillis;
                if (expiresMillis != 0 && (first == null || expiresMillis < first.expiresMillis)) {
                    first = new Expired(user.getKey(), each.getKey(), expiresMillis);
                }
            }
        }
        return Optional.ofNullable(first);
    }

    /** Whether the heartbeat looks after orders of the product. */
    boolean isImpacted(ExchangeAccount account, String heartbeatId, ExchangeInstrument instrument) {
        return switch (byUser.get(account.userId()).get(heartbeatId).terms.impact) {
            case Impact.OfProducts(Set<String> symbols) -> symbols.contains(instrument.symbol());
            case Impact.OfCoins(boolean isPerpetuals, Set<String> coins) ->
                isPerpetuals && (coins.isEmpty() || coins.contains(instrument.coin()));
        };
    }

    /** By their ids. */
    public List<Terms> of(ExchangeAccount account) {
        return byUser.getOrDefault(account.userId(), Map.of()).values().stream()
                .map(heartbeat -> heartbeat.terms)
                .toList();
    }
}
