package smc.exchange.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import smc.exchange.ExchangeAccount;

/** Orders by id and by their client's id, and which of them live. One thread. */
public final class Orders {
    private static final long FIRST_ID = 1_000_001;

    private final NewestRows<ExchangeOrder> all = new NewestRows<>(ExchangeOrder::isLive, this::forget);
    private final NavigableMap<Long, ExchangeOrder> live = new TreeMap<>();
    private final Map<Integer, Map<String, ExchangeOrder>> byClientId = new HashMap<>();
    private long nextId = FIRST_ID;

    void add(ExchangeOrder order) {
        all.add(order.account.userId(), order.id, order);
        if (order.clientOrderId != null) {
            byClientId
                    .computeIfAbsent(order.account.userId(), _ -> new HashMap<>())
                    .put(order.clientOrderId, order);
        }
    }

    /** From now on it lives. */
    void addLive(ExchangeOrder order) {
        live.put(order.id, order);
    }

    /** It ended. */
    void removeLive(ExchangeOrder order) {
        live.remove(order.id);
    }

    /** By id: what works, and of each account the newest {@value NewestRows#ROWS_MAX}. */
    NavigableMap<Long, ExchangeOrder> all() {
        return all.all();
    }

    Collection<ExchangeOrder> live() {
        return live.values();
    }

    /** As they are now, for somebody who changes which ones live. */
    List<ExchangeOrder> copyOfLive() {
        return List.copyOf(live.values());
    }

    /** Null if there is none. */
    ExchangeOrder byClientId(ExchangeAccount account, String clientOrderId) {
        return byClientId.getOrDefault(account.userId(), Map.of()).get(clientOrderId);
    }

    long takeId() {
        return nextId++;
    }

    /** So that a log of accepted commands alone gives each order its id again: those that were refused used some up. */
    long nextId() {
        return nextId;
    }

    void nextId(long id) {
        nextId = id;
    }

    private void forget(ExchangeOrder order) {
        if (order.clientOrderId != null) {
            // A later order may have the id by now.
            byClientId.get(order.account.userId()).remove(order.clientOrderId, order);
        }
    }
}
