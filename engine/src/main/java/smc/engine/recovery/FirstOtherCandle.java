package smc.engine.recovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import smc.engine.core.FreshHistory;
import smc.journal.JournalReader;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.strategy.candle.Candle;
import smc.strategy.candle.HistoryMark;
import smc.strategy.number.FixedPoint;

/** Which candle it is that the venue has otherwise than the engine: the mark that it holds says only that there is one. */
public final class FirstOtherCandle {
    private FirstOtherCandle() {}

    /**
     * Reads all of a journal for it, which may take seconds. Any thread but those that must not wait.
     *
     * @param untilSequence the first frame that no longer counts: where the start began that was told the others
     * @param held by the engine before
     * @param history of the venue now
     * @return in words, both candles where the journal still has the engine's
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static String in(
            Path data, int instrumentId, String symbol, long untilSequence, HistoryMark held, List<Candle> history) {
        try (var journal = ChronicleReader.open(data, JournalFolder.firstSequence(data))) {
            return in(journal, instrumentId, symbol, untilSequence, held, history);
        }
    }

    static String in(
            JournalReader journal,
            int instrumentId,
            String symbol,
            long untilSequence,
            HistoryMark held,
            List<Candle> history) {
        List<Candle> own = HeldCandles.read(journal, instrumentId, untilSequence, held);
        boolean isWhole =
                !own.isEmpty() && FreshHistory.of(instrumentId, own).held().equals(held);
        if (own.isEmpty()) {
            return "the first candle of %s that differs cannot be named: the journal has none of them any more"
                    .formatted(symbol);
        }
        String of = isWhole
                ? ""
                : ", of the %,d of %,d candles that the journal still has".formatted(own.size(), held.candles());
        int next = 0;
        int venue = 0;
        while (!isWhole
                && venue < history.size()
                && history.get(venue).openTimeNanos() < own.getFirst().openTimeNanos()) {
            venue++; // before the journal's first
        }
        while (next < own.size() && venue < history.size()) {
            Candle one = own.get(next);
            Candle other = history.get(venue);
            if (!isSame(one, other)) {
                return "the first candle of %s that differs%s: %s".formatted(symbol, of, words(one, other));
            }
            next++;
            venue++;
        }
        if (next < own.size()) {
            return "the first candle of %s that differs%s is that of %s: the engine has %s, the venue none"
                    .formatted(symbol, of, time(own.get(next)), words(own.get(next)));
        }
        return "the first candle of %s that differs cannot be named: those that the journal still has, from %s on, are the venue's"
                .formatted(symbol, time(own.getFirst()));
    }

    /** Contracts are no part of what is held, since no rule reads them. */
    private static boolean isSame(Candle one, Candle other) {
        return one.openTimeNanos() == other.openTimeNanos()
                && one.openE8() == other.openE8()
                && one.highE8() == other.highE8()
                && one.lowE8() == other.lowE8()
                && one.closeE8() == other.closeE8();
    }

    private static String words(Candle own, Candle venues) {
        if (own.openTimeNanos() < venues.openTimeNanos()) {
            return "of %s the engine has %s, the venue none".formatted(time(own), words(own));
        }
        if (own.openTimeNanos() > venues.openTimeNanos()) {
            return "of %s the engine has none, the venue %s".formatted(time(venues), words(venues));
        }
        return "of %s the engine has %s, the venue %s".formatted(time(own), words(own), words(venues));
    }

    private static Instant time(Candle candle) {
        return Instant.ofEpochSecond(0, candle.openTimeNanos());
    }

    private static String words(Candle candle) {
        return "open %s high %s low %s close %s"
                .formatted(
                        FixedPoint.formatE8(candle.openE8()),
                        FixedPoint.formatE8(candle.highE8()),
                        FixedPoint.formatE8(candle.lowE8()),
                        FixedPoint.formatE8(candle.closeE8()));
    }
}
