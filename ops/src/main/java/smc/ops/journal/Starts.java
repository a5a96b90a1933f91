package smc.ops.journal;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import smc.engine.config.Configuration;
import smc.engine.event.EngineStart;
import smc.engine.record.DataFolder;
import smc.journal.Frame;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleReader;

/** By which configuration a journal was written. */
final class Starts {
    private Starts() {}

    /**
     * The configuration of the first start.
     *
     * @throws JournalException if the journal begins with anything else than a start, or the configuration was changed
     * @throws smc.engine.config.ConfigException if it is not there
     */
    static Configuration configuration(Path data) {
        var first = new AtomicReference<EngineStart>();
        try (var reader = ChronicleReader.open(data, 1)) {
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

    private static EngineStart start(DirectBuffer buffer, int offset, int length) {
        return EngineStart.of(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH)
                .orElseThrow(() -> new JournalException(
                        "expected the journal to begin with onEngineStarted, was another input at sequence "
                                + Frame.sequence(buffer, offset)));
    }
}
