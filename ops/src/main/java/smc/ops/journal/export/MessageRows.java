package smc.ops.journal.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.journal.Frame;
import smc.strategy.number.FixedPoint;

/** A row for each message of one name, a column a field. Symbols and accounts have their names. */
final class MessageRows implements Rows {
    /** Fields that are prices or money: those of the schema whose names end in {@code E8}, which what is shown of them does not say. */
    static final Set<String> DECIMALS = Set.of(
            "price",
            "mark",
            "bid",
            "ask",
            "cap",
            "open",
            "high",
            "low",
            "close",
            "fee",
            "money",
            "entry",
            "stop",
            "averagePrice",
            "entryLevel",
            "expected",
            "entryAtr",
            "target",
            "gain",
            "fees",
            "funding",
            "slippage",
            "brought",
            "wallet",
            "capitalBefore",
            "capitalAfter",
            "capital",
            "unrealised",
            "level",
            "top",
            "bottom");

    /** Fields that name something: those whose names end in {@code Id}. */
    static final Set<String> IDS = Set.of("order", "stopOrder", "entryOrder", "trade", "installation");

    /** Fields that are times: those whose names end in {@code Nanos}. */
    static final Set<String> TIMES =
            Set.of("venue", "openTime", "from", "to", "candle", "origin", "anchor", "last", "until");

    private static final String INSTRUMENT = "instrument";
    private static final String ACCOUNT = "account";

    private final String name;
    private final List<Column> columns;

    /** Field behind each column, after the first two. */
    private final List<String> fields;

    private MessageRows(String name, Map<String, Column.Kind> kinds) {
        this.name = name;
        fields = List.copyOf(kinds.keySet());
        var all = new ArrayList<Column>(List.of(Column.id("sequence"), Column.time("time")));
        kinds.forEach((field, kind) -> all.add(new Column(field.equals(INSTRUMENT) ? "symbol" : field, kind)));
        columns = List.copyOf(all);
    }

    /** Reads the part once to see which fields there are: an older message has fewer. */
    static MessageRows of(Part part, String name) {
        var kinds = new LinkedHashMap<String, Column.Kind>();
        var text = new FrameText();
        part.read((isIn, buffer, offset, length) -> {
            if (isIn) {
                text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH).stream()
                        .filter(message -> message.name().equals(name))
                        .flatMap(message -> message.fields().stream())
                        .forEach(field -> kinds.computeIfAbsent(field.name(), _ -> kind(field)));
            }
        });
        return new MessageRows(name, kinds);
    }

    private static Column.Kind kind(MessageText.Field field) {
        String name = field.name();
        if (DECIMALS.contains(name)) {
            return Column.Kind.DECIMAL;
        }
        if (IDS.contains(name)) {
            return Column.Kind.ID;
        }
        if (TIMES.contains(name)) {
            return Column.Kind.TIME;
        }
        if (name.startsWith("is")) {
            return Column.Kind.BOOLEAN;
        }
        boolean isNamed = name.equals(INSTRUMENT)
                || name.equals(ACCOUNT)
                || name.toLowerCase(Locale.ROOT).endsWith("hash");
        return !isNamed && field.value().matches("-?[0-9]+") ? Column.Kind.COUNT : Column.Kind.TEXT;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<String> write(Part part, ExportRow out) {
        Labels labels = Labels.of(part.data());
        var text = new FrameText();
        return part.read((isIn, buffer, offset, length) -> {
            if (!isIn) {
                return;
            }
            for (MessageText message :
                    text.messages(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)) {
                if (message.name().equals(name)) {
                    out.id(Frame.sequence(buffer, offset)).time(Frame.atNanos(buffer, offset));
                    for (int i = 0; i < fields.size(); i++) {
                        write(
                                value(message, fields.get(i), labels),
                                columns.get(i + 2).kind(),
                                out);
                    }
                    out.end();
                }
            }
        });
    }

    /** Empty if the message is too old to have it. */
    private static String value(MessageText message, String field, Labels labels) {
        String value = message.fields().stream()
                .filter(one -> one.name().equals(field))
                .map(MessageText.Field::value)
                .findFirst()
                .orElse("");
        if (value.isEmpty()) {
            return value;
        }
        return switch (field) {
            case INSTRUMENT -> labels.symbols().get(Integer.parseInt(value));
            case ACCOUNT -> labels.accounts().get(Integer.parseInt(value));
            default -> value;
        };
    }

    private static void write(String value, Column.Kind kind, ExportRow out) {
        if (value.isEmpty()) {
            out.none();
            return;
        }
        switch (kind) {
            case ID -> out.id(Long.parseLong(value));
            case DECIMAL -> out.decimal(FixedPoint.parseE8(value));
            case COUNT -> out.count(Long.parseLong(value));
            case BOOLEAN -> out.flag(value.equals("true"));
            case TEXT -> out.text(value);
            case TIME -> out.instant(value);
        }
    }
}
