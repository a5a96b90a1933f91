package smc.engine.event.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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
     * @param value plain: no quotes, no exponent; of words, as they were said
     * @param isBare whether JSON takes it without quotes: whole numbers that stay below 2^53, and booleans
     */
    public record Field(String name, String value, boolean isBare) {
        private static final Pattern PLAIN = Pattern.compile("[\\w.:+-]+");

        /** In quotes where it would not be one word. */
        private String shown() {
            return PLAIN.matcher(value).matches() ? value : quoted();
        }

        private String quoted() {
            var quoted = new StringBuilder("\"");
            value.chars().forEach(letter -> {
                if (letter == '"' || letter == '\\') {
                    quoted.append('\\').append((char) letter);
                } else if (Character.isISOControl(letter)) {
                    quoted.append(String.format(Locale.ROOT, "\\u%04x", letter));
                } else {
                    quoted.append((char) letter);
                }
            });
            return quoted.append('"').toString();
        }
    }

    public MessageText {
        fields = List.copyOf(fields);
    }

    /** {@code onTrade instrument=0 venue=2025-01-01T00:15:01.000000001Z price=152.4 contracts=3}. */
    public String toText() {
        return name
                + fields.stream()
                        .map(field -> " " + field.name() + "=" + field.shown())
                        .collect(Collectors.joining());
    }

    /** An object on one line. */
    public String toJson() {
        return "{\"message\":\"" + name + "\""
                + fields.stream()
                        .map(field -> ",\"" + field.name() + "\":" + (field.isBare() ? field.value() : field.quoted()))
                        .collect(Collectors.joining())
                + "}";
    }
}
