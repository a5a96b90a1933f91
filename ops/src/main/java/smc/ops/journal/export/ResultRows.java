package smc.ops.journal.export;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import smc.ops.journal.JournalResult;
import smc.ops.result.BacktestResult;

/** A row for each thing of the journal's result that a frame of the part is about. */
final class ResultRows<T> implements Rows {
    private final List<Column> columns;
    private final Function<BacktestResult, Collection<T>> things;
    private final BiFunction<T, Sequences, Long> sequenceOf;
    private final Writer<T> writer;

    /** Writes the row of a thing. */
    @FunctionalInterface
    interface Writer<T> {
        /** @param sequence of the frame that is about it */
        void write(T thing, long sequence, Labels labels, ExportRow out);
    }

    /**
     * All of one kind.
     *
     * @param sequenceOf null for one that no frame of the part is about
     */
    ResultRows(
            List<Column> columns,
            Function<BacktestResult, Collection<T>> things,
            BiFunction<T, Sequences, Long> sequenceOf,
            Writer<T> writer) {
        this.columns = columns;
        this.things = things;
        this.sequenceOf = sequenceOf;
        this.writer = writer;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<String> write(Part part, ExportRow out) throws IOException {
        Sequences sequences = Sequences.of(part);
        Labels labels = Labels.of(part.data());
        BacktestResult result = JournalResult.of(part.data(), "", part.to()).result();
        for (T thing : things.apply(result)) {
            Long sequence = sequenceOf.apply(thing, sequences);
            if (sequence != null) {
                writer.write(thing, sequence, labels, out);
            }
        }
        return sequences.remarks();
    }
}
