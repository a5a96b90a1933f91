package smc.engine.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import smc.journal.chronicle.ChronicleReader;

/** What a journal has, byte for byte. */
final class JournaledFrames {
    private JournaledFrames() {}

    /** All frames of a data folder behind that one. */
    static List<byte[]> after(Path data, long sequence) {
        var frames = new ArrayList<byte[]>();
        try (var reader = ChronicleReader.open(data, sequence + 1)) {
            while (reader.poll((buffer, offset, length) -> {
                        var bytes = new byte[length];
                        buffer.getBytes(offset, bytes);
                        frames.add(bytes);
                    })
                    > 0) {
                // each is kept
            }
        }
        return frames;
    }
}
