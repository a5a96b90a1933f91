package smc.ops.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.position.ExitReason;
import smc.execution.risk.RiskReason;
import smc.feed.file.CandleFile;
import smc.feed.text.DataFileException;
import smc.ops.result.ResultFolder;
import smc.strategy.block.BlockEvent;
import smc.strategy.block.BlockState;
import smc.strategy.candle.Candle;
import smc.strategy.structure.Side;

/** The folder a backtest left behind ({@link ResultFolder}), read back strictly. */
public final class ResultFiles implements RecordedRun {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** {@code time:contracts@price:reason}. */
    private static final Pattern EXIT = Pattern.compile("([^:@]+):([^:@]+)@([^:@]+):([^:@]+)");

    private final Path folder;

    /** Reads nothing yet. */
    public ResultFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a folder holds anything a backtest writes. */
    public static boolean areIn(Path folder) {
        return Stream.of(
                        ResultFolder.BLOCKS,
                        ResultFolder.TRADES,
                        ResultFolder.ORDERS,
                        ResultFolder.DECISIONS,
                        ResultFolder.EQUITY,
                        ResultFolder.SUMMARY)
                .anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    @Override
    public List<String> symbols() throws IOException {
        JsonNode data = summary().path("data");
        if (!data.isObject() || data.isEmpty()) {
            throw new DataFileException(
                    folder.resolve(ResultFolder.SUMMARY), "expected the key data with an object of symbols");
        }
        var symbols = new ArrayList<String>();
        data.fieldNames().forEachRemaining(symbols::add);
        return symbols;
    }

    /** All of {@code summary.json}, its numbers exact. */
    public JsonNode summary() throws IOException {
        Path file = folder.resolve(ResultFolder.SUMMARY);
        if (!Files.exists(file)) {
            throw new DataFileException(file, "no such file");
        }
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (AccessDeniedException _) {
            throw new DataFileException(file, "no permission to read");
        } catch (JsonProcessingException e) {
            throw new DataFileException(file, e.getLocation().getLineNr(), "expected JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public List<RecordedTrade> trades() throws IOException {
        return trades(ResultFolder.TRADES);
    }

    /** The trades of each mode run alone, one mode after the other; empty if no variants were run. */
    public List<RecordedTrade> soloTrades() throws IOException {
        return hasVariants() ? trades(ResultFolder.SOLO_TRADES) : List.of();
    }

    /** What the variants came to; empty if none were run. */
    public List<RecordedVariant> variants() throws IOException {
        if (!hasVariants()) {
            return List.of();
        }
        return CsvRows.read(
                folder.resolve(ResultFolder.VARIANTS),
                ResultFolder.VARIANTS_HEADER,
                row -> new RecordedVariant(
                        row.text(),
                        row.text(),
                        row.number(),
                        row.number(),
                        row.ratioOrNone(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.ratioOrNone(),
                        row.ratioOrNone(),
                        row.decimalE8()));
    }

    private boolean hasVariants() {
        return Files.exists(folder.resolve(ResultFolder.VARIANTS));
    }

    /** Capital and open result at every close, in order. */
    public List<RecordedEquity> equity() throws IOException {
        Path file = folder.resolve(ResultFolder.EQUITY);
        boolean hasMoved = CsvRows.hasHeader(file, ResultFolder.EQUITY_HEADER + ResultFolder.EQUITY_MOVED);
        return CsvRows.read(
                file,
                ResultFolder.EQUITY_HEADER + (hasMoved ? ResultFolder.EQUITY_MOVED : ""),
                row -> new RecordedEquity(
                        row.timeNanos(),
                        row.text(),
                        row.text(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        hasMoved ? row.decimalE8() : 0));
    }

    /** The candles that were traded, the warm-up included; of a live engine that was ended in its first start there may be none. */
    public List<Candle> candles(String symbol) throws IOException {
        if (summary().at("/data/" + symbol + "/candles").asLong(-1) == 0) {
            return List.of();
        }
        CandleFile file = CandleFile.read(folder.resolve(ResultFolder.candles(symbol)));
        file.requireUsable();
        return file.candles();
    }

    private List<RecordedTrade> trades(String name) throws IOException {
        return CsvRows.read(
                folder.resolve(name),
                ResultFolder.TRADES_HEADER,
                row -> new RecordedTrade(
                        row.number(),
                        row.text(),
                        mode(row),
                        row.text(),
                        name(row, Direction.values()),
                        name(row, BlockState.values()),
                        name(row, Side.values()),
                        row.timeNanos(),
                        row.timeNanos(),
                        row.timeNanos(),
                        row.number(),
                        row.priceE8(),
                        row.priceE8(),
                        row.decimalE8(),
                        row.number(),
                        row.decimalE8(),
                        exits(row),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.decimalE8(),
                        row.oneOf(ExitReason.values(), ExitReason::name)));
    }

    @Override
    public List<RecordedOrder> orders() throws IOException {
        return CsvRows.read(
                folder.resolve(ResultFolder.ORDERS),
                ResultFolder.ORDERS_HEADER,
                row -> new RecordedOrder(
                        row.number(),
                        row.numberOrNone(),
                        row.text(),
                        row.text(),
                        row.timeNanos(),
                        row.oneOf(Direction.values(), direction -> direction == Direction.LONG ? "buy" : "sell"),
                        name(row, OrderType.values()),
                        row.decimalE8(),
                        row.number(),
                        row.number(),
                        row.decimalE8(),
                        name(row, OrderState.values()),
                        name(row, OrderPurpose.values())));
    }

    @Override
    public List<RecordedDecision> decisions() throws IOException {
        return CsvRows.read(
                folder.resolve(ResultFolder.DECISIONS), ResultFolder.DECISIONS_HEADER, ResultFiles::decision);
    }

    @Override
    public List<BlockEvent> blockEvents(String symbol) throws IOException {
        List<SymbolEvent> events = CsvRows.read(
                folder.resolve(ResultFolder.BLOCKS),
                ResultFolder.BLOCKS_HEADER,
                row -> new SymbolEvent(row.text(), blockEvent(row)));
        List<BlockEvent> ofSymbol = events.stream()
                .filter(event -> event.symbol.equals(symbol))
                .map(SymbolEvent::event)
                .toList();
        requireBorn(symbol, ofSymbol);
        return ofSymbol;
    }

    /** A block's life begins with its birth, and ends once. */
    private void requireBorn(String symbol, List<BlockEvent> events) throws DataFileException {
        var living = new HashSet<List<Object>>();
        for (BlockEvent event : events) {
            List<Object> block = List.of(event.side(), event.originNanos());
            boolean isKnown = switch (event.kind()) {
                case OB_CREATED -> {
                    living.add(block);
                    yield true;
                }
                case OB_BREAKER -> living.contains(block);
                case OB_INVALIDATED -> living.remove(block);
                case BOS, CHOCH, SWEEP -> true;
            };
            if (!isKnown) {
                throw new DataFileException(
                        folder.resolve(ResultFolder.BLOCKS),
                        "expected the birth of a %s block of %s before its %s, there is none of origin %d"
                                .formatted(
                                        event.side(),
                                        symbol,
                                        event.kind(),
                                        TimeUnit.NANOSECONDS.toSeconds(event.originNanos())));
            }
        }
    }

    private record SymbolEvent(String symbol, BlockEvent event) {}

    private static BlockEvent blockEvent(CsvRows row) throws DataFileException {
        long timeNanos = row.timeNanos();
        BlockEvent.Kind kind = row.oneOf(BlockEvent.Kind.values(), BlockEvent.Kind::name);
        Side side = name(row, Side.values());
        return kind.isBlock()
                ? new BlockEvent(timeNanos, kind, side, row.decimalE8(), row.decimalE8(), row.timeNanos(), row.none())
                : new BlockEvent(timeNanos, kind, side, row.none(), row.none(), row.none(), row.decimalE8());
    }

    private static RecordedDecision decision(CsvRows row) throws DataFileException {
        long candleNanos = row.timeNanos();
        Mode mode = mode(row);
        String symbol = row.text();
        Side side = name(row, Side.values());
        long originNanos = row.timeNanos();
        BlockState state = name(row, BlockState.values());
        long entryLevelE8 = row.decimalE8();
        long openE8 = row.decimalE8();
        long highE8 = row.decimalE8();
        long lowE8 = row.decimalE8();
        long closeE8 = row.decimalE8();
        Verdict verdict = row.oneOf(Verdict.values(), Verdict::name);
        long[] values = values(row, verdict);
        return new RecordedDecision(
                candleNanos,
                mode,
                symbol,
                side,
                originNanos,
                state,
                entryLevelE8,
                openE8,
                highE8,
                lowE8,
                closeE8,
                verdict,
                values[0],
                values[1],
                values[2]);
    }

    /** The three numbers of a verdict; 0 for those it does not carry. */
    private static long[] values(CsvRows row, Verdict verdict) throws DataFileException {
        String cell = row.text();
        String[] parts = cell.isEmpty() ? new String[0] : cell.split(";", -1);
        long reason = reason(row, parts);
        List<String> expected = reason == 0 ? verdict.numbers() : verdict.numbers(reason);
        if (parts.length != expected.size()) {
            throw row.wrong("expected the %d numbers of %s, was \"%s\"".formatted(expected.size(), verdict, cell));
        }
        var values = new long[3];
        for (int i = 0; i < parts.length; i++) {
            String[] nameAndKind = expected.get(i).split(":", -1);
            if (!parts[i].startsWith(nameAndKind[0] + "=")) {
                throw row.wrong("expected %s= for %s, was \"%s\"".formatted(nameAndKind[0], verdict, cell));
            }
            String number = parts[i].substring(nameAndKind[0].length() + 1);
            values[i] = switch (nameAndKind[1]) {
                case "reason" -> reason;
                case "price", "money" -> row.decimalE8(number);
                case "time" -> row.timeNanos(number);
                default -> row.wholeNumber(number);
            };
        }
        return values;
    }

    /** As a verdict's first number, of a risk rule that held the entry back; 0 if it was none. */
    private static long reason(CsvRows row, String[] parts) throws DataFileException {
        if (parts.length == 0 || !parts[0].startsWith(REASON)) {
            return 0;
        }
        String named = parts[0].substring(REASON.length());
        return -Arrays.stream(RiskReason.values())
                .filter(one -> one.name().equals(named))
                .findFirst()
                .orElseThrow(() -> row.wrong("expected the name of a risk rule, was \"%s\"".formatted(named)))
                .code();
    }

    private static List<RecordedTrade.Exit> exits(CsvRows row) throws DataFileException {
        var exits = new ArrayList<RecordedTrade.Exit>();
        for (String part : row.text().split(";", -1)) {
            Matcher exit = EXIT.matcher(part);
            if (!exit.matches()) {
                throw row.wrong("expected time:contracts@price:reason, was \"" + part + "\"");
            }
            exits.add(new RecordedTrade.Exit(
                    row.timeNanos(exit.group(1)),
                    row.wholeNumber(exit.group(2)),
                    row.decimalE8(exit.group(3)),
                    row.oneOf(exit.group(4), ExitReason.values(), ExitReason::name)));
        }
        return List.copyOf(exits);
    }

    private static final String REASON = "by=";

    private static Mode mode(CsvRows row) throws DataFileException {
        return row.oneOf(Mode.values(), mode -> String.valueOf(mode.letter()));
    }

    private static <E extends Enum<E>> E name(CsvRows row, E[] all) throws DataFileException {
        return row.oneOf(all, one -> one.name().toLowerCase(Locale.ROOT));
    }
}
