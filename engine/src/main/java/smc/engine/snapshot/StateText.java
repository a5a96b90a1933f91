package smc.engine.snapshot;

import smc.strategy.state.StateCopy;

/** Writes a copy as members of a JSON object: what is nested deep stands on one line, so that a person can read down the file. */
final class StateText implements StateCopy.Reader {
    /** From this depth on everything of an object is on its line. */
    private static final int DEPTH_OF_LINES = 6;

    private final StringBuilder out;
    private int depth = 1;
    private boolean isFirst;
    /** Whether the list that is open holds numbers, which stand on one line. */
    private boolean isNumbers;

    /** Bit by depth: whether it is a list. */
    private long lists;

    StateText(StringBuilder out) {
        this.out = out;
        isFirst = true;
    }

    @Override
    public void object(String name) {
        begin(name, '{', false);
    }

    @Override
    public void list(String name) {
        begin(name, '[', true);
    }

    private void begin(String name, char bracket, boolean isList) {
        member(name, true);
        out.append(bracket);
        depth++;
        lists = isList ? lists | 1L << depth : lists & ~(1L << depth);
        isFirst = true;
    }

    @Override
    public void end() {
        boolean isList = isInList();
        boolean hasLines = !isFirst && depth < DEPTH_OF_LINES && !(isList && isNumbers);
        depth--;
        if (hasLines) {
            newLine();
        }
        out.append(isList ? ']' : '}');
        isFirst = false;
        isNumbers = false;
    }

    private boolean isInList() {
        return (lists & 1L << depth) != 0;
    }

    @Override
    public void number(String name, long number) {
        isNumbers = isInList();
        member(name, !isNumbers);
        out.append(number);
    }

    @Override
    public void truth(String name, boolean isTrue) {
        member(name, true);
        out.append(isTrue);
    }

    /** Names and words are those of the code: nothing in them is to be escaped. */
    @Override
    public void word(String name, String word) {
        member(name, true);
        out.append('"').append(word).append('"');
    }

    private void member(String name, boolean canBreak) {
        if (!isFirst) {
            out.append(',');
        }
        if (canBreak && depth < DEPTH_OF_LINES) {
            newLine();
        } else if (!isFirst) {
            out.append(' ');
        }
        isFirst = false;
        if (!name.isEmpty()) {
            out.append('"').append(name).append("\": ");
        }
    }

    private void newLine() {
        out.append('\n').repeat(' ', 2 * (depth - 1));
    }
}
