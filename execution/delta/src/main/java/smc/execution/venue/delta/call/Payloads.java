package smc.execution.venue.delta.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.delta.ledger.FillFacts;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.strategy.number.FixedPoint;

/**
 * Reads what the venue writes (docs/delta-exchange.md, sections 3.3, 3.7, 3.8 and 4.6). Numbers come as numbers or as strings, times as ISO text or
 * as microseconds: both are understood everywhere. What is missing or malformed throws {@link PayloadException}.
 */
public final class Payloads {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Payloads() {}

    /** Bytes of the venue that are not what the documents say. */
    public static final class PayloadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PayloadException(String message) {
            super(message);
        }
    }

    /** An instrument of the venue, by the product id or the symbol that a payload names. */
    interface Products {
        /** These. */
        static Products of(List<ProductFacts> products) {
            var byId = new HashMap<Long, ProductFacts>();
            var bySymbol = new HashMap<String, ProductFacts>();
            for (ProductFacts product : products) {
                byId.put((long) product.productId(), product);
                bySymbol.put(product.symbol(), product);
            }
            return new Products() {
                @Override
                public ProductFacts byId(long productId) {
                    return byId.get(productId);
                }

                @Override
                public ProductFacts bySymbol(String symbol) {
                    return bySymbol.get(symbol);
                }
            };
        }

        /** Null if it is none of ours. */
        ProductFacts byId(long productId);

        /** Null if it is none of ours. */
        ProductFacts bySymbol(String symbol);
    }

    /** @throws PayloadException if it is no JSON */
    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new PayloadException("expected JSON, was " + shortened(text));
        }
    }

    /** A product as the venue tells it. */
    public static ProductFacts product(int instrumentId, JsonNode product) {
        BigDecimal initialPercent = decimal(product, "initial_margin");
        if (initialPercent.signum() <= 0) {
            throw new PayloadException("expected a positive initial_margin, was " + shortened(product.toString()));
        }
        return new ProductFacts(
                instrumentId,
                Math.toIntExact(integer(product, "id")),
                text(product, "symbol"),
                e8(product, "tick_size"),
                e8(product, "contract_value"),
                e8(decimal(product, "maintenance_margin").movePointLeft(2)),
                integer(product, "position_size_limit"),
                e8(product, "taker_commission_rate"),
                e8(product, "maker_commission_rate"),
                HUNDRED.divideToIntegralValue(initialPercent).longValue(),
                text(product, "state"),
                text(product, "trading_status"));
    }

    /** An order of an answer, of a snapshot (which have {@code id}) or of an update ({@code order_id}); empty if its product is none of ours. */
    static Optional<OrderFacts> order(Products products, JsonNode order) {
        ProductFacts product = products.byId(integer(order, "product_id"));
        if (product == null) {
            return Optional.empty();
        }
        long contracts = integer(order, "size");
        long unfilledContracts = integer(order, "unfilled_size");
        if (unfilledContracts < 0 || unfilledContracts > contracts) {
            throw unexpected("0 to its size of " + contracts, order, "unfilled_size");
        }
        return Optional.of(new OrderFacts(
                integer(order, order.has("order_id") ? "order_id" : "id"),
                order.path("client_order_id").asText(""),
                product.instrumentId(),
                isBuy(order, "side"),
                contracts,
                unfilledContracts,
                e8OrZero(order, "limit_price"),
                e8OrZero(order, "stop_price"),
                e8OrZero(order, "average_fill_price"),
                state(text(order, "state")),
                order.path("bracket_order").asBoolean(false),
                order.path("reduce_only").asBoolean(false),
                order.hasNonNull("cancellation_reason") ? text(order, "cancellation_reason") : ""));
    }

    static List<OrderFacts> orders(Products products, JsonNode list) {
        var orders = new ArrayList<OrderFacts>();
        list.forEach(each -> order(products, each).ifPresent(orders::add));
        return orders;
    }

    /** The answer of {@code GET /v2/positions}. */
    static VenuePosition position(int accountId, ProductFacts product, JsonNode position) {
        return new VenuePosition(
                accountId, product.instrumentId(), integer(position, "size"), e8OrZero(position, "entry_price"));
    }

    /** The answer to a question for the leverage, or to a change of it; rounded down. */
    static int leverage(JsonNode answer) {
        return Math.toIntExact(e8(answer, "leverage") / FixedPoint.ONE_E8);
    }

    /** A frame of {@code v2/user_trades}; empty if its symbol is none of ours. */
    static Optional<FillFacts> fillOfChannel(Products products, JsonNode frame) {
        ProductFacts product = products.bySymbol(text(frame, "sy"));
        if (product == null) {
            return Optional.empty();
        }
        return Optional.of(new FillFacts(
                text(frame, "f").replace("-", ""),
                integer(frame, "o"),
                frame.path("c").asText(""),
                product.instrumentId(),
                isBuy(frame, "S"),
                filled(frame, "s", e8(frame, "p")),
                e8(frame, "p"),
                text(frame, "r").equals("maker"),
                text(frame, "R"),
                frame.hasNonNull("po") ? OptionalLong.of(integer(frame, "po")) : OptionalLong.empty(),
                OptionalLong.empty(),
                TimeUnit.MICROSECONDS.toNanos(integer(frame, "t")),
                integer(frame, "se")));
    }

    /** A row of {@code GET /v2/fills}; empty if its product is none of ours. */
    static Optional<FillFacts> fillOfAnswer(Products products, JsonNode fill) {
        ProductFacts product = products.byId(integer(fill, "product_id"));
        if (product == null) {
            return Optional.empty();
        }
        String orderId = fill.path("order_id").asText("");
        JsonNode after = fill.path("meta_data").path("new_position");
        return Optional.of(new FillFacts(
                text(fill, "id").replace("-", ""),
                // A UUID for settlements.
                orderId.matches("[0-9]{1,18}") ? Long.parseLong(orderId) : 0,
                fill.hasNonNull("client_order_id") ? fill.get("client_order_id").asText() : "",
                product.instrumentId(),
                isBuy(fill, "side"),
                filled(fill, "size", e8(fill, "price")),
                e8(fill, "price"),
                text(fill, "role").equals("maker"),
                text(fill, "fill_type"),
                after.hasNonNull("size") ? OptionalLong.of(integer(after, "size")) : OptionalLong.empty(),
                OptionalLong.of(e8(decimal(fill, "commission"))),
                nanos(fill, "created_at"),
                0));
    }

    /** Contracts of a fill: at least one, and no more than money can be computed of. */
    private static long filled(JsonNode fill, String name, long priceE8) {
        long contracts = integer(fill, name);
        boolean isMoney = priceE8 >= 0 && Math.multiplyHigh(contracts, Math.max(1, priceE8)) == 0;
        if (contracts < 1 || !isMoney || contracts * priceE8 < 0) {
            throw unexpected("contracts of a fill at a price", fill, name);
        }
        return contracts;
    }

    /** How the margin is kept, of the answer to a question for the leverage. */
    static VenuePicture.MarginMode marginMode(JsonNode answer) {
        return switch (answer.path("margin_mode").asText("")) {
            case "" -> VenuePicture.MarginMode.UNSAID;
            case "isolated" -> VenuePicture.MarginMode.ISOLATED;
            default -> VenuePicture.MarginMode.SHARED;
        };
    }

    /** Of the rows of a wallet, what there is in USD; 0 if there is no such row. */
    static long walletE8(JsonNode rows) {
        if (!rows.isArray()) {
            throw new PayloadException("expected a list of balances, was " + shortened(rows.toString()));
        }
        for (JsonNode row : rows) {
            if (text(row, "asset_symbol").equals("USD")) {
                return e8(row, "balance");
            }
        }
        return 0;
    }

    static long integer(JsonNode node, String name) {
        try {
            return decimal(node, name).longValueExact();
        } catch (ArithmeticException _) {
            throw unexpected("a whole number", node, name);
        }
    }

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isValueNode() || value.isNull()) {
            throw unexpected("a value", node, name);
        }
        return value.asText();
    }

    /** A price, a rate or money in 1e-8. */
    static long e8(JsonNode node, String name) {
        return e8(decimal(node, name));
    }

    /** 0 where it is null or missing. */
    static long e8OrZero(JsonNode node, String name) {
        return node.hasNonNull(name) ? e8(node, name) : 0;
    }

    /** Epoch nanoseconds of ISO-8601 text, or of microseconds, in a string or not. */
    static long nanos(JsonNode node, String name) {
        String text = text(node, name);
        if (text.matches("[0-9]{1,16}")) {
            return TimeUnit.MICROSECONDS.toNanos(Long.parseLong(text));
        }
        try {
            Instant instant = Instant.parse(text);
            return Math.addExact(TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano());
        } catch (DateTimeParseException _) {
            throw unexpected("a time", node, name);
        }
    }

    private static BigDecimal decimal(JsonNode node, String name) {
        try {
            return new BigDecimal(text(node, name));
        } catch (NumberFormatException _) {
            throw unexpected("a number", node, name);
        }
    }

    /** Beyond 8 decimals nearest: the venue's own sums carry more. */
    private static long e8(BigDecimal number) {
        try {
            return number.movePointRight(FixedPoint.SCALE)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        } catch (ArithmeticException _) {
            throw new PayloadException("expected a number of 64 bits in 1e-8, was " + number);
        }
    }

    private static boolean isBuy(JsonNode node, String name) {
        return switch (text(node, name)) {
            case "buy" -> true;
            case "sell" -> false;
            default -> throw unexpected("buy or sell", node, name);
        };
    }

    private static OrderFacts.State state(String text) {
        try {
            return OrderFacts.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new PayloadException("expected the state open, pending, closed or cancelled, was " + text);
        }
    }

    private static PayloadException unexpected(String expected, JsonNode node, String name) {
        return new PayloadException("expected " + expected + " in " + name + ", was " + node.path(name) + " in "
                + shortened(node.toString()));
    }

    static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}
