package smc.ops.journal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameMessage;
import smc.engine.event.text.FrameText;
import smc.journal.Cut;
import smc.journal.CutReason;
import smc.journal.DamageException;
import smc.journal.DataLock;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;
import smc.journal.chronicle.JournalFolder.StoredEpoch;
import smc.ops.text.TextTable;

/** What is in a journal, in numbers: read once from front to back. */
public final class JournalStatistics implements FrameListener {
    private final List<StoredEpoch> epochs;
    private final Path data;
    /** Null if the journal is damaged. */
    private Cut end;

    /** Null if it is not. */
    private DamageException damage;

    private final List<Amounts> amounts = new ArrayList<>();

    /** By template: inputs, then effects, in the order of the schema. */
    private final Map<Integer, long[]> messages = new TreeMap<>();

    private final FrameMessage message = new FrameMessage();
    private int index;

    /** Of one epoch. */
    private static final class Amounts {
        private long frames;
        private long bytes;
        private long firstSequence;
        private long lastSequence;
        private long firstNanos;
        private long lastNanos;
    }

    private JournalStatistics(Path data) {
        this.data = data;
        epochs = JournalFolder.epochs(data);
        epochs.forEach(_ -> amounts.add(new Amounts()));
        if (epochs.isEmpty()) {
            throw new JournalException("expected an epoch in " + data.resolve("journal") + ", there is none");
        }
    }

    /** Counts, up to where the journal is damaged if it is. */
    public static JournalStatistics of(Path data) {
        var statistics = new JournalStatistics(data);
        long first = statistics.epochs.getFirst().before().lastSequence() + 1;
        try (var reader = ChronicleReader.open(data, first)) {
            while (reader.poll(statistics) > 0) {
                // each frame is counted as it comes
            }
            statistics.end = reader.end().orElseThrow();
        } catch (DamageException e) {
            statistics.damage = e;
        }
        return statistics;
    }

    /** Where and how the journal is damaged; empty if it is not. */
    public Optional<DamageException> damage() {
        return Optional.ofNullable(damage);
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long sequence = Frame.sequence(buffer, offset);
        while (index + 1 < epochs.size()
                && sequence > epochs.get(index + 1).before().lastSequence()) {
            index++;
        }
        Amounts epoch = amounts.get(index);
        if (epoch.frames == 0) {
            epoch.firstSequence = sequence;
            epoch.firstNanos = Frame.atNanos(buffer, offset);
        }
        epoch.frames++;
        epoch.bytes += length;
        epoch.lastSequence = sequence;
        epoch.lastNanos = Frame.atNanos(buffer, offset);
        int stop = offset + length;
        for (int at = offset + Frame.HEADER_LENGTH; at < stop && !FrameMessage.isPadding(buffer, at, stop); ) {
            int behind = message.read(buffer, at, stop);
            long[] count = messages.computeIfAbsent(message.templateId(), _ -> new long[2]);
            count[0]++;
            count[1] += behind - at;
            at = behind;
        }
    }

    /** Prints the epochs, then the messages by name. */
    public void print(PrintWriter out) {
        var table = new TextTable(
                        "epoch",
                        "first",
                        "last",
                        "frames",
                        "bytes",
                        "from",
                        "to",
                        "files",
                        "file bytes",
                        "stored",
                        "ends")
                .alignLeft(5, 6, 9, 10);
        for (int i = 0; i < epochs.size(); i++) {
            StoredEpoch epoch = epochs.get(i);
            Amounts amount = amounts.get(i);
            table.add(
                    epoch.number(),
                    amount.firstSequence,
                    amount.lastSequence,
                    amount.frames,
                    amount.bytes,
                    amount.frames == 0 ? "" : Moment.utc(amount.firstNanos),
                    amount.frames == 0 ? "" : Moment.utc(amount.lastNanos),
                    epoch.files(),
                    epoch.fileBytes(),
                    epoch.isArchived() ? "archive" : "folder",
                    ending(i));
        }
        table.print(out);
        List<Integer> givenUp = JournalFolder.givenUp(data);
        if (!givenUp.isEmpty()) {
            out.println("given up by hand, and never read: epochs " + givenUp);
        }
        out.println();
        var text = new FrameText();
        var counts = new TextTable("message", "count", "bytes");
        messages.forEach((template, count) -> counts.add(text.name(template), count[0], count[1]));
        counts.print(out);
    }

    private String ending(int i) {
        boolean isLast = i + 1 == epochs.size();
        if (damage != null && i >= index) {
            return i == index ? "DAMAGED" : "not read";
        }
        return isLast ? endingOfLast() : ending(epochs.get(i + 1).before());
    }

    private String endingOfLast() {
        OptionalLong holder = DataLock.holder(data);
        return end.why() == CutReason.UNCLOSED && holder.isPresent()
                ? "open, process %d is at work".formatted(holder.getAsLong())
                : ending(end) + " so far";
    }

    private static String ending(Cut cut) {
        return switch (cut.why()) {
            case CLEAN -> "clean";
            case FIRST_START -> "before the first start";
            case UNCLOSED -> "without a close";
            case INCOMPLETE, TRUNCATED, HOLE, BAD_LENGTH, BAD_CRC, SEQUENCE_GAP, POWER_CUT, ACCEPTED_LOSS ->
                cut.why() + " in " + cut.place();
        };
    }
}
