package smc.exchange.play;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import smc.exchange.json.Documents;
import smc.exchange.play.Fault.Kind;
import smc.exchange.play.Fault.Scope;
import smc.exchange.rules.Refusal;

/** The faults that wait, in the order they were given. At most one strikes at a time. */
public final class Faults {
    private static final int WAITING_MAX = 1_000;

    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Waiting {
        private final Fault fault;
        private int passesLeft;
        private int strikesLeft;

        private Waiting(Fault fault) {
            this.fault = fault;
            passesLeft = fault.after();
            strikesLeft = fault.count();
        }
    }

    public void add(Fault fault) {
        if (waiting.size() == WAITING_MAX) {
            throw Refusal.badSchema("", "at most " + WAITING_MAX + " faults can wait");
        }
        waiting.add(new Waiting(fault));
    }

    public void clear() {
        waiting.clear();
    }

    /** What strikes this frame. */
    public Optional<Fault> onFrame(String host) {
        return strike(Scope.FRAME, "", host);
    }

    /** What strikes this request. */
    public Optional<Fault> onRequest(String method, String path) {
        return strike(Scope.REQUEST, method, path);
    }

    private Optional<Fault> strike(Scope scope, String method, String text) {
        for (Waiting each : List.copyOf(waiting)) {
            Kind kind = each.fault.kind();
            boolean isMeant = kind.scope == scope && text.startsWith(each.fault.target()) && isOf(kind, method, text);
            if (!isMeant) {
                continue;
            }
            if (each.passesLeft > 0) {
                each.passesLeft--;
                continue;
            }
            each.passesLeft = each.fault.after();
            each.strikesLeft--;
            if (each.strikesLeft == 0) {
                waiting.remove(each);
            }
            return Optional.of(each.fault);
        }
        return Optional.empty();
    }

    private static boolean isOf(Kind kind, String method, String path) {
        return switch (kind) {
            case REJECT, BRACKET_LOST -> method.equals("POST") && path.startsWith("/v2/orders");
            case UNDONE -> (method.equals("PUT") || method.equals("DELETE")) && path.startsWith("/v2/orders");
            default -> true;
        };
    }

    public ArrayNode toJson() {
        ArrayNode list = Documents.array();
        for (Waiting each : waiting) {
            list.addObject()
                    .put("kind", each.fault.kind().name().toLowerCase(Locale.ROOT))
                    .put("target", each.fault.target())
                    .put("passes_left", each.passesLeft)
                    .put("strikes_left", each.strikesLeft);
        }
        return list;
    }
}
