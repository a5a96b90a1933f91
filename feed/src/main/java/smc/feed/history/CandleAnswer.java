package smc.feed.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.strategy.candle.Candle;
import smc.strategy.number.FixedPoint;

/** Reads answers of the venue, numbers from their text. Any thread. */
final class CandleAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    /** The venue caps a page at 2000 rows, once at 4000 (docs/delta-exchange.md, section 3.5). */
    private static final int ROWS_MAX = 10_000;

    /** A number is short; longer text, or an exponent that makes it so, would cost time to compute with. */
    private static final int NUMBER_LENGTH_MAX = 40;

    private static final int SCALE_MAX = 40;

    private CandleAnswer() {}

    /** Whether it is JSON, as the API answers, and no page of something in between. */
    static boolean isOwn(byte[] body) {
        return body.length > 0 && body[0] == '{';
    }

    /**
     * The candles of an answer, in its order.
     *
     * @throws HistoryException if it is anything but the documented shape
     */
    static List<Candle> candles(byte[] body) throws HistoryException {
        return read(body, CandleAnswer::candleList);
    }

    /**
     * The time of a ticker, epoch nanoseconds; 0 if the venue does not know the symbol.
     *
     * @throws HistoryException likewise
     */
    static long tickerNanos(byte[] body) throws HistoryException {
        return read(body, CandleAnswer::tickerTime);
    }

    @FunctionalInterface
    private interface Result<T> {
        /** Begins at the first token of the result; ends at its last. */
        T read(JsonParser json) throws IOException;
    }

    private static <T> T read(byte[] body, Result<T> result) throws HistoryException {
        try (JsonParser json = JSON.createParser(body)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            T value = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken first = json.nextToken();
                if (name.equals("result")) {
                    if (value != null) {
                        throw new HistoryException("expected one result, were two");
                    }
                    value = result.read(json);
                } else if (name.equals("success") && first == JsonToken.VALUE_FALSE) {
                    throw new HistoryException("expected success, was false");
                } else {
                    json.skipChildren();
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            if (json.nextToken() != null) {
                throw new HistoryException("expected the end of the answer, was more at byte "
                        + json.currentTokenLocation().getByteOffset());
            }
            if (value == null) {
                throw new HistoryException("expected a result, there is none");
            }
            return value;
        } catch (JsonParseException | StreamConstraintsException e) {
            throw new HistoryException("expected JSON: " + e.getOriginalMessage());
        } catch (HistoryException e) {
            throw e;
        } catch (IOException e) {
            throw new HistoryException("cannot be read: " + e.getMessage());
        }
    }

    private static List<Candle> candleList(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        var candles = new ArrayList<Candle>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (candles.size() == ROWS_MAX) {
                throw new HistoryException("expected at most " + ROWS_MAX + " candles, were more");
            }
            candles.add(candle(json));
        }
        return candles;
    }

    private static Candle candle(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        String time = null;
        String open = null;
        String high = null;
        String low = null;
        String close = null;
        String volume = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            String text = value.isNumeric() || value == JsonToken.VALUE_STRING ? json.getText() : null;
            json.skipChildren();
            switch (name) {
                case "time" -> time = text;
                case "open" -> open = text;
                case "high" -> high = text;
                case "low" -> low = text;
                case "close" -> close = text;
                case "volume" -> volume = text;
                default -> {
                    // A field the venue added says nothing about these.
                }
            }
        }
        return new Candle(
                TimeUnit.SECONDS.toNanos(whole("time", time)),
                priceE8("open", open),
                priceE8("high", high),
                priceE8("low", low),
                priceE8("close", close),
                volume == null ? 0 : whole("volume", volume));
    }

    private static Long tickerTime(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return 0L;
        }
        expect(json.currentToken(), JsonToken.START_OBJECT);
        String micros = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean isTime = json.currentName().equals("timestamp");
            json.nextToken();
            if (isTime) {
                micros = json.getText();
            }
            json.skipChildren();
        }
        return TimeUnit.MICROSECONDS.toNanos(whole("timestamp", micros));
    }

    private static long priceE8(String field, String text) throws HistoryException {
        try {
            return number(field, text).movePointRight(FixedPoint.SCALE).longValueExact();
        } catch (ArithmeticException _) {
            throw new HistoryException(field + ": expected a price of at most eight decimals, was " + text);
        }
    }

    /** A quantity in coins is rounded up, as in candle files. */
    private static long whole(String field, String text) throws HistoryException {
        try {
            return number(field, text).setScale(0, RoundingMode.CEILING).longValueExact();
        } catch (ArithmeticException _) {
            throw new HistoryException(field + ": expected a number within 64 bits, was " + text);
        }
    }

    private static BigDecimal number(String field, String text) throws HistoryException {
        if (text != null && text.length() <= NUMBER_LENGTH_MAX) {
            try {
                var number = new BigDecimal(text);
                if (Math.abs((long) number.scale()) <= SCALE_MAX) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Told below, with everything else that is no number.
            }
        }
        throw new HistoryException(field + ": expected a number, was " + text);
    }

    private static void expect(JsonToken token, JsonToken expected) throws HistoryException {
        if (token != expected) {
            throw new HistoryException("expected " + expected + ", was " + token);
        }
    }
}
