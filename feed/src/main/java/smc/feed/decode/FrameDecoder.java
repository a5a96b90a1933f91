package smc.feed.decode;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import smc.strategy.number.FixedPoint;

/**
 * Frames of the public stream, in the compact form and in the long one (docs/delta-exchange.md, sections 4.4 and 4.5, read 2026-11-22), to a
 * {@link FrameListener}. A frame is checked whole before the first word of it is told. One owner; market data allocates nothing.
 */
public final class FrameDecoder {
    /** The longest frame that is asked for, fifty trades, is a tenth of it. */
    public static final int FRAME_BYTES_MAX = 1 << 16;

    /** Rows in one frame; the venue sends fifty trades. */
    public static final int ROWS_MAX = 128;

    /** As in candle files: the sum of 199 true ranges stays within a long. */
    public static final long PRICE_LIMIT_E8 = 10_000_000 * FixedPoint.ONE_E8;

    /** Far beyond any limit of position; scaled by 1e8 it still is a long. */
    private static final long CONTRACTS_LIMIT = 10_000_000_000L;

    /** 2001 and 2100: outside, the number is not in microseconds. */
    private static final long TIME_MIN_MICROS = 1_000_000_000_000_000L;

    private static final long TIME_MAX_MICROS = 4_102_444_800_000_000L;

    private static final byte[] MARK_PREFIX = Ascii.bytes("MARK:");

    private enum Type {
        TRADES("trades"),
        TRADES_SNAPSHOT("trades_snapshot"),
        ALL_TRADES("all_trades"),
        ALL_TRADES_SNAPSHOT("all_trades_snapshot"),
        MARK_PRICE("mark_price"),
        TICKER("ticker"),
        LONG_TICKER("v2/ticker"),
        CANDLESTICK("candlestick_"),
        HEARTBEAT("heartbeat"),
        PONG("pong"),
        SUBSCRIPTIONS("subscriptions"),
        ERROR("error"),
        /** Lock-step and recordings with holes, which only an exchange in the box has (its {@code smc.exchange}). */
        STEP("sim_step"),
        HOLE("sim_hole"),
        LOCK_STEP("sim_lockstep"),
        BEST("ob_l1"),
        LONG_BEST("l1_orderbook"),
        /** Documented channels that are not used. */
        BOOK("ob_l2"),
        BOOK_CHANGES("ob_updates"),
        INDEX("spot_price"),
        FUNDING("funding_rate"),
        SYSTEM("system_status"),
        PRODUCTS("product_updates"),
        LONG_BOOK("l2_orderbook"),
        LONG_BOOK_CHANGES("l2_updates"),
        LONG_INDEX("v2/spot_price");

        private final String name;

        Type(String name) {
            this.name = name;
        }
    }

    /** A type by the bytes of its name. */
    private static final class TypeName {
        private static final TypeName[] ALL =
                Stream.of(Type.values()).map(TypeName::new).toArray(TypeName[]::new);

        private final Type type;
        private final byte[] name;

        private TypeName(Type type) {
            this.type = type;
            name = Ascii.bytes(type.name);
        }

        /** Null if there is none. The name of a candlestick goes on with its resolution. */
        private static Type find(byte[] bytes, int from, int to) {
            for (TypeName known : ALL) {
                if (Ascii.startsWith(known.name, bytes, from, to)
                        && (known.type == Type.CANDLESTICK || known.name.length == to - from)) {
                    return known.type;
                }
            }
            return null;
        }
    }

    private final Symbols symbols;
    private final FrameListener listener;
    private final FrameScanner scanner = new FrameScanner(ROWS_MAX);
    private final EnumMap<Outcome, long[]> counts = new EnumMap<>(Outcome.class);

    /** Trades of a frame, checked and not yet told. */
    private final long[] tradeNanos = new long[ROWS_MAX + 1];

    private final long[] tradePricesE8 = new long[ROWS_MAX + 1];
    private final long[] tradeContracts = new long[ROWS_MAX + 1];

    private byte[] bytes;

