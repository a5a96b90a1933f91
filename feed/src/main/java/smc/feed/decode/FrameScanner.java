package smc.feed.decode;

import java.util.Arrays;

/**
 * Checks that a frame is one JSON object and remembers where the fields lie that count: those of the object itself, and those of the objects in its
 * array of rows. The check is whole: a field we do not know is checked like any other. One owner; allocates nothing.
 */
final class FrameScanner {
    /** A documented frame is nested four deep. */
    private static final int DEPTH_MAX = 16;

    private static final byte[] TRUE = Ascii.bytes("true");
    private static final byte[] FALSE = Ascii.bytes("false");
    private static final byte[] NULL = Ascii.bytes("null");

    private static final int ABSENT = -1;

    /** By {@code row * Field.COUNT + field}; row 0 is the frame itself. Strings without their quotes. */
    private final int[] froms;

    private final int[] tos;
    private final boolean[] isText;
    private final int rowsMax;

    private byte[] bytes;
    private int at;
    private int end;
    private int rows;
    private Outcome refusal;

    FrameScanner(int rowsMax) {
        this.rowsMax = rowsMax;
        froms = new int[(rowsMax + 1) * Field.COUNT];
        tos = new int[froms.length];
        isText = new boolean[froms.length];
    }

    /** Why the frame is no good; null if it is whole. */
    Outcome scan(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
        rows = 0;
        refusal = null;
        Arrays.fill(froms, 0, Field.COUNT, ABSENT);
        skipBlanks();
        if (object(0, 1)) {
            skipBlanks();
            if (at < end) {
                refusal = Outcome.MALFORMED;
            }
        }
        return refusal;
    }

    /** Objects in the frame's array of rows. Rows count from 1. */
    int rows() {
        return rows;
    }

    boolean has(int row, Field field) {
        return from(row, field) != ABSENT;
    }

    /** Whether the field is there and neither null nor true nor false. */
    boolean hasValue(int row, Field field) {
        return has(row, field) && (isText(row, field) || bytes[from(row, field)] < 'a');
    }

    boolean isText(int row, Field field) {
        return isText[row * Field.COUNT + field.index];
    }

    int from(int row, Field field) {
        return froms[row * Field.COUNT + field.index];
    }

    int to(int row, Field field) {
        return tos[row * Field.COUNT + field.index];
    }

    private boolean object(int row, int depth) {
        if (depth > DEPTH_MAX) {
            return refuse(Outcome.TOO_DEEP);
        }
        if (!take('{')) {
            return false;
        }
        skipBlanks();
        if (at < end && bytes[at] == '}') {
            at++;
            return true;
        }
        while (true) {
            skipBlanks();
            int nameFrom = at + 1;
            if (!string()) {
                return false;
            }
            Field field = row < 0 ? null : Field.named(bytes, nameFrom, at - 1);
            skipBlanks();
            if (!take(':')) {
                return false;
            }
            skipBlanks();
            if (!(field == null ? value(depth) : fieldValue(row, field, depth))) {
                return false;
            }
            skipBlanks();
            if (at < end && bytes[at] == ',') {
                at++;
                continue;
            }
            return take('}');
        }
    }

    private boolean fieldValue(int row, Field field, int depth) {
        int index = row * Field.COUNT + field.index;
        if (froms[index] != ABSENT) {
            return refuse(Outcome.MALFORMED);
        }
        int valueFrom = at;
        boolean isRows = row == 0 && field == Field.ROWS && at < end && bytes[at] == '[';
        if (!(isRows ? array(true, depth + 1) : value(depth))) {
            return false;
        }
        boolean isString = bytes[valueFrom] == '"';
        froms[index] = isString ? valueFrom + 1 : valueFrom;
        tos[index] = isString ? at - 1 : at;
        isText[index] = isString;
        return true;
    }

    private boolean array(boolean isRows, int depth) {
        if (depth > DEPTH_MAX) {
            return refuse(Outcome.TOO_DEEP);
        }
        at++;
        skipBlanks();
        if (at < end && bytes[at] == ']') {
            at++;
            return true;
        }
        while (true) {
            skipBlanks();
            if (!(isRows ? row(depth) : value(depth))) {
                return false;
            }
            skipBlanks();
            if (at < end && bytes[at] == ',') {
                at++;
                continue;
            }
            return take(']');
        }
    }

    private boolean row(int depth) {
        if (rows == rowsMax) {
            return refuse(Outcome.TOO_MANY_ROWS);
        }
        rows++;
        Arrays.fill(froms, rows * Field.COUNT, (rows + 1) * Field.COUNT, ABSENT);
        return object(rows, depth + 1);
    }

    private boolean value(int depth) {
        if (at == end) {
            return refuse(Outcome.TRUNCATED);
        }
        return switch (bytes[at]) {
            case '"' -> string();
            case '{' -> object(-1, depth + 1);
            case '[' -> array(false, depth + 1);
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> number();
        };
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        while (at < end) {
            byte next = bytes[at++];
            if (next == '"') {
                return true;
            }
            if (next >= 0 && next < ' ') {
                return refuse(Outcome.MALFORMED);
            }
            if (next == '\\' && !escape()) {
                return false;
            }
        }
        return refuse(Outcome.TRUNCATED);
    }

    private boolean escape() {
        if (at == end) {
            return refuse(Outcome.TRUNCATED);
        }
        byte escaped = bytes[at++];
        return switch (escaped) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            case 'u' -> hexDigits();
            default -> refuse(Outcome.MALFORMED);
        };
    }

    private boolean hexDigits() {
        for (int i = 0; i < 4; i++) {
            if (at == end) {
                return refuse(Outcome.TRUNCATED);
            }
            if (Character.digit(bytes[at++], 16) < 0) {
                return refuse(Outcome.MALFORMED);
            }
        }
        return true;
    }

    private boolean word(byte[] word) {
        int compared = Math.min(word.length, end - at);
        if (!Arrays.equals(word, 0, compared, bytes, at, at + compared)) {
            return refuse(Outcome.MALFORMED);
        }
        at += compared;
        return compared == word.length || refuse(Outcome.TRUNCATED);
    }

    private boolean number() {
        int from = at;
        while (at < end && isOfNumber(bytes[at])) {
            at++;
        }
        if (at == end) {
            return refuse(Outcome.TRUNCATED);
        }
        return DecimalBytes.isNumber(bytes, from, at) || refuse(Outcome.MALFORMED);
    }

    private static boolean isOfNumber(byte next) {
        return (next >= '0' && next <= '9') || next == '.' || next == '-' || next == '+' || next == 'e' || next == 'E';
    }

    private boolean take(char expected) {
        if (at == end) {
            return refuse(Outcome.TRUNCATED);
        }
        if (bytes[at] != expected) {
            return refuse(Outcome.MALFORMED);
        }
        at++;
        return true;
    }

    private void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    /** False, so that it can be returned at once. */
    private boolean refuse(Outcome reason) {
        refusal = reason;
        return false;
    }
}
