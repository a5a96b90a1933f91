package smc.ops.api.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import smc.engine.live.LiveStatus;
import smc.engine.live.watch.Delays;
import smc.engine.view.EngineImage.Desk;
import smc.execution.risk.TradingState;
import smc.journal.DiskLevel;
import smc.ops.state.StatusFile.Written;
import smc.strategy.number.FixedPoint;

/**
 * {@code /metrics}, in the words of Prometheus. All is read when it is asked for, from what the engine said last: nothing is recorded on its thread. What
 * only an engine knows is not there without one.
 */
final class Metrics implements AutoCloseable {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<Optional<Written>> status;
    private final MultiGauge equity;
    private final MultiGauge contracts;
    private final MultiGauge mayTrade;
    private final MultiGauge price;
    private final MultiGauge blocks;

    Metrics(ApiParts parts, Traffic traffic, Connections connections, EventClients events) {
        status = parts.status();
        equity = rows("smc_equity_usd", "Equity of an account on a symbol, in USD.");
        contracts = rows("smc_position_contracts", "Contracts held, below 0 for short.");
        mayTrade = rows("smc_entries_allowed", "1 if the account may make entries on the symbol.");
        price = rows("smc_price_usd", "Price of the last trade.");
        blocks = rows("smc_blocks_alive", "Order blocks alive.");
        bindEngine();
        bindReading(parts);
        bindServer(traffic, connections, events);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private MultiGauge rows(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private void bindEngine() {
        gauge("smc_feed_connected", "1 if the market is heard.", now -> now.isConnected() ? 1 : 0);
        gauge(
                "smc_disk_room",
                "1 if there is room on the disk, 0 if somebody is to be told.",
                now -> now.disk() == DiskLevel.OK ? 1 : 0);
        gauge(
                "smc_orders_open",
                "Orders that are not final.",
                now -> now.engine().orders().size());
        gauge("smc_market_time_seconds", "Time of the market, since 1970.", now -> seconds(now.marketNanos()));
        counter("smc_market_trades", "Trades heard since the start.", LiveStatus::trades);
        counter("smc_market_gaps", "Holes in the market since the start.", LiveStatus::gaps);
        counter("smc_market_disconnects", "Times the market was lost since the start.", LiveStatus::disconnects);
        delays("smc_close_to_blocks", "From a candle's boundary to its blocks", LiveStatus::blocks);
        delays(
                "smc_close_to_order",
                "From a candle's boundary to its entry handed to the connection",
                LiveStatus::orders);
    }

    private void bindReading(ApiParts parts) {
        Gauge.builder("smc_sequence", parts, from -> from.readings().newest().sequence())
                .description("Sequence of the newest frame that is shown.")
                .register(registry);
        Gauge.builder(
                        "smc_reading_done_ratio",
                        parts,
                        from -> from.readings().newest().progress().donePct() / 100.0)
                .description("How much of the journal is folded, 0 to 1.")
                .register(registry);
        Gauge.builder("smc_ready", parts, from -> from.isReady().getAsBoolean() ? 1 : 0)
                .description("1 if whoever is to trade does.")
                .register(registry);
    }

    private void bindServer(Traffic traffic, Connections connections, EventClients events) {
        FunctionCounter.builder("smc_api_requests", traffic, Traffic::requests)
                .description("Requests since the server began.")
                .register(registry);
        FunctionCounter.builder("smc_api_failures", traffic, Traffic::failures)
                .description("Answers that could not be made, each a defect.")
                .register(registry);
        FunctionCounter.builder("smc_api_events", traffic, Traffic::events)
                .description("Events handed to readers.")
                .register(registry);
        for (Refusal refusal : Refusal.values()) {
            FunctionCounter.builder("smc_api_refused", traffic, from -> from.refusedFor(refusal))
                    .tag("reason", refusal.text())
                    .description("Requests that were refused.")
                    .register(registry);
        }
        Gauge.builder("smc_api_connections", connections, Connections::count)
                .description("Open connections.")
                .register(registry);
        Gauge.builder("smc_api_event_clients", events, EventClients::count)
                .description("Readers of events.")
                .register(registry);
    }

    /** Not a number without an engine. */
    private void gauge(String name, String description, ToDoubleFunction<LiveStatus> value) {
        Gauge.builder(
                        name,
                        status,
                        from -> from.get()
                                .map(now -> value.applyAsDouble(now.status()))
                                .orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<LiveStatus> value) {
        FunctionCounter.builder(
                        name,
                        status,
                        from -> from.get()
                                .map(now -> value.applyAsDouble(now.status()))
                                .orElse(0.0))
                .description(description)
                .register(registry);
    }

    private void delays(String name, String description, Function<LiveStatus, Delays> delays) {
        gauge(
                name + "_last_seconds",
                description + ", the last time.",
                now -> seconds(delays.apply(now).lastNanos()));
        gauge(
                name + "_greatest_seconds",
                description + ", at most since the start.",
                now -> seconds(delays.apply(now).greatestNanos()));
        counter(
                name + "_over",
                description + ", times above its limit.",
                now -> delays.apply(now).over());
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** As it is now. */
    synchronized String text() {
        Optional<LiveStatus> now = status.get().map(Written::status);
        List<Desk> desks = now.map(from -> from.engine().desks()).orElse(List.of());
        equity.register(rows(desks, desk -> desk.equityE8() / (double) FixedPoint.ONE_E8), true);
        contracts.register(rows(desks, Desk::contracts), true);
        mayTrade.register(
                rows(desks, desk -> desk.isTradingOn() && desk.standing().state() == TradingState.ACTIVE ? 1 : 0),
                true);
        var markets = now.map(from -> from.engine().markets()).orElse(List.of());
        price.register(
                markets.stream()
                        .map(market -> Row.of(
                                Tags.of("symbol", market.symbol()), market.lastPriceE8() / (double) FixedPoint.ONE_E8))
                        .toList(),
                true);
        blocks.register(
                markets.stream()
                        .map(market -> Row.of(
                                Tags.of("symbol", market.symbol()),
                                market.blocks().size()))
                        .toList(),
                true);
        return registry.scrape(CONTENT_TYPE);
    }

    private static Iterable<Row<?>> rows(List<Desk> desks, ToDoubleFunction<Desk> value) {
        Stream<Row<?>> rows = desks.stream()
                .map(desk -> Row.of(
                        Tags.of(
                                "mode",
                                String.valueOf(desk.mode().letter()).toLowerCase(Locale.ROOT),
                                "symbol",
                                desk.symbol()),
                        value.applyAsDouble(desk)));
        return rows.toList();
    }

    @Override
    public void close() {
        registry.close();
    }
}
