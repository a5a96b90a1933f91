package smc.feed.decode;

import java.util.Arrays;
import java.util.List;

/** The symbols that are read, by index. Immutable. Looks names up in bytes, without allocating. */
public final class Symbols {
    private static final int NAME_LENGTH_MAX = 64;

    private final List<String> names;
    private final byte[][] asciiNames;

    /**
     * @param names such as {@code SOLUSD}: letters, digits, dashes and points; distinct
     * @throws IllegalArgumentException if there is none, one is there twice, or one is no such name
     */
    public Symbols(List<String> names) {
        this.names = List.copyOf(names);
        if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("expected distinct symbols, at least one, were " + names);
        }
        asciiNames = new byte[names.size()][];
        for (int i = 0; i < asciiNames.length; i++) {
            asciiNames[i] = ascii(names.get(i));
        }
    }

    /** Whether it can stand in a frame and in a file name as it is. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= NAME_LENGTH_MAX
                && text.charAt(0) != '.'
                && text.chars().allMatch(Symbols::isNameCharacter);
    }

    public int count() {
        return asciiNames.length;
    }

    /** @throws IndexOutOfBoundsException if there is no such symbol */
    public String name(int symbolIndex) {
        return names.get(symbolIndex);
    }

    /** All of them, in order of their index. */
    public List<String> names() {
        return names;
    }

    /** The index of the name in these bytes; -1 if it is none of these. */
    int indexOf(byte[] bytes, int from, int to) {
        for (int i = 0; i < asciiNames.length; i++) {
            byte[] name = asciiNames[i];
            if (name.length == to - from && Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("expected a symbol such as SOLUSD, was \"" + name + "\"");
        }
        return Ascii.bytes(name);
    }

    private static boolean isNameCharacter(int character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '.'
                || character == '_';
    }
}
