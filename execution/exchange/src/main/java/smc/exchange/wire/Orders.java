package smc.exchange.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Orders by id and by their client's id, and which of them live. One thread. */
final class Orders {
    private static final long FIRST_ID = 1_000_001;

    private final NewestRows<OrderRecord> all = new NewestRows<>(OrderRecord::isLive, this::forget);
    private final NavigableMap<Long, OrderRecord> live = new TreeMap<>();
    private final Map<Integer, Map<String, OrderRecord>> byClientId = new HashMap<>();
    private long nextId = FIRST_ID;

    void add(OrderRecord order) {
        all.add(order.account.userId(), order.id, order);
        if (order.clientOrderId != null) {
            byClientId
                    .computeIfAbsent(order.account.userId(), _ -> new HashMap<>())
                    .put(order.clientOrderId, order);
        }
    }

    /** From now on it lives. */
    void addLive(OrderRecord order) {
        live.put(order.id, order);
    }

    /** It ended. */
    void removeLive(OrderRecord order) {
        live.remove(order.id);
    }

    /** By id: what works, and of each account the newest {@value NewestRows#ROWS_MAX}. */
    NavigableMap<Long, OrderRecord> all() {
        return all.all();
    }

    Collection<OrderRecord> live() {
        return live.values();
    }

    /** As they are now, for somebody who changes which ones live. */
    List<OrderRecord> copyOfLive() {
        return List.copyOf(live.values());
    }

    /** Null if there is none. */
    OrderRecord byClientId(ExchangeAccount account, String clientOrderId) {
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

    private void forget(OrderRecord order) {
        if (order.clientOrderId != null) {
            // A later order may have the id by now.
            byClientId.get(order.account.userId()).remove(order.clientOrderId, order);
        }
    }
}
