package smc.exchange.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.json.Documents;
import smc.exchange.json.Fields;

/**
 * Dead man's switches of the accounts (delta-exchange-api.md section 3.11; the venue's page <em>Deadman Switch</em>). Each runs from its first
 * beat on. A time to live that passes without a beat is counted, and so is each one after it; an action follows when the count is its own. A
 * beat sets the count back to 0, a time to live of 0 stops the switch. Times are real ones, and come with the command: the log has them.
 *
 * <p>What the page leaves open is done so: {@code cancel_orders} takes every order that is impacted, stops and bracket legs too;
 * {@code spreads} moves limits away from the market by {@code value} basis points, the one unit that fits all products at once.
 */
public final class Heartbeats {
    /** Of one account. */
    private static final int HEARTBEATS_MAX = 100;

    private static final int ID_CHARS_MAX = 100;
    private static final long TTL_MILLIS_MAX = 86_400_000;
    private static final int SPREAD_BPS_MAX = 5_000;
    private static final Set<String> NAMES =
            Set.of("heartbeat_id", "impact", "contract_types", "underlying_assets", "product_symbols", "config");

    private final Map<Integer, Map<String, Heartbeat>> byUser = new TreeMap<>();

    /**
     * What follows a count.
     *
     * @param spreadBps how far to move limits; 0 to cancel
     */
    record Action(int unhealthyCount, int spreadBps) {}

    private static final class Heartbeat {
        private final ObjectNode asCreated;
        private final List<Action> actions;
        private long ttlMillis;
        /** 0 while it does not run. */
        private long expiresMillis;

        private int unhealthyCount;

        private Heartbeat(ObjectNode asCreated, List<Action> actions) {
            this.asCreated = asCreated;
            this.actions = actions;
        }
    }

    /** One that has run out. */
    public record Expired(int userId, String heartbeatId, long expiresMillis) {}

    /** @throws Refusal if it is not as documented */
    ObjectNode create(ExchangeAccount account, Fields fields) {
        String id = fields.text("heartbeat_id");
        if (id.isEmpty() || id.length() > ID_CHARS_MAX) {
            throw Refusal.badSchema("heartbeat_id", "Should be 1 to " + ID_CHARS_MAX + " characters");
        }
        boolean isByContracts =
                fields.oneOf("impact", List.of("contracts", "products")).equals("contracts");
        requireTexts(fields, "contract_types", isByContracts);
        requireTexts(fields, "product_symbols", !isByContracts);
        requireTexts(fields, "underlying_assets", false);
        JsonNode config = fields.body().path("config");
        if (!config.isArray() || config.isEmpty()) {
            throw Refusal.badSchema("config", "Should be a list of actions");
        }
        var actions = new ArrayList<Action>();
        for (JsonNode each : config) {
            if (!(each instanceof ObjectNode object)) {
                throw Refusal.badSchema("config", "Should be a list of actions");
            }
            actions.add(action(new Fields(object)));
        }
        Map<String, Heartbeat> own = byUser.computeIfAbsent(account.userId(), _ -> new TreeMap<>());
        if (own.size() == HEARTBEATS_MAX && !own.containsKey(id)) {
            throw Refusal.badSchema("heartbeat_id", "at most " + HEARTBEATS_MAX + " heartbeats of one user");
        }
        ObjectNode asCreated = Documents.object().put("user_id", Integer.toString(account.userId()));
        asCreated.setAll(fields.body().deepCopy().retain(NAMES));
        own.put(id, new Heartbeat(asCreated, actions));
        return Documents.object().put("heartbeat_id", id);
    }

    private static Action action(Fields fields) {
        boolean isCancel =
                fields.oneOf("action", List.of("cancel_orders", "spreads")).equals("cancel_orders");
        int count = (int) within(fields, "unhealthy_count", 1, 1_000);
        return new Action(count, isCancel ? 0 : (int) within(fields, "value", 1, SPREAD_BPS_MAX));
    }

    private static long within(Fields fields, String name, long least, long most) {
        long value = fields.integer(name);
        if (value < least || value > most) {
            throw Refusal.badSchema(name, "Should be " + least + " to " + most);
        }
        return value;
    }

    private static void requireTexts(Fields fields, String name, boolean isRequired) {
        JsonNode list = fields.body().path(name);
        if (list.isMissingNode() || list.isNull()) {
            if (isRequired) {
                throw Refusal.badSchema(name, name + " is required");
            }
            return;
        }
        boolean isGood = list.isArray() && !(isRequired && list.isEmpty());
        for (JsonNode each : list) {
            isGood &= each.isTextual();
        }
        if (!isGood) {
            throw Refusal.badSchema(name, "Should be a list of strings");
        }
    }

    /**
     * A beat.
     *
     * @param fields with {@code at_millis}, when it came
     * @throws Refusal if there is no such heartbeat
     */
    ObjectNode beat(ExchangeAccount account, Fields fields) {
        Heartbeat heartbeat = byUser.getOrDefault(account.userId(), Map.of()).get(fields.text("heartbeat_id"));
        if (heartbeat == null) {
            throw Refusal.badSchema("heartbeat_id", "Should be that of a heartbeat that was created");
        }
        heartbeat.ttlMillis = within(fields, "ttl", 0, TTL_MILLIS_MAX);
        heartbeat.expiresMillis = heartbeat.ttlMillis == 0 ? 0 : fields.integer("at_millis") + heartbeat.ttlMillis;
        heartbeat.unhealthyCount = 0;
        // Both as text, as documented.
        return Documents.object()
                .put("heartbeat_timestamp", Long.toString(heartbeat.expiresMillis))
                .put("process_enabled", Boolean.toString(heartbeat.expiresMillis != 0));
    }

    /** Counts a time to live that passed; returns what follows. */
    List<Action> expire(ExchangeAccount account, Fields fields) {
        Heartbeat heartbeat = byUser.get(account.userId()).get(fields.text("heartbeat_id"));
        heartbeat.unhealthyCount++;
        heartbeat.expiresMillis += heartbeat.ttlMillis;
        int last = heartbeat.actions.stream()
                .mapToInt(Action::unhealthyCount)
                .max()
                .orElseThrow();
        if (heartbeat.unhealthyCount >= last) {
            heartbeat.expiresMillis = 0; // nothing more can follow, until it beats again
        }
        return heartbeat.actions.stream()
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
        ObjectNode created = byUser.get(account.userId()).get(heartbeatId).asCreated;
        if (created.path("impact").asText().equals("products")) {
            return texts(created, "product_symbols").contains(instrument.symbol());
        }
        Set<String> coins = texts(created, "underlying_assets");
        return texts(created, "contract_types").contains("perpetual_futures")
                && (coins.isEmpty() || coins.contains(instrument.coin()));
    }

    private static Set<String> texts(ObjectNode created, String name) {
        var texts = new HashSet<String>();
        created.path(name).forEach(each -> texts.add(each.asText()));
        return new TreeSet<>(texts);
    }

    /** As they were created. */
    public List<ObjectNode> of(ExchangeAccount account) {
        return byUser.getOrDefault(account.userId(), Map.of()).values().stream()
                .map(heartbeat -> heartbeat.asCreated.deepCopy())
                .toList();
    }
}
