package smc.ops.api.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import smc.engine.config.Configuration;
import smc.engine.event.Inputs;
import smc.ops.api.token.Token;
import smc.ops.control.ControlRequest;
import smc.ops.control.ControlRequest.Action;
import smc.ops.control.ControlSocket;

/**
 * {@code POST /api/commands/<name>}: what {@code ./smc pause} and the others ask, by a trading token, whose name is journaled as who asked. It goes the
 * way of the operator's socket and is on disk when it is answered; a kill is answered when it has begun.
 */
final class CommandRoute {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String REASON = "reason";
    private static final Set<String> KEYS = Set.of("account", "symbol", REASON);
    private static final int REASON_CHARS = 200;

    private final Supplier<Optional<ControlSocket.Handler>> engine;
    private final Supplier<Configuration> configuration;
    private final Access access;

    /** @param engine that runs; empty without one */
    CommandRoute(
            Supplier<Optional<ControlSocket.Handler>> engine, Supplier<Configuration> configuration, Access access) {
        this.engine = engine;
        this.configuration = configuration;
        this.access = access;
    }

    void handle(Context context) throws RefusedRequestException, InterruptedException {
        Token token = access.trading(context.header("Authorization"), context.ip());
        Action action = action(context);
        ControlRequest request = request(context, action, token);
        Optional<ControlSocket.Handler> handler = engine.get();
        if (handler.isEmpty()) {
            answer(
                    context,
                    503,
                    new Problem("an engine that trades", "none, or one that still starts", context.path()).json());
            return;
        }
        try {
            if (action == Action.KILL) {
                var _ = handler.get().kill(request, _ -> {});
            } else {
                handler.get().take(request);
            }
        } catch (IllegalStateException e) {
            answer(
                    context,
                    503,
                    new Problem("an engine that takes it", String.valueOf(e.getMessage()), context.path()).json());
            return;
        }
        answer(
                context,
                action == Action.KILL ? 202 : 200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("taken", true)
                        .put("action", name(action))
                        .put("who", request.who())
                        .put(REASON, request.why())
                        .put("said", said(action)));
    }

    private static String said(Action action) {
        return switch (action) {
            case RESUME -> "entries may be made again, and everything counts anew";
            case ACKNOWLEDGE -> "that data was lost is known, and what that had halted goes on";
            case PAUSE -> "no new entries, what rests is cancelled";
            case REDUCE -> "no new entries, and trails are tightened";
            case HALT -> "no new entries until somebody resumes it";
            case FLATTEN -> "everything is closed at market, and entries pause";
            case KILL -> "everything is being halted, cancelled and closed: look at positions until they are gone";
        };
    }

    private static Action action(Context context) throws RefusedRequestException {
        String named = context.pathParam("action");
        return Arrays.stream(Action.values())
                .filter(each -> name(each).equals(named))
                .findFirst()
                .orElseThrow(() -> new RefusedRequestException(
                        Refusal.PARAMETER,
                        "one of "
                                + Arrays.stream(Action.values())
                                        .map(CommandRoute::name)
                                        .collect(Collectors.joining(", ")),
                        named,
                        context.path()));
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private ControlRequest request(Context context, Action action, Token token) throws RefusedRequestException {
        String type = Optional.ofNullable(context.contentType()).orElse("none");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new RefusedRequestException(Refusal.CONTENT_TYPE, "application/json", type, "Content-Type");
        }
        JsonNode json = json(context.body());
        Configuration now = configuration.get();
        return new ControlRequest(
                action, account(json, now), index(json, "symbol", now.engine().symbols()), token.name(), reason(json));
    }

    private static JsonNode json(String body) throws RefusedRequestException {
        var names = new TreeSet<String>();
        try {
            JsonNode json = MAPPER.readTree(body);
            if (json != null && json.isObject()) {
                json.fieldNames().forEachRemaining(names::add);
                if (KEYS.containsAll(names)) {
                    return json;
                }
            }
        } catch (JsonProcessingException _) {
            // As below.
        }
        throw new RefusedRequestException(
                Refusal.PARAMETER,
                "an object of the keys " + String.join(", ", new TreeSet<>(KEYS)),
                names.isEmpty() ? "something else" : "one of " + String.join(", ", names),
                "body");
    }

    /** By its file's name or the letter of its mode. */
    private static int account(JsonNode json, Configuration configuration) throws RefusedRequestException {
        List<String> names = configuration.engine().accountNames();
        String named = json.path("account").asText();
        OptionalInt byLetter = IntStream.range(0, names.size())
                .filter(id -> named.equals(
                        String.valueOf(configuration.accounts().get(id).mode().letter())))
                .findFirst();
        return byLetter.isPresent() ? byLetter.getAsInt() : index(json, "account", names);
    }

    /** All where it is not said. */
    private static int index(JsonNode json, String key, List<String> names) throws RefusedRequestException {
        JsonNode named = json.path(key);
        if (named.isMissingNode() || named.isNull()) {
            return Inputs.ALL;
        }
        int index = names.indexOf(named.textValue());
        if (index < 0) {
            throw new RefusedRequestException(
                    Refusal.PARAMETER,
                    "one of %s, or null for all".formatted(String.join(", ", names)),
                    named.toString(),
                    key);
        }
        return index;
    }

    private static String reason(JsonNode json) throws RefusedRequestException {
        JsonNode reason = json.path(REASON);
        String text = reason.asText();
        if (!reason.isTextual()
                || text.isBlank()
                || text.length() > REASON_CHARS
                || text.chars().anyMatch(Character::isISOControl)
                || text.getBytes(StandardCharsets.UTF_8).length > Inputs.WHY_BYTES) {
            throw new RefusedRequestException(
                    Refusal.PARAMETER,
                    "1 to %d characters, none of them a control character, at most %d bytes"
                            .formatted(REASON_CHARS, Inputs.WHY_BYTES),
                    reason.toString(),
                    REASON);
        }
        return text;
    }

    private static void answer(Context context, int status, ObjectNode json) {
        context.status(status).contentType("application/json").result(json.toString());
    }
}
