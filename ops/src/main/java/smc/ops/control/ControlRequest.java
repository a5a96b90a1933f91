package smc.ops.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import smc.engine.event.Inputs;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;

/**
 * What somebody asks of a running engine, as one line of JSON.
 *
 * @param accountId {@link Inputs#ALL} for all
 * @param instrumentId likewise
 * @param who a user of the machine
 * @param why in words
 */
public record ControlRequest(Action action, int accountId, int instrumentId, String who, String why) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KEYS = Set.of("action", "account", "instrument", "who", "why");

    /** What can be asked for. */
    public enum Action {
        RESUME(TradingState.ACTIVE),
        PAUSE(TradingState.PAUSED),
        REDUCE(TradingState.REDUCING),
        HALT(TradingState.HALTED),
        /** Entries are given up, and what is held is closed at market; entries pause. */
        FLATTEN(TradingState.PAUSED),
        /** That data was lost is known: what that had halted goes on. */
        ACKNOWLEDGE(TradingState.ACTIVE),
        /** Likewise, of every account; it halts, and is proven. */
        KILL(TradingState.HALTED);

        private final TradingState state;

        Action(TradingState state) {
            this.state = state;
        }

        /** That is asked for by it. */
        public TradingState state() {
            return state;
        }

        /** Of what kind the cause is. */
        public RiskReason reason() {
            return this == ACKNOWLEDGE ? RiskReason.DATA_LOST : RiskReason.OPERATOR;
        }
    }

    /** Tells the core. */
    public void tell(Inputs inputs) {
        switch (action) {
            case FLATTEN -> inputs.onFlattenAsked(accountId, instrumentId, RiskReason.OPERATOR, who, why);
            case KILL -> inputs.onFlattenAsked(accountId, instrumentId, RiskReason.KILL, who, why);
            case RESUME, PAUSE, REDUCE, HALT, ACKNOWLEDGE ->
                inputs.onStateAsked(accountId, instrumentId, action.state, action.reason(), who, why);
        }
    }

    /** As one line. */
    String line() {
        return MAPPER.createObjectNode()
                .put("action", action.name())
                .put("account", accountId)
                .put("instrument", instrumentId)
                .put("who", who)
                .put("why", why)
                .toString();
    }

    /** @throws IllegalArgumentException if it is none, with what is wrong */
    static ControlRequest of(String line, int accounts, int instruments) {
        JsonNode json = read(line);
        var keys = new TreeSet<String>();
        json.fieldNames().forEachRemaining(keys::add);
        if (!keys.equals(KEYS)) {
            throw new IllegalArgumentException("expected an object of the keys %s, was one of %s"
                    .formatted(String.join(", ", new TreeSet<>(KEYS)), String.join(", ", keys)));
        }
        String named = json.path("action").asText();
        Action action = Optional.of(named)
                .flatMap(name -> Arrays.stream(Action.values())
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "action: expected one of %s, was %s".formatted(Arrays.toString(Action.values()), named)));
        String why = text(json, "why", Inputs.WHY_BYTES);
        if (why.isBlank()) {
            throw new IllegalArgumentException("why: expected words, there are none");
        }
        return new ControlRequest(
                action,
                number(json, "account", accounts),
                number(json, "instrument", instruments),
                text(json, "who", Inputs.WHO_BYTES),
                why);
    }

    private static JsonNode read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException _) {
            // As below.
        }
        throw new IllegalArgumentException("expected one line of JSON, an object");
    }

    private static int number(JsonNode json, String key, int count) {
        JsonNode value = json.path(key);
        if (!value.isInt() || value.intValue() < Inputs.ALL || value.intValue() >= count) {
            throw new IllegalArgumentException("%s: expected -1 to %d, was %s".formatted(key, count - 1, value));
        }
        return value.intValue();
    }

    private static String text(JsonNode json, String key, int chars) {
        JsonNode value = json.path(key);
        if (!value.isTextual()
                || value.textValue().length() > chars
                || value.textValue().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "%s: expected a text of at most %d characters, none of them a control character"
                            .formatted(key, chars));
        }
        return value.textValue();
    }
}
