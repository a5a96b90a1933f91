package smc.ops.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import smc.engine.event.Inputs;
import smc.engine.outcome.ClosedTrade;
import smc.engine.outcome.EquityPoint;
import smc.ops.api.model.Happening;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.History;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.story.Prose;
import smc.strategy.candle.Candle;

/**
 * The day in a few lines, at a time of the day. Told at the close of the first candle that ends there or later, of the first symbol: so a frame decides it,
 * and a day without one has none.
 *
 * @param at local time
 */
public record DailySummary(LocalTime at, ZoneId zone) {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int BARS_SHOWN = 24;

    /** What a picture of a day shows. */
    public record Curves(String title, List<Curve> accounts) {
        public Curves {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * An account's equity over all its symbols.
     *
     * @param atNanos when candles began, epoch nanoseconds, in order
     * @param equityE8 at the close of each, 1e-8 USD
     */
    public record Curve(String account, List<Long> atNanos, List<Long> equityE8) {
        public Curve {
            atNanos = List.copyOf(atNanos);
            equityE8 = List.copyOf(equityE8);
        }
    }

    /** Draws a day, as PNG. */
    @FunctionalInterface
    public interface Drawing {
        /** Draws nothing. */
        Drawing NONE = _ -> Optional.empty();

        /** Empty if it cannot: then there is no picture. */
        Optional<byte[]> draw(Curves curves) throws InterruptedException;
    }

    /** What the trades of a mode on a symbol came to. */
    private static final class Sum {
        private int trades;
        private int won;
        private long gainE8;
        private long costsE8;
        private long netE8;

        void add(ClosedTrade trade) {
            trades++;
            won += trade.netE8() > 0 ? 1 : 0;
            gainE8 += trade.gainE8();
            costsE8 += trade.gainE8() - trade.netE8();
            netE8 += trade.netE8();
        }

        String words() {
            return "%s, %d won, gain %s, costs %s, net %s USD"
                    .formatted(
                            trades == 1 ? "1 trade" : trades + " trades",
                            won,
                            TradeWords.signedCents(gainE8),
                            TradeWords.cents(costsE8),
                            TradeWords.signedCents(netE8));
        }
    }

    /** Those behind a frame. */
    List<Message> after(long fromSequence, Reading reading) {
        History history = reading.history();
        Part<Candle> candles = history.markets().getFirst().closed();
        long timeframeNanos =
                TimeUnit.MINUTES.toNanos(reading.configuration().engine().timeframeMinutes());
        List<Message> found = new ArrayList<>();
        for (int row = Math.max(1, Telling.firstAfter(candles, fromSequence)); row < candles.size(); row++) {
            long beforeNanos = candles.get(row - 1).openTimeNanos() + timeframeNanos;
            long closeNanos = candles.get(row).openTimeNanos() + timeframeNanos;
            Instant due = due(closeNanos);
            if (candles.get(row).openTimeNanos() >= history.fromNanos()
                    && Instant.ofEpochSecond(0, beforeNanos).isBefore(due)) {
                found.add(Telling.message(
                        candles.sequence(row),
                        closeNanos,
                        Kind.DAILY,
                        Severity.INFO,
                        Inputs.ALL,
                        of(reading, candles.sequence(row), due)));
            }
        }
        return found;
    }

    /** The newest at or before a time. */
    private Instant due(long nanos) {
        ZonedDateTime then = Instant.ofEpochSecond(0, nanos).atZone(zone);
        LocalDate day = then.toLocalTime().isBefore(at) ? then.toLocalDate().minusDays(1) : then.toLocalDate();
        return day.atTime(at).atZone(zone).toInstant();
    }

    /**
     * Of the day until a time, as it was known after a frame.
     *
     * @param sequence of the frame
     */
    public String of(Reading reading, long sequence, Instant until) {
        History history = reading.history().until(sequence);
        long toNanos = TimeUnit.SECONDS.toNanos(until.getEpochSecond());
        long fromNanos = TimeUnit.SECONDS.toNanos(
                until.atZone(zone).minusDays(1).toInstant().getEpochSecond());
        List<String> lines = new ArrayList<>();
        lines.add("DAY until %s UTC".formatted(Prose.time(toNanos)));
        Map<String, Sum> sums = new TreeMap<>();
        Sum all = new Sum();
        for (TradeLife trade : history.closed()) {
            TradeLife.End end = trade.end(sequence).orElseThrow();
            if (end.atNanos() > fromNanos && end.atNanos() <= toNanos) {
                String key = "mode %s %s"
                        .formatted(
                                trade.mode().letter(),
                                reading.symbol(trade.opened().instrumentId()));
                sums.computeIfAbsent(key, _ -> new Sum()).add(end.trade());
                all.add(end.trade());
            }
        }
        lines.add(all.words());
        sums.forEach((key, sum) -> lines.add(key + ": " + sum.words()));
        lines.add(heard(history, Math.max(fromNanos, history.fromNanos()), toNanos));
        lines.add(
                "starts of the engine: %d, holes in the feed: %d, candles corrected by the venue: %d, positions that differed: %d"
                        .formatted(
                                count(history, Happening.Kind.STARTED, fromNanos, toNanos),
                                count(history, Happening.Kind.TRADES_MISSED, fromNanos, toNanos),
                                count(history, Happening.Kind.CANDLE_CORRECTED, fromNanos, toNanos),
                                count(history, Happening.Kind.POSITION_DIFFERS, fromNanos, toNanos)));
        lines.addAll(equity(reading, history, fromNanos, toNanos));
        return String.join("\n", lines);
    }

    /** Of the day, or of what of it is behind the very first start; of the feed over all symbols. */
    private static String heard(History history, long fromNanos, long toNanos) {
        int symbols = history.markets().size();
        long missed = IntStream.range(0, symbols)
                .mapToLong(instrument -> history.missedNanos(instrument, fromNanos, toNanos))
                .sum();
        return "engine up %s %%, feed heard %s %%"
                .formatted(
                        percent(history.missedNanos(Inputs.ALL, fromNanos, toNanos), toNanos - fromNanos),
                        percent(missed, symbols * (toNanos - fromNanos)));
    }

    /** Rounded down: who was away for a moment was not there for all of it. */
    private static String percent(long missedNanos, long ofNanos) {
        long ofMillis = TimeUnit.NANOSECONDS.toMillis(ofNanos);
        long millis = ofMillis - TimeUnit.NANOSECONDS.toMillis(missedNanos);
        long hundredths = ofMillis <= 0 ? 10_000 : millis * 10_000 / ofMillis;
        return "%d.%02d".formatted(hundredths / 100, hundredths % 100);
    }

    private static long count(History history, Happening.Kind kind, long fromNanos, long toNanos) {
        return history.happenings().stream()
                .filter(one -> one.kind() == kind && one.atNanos() > fromNanos && one.atNanos() <= toNanos)
                .count();
    }

    /** A line for each account: equity over its symbols, as it went, and from what to what. */
    private static List<String> equity(Reading reading, History history, long fromNanos, long toNanos) {
        return curves(reading, history, fromNanos, toNanos).stream()
                .map(curve -> "%s %s equity %s to %s"
                        .formatted(
                                curve.account(),
                                bars(curve.equityE8()),
                                TradeWords.cents(curve.equityE8().getFirst()),
                                TradeWords.cents(curve.equityE8().getLast())))
                .toList();
    }

    /**
     * Of the message that {@link #after} made, drawn by somebody else.
     *
     * @param sequence of its frame
     * @param atNanos its time
     */
    Curves curves(Reading reading, long sequence, long atNanos) {
        Instant until = due(atNanos);
        long toNanos = TimeUnit.SECONDS.toNanos(until.getEpochSecond());
        long fromNanos = TimeUnit.SECONDS.toNanos(
                until.atZone(zone).minusDays(1).toInstant().getEpochSecond());
        return new Curves(
                "Equity, USD, of the day until %s UTC".formatted(Prose.time(toNanos)),
                curves(reading, reading.history().until(sequence), fromNanos, toNanos));
    }

    /** Of each account with a close of the day in all its symbols. */
    private static List<Curve> curves(Reading reading, History history, long fromNanos, long toNanos) {
        Map<Integer, Map<Long, Map<Integer, Long>>> byAccount = history.equity().stream()
                .filter(point -> point.candleNanos() >= fromNanos && point.candleNanos() < toNanos)
                .collect(Collectors.groupingBy(
                        EquityPoint::accountId,
                        TreeMap::new,
                        Collectors.groupingBy(
                                EquityPoint::candleNanos,
                                TreeMap::new,
                                Collectors.toMap(
                                        EquityPoint::instrumentId,
                                        point -> point.capitalE8() + point.unrealisedE8(),
                                        (_, later) -> later))));
        int symbols = history.markets().size();
        List<Curve> curves = new ArrayList<>();
        byAccount.forEach((account, points) -> {
            List<Long> times = new ArrayList<>();
            List<Long> whole = new ArrayList<>();
            points.forEach((atNanos, ofSymbols) -> {
                if (ofSymbols.size() == symbols) {
                    times.add(atNanos);
                    whole.add(ofSymbols.values().stream().reduce(0L, Math::addExact));
                }
            });
            if (!whole.isEmpty()) {
                curves.add(new Curve(reading.account(account), times, whole));
            }
        });
        return curves;
    }

    /** Lowest to highest, left to right in time. */
    private static String bars(List<Long> values) {
        long low = values.stream().min(Long::compare).orElseThrow();
        long high = values.stream().max(Long::compare).orElseThrow();
        Function<Long, String> bar = value -> {
            int step = high == low ? 0 : (int) ((double) (value - low) / (high - low) * (BARS.length() - 1));
            return BARS.substring(step, step + 1);
        };
        int shown = Math.min(BARS_SHOWN, values.size());
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            line.append(bar.apply(values.get((int) ((long) (i + 1) * values.size() / shown) - 1)));
        }
        return line.toString();
    }
}
