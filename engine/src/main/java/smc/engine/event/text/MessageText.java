package smc.engine.event.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One message as it is shown.
 *
 * @param name of the method it stands for
 * @param fields in the order of its parameters
 */
public record MessageText(String name, List<Field> fields) {
    /**
     * One value.
     *
     * @param name of the parameter, without its unit
     * @param value plain: no quotes, no exponent
     * @param isBare whether JSON takes it without quotes: whole numbers that stay below 2^53, and booleans
     */
    public record Field(String name, String value, boolean isBare) {}

    public MessageText {
        fields = List.copyOf(fields);
    }

    /** {@code onTrade instrument=0 venue=2025-01-01T00:15:01.000000001Z price=152.4 contracts=3}. */
    public String toText() {
        return name
                + fields.stream()
                        .map(field -> " " + field.name() + "=" + field.value())
                        .collect(Collectors.joining());
    }

    /** An object on one line. No value needs escaping: they are numbers, times and names of the schema. */
    public String toJson() {
        return "{\"message\":\"" + name + "\""
                + fields.stream()
                        .map(field -> ",\"" + field.name() + "\":"
                                + (field.isBare() ? field.value() : "\"" + field.value() + "\""))
                        .collect(Collectors.joining())
                + "}";
    }
}
