package smc.strategy.state;

import java.util.Arrays;
import smc.strategy.number.ProductSum;
import smc.strategy.number.StateHash;

/**
 * A state copied out: a document of objects, lists, whole numbers, truths and words, in the order in which its owners told them. One owner; after
 * {@link #clear} it is used again, and allocates only while it grows.
 *
 * <p>Each component opens an object with the number of its own version, puts what it remembers and closes it. What is not there is left out. What
 * two components remember is told by the first and named by number by the second.
 */
public final class StateCopy {
    /** Name of the number that says by which version of its component an object was told. */
    public static final String VERSION = "version";

    private static final int CAPACITY = 1 << 10;

    private Kind[] kinds = new Kind[CAPACITY];
    private String[] names = new String[CAPACITY];
    private long[] numbers = new long[CAPACITY];
    private String[] words = new String[CAPACITY];
    private int size;
    private int depth;

    /** What stands at a place. */
    public enum Kind {
        /** An object begins. */
        OBJECT,
        /** A list begins. */
        LIST,
        /** The object or list begun last ends. */
        END,
        NUMBER,
        TRUTH,
        WORD
    }

    /** Takes what was told, in order. The name of what stands in a list is empty. */
    public interface Reader {
        void object(String name);

        void list(String name);

        void end();

        void number(String name, long number);

        void truth(String name, boolean isTrue);

        void word(String name, String word);
    }

    /** Forgets all of it. */
    public void clear() {
        Arrays.fill(words, 0, size, null);
        size = 0;
        depth = 0;
    }

    /** How much there is. */
    public int size() {
        return size;
    }

    /**
     * Opens the object of a component.
     *
     * @param version of what the component tells; 1 or more
     */
    public StateCopy begin(String name, int version) {
        return begin(name).put(VERSION, version);
    }

    /** Opens an object that is part of one with a version. */
    public StateCopy begin(String name) {
        depth++;
        return add(Kind.OBJECT, name, 0, null);
    }

    /** Opens the next object of a list. */
    public StateCopy begin() {
        return begin("");
    }

    public StateCopy beginList(String name) {
        depth++;
        return add(Kind.LIST, name, 0, null);
    }

    /** Closes the object or list opened last. */
    public StateCopy end() {
        if (depth == 0) {
            throw new IllegalStateException("expected an object or a list to end, none is open");
        }
        depth--;
        return add(Kind.END, "", 0, null);
    }

    public StateCopy put(String name, long number) {
        return add(Kind.NUMBER, name, number, null);
    }

    public StateCopy put(String name, boolean isTrue) {
        return add(Kind.TRUTH, name, isTrue ? 1 : 0, null);
    }

    /** @param constant null is left out */
    public StateCopy put(String name, Enum<?> constant) {
        return constant == null ? this : put(name, constant.name());
    }

    public StateCopy put(String name, String word) {
        return add(Kind.WORD, name, word.hashCode(), word);
    }

    /** An exact sum, as an object of two numbers. */
    public StateCopy put(String name, ProductSum sum) {
        return begin(name).put("high", sum.high()).put("low", sum.low()).end();
    }

    /** The next number of a list. */
    public StateCopy put(long number) {
        return put("", number);
    }

    /** What it amounts to: equal for equal copies, and different for others but for an accident in 2^64. */
    public long hash() {
        requireWhole();
        var hash = new StateHash();
        for (int at = 0; at < size; at++) {
            hash.add(kinds[at]).add(names[at].hashCode()).add(numbers[at]);
        }
        return hash.take();
    }

    /** Tells it again. */
    public void tell(Reader reader) {
        requireWhole();
        for (int at = 0; at < size; at++) {
            switch (kinds[at]) {
                case OBJECT -> reader.object(names[at]);
                case LIST -> reader.list(names[at]);
                case END -> reader.end();
                case NUMBER -> reader.number(names[at], numbers[at]);
                case TRUTH -> reader.truth(names[at], numbers[at] != 0);
                case WORD -> reader.word(names[at], words[at]);
            }
        }
    }

    /** Becomes equal to another. */
    public void copyOf(StateCopy other) {
        clear();
        if (kinds.length < other.size) {
            grow(other.kinds.length);
        }
        System.arraycopy(other.kinds, 0, kinds, 0, other.size);
        System.arraycopy(other.names, 0, names, 0, other.size);
        System.arraycopy(other.numbers, 0, numbers, 0, other.size);
        System.arraycopy(other.words, 0, words, 0, other.size);
        size = other.size;
        depth = other.depth;
    }

    private void requireWhole() {
        if (depth != 0) {
            throw new IllegalStateException("expected everything that was opened to be closed, " + depth + " are open");
        }
    }

    private StateCopy add(Kind kind, String name, long number, String word) {
        if (size == kinds.length) {
            grow(2 * size);
        }
        kinds[size] = kind;
        names[size] = name;
        numbers[size] = number;
        words[size] = word;
        size++;
        return this;
    }

    private void grow(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        names = Arrays.copyOf(names, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        words = Arrays.copyOf(words, capacity);
    }
}
