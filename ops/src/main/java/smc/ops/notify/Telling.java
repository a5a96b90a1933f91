package smc.ops.notify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import smc.engine.event.Inputs;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.ops.api.model.BlockLife;
import smc.ops.api.model.Happening;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.History;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.story.Prose;
import smc.ops.text.TickPrice;

/**
 * What there is to tell of a journal between two places. Pure: the same frames give the same messages at the same places, however often and from wherever
 * they are read, so that who knows how far it came says nothing twice. Any thread.
 */
public final class Telling {
    private final Optional<DailySummary> daily;
    private final DailySummary.Drawing drawing;

    /** Without pictures. */
    public Telling(Optional<DailySummary> daily) {
        this(daily, DailySummary.Drawing.NONE);
    }

    /**
     * With a picture of each day.
     *
     * @param daily empty without a summary
     */
    public Telling(Optional<DailySummary> daily, DailySummary.Drawing drawing) {
        this.daily = daily;
        this.drawing = drawing;
    }

    /** A day's summary gets its picture, where it can be drawn; the rest stays as it is. */
    Parcel withPicture(Parcel parcel, Reading reading) throws InterruptedException {
        Message first = parcel.messages().getFirst();
        if (daily.isEmpty() || parcel.messages().size() > 1 || first.kind() != Kind.DAILY) {
            return parcel;
        }
        DailySummary.Curves curves = daily.get().curves(reading, first.place().sequence(), first.atNanos());
        return curves.accounts().isEmpty()
                ? parcel
                : drawing.draw(curves)
                        .map(png -> parcel.withPicture(png, curves.title()))
                        .orElse(parcel);
    }

    /** All messages behind a place and up to what was read, in order. */
    public List<Message> after(Place told, Reading reading) {
        List<Message> found = new ArrayList<>();
        long from = told.index() == Place.ALL_OF_IT ? told.sequence() : told.sequence() - 1;
        tellHappenings(reading, from, found);
        tellTrades(reading, from, found);
        tellBlocks(reading, from, found);
        daily.ifPresent(summary -> found.addAll(summary.after(from, reading)));
        // Stable: within a frame they stay as they were found.
        found.sort(Comparator.comparingLong(message -> message.place().sequence()));
        return numbered(found, told);
    }

    private static List<Message> numbered(List<Message> found, Place told) {
        List<Message> messages = new ArrayList<>(found.size());
        long sequence = -1;
        int index = 0;
        for (Message message : found) {
            index = message.place().sequence() == sequence ? index + 1 : 0;
            sequence = message.place().sequence();
            Message placed = message.at(index);
            if (placed.place().compareTo(told) > 0) {
                messages.add(placed);
            }
        }
        return messages;
    }

    /** What one frame says of the same kind of several accounts and symbols is one message. */
    private static void tellHappenings(Reading reading, long from, List<Message> found) {
        Part<Happening> rows = reading.history().happenings();
        int row = firstAfter(rows, from);
        while (row < rows.size()) {
            Happening first = rows.get(row);
            int end = row + 1;
            while (end < rows.size()
                    && rows.sequence(end) == rows.sequence(row)
                    && rows.get(end).kind() == first.kind()) {
                end++;
            }
            List<Happening> same = rows.subList(row, end);
            boolean isOfOne = same.stream().allMatch(one -> one.accountId() == first.accountId());
            Severity severity = same.stream()
                    .map(Happening::severity)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            found.add(message(
                    rows.sequence(row),
                    first.atNanos(),
                    kind(first.kind(), severity),
                    severity,
                    isOfOne ? first.accountId() : Inputs.ALL,
                    (severity == Severity.INFO ? "" : severity + ": ")
                            + same.stream()
                                    .map(one -> line(reading, one, isOfOne))
                                    .distinct()
                                    .collect(Collectors.joining("\n"))));
            row = end;
        }
    }

    private static String line(Reading reading, Happening happening, boolean isOfOne) {
        String account =
                isOfOne || happening.accountId() == Inputs.ALL ? "" : reading.account(happening.accountId()) + " ";
        String symbol = happening.instrumentId() == Inputs.ALL ? "" : reading.symbol(happening.instrumentId()) + " ";
        String whose = (account + symbol).strip();
        return whose.isEmpty() ? happening.text() : whose + ": " + happening.text();
    }

    private static Kind kind(Happening.Kind kind, Severity severity) {
        if (severity == Severity.ALARM) {
            return Kind.ALARM;
        }
        return switch (kind) {
            case STARTED -> Kind.RECOVERY;
            case STATE, TRADING, FLATTEN, STAGE -> Kind.STATE;
            case TRADES_MISSED, CANDLE_CORRECTED, ORDER_REFUSED, ORDER_UNANSWERED -> Kind.VENUE;
            case FAULT, POSITION_DIFFERS, POSITION_MOVED, LIQUIDATED -> Kind.ALARM;
        };
    }

