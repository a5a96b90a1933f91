package smc.engine.event.text;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import smc.engine.event.codec.FrameMessage;
import smc.strategy.number.FixedPoint;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Where a field is and how it is shown, which the end of its name says.
 *
 * @param name as shown: without its unit
 * @param offset in the fields of the message, in bytes
 * @param sinceVersion of the schema
 * @param length of a text, in bytes; 1 of anything else
 * @param codes names of an enum's values; empty for a number
 */
record FieldLayout(
        String name, int offset, PrimitiveType type, int length, int sinceVersion, Unit unit, Map<Long, String> codes) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** How a number is shown. */
    enum Unit {
        /** 1e-8: a plain decimal. */
        E8("E8"),
        /** Epoch nanoseconds: UTC with nine decimals. */
        NANOS("Nanos"),
        /** 16 hexadecimal digits. */
        HASH("") {
            @Override
            boolean fits(String fieldName) {
                return fieldName.toLowerCase(Locale.ROOT).endsWith("hash");
            }
        },
        ID("Id"),
        /** A size, which never gets near 2^53. */
        CONTRACTS("") {
            @Override
            boolean fits(String fieldName) {
                return fieldName.toLowerCase(Locale.ROOT).endsWith("contracts");
            }
        },
        /** Anything else. */
        NUMBER("");

        private final String suffix;

        Unit(String suffix) {
            this.suffix = suffix;
        }

        boolean fits(String fieldName) {
            return fieldName.endsWith(suffix);
        }

        static Unit of(String fieldName) {
            for (Unit unit : values()) {
                if (unit.fits(fieldName)) {
                    return unit;
                }
            }
            return NUMBER;
        }

        String without(String fieldName) {
            return fieldName.substring(0, fieldName.length() - suffix.length());
        }
    }

    FieldLayout {
        codes = Map.copyOf(codes);
    }

    /**
     * By the schema.
     *
     * @param field its name, place and version
     * @param typeTokens its type: a number, or an enum with its values
     */
    static FieldLayout of(Token field, List<Token> typeTokens) {
        Token type = typeTokens.getFirst();
        var codes = new HashMap<Long, String>();
        for (Token value : typeTokens) {
            if (value.signal() == Signal.VALID_VALUE) {
                codes.put(value.encoding().constValue().longValue(), value.name());
            }
        }
        Unit unit = Unit.of(field.name());
        return new FieldLayout(
                unit.without(field.name()),
                field.offset(),
                type.encoding().primitiveType(),
                type.arrayLength(),
                field.version(),
                unit,
                codes);
    }

    /** Whether a message is new enough, and long enough, to have this field. */
    boolean isIn(FrameMessage message) {
        return message.version() >= sinceVersion && offset + type.size() * length <= message.blockLength();
    }

    MessageText.Field text(FrameMessage message) {
        if (type == PrimitiveType.CHAR) {
            return new MessageText.Field(name, words(message), false);
        }
        long value = value(message);
        if (!codes.isEmpty()) {
            String code = codes.getOrDefault(value, Long.toString(value));
            boolean isBoolean = code.equals("TRUE") || code.equals("FALSE");
            return new MessageText.Field(name, isBoolean ? code.toLowerCase(Locale.ROOT) : code, isBoolean);
        }
        return switch (unit) {
            case E8 -> new MessageText.Field(name, FixedPoint.formatE8(value), false);
            case NANOS -> new MessageText.Field(name, time(value), false);
            case HASH -> new MessageText.Field(name, HexFormat.of().toHexDigits(value), false);
            case CONTRACTS -> new MessageText.Field(name, Long.toString(value), true);
            case ID, NUMBER -> new MessageText.Field(name, Long.toString(value), type != PrimitiveType.INT64);
        };
    }

    /** Up to the first zero. */
    private String words(FrameMessage message) {
        var bytes = new byte[length];
        message.buffer().getBytes(message.offset() + offset, bytes);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private long value(FrameMessage message) {
        int at = message.offset() + offset;
        return switch (type) {
            case INT64 -> message.buffer().getLong(at, LITTLE_ENDIAN);
            case INT32 -> message.buffer().getInt(at, LITTLE_ENDIAN);
            case UINT8 -> message.buffer().getByte(at) & 0xff;
            case CHAR, INT8, INT16, UINT16, UINT32, UINT64, FLOAT, DOUBLE ->
                throw new IllegalStateException("expected int64, int32 or uint8 in field " + name + ", was " + type);
        };
    }

    /** Always nine decimals: {@code Instant} leaves out zeros, and columns would not align. */
    private static String time(long epochNanos) {
        var second = Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS_PER_SECOND));
        long nanos = Math.floorMod(epochNanos, NANOS_PER_SECOND);
        String text = second.toString();
        return text.substring(0, text.length() - 1) + String.format(Locale.ROOT, ".%09dZ", nanos);
    }
}
