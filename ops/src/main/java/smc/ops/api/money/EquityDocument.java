package smc.ops.api.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import smc.engine.outcome.EquityPoint;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.RefusedException;
import smc.ops.api.document.Values;
import smc.ops.api.market.Resolution;
import smc.ops.api.model.Reading;

/**
 * {@code /api/equity}: columns. Equity of an account is that of its symbols together; a symbol without a candle at a close keeps its last. What was added
 * to the capital is left out, and what was taken is left in: neither is a result.
 */
public final class EquityDocument implements Document {
    private static final int LIMIT_MAX = 10_000;
    private static final int LIMIT_USUAL = 2_000;

    /** After a close, by account. */
    private static final class Close {
        private final long candleNanos;
        private final long[] equityE8;
        private final long[] peakE8;

        Close(long candleNanos, long[] equityE8, long[] peakE8) {
            this.candleNanos = candleNanos;
            this.equityE8 = equityE8.clone();
            this.peakE8 = peakE8.clone();
        }
    }

    @Override
    public String path() {
        return "/api/equity";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Page.AT,
                Parameter.optional("limit", "a whole number from 1 to " + LIMIT_MAX),
                Page.AFTER,
                Page.SYMBOL,
                Resolution.PARAMETER,
                Page.FROM,
                Page.TO);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) throws RefusedException {
        Optional<Integer> symbol = query.indexIn("symbol", reading.symbols());
        Resolution resolution = Resolution.of(query);
        int limit = query.whole("limit", 1, LIMIT_MAX, LIMIT_USUAL);
        long fromNanos = query.time("from").orElse(Long.MIN_VALUE);
        long afterNanos = TimeUnit.SECONDS.toNanos(query.id("after").orElse(Long.MAX_VALUE));
        long toNanos = Math.min(query.time("to").orElse(Long.MAX_VALUE), afterNanos);
        Books books = Books.of(reading);
        List<Close> closes = closes(books, symbol, resolution).stream()
                .filter(close -> close.candleNanos >= fromNanos && close.candleNanos < toNanos)
                .toList();
        int begin = Math.max(0, closes.size() - limit);
        List<Close> shown = closes.subList(begin, closes.size());
        ObjectNode json = Values.begin(reading).put("resolution", resolution.label());
        ArrayNode seconds = json.putArray("seconds");
        shown.forEach(close -> seconds.add(TimeUnit.NANOSECONDS.toSeconds(close.candleNanos)));
        ArrayNode accounts = json.putArray("accounts");
        for (int account = 0; account < reading.accounts().size(); account++) {
            putAccount(books, account, symbol, shown, accounts.addObject());
        }
        ArrayNode both = json.putArray("both");
        shown.forEach(close -> {
            long sumE8 = 0;
            for (long equityE8 : close.equityE8) {
                sumE8 += equityE8;
            }
            both.add(Values.usd(sumE8));
        });
        json.put("next", begin > 0 ? Values.id(TimeUnit.NANOSECONDS.toSeconds(shown.getFirst().candleNanos)) : null);
        return json;
    }

    private static void putAccount(
            Books books, int account, Optional<Integer> symbol, List<Close> shown, ObjectNode json) {
        Reading reading = books.reading();
        long movedE8 = 0;
        for (int id = 0; id < books.symbols(); id++) {
            movedE8 += symbol.isEmpty() || symbol.get() == id ? books.movedE8(account, id) : 0;
        }
        json.put("account", reading.account(account))
                .put("mode", reading.mode(account))
                .put("capitalStart", Values.usd(startE8(books, account, symbol)))
                .put("capitalMoved", Values.usd(movedE8));
        ArrayNode equity = json.putArray("equity");
        ArrayNode drawdown = json.putArray("drawdownPct");
        for (Close close : shown) {
            long equityE8 = close.equityE8[account];
            long peakE8 = close.peakE8[account];
            equity.add(Values.usd(equityE8));
            drawdown.add(peakE8 <= 0 ? "0" : pct(peakE8 - equityE8, peakE8));
        }
    }

    /** Rounded down to 0.0001. */
    private static String pct(long partE8, long ofE8) {
        return Values.decimal(BigDecimal.valueOf(partE8)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(ofE8), 4, RoundingMode.DOWN));
    }

    private static long startE8(Books books, int account, Optional<Integer> symbol) {
        return symbol.isPresent() ? books.startE8(account) : books.startsE8().get(account);
    }

    /** The last one of each shown candle. */
    private static List<Close> closes(Books books, Optional<Integer> symbol, Resolution resolution) {
        int accounts = books.startsE8().size();
        var nowE8 = new long[accounts];
        var peakE8 = new long[accounts];
        var latestE8 = new long[accounts][books.symbols()];
        for (int account = 0; account < accounts; account++) {
            nowE8[account] = startE8(books, account, symbol);
            peakE8[account] = nowE8[account];
            Arrays.fill(latestE8[account], books.startE8(account));
        }
        var closes = new ArrayList<Close>();
        List<EquityPoint> points = books.equity().stream()
                .filter(point -> symbol.map(id -> id == point.instrumentId()).orElse(true))
                .toList();
        for (int i = 0; i < points.size(); i++) {
            EquityPoint point = points.get(i);
            int account = point.accountId();
            long resultE8 = point.capitalE8() + point.unrealisedE8() - point.movedE8();
            nowE8[account] += resultE8 - latestE8[account][point.instrumentId()];
            latestE8[account][point.instrumentId()] = resultE8;
            if (i + 1 < points.size() && points.get(i + 1).candleNanos() == point.candleNanos()) {
                continue;
            }
            for (int each = 0; each < accounts; each++) {
                peakE8[each] = Math.max(peakE8[each], nowE8[each]);
            }
            long openNanos = resolution.openNanos(point.candleNanos());
            if (!closes.isEmpty() && closes.getLast().candleNanos == openNanos) {
                closes.removeLast();
            }
            closes.add(new Close(openNanos, nowE8, peakE8));
        }
        return closes;
    }
}