    private static void tellTrades(Reading reading, long from, List<Message> found) {
        long sequence = reading.sequence();
        for (TradeLife trade : reading.history().trades()) {
            if (trade.end(from).isEmpty()) {
                tell(trade, reading.symbol(trade.opened().instrumentId()), from, sequence, found);
            }
        }
    }

    private static void tell(TradeLife trade, String symbol, long from, long until, List<Message> found) {
        Part<TradeLife.Step> steps = trade.steps(until);
        for (int row = firstAfter(steps, from); row < steps.size(); row++) {
            DeskEvent event = steps.get(row).event();
            Optional<DeskEvent> next = row + 1 < steps.size() && steps.sequence(row + 1) == steps.sequence(row)
                    ? Optional.of(steps.get(row + 1).event())
                    : Optional.empty();
            switch (event) {
                case TradeOpened _ -> {
                    boolean isEntered =
                            next.filter(TradeEntered.class::isInstance).isPresent();
                    String text = isEntered
                            ? TradeWords.opened(trade, symbol, (TradeEntered) next.get())
                            : TradeWords.opened(trade, symbol);
                    add(trade, steps, row, Kind.ENTRY, text, found);
                    row += isEntered ? 1 : 0;
                }
                case TradeEntered one ->
                    add(trade, steps, row, Kind.ENTRY, TradeWords.entered(trade, symbol, one), found);
                case StopMoved one -> add(trade, steps, row, Kind.STOP, TradeWords.moved(trade, symbol, one), found);
                case TradeReduced one -> {
                    if (next.filter(TradeClosed.class::isInstance).isEmpty()) { // Else its end has it.
                        add(trade, steps, row, Kind.PARTIAL, TradeWords.reduced(trade, symbol, one), found);
                    }
                }
                case TradeFunded one ->
                    add(trade, steps, row, Kind.FUNDING, TradeWords.funded(trade, symbol, one), found);
                case TradeClosed _ -> {
                    TradeLife.End end = trade.end(until).orElseThrow();
                    add(trade, steps, row, Kind.EXIT, TradeWords.closed(end, trade, symbol), found);
                }
                default -> throw new IllegalStateException("expected a step of a trade, was " + event);
            }
        }
    }

    private static void add(
            TradeLife trade, Part<TradeLife.Step> steps, int row, Kind kind, String text, List<Message> found) {
        found.add(message(
                steps.sequence(row),
                steps.get(row).atNanos(),
                kind,
                Severity.INFO,
                trade.opened().accountId(),
                text));
    }

    /** What closed before anybody could trade is no news. */
    private static void tellBlocks(Reading reading, long from, List<Message> found) {
        History history = reading.history();
        for (int instrument = 0; instrument < history.markets().size(); instrument++) {
            String symbol = reading.symbol(instrument);
            for (BlockLife block : history.markets().get(instrument).blocks()) {
                Part<BlockLife.Change> changes = block.changes(history.sequence());
                for (int row = firstAfter(changes, from); row < changes.size(); row++) {
                    BlockLife.Change change = changes.get(row);
                    if (change.candleNanos() >= history.fromNanos()) {
                        found.add(message(
                                changes.sequence(row),
                                change.atNanos(),
                                isBirth(change.kind()) ? Kind.BLOCK_BIRTH : Kind.BLOCK_END,
                                Severity.INFO,
                                Inputs.ALL,
                                "BLOCK %s: %s %s-%s of %s %s"
                                        .formatted(
                                                symbol,
                                                Prose.name(block.side()),
                                                TickPrice.of(reading.configuration(), symbol, block.bottomE8()),
                                                TickPrice.of(reading.configuration(), symbol, block.topE8()),
                                                Prose.time(block.originNanos()),
                                                words(change.kind()))));
                    }
                }
            }
        }
    }

    private static boolean isBirth(BlockLife.Kind kind) {
        return kind == BlockLife.Kind.BORN || kind == BlockLife.Kind.FOUND;
    }

    private static String words(BlockLife.Kind kind) {
        return switch (kind) {
            case BORN -> "was born";
            case FOUND -> "was found by a corrected candle";
            case BROKEN -> "was broken: a breaker from here on";
            case DIED -> "died";
            case WITHDRAWN -> "was withdrawn by a corrected candle";
        };
    }

    static Message message(long sequence, long atNanos, Kind kind, Severity severity, int accountId, String text) {
        return new Message(new Place(sequence, 0), atNanos, kind, severity, accountId, text);
    }

    /** First row that came from a frame after this one. */
    static int firstAfter(Part<?> rows, long sequence) {
        return rows.until(sequence).size();
    }
}