    /** @param symbols what is read; a frame about another is refused */
    public FrameDecoder(Symbols symbols, FrameListener listener) {
        this.symbols = symbols;
        this.listener = listener;
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new long[1]);
        }
    }

    /**
     * Takes one frame, whole or not at all.
     *
     * @param bytes not kept
     * @throws IndexOutOfBoundsException if the range is not within {@code bytes}
     */
    public Outcome decode(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        Outcome outcome = length > FRAME_BYTES_MAX ? Outcome.TOO_LONG : scanner.scan(bytes, offset, offset + length);
        if (outcome == null) {
            outcome = deliver();
        }
        this.bytes = null;
        counts.get(outcome)[0]++;
        return outcome;
    }

    /** Counts a frame that was refused before it could be read whole. */
    public void countTooLong() {
        counts.get(Outcome.TOO_LONG)[0]++;
    }

    /** Frames so far that ended like this. */
    public long count(Outcome outcome) {
        return counts.get(outcome)[0];
    }

    private Outcome deliver() {
        if (!scanner.has(0, Field.TYPE) || !scanner.isText(0, Field.TYPE)) {
            return Outcome.UNKNOWN_TYPE;
        }
        Type type = TypeName.find(bytes, scanner.from(0, Field.TYPE), scanner.to(0, Field.TYPE));
        if (type == null) {
            return Outcome.UNKNOWN_TYPE;
        }
        return switch (type) {
            case TRADES -> scanner.has(0, Field.ROWS) ? snapshot(Field.TRADE_TIME) : trade(Field.TRADE_TIME);
            case TRADES_SNAPSHOT -> snapshot(Field.TRADE_TIME);
            case ALL_TRADES -> trade(Field.TIME);
            case ALL_TRADES_SNAPSHOT -> snapshot(Field.TIME);
            case MARK_PRICE -> markPrice(0, Field.PRICE);
            case TICKER -> scanner.rows() == 1 ? markPrice(1, Field.MARK) : Outcome.MISSING_FIELD;
            case LONG_TICKER -> markPrice(0, Field.MARK);
            case BEST, LONG_BEST -> best();
            case CANDLESTICK -> candle();
            case HEARTBEAT, PONG -> {
                listener.onHeartbeat();
                yield Outcome.DELIVERED;
            }
            case SUBSCRIPTIONS -> subscriptions();
            case ERROR -> {
                listener.onVenueError(text(0, Field.MESSAGE));
                yield Outcome.DELIVERED;
            }
            case STEP -> step();
            case HOLE -> hole();
            case LOCK_STEP,
                    BOOK,
                    BOOK_CHANGES,
                    INDEX,
                    FUNDING,
                    SYSTEM,
                    PRODUCTS,
                    LONG_BOOK,
                    LONG_BOOK_CHANGES,
                    LONG_INDEX -> Outcome.IGNORED;
        };
    }

    private Outcome trade(Field time) {
        int symbolIndex = symbolIndex();
        if (symbolIndex < 0) {
            return missingOrUnknownSymbol();
        }
        Outcome refusal = readTrade(0, time);
        if (refusal != null) {
            return refusal;
        }
        listener.onTrade(symbolIndex, tradeNanos[0], tradePricesE8[0], tradeContracts[0], false);
        return Outcome.DELIVERED;
    }

    /** The long form is documented newest first; of the compact one nothing is, so the times decide. */
    private Outcome snapshot(Field time) {
        int symbolIndex = symbolIndex();
        if (symbolIndex < 0) {
            return missingOrUnknownSymbol();
        }
        if (!scanner.has(0, Field.ROWS)) {
            return Outcome.MISSING_FIELD;
        }
        int rows = scanner.rows();
        for (int row = 1; row <= rows; row++) {
            Outcome refusal = readTrade(row, time);
            if (refusal != null) {
                return refusal;
            }
        }
        boolean isOldestFirst = rows > 0 && tradeNanos[1] < tradeNanos[rows];
        for (int i = 1; i <= rows; i++) {
            int row = isOldestFirst ? i : rows + 1 - i;
            listener.onTrade(symbolIndex, tradeNanos[row], tradePricesE8[row], tradeContracts[row], true);
        }
        return Outcome.DELIVERED;
    }

    private Outcome readTrade(int row, Field time) {
        if (!scanner.hasValue(row, Field.PRICE) || !scanner.hasValue(row, Field.SIZE) || !scanner.hasValue(row, time)) {
            return Outcome.MISSING_FIELD;
        }
        tradePricesE8[row] = priceE8(row, Field.PRICE);
        tradeContracts[row] = contracts(row, Field.SIZE);
        tradeNanos[row] = nanos(row, time);
        if (tradePricesE8[row] <= 0) {
            return Outcome.BAD_PRICE;
        }
        if (tradeContracts[row] <= 0) {
            return Outcome.BAD_SIZE;
        }
        return tradeNanos[row] <= 0 ? Outcome.BAD_TIME : null;
    }

    private Outcome markPrice(int row, Field price) {
        int symbolIndex = symbolIndex();
        if (symbolIndex < 0) {
            return missingOrUnknownSymbol();
        }
        if (!scanner.hasValue(row, price) || !scanner.hasValue(0, Field.TIME)) {
            return Outcome.MISSING_FIELD;
        }
        long priceE8 = priceE8(row, price);
        long venueNanos = nanos(0, Field.TIME);
        if (priceE8 <= 0) {
            return Outcome.BAD_PRICE;
        }
        if (venueNanos <= 0) {
            return Outcome.BAD_TIME;
        }
        listener.onMarkPrice(symbolIndex, venueNanos, priceE8);
        return Outcome.DELIVERED;
    }

    /** A side is null when it is empty. */
    private Outcome best() {
        int symbolIndex = symbolIndex();
        if (symbolIndex < 0) {
            return missingOrUnknownSymbol();
        }
        if (!scanner.has(0, Field.BID) || !scanner.has(0, Field.ASK) || !scanner.hasValue(0, Field.TIME)) {
            return Outcome.MISSING_FIELD;
        }
        boolean hasBid = scanner.hasValue(0, Field.BID);
        boolean hasAsk = scanner.hasValue(0, Field.ASK);
        long bidE8 = hasBid ? priceE8(0, Field.BID) : 0;
        long askE8 = hasAsk ? priceE8(0, Field.ASK) : 0;
        long venueNanos = nanos(0, Field.TIME);
        if ((hasBid && bidE8 <= 0) || (hasAsk && askE8 <= 0)) {
            return Outcome.BAD_PRICE;
        }
        if (venueNanos <= 0) {
            return Outcome.BAD_TIME;
        }
        listener.onBest(symbolIndex, venueNanos, bidE8, askE8);
        return Outcome.DELIVERED;
    }

    private Outcome candle() {
        int symbolIndex = symbolIndex();
        if (symbolIndex < 0) {
            return missingOrUnknownSymbol();
        }
        if (!scanner.has(0, Field.OPEN) || !scanner.hasValue(0, Field.TIME)) {
            return Outcome.MISSING_FIELD;
        }
        if (!scanner.hasValue(0, Field.OPEN) || hasMarkPrefix()) {
            return Outcome.IGNORED;
        }
        if (!scanner.hasValue(0, Field.HIGH)
                || !scanner.hasValue(0, Field.LOW)
                || !scanner.hasValue(0, Field.CLOSE)
                || !scanner.hasValue(0, Field.VOLUME)
                || !scanner.hasValue(0, Field.RESOLUTION)) {
            return Outcome.MISSING_FIELD;
        }
        long intervalNanos = intervalNanos();
        long venueNanos = nanos(0, Field.TIME);
        long openTimeNanos = scanner.hasValue(0, Field.CANDLE_START)
                ? nanos(0, Field.CANDLE_START)
                : venueNanos - Math.floorMod(venueNanos, Math.max(1, intervalNanos));
        if (intervalNanos <= 0 || venueNanos <= 0 || openTimeNanos <= 0) {
            return Outcome.BAD_TIME;
        }
        long openE8 = priceE8(0, Field.OPEN);
        long highE8 = priceE8(0, Field.HIGH);
        long lowE8 = priceE8(0, Field.LOW);
        long closeE8 = priceE8(0, Field.CLOSE);
        if (openE8 <= 0 || highE8 <= 0 || lowE8 <= 0 || closeE8 <= 0) {
            return Outcome.BAD_PRICE;
        }
        long contracts = contracts(0, Field.VOLUME);
        if (contracts < 0) {
            return Outcome.BAD_SIZE;
        }
        if (lowE8 > Math.min(openE8, closeE8) || highE8 < Math.max(openE8, closeE8)) {
            return Outcome.BAD_CANDLE;
        }
        listener.onFormingCandle(
                symbolIndex, venueNanos, intervalNanos, openTimeNanos, openE8, highE8, lowE8, closeE8, contracts);
        return Outcome.DELIVERED;
    }

    /** Rare, so it may allocate. */
    private Outcome subscriptions() {
        for (int row = 1; row <= scanner.rows(); row++) {
            if (!scanner.has(row, Field.NAME) || !scanner.isText(row, Field.NAME)) {
                return Outcome.MISSING_FIELD;
            }
        }
        for (int row = 1; row <= scanner.rows(); row++) {
            String channel = text(row, Field.NAME);
            if (scanner.has(row, Field.ERROR)) {
                listener.onSubscriptionRefused(channel, text(row, Field.ERROR));
            } else if (scanner.has(row, Field.SYMBOLS)) {
                tellSubscribed(channel, scanner.from(row, Field.SYMBOLS), scanner.to(row, Field.SYMBOLS));
            }
        }
        return Outcome.DELIVERED;
    }

    /** The strings of an array that was scanned already; names have no quotes, so every second quote ends one. */
    private void tellSubscribed(String channel, int from, int to) {
        int textFrom = -1;
        for (int at = from; at < to; at++) {
            if (bytes[at] != '"') {
                continue;
            }
            if (textFrom < 0) {
                textFrom = at + 1;
                continue;
            }
            int symbolIndex = symbolIndex(textFrom, at);
            if (symbolIndex >= 0) {
                listener.onSubscribed(channel, symbolIndex);
            }
            textFrom = -1;
        }
    }

    private Outcome step() {
        if (!scanner.hasValue(0, Field.PLACE) || !scanner.hasValue(0, Field.TIME)) {
            return Outcome.MISSING_FIELD;
        }
        long place = DecimalBytes.parseWhole(bytes, scanner.from(0, Field.PLACE), scanner.to(0, Field.PLACE));
        long marketNanos = nanos(0, Field.TIME);
        long toldPrivately = scanner.hasValue(0, Field.TOLD)
                ? DecimalBytes.parseWhole(bytes, scanner.from(0, Field.TOLD), scanner.to(0, Field.TOLD))
                : 0;
        if (place < 0 || toldPrivately < 0) {
            return Outcome.BAD_PLACE;
        }
        if (marketNanos <= 0) {
            return Outcome.BAD_TIME;
        }
        listener.onStep(place, marketNanos, toldPrivately);
        return Outcome.DELIVERED;
    }

    private Outcome hole() {
        int symbolIndex = symbolIndex();
        if (symbolIndex < 0) {
            return missingOrUnknownSymbol();
        }
        if (!scanner.hasValue(0, Field.HOLE_FROM) || !scanner.hasValue(0, Field.HOLE_TO)) {
            return Outcome.MISSING_FIELD;
        }
        long fromNanos = nanos(0, Field.HOLE_FROM);
        long toNanos = nanos(0, Field.HOLE_TO);
        if (fromNanos <= 0 || toNanos <= fromNanos) {
            return Outcome.BAD_TIME;
        }
        listener.onHole(symbolIndex, fromNanos, toNanos);
        return Outcome.DELIVERED;
    }

    private Outcome missingOrUnknownSymbol() {
        return scanner.has(0, Field.SYMBOL) ? Outcome.UNKNOWN_SYMBOL : Outcome.MISSING_FIELD;
    }

    private int symbolIndex() {
        if (!scanner.has(0, Field.SYMBOL) || !scanner.isText(0, Field.SYMBOL)) {
            return -1;
        }
        return symbolIndex(scanner.from(0, Field.SYMBOL), scanner.to(0, Field.SYMBOL));
    }

    private int symbolIndex(int from, int to) {
        boolean isMark = Ascii.startsWith(MARK_PREFIX, bytes, from, to);
        return symbols.indexOf(bytes, isMark ? from + MARK_PREFIX.length : from, to);
    }

    private boolean hasMarkPrefix() {
        return Ascii.startsWith(MARK_PREFIX, bytes, scanner.from(0, Field.SYMBOL), scanner.to(0, Field.SYMBOL));
    }

    /** Not positive if it is no price. */
    private long priceE8(int row, Field field) {
        long priceE8 = DecimalBytes.parseE8(bytes, scanner.from(row, field), scanner.to(row, field));
        return priceE8 < PRICE_LIMIT_E8 ? priceE8 : -1;
    }

    /** Negative if it is no number of whole contracts. */
    private long contracts(int row, Field field) {
        long contractsE8 = DecimalBytes.parseE8(bytes, scanner.from(row, field), scanner.to(row, field));
        long contracts = contractsE8 / FixedPoint.ONE_E8;
        return contractsE8 % FixedPoint.ONE_E8 == 0 && contracts < CONTRACTS_LIMIT ? contracts : -1;
    }

    /** Not positive if it is no time. */
    private long nanos(int row, Field field) {
        long micros = DecimalBytes.parseWhole(bytes, scanner.from(row, field), scanner.to(row, field));
        return micros < TIME_MIN_MICROS || micros >= TIME_MAX_MICROS ? -1 : TimeUnit.MICROSECONDS.toNanos(micros);
    }

    /** {@code 15m}, {@code 4h}, {@code 1d}, {@code 1w}; not positive if it is none. */
    private long intervalNanos() {
        int unitAt = scanner.to(0, Field.RESOLUTION) - 1;
        long number = DecimalBytes.parseWhole(bytes, scanner.from(0, Field.RESOLUTION), unitAt);
        if (number <= 0 || number > 60) {
            return -1;
        }
        return switch (bytes[unitAt]) {
            case 'm' -> TimeUnit.MINUTES.toNanos(number);
            case 'h' -> TimeUnit.HOURS.toNanos(number);
            case 'd' -> TimeUnit.DAYS.toNanos(number);
            case 'w' -> TimeUnit.DAYS.toNanos(7 * number);
            default -> -1;
        };
    }

    private String text(int row, Field field) {
        if (!scanner.has(row, field)) {
            return "";
        }
        int from = scanner.from(row, field);
        return new String(bytes, from, scanner.to(row, field) - from, StandardCharsets.UTF_8);
    }
}
