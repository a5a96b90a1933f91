package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import smc.execution.venue.delta.call.Payloads.PayloadException;
import smc.execution.venue.delta.call.Payloads.Products;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.OrderLedger;

/** What the private socket says of one account, for its ledger: kept back while the ledger begins anew, and with gaps noticed. Event loop. */
final class AccountStream implements PrivateSocket.Listener {
    private final Products products;
    private final OrderLedger ledger;
    private final Consumer<String> alarm;
    private final Consumer<Throwable> onFault;

    private final Queue<Runnable> buffered = new ArrayDeque<>();
    /** Last of the channel of orders, by symbol. */
    private final Map<String, Long> orderSequences = new TreeMap<>();

    private boolean isBuffering = true;
    private boolean isLive;
    private long connections;
    private String lastDown = "";
    /** Why the venue does not accept the key; empty if it has not said so. */
    private String refusal = "";

    AccountStream(Products products, OrderLedger ledger, Consumer<String> alarm, Consumer<Throwable> onFault) {
        this.products = products;
        this.ledger = ledger;
        this.alarm = alarm;
        this.onFault = onFault;
    }

    boolean isLive() {
        return isLive;
    }

    /** How often it has come about. */
    long connections() {
        return connections;
    }

    /** Why it was down last; empty if it never was. */
    String lastDown() {
        return lastDown;
    }

    /** Why the venue does not accept the key; empty if it has, or has not said so. */
    String refusal() {
        return connections > 0 ? "" : refusal;
    }

    boolean isBuffering() {
        return isBuffering;
    }

    /** From here on what is said is kept back. */
    void hold() {
        isBuffering = true;
    }

    /** Hands over what was kept back. */
    void release() {
        isBuffering = false;
        for (Runnable fact = buffered.poll(); fact != null; fact = buffered.poll()) {
            fact.run();
        }
    }

    @Override
    public void onLive() {
        isLive = true;
        connections++;
        refusal = "";
        orderSequences.clear();
        if (!isBuffering) {
            ledger.onReconnected();
        }
    }

    @Override
    public void onDown(String why) {
        // Each attempt fails anew; the first says it.
        if (isLive || !why.equals(lastDown)) {
            alarm.accept("the private socket is down: " + why);
        }
        isLive = false;
        lastDown = why;
    }

    @Override
    public void onNotAuthenticated(String why) {
        refusal = why;
    }

    @Override
    public void onBadFrame(String why) {
        alarm.accept("a frame cannot be read: " + why);
        buffer(ledger::onGap);
    }

    @Override
    public void onFrame(String type, JsonNode frame) {
        try {
            switch (type) {
                case "orders" -> onOrdersFrame(frame);
                case "v2/user_trades" ->
                    Payloads.fillOfChannel(products, frame).ifPresent(fill -> buffer(() -> ledger.onFill(fill)));
                default -> {
                    // Positions are known by their fills; the rest is not ours.
                }
            }
        } catch (PayloadException e) {
            onBadFrame(e.getMessage());
        } catch (RuntimeException e) {
            onFault.accept(e);
        }
    }

    private void onOrdersFrame(JsonNode frame) {
        boolean isSnapshot = frame.path("action").asText().equals("snapshot");
        String symbol = frame.path("symbol").asText();
        JsonNode sequenced = isSnapshot ? frame.path("meta") : frame;
        long sequence = sequenced.path("seq_no").asLong();
        Long last = orderSequences.get(symbol);
        if (last != null && sequence > last + 1) {
            buffer(ledger::onGap);
        }
        orderSequences.merge(symbol, sequence, Math::max);
        if (isSnapshot) {
            for (OrderFacts facts : Payloads.orders(products, frame.path("result"))) {
                buffer(() -> ledger.onOrder(facts));
            }
        } else {
            Payloads.order(products, frame).ifPresent(facts -> buffer(() -> ledger.onOrder(facts)));
        }
    }

    private void buffer(Runnable fact) {
        if (isBuffering) {
            buffered.add(fact);
        } else {
            fact.run();
        }
    }
}
