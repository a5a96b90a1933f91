package smc.ops.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import smc.engine.core.CoreSettings;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineView;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;

/** What a journal says of holes and of what followed from them, and what by the rules should have followed. */
final class MissedTradesJournal implements FrameListener {
    private final FrameText text = new FrameText();
    private final EngineView view;
    private final long candleNanos;
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<Touch> touches = new ArrayList<>();
    private int entriesOnUntrustedCandles;

    /**
     * What was told as missed.
     *
     * @param fromNanos first time of it
     * @param toNanos behind the last
     * @param knownNanos time of the last trade before it; of the history's end if there is none
     */
    record Hole(long fromNanos, long toNanos, long knownNanos) {
        private boolean touches(long openNanos, long endNanos) {
            return fromNanos < endNanos && toNanos > openNanos;
        }
    }

    /**
     * As it was closed.
     *
     * @param isWhole whether no hole that was known then touches it
     * @param isNext whether the venue had confirmed all before it
     */
    record Closed(long openNanos, boolean isTrusted, boolean isWhole, boolean isNext) {}

    /** @param isBarred whether what it was judged by was not to be trusted: its candle for mode A, the plan before it for mode B */
    record Touch(int instrumentId, int accountId, long openNanos, String verdict, boolean isBarred) {
        boolean isNotTrusted() {
            return verdict.equals("DATA_NOT_TRUSTED");
        }
    }

    private static final class Symbol {
        private final List<Hole> holes = new ArrayList<>();
        private final List<Long> trades = new ArrayList<>();
        private final List<Closed> closed = new ArrayList<>();
        private final Map<Long, Set<Block>> confirmedBlocks = new LinkedHashMap<>();
        /** Made of trades, and not confirmed by the venue yet. */
        private final Set<Long> awaited = new LinkedHashSet<>();

        private long knownNanos;
        private boolean isTrusted;
        private boolean wasTrusted;
        /** Zones that came with a correction: since the last close, and before it. */
        private Set<String> found = new HashSet<>();

        private Set<String> foundBefore = new HashSet<>();
    }

    private MissedTradesJournal(CoreSettings core, long candleNanos) {
        view = new EngineView(core);
        this.candleNanos = candleNanos;
        core.instruments().forEach(_ -> symbols.add(new Symbol()));
    }

    static MissedTradesJournal read(Path data, CoreSettings core, long candleNanos) {
        var journal = new MissedTradesJournal(core, candleNanos);
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll(journal) > 0) {
                // Each frame is taken as it comes.
            }
        }
        return journal;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        view.onFrame(buffer, offset, length);
        List<MessageText> messages = text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH);
        boolean isHistory = messages.getFirst().name().equals("onHistoryCandle");
        boolean isOfficial = messages.getFirst().name().equals("onOfficialCandle");
        for (MessageText message : messages) {
            Map<String, String> fields = message.fields().stream()
                    .collect(Collectors.toMap(MessageText.Field::name, MessageText.Field::value));
            if (!fields.containsKey("instrument")) {
                continue;
            }
            int instrumentId = Integer.parseInt(fields.get("instrument"));
            Symbol symbol = symbols.get(instrumentId);
            switch (message.name()) {
                case "onTrade" -> {
                    symbol.knownNanos = nanos(fields.get("venue"));
                    symbol.trades.add(symbol.knownNanos);
                }
                case "onHistoryCandle" -> symbol.knownNanos = nanos(fields.get("openTime")) + candleNanos;
                case "onHistoryHeld" -> symbol.knownNanos = nanos(fields.get("last")) + candleNanos;
                case "onTradesMissed" ->
                    symbol.holes.add(new Hole(nanos(fields.get("from")), nanos(fields.get("to")), symbol.knownNanos));
                case "onOfficialCandle" -> symbol.awaited.remove(nanos(fields.get("openTime")));
                case "candleClosed" -> onClosed(symbol, fields, isHistory, isOfficial);
                case "blockFound" -> symbol.found.add(zone(fields));
                case "touchJudged" -> onTouch(symbol, instrumentId, fields);
                case "submit" -> {
                    if (fields.get("purpose").equals("ENTRY") && !symbol.isTrusted) {
                        entriesOnUntrustedCandles++;
                    }
                }
                default -> {
                    // Of no interest.
                }
            }
        }
        if (isOfficial) {
            keepBlocks(messages.getFirst());
        }
    }

    private void onClosed(Symbol symbol, Map<String, String> fields, boolean isHistory, boolean isOfficial) {
        long openNanos = nanos(fields.get("candle"));
        symbol.wasTrusted = symbol.isTrusted;
        symbol.isTrusted = Boolean.parseBoolean(fields.get("isTrusted"));
        symbol.foundBefore = symbol.found;
        symbol.found = new HashSet<>();
        if (isHistory) {
            return;
        }
        boolean isWhole = symbol.holes.stream().noneMatch(hole -> hole.touches(openNanos, openNanos + candleNanos));
        symbol.closed.add(new Closed(openNanos, symbol.isTrusted, isWhole, symbol.awaited.isEmpty()));
        if (!isOfficial) {
            symbol.awaited.add(openNanos);
        }
    }

    private void onTouch(Symbol symbol, int instrumentId, Map<String, String> fields) {
        int accountId = Integer.parseInt(fields.get("account"));
        boolean isBarred =
                accountId == 0 ? !symbol.isTrusted : !symbol.wasTrusted || symbol.foundBefore.contains(zone(fields));
        touches.add(new Touch(instrumentId, accountId, nanos(fields.get("candle")), fields.get("verdict"), isBarred));
    }

    /** What lives once everything closed is the venue's own. */
    private void keepBlocks(MessageText official) {
        int instrumentId = Integer.parseInt(official.fields().getFirst().value());
        Symbol symbol = symbols.get(instrumentId);
        if (symbol.awaited.isEmpty()) {
            symbol.confirmedBlocks.put(
                    view.lastCandleNanos(instrumentId),
                    Set.copyOf(view.image().markets().get(instrumentId).blocks()));
        }
    }

    List<Hole> holes(int instrumentId) {
        return symbols.get(instrumentId).holes;
    }

    /** Their times, in order. */
    List<Long> trades(int instrumentId) {
        return symbols.get(instrumentId).trades;
    }

    /** Candles since the history. */
    List<Closed> closed(int instrumentId) {
        return symbols.get(instrumentId).closed;
    }

    /** By the last candle, whenever all of them were confirmed. */
    Map<Long, Set<Block>> confirmedBlocks(int instrumentId) {
        return symbols.get(instrumentId).confirmedBlocks;
    }

    /** Of candles that open at a time or later. */
    List<Touch> touches(long fromNanos) {
        return touches.stream().filter(touch -> touch.openNanos >= fromNanos).toList();
    }

    int entriesOnUntrustedCandles() {
        return entriesOnUntrustedCandles;
    }

    private static String zone(Map<String, String> fields) {
        String side = fields.getOrDefault("side", fields.get("blockSide"));
        return side + " " + fields.get("state") + " " + fields.get("origin");
    }

    private static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
