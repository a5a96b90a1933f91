package smc.ops.journal;

import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import smc.engine.config.Configuration;
import smc.engine.event.codec.EngineStart;
import smc.engine.event.text.FrameText;
import smc.engine.record.DataFolder;
import smc.engine.record.KeptConfigurations;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;
import smc.journal.chronicle.JournalFolder;

/** By which configuration a journal was written. */
final class Starts {
    /** The engine's own; with real money the stage of its first start; and that it is live. */
    private static final int FRAMES_OF_A_START = 3;

    private Starts() {}

    /**
     * The configuration of the first start that is still there: old epochs may have been taken away.
     *
     * @throws JournalException if the journal begins with anything else than a start, or the configuration was changed
     * @throws smc.engine.config.ConfigException if it is not there
     */
    static Configuration configuration(Path data) {
        var first = new AtomicReference<EngineStart>();
        try (var reader = ChronicleReader.open(data, JournalFolder.firstSequence(data))) {
            reader.poll((buffer, offset, length) -> {
                if (first.get() == null) {
                    first.set(start(buffer, offset, length));
                }
            });
        }
        if (first.get() == null) {
            throw new JournalException("expected frames in the journal of " + data + ", there is none");
        }
        return new DataFolder(data).configuration(first.get().configHash());
    }

    /**
     * The configuration of each start that is still there, by its first sequence; of those that the core took and that nothing behind a cut has replaced.
     *
     * @throws JournalException if an epoch begins with anything else than a start, or a configuration was changed
     * @throws smc.engine.config.ConfigException if one is not there
     */
    static NavigableMap<Long, Configuration> configurations(Path data) {
        KeptConfigurations kept = KeptConfigurations.in(data);
        var found = new TreeMap<Long, Configuration>();
        if (kept.isOne()) {
            found.put(JournalFolder.firstSequence(data), configuration(data));
            return found;
        }
        for (JournalFolder.StoredEpoch epoch : JournalFolder.epochs(data)) {
            long first = epoch.before().lastSequence() + 1;
            startAt(data, first).ifPresent(start -> {
                found.tailMap(first, true).clear();
                found.put(first, kept.configuration(start.configHash()));
            });
        }
        return found;
    }

    /** Empty if there is no such frame, or the core did not take it. */
    private static Optional<EngineStart> startAt(Path data, long first) {
        var found = new AtomicReference<EngineStart>();
        try (var reader = ChronicleReader.open(data, first)) {
            reader.poll((buffer, offset, length) -> {
                boolean isSound = (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0;
                if (found.get() == null && isSound && Frame.sequence(buffer, offset) == first) {
                    found.set(start(buffer, offset, length));
                }
            });
        }
        return Optional.ofNullable(found.get());
    }

    /**
     * The last start whose first frame is there, and that the core took.
     *
     * @return empty if there is no frame
     * @throws JournalException if an epoch begins with anything else than a start
     */
    static Optional<EngineStart> last(Path data) {
        for (JournalFolder.StoredEpoch epoch : JournalFolder.epochs(data).reversed()) {
            Optional<EngineStart> start = startAt(data, epoch.before().lastSequence() + 1);
            if (start.isPresent()) {
                return start;
            }
        }
        return Optional.empty();
    }

    /**
     * When a live engine first began; what its journal has of before is history that nobody traded on.
     *
     * @return epoch nanoseconds; 0 for a recording, which trades from its beginning
     */
    static long liveFromNanos(Path data) {
        var text = new FrameText();
        var fromNanos = new AtomicLong();
        var frames = new AtomicLong();
        try (var reader = ChronicleReader.open(data, 1)) {
            while (frames.get() < FRAMES_OF_A_START
                    && reader.poll((buffer, offset, length) -> {
                                boolean isLive = frames.getAndIncrement() < FRAMES_OF_A_START
                                        && text.messages(
                                                        buffer,
                                                        offset + Frame.HEADER_LENGTH,
                                                        length - Frame.HEADER_LENGTH)
                                                .getFirst()
                                                .name()
                                                .equals("onLiveStarted");
                                if (isLive) {
                                    fromNanos.set(Frame.atNanos(buffer, offset));
                                }
                            })
                            > 0) {
                // each frame is looked at as it comes
            }
        }
        return fromNanos.get();
    }

    private static EngineStart start(DirectBuffer buffer, int offset, int length) {
        return EngineStart.of(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                .orElseThrow(() -> new JournalException(
                        "expected the journal to begin with onEngineStarted, was another input at sequence "
                                + Frame.sequence(buffer, offset)));
    }
}
