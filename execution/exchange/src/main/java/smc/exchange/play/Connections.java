package smc.exchange.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.exchange.ConnectionTimes;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeSettings;
import smc.exchange.json.CommandKind;
import smc.exchange.json.Documents;
import smc.exchange.rules.Exchange;

/** What every connection of the exchange shares. Lives on the event loop. */
public final class Connections {
    private final ExchangeSettings settings;
    private final Exchange exchange;
    private final MarketListener listener;
    private final Maintenance maintenance = new Maintenance();
    private final Faults faults = new Faults();
    private final Quota requests;
    private final Quota connections;
    private final Map<String, ExchangeAccount> accountsByKey = new HashMap<>();
    private final ObjectMapper json = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private ExchangeLoop loop;
    private HeartbeatWatch heartbeats = new HeartbeatWatch(this, Optional.empty());
    private long skewMillis;

    public Connections(ExchangeSettings settings, Exchange exchange, MarketListener listener) {
        this.settings = settings;
        this.exchange = exchange;
        this.listener = listener;
        requests = new Quota(settings.quotaUnits());
        connections = new Quota(settings.connectionsMax());
        for (ExchangeAccount account : exchange.accounts()) {
            if (accountsByKey.put(account.apiKey(), account) != null) {
                throw new IllegalArgumentException("expected each key once, was twice: " + account.apiKey());
            }
        }
    }

    public void attach(ExchangeLoop attachedLoop) {
        loop = attachedLoop;
    }

    /** Heartbeats run out by themselves from now on, not only when somebody asks. */
    public void watchHeartbeats(EventLoop eventLoop) {
        heartbeats = new HeartbeatWatch(this, Optional.of(eventLoop));
        heartbeats.arm();
    }

    public HeartbeatWatch heartbeats() {
        return heartbeats;
    }

    public Exchange exchange() {
        return exchange;
    }

    public ExchangeLoop loop() {
        return loop;
    }

    public Maintenance maintenance() {
        return maintenance;
    }

    public Faults faults() {
        return faults;
    }

    public Quota requests() {
        return requests;
    }

    public Quota connections() {
        return connections;
    }

    /** What a client sent; a missing node if it is no JSON, or a number in it is beyond belief. */
    public JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException | NumberFormatException _) {
            // Jackson lets an exponent that no BigDecimal has through to BigDecimal itself.
            return MissingNode.getInstance();
        }
    }

    public Optional<ExchangeAccount> accountOf(String apiKey) {
        return Optional.ofNullable(accountsByKey.get(apiKey));
    }

    public ConnectionTimes times() {
        return settings.times();
    }

    /** How much faster than real time the market runs. */
    public int speed() {
        return settings.speed();
    }

    /** Market time an order needs to arrive. */
    public long latencyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(settings.venue().latencyNanos());
    }

    /** Protocol clock, with the skew that a fault gave it. */
    public long wallMillis() {
        return settings.wallMillis().getAsLong() + skewMillis;
    }

    public void addFault(Fault fault) {
        switch (fault.kind()) {
            case MAINTENANCE -> {
                if (maintenance.turn(fault.isOn(), loop.marketNanos())) {
                    listener.maintenanceTurned(maintenance, loop.marketNanos());
                }
            }
            case CLOCK_SKEW -> skewMillis = fault.isOn() ? fault.millis() : 0;
            case PARTIAL_FILLS -> {
                ObjectNode body = Documents.object().put("on", fault.isOn());
                // Never refused; what else can go wrong ends the exchange.
                var _ = loop.command(0, CommandKind.PARTIAL_FILLS, body);
            }
            default -> faults.add(fault);
        }
    }
}
