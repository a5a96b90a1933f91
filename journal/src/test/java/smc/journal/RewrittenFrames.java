package smc.journal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.chronicle.ChronicleReader;

/** Frames of a closed journal as another program would have written them: changed where they stand, and sealed. */
public final class RewrittenFrames {
    private final List<byte[]> before = new ArrayList<>();
    private final List<byte[]> after = new ArrayList<>();
    private final Consumer<UnsafeBuffer> change;

    private RewrittenFrames(Consumer<UnsafeBuffer> change) {
        this.change = change;
    }

    /**
     * Rewrites.
     *
     * @param change is handed every frame, header included and nothing else, in order
     * @return how many frames it has changed
     */
    public static int in(Path data, Consumer<UnsafeBuffer> change) throws IOException {
        var rewritten = new RewrittenFrames(change);
        try (var reader = ChronicleReader.open(data, 1)) {
            while (reader.poll(rewritten::onFrame) > 0) {
                // each is changed as it comes
            }
        }
        rewritten.write(data);
        return rewritten.after.size();
    }

    private void onFrame(DirectBuffer buffer, int offset, int length) {
        var frame = new byte[length];
        buffer.getBytes(offset, frame);
        byte[] changed = frame.clone();
        change.accept(new UnsafeBuffer(changed));
        if (!Arrays.equals(frame, changed)) {
            new FrameChecksum().seal(new UnsafeBuffer(changed), 0, length);
            before.add(frame);
            after.add(changed);
        }
    }

    private void write(Path data) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(data.resolve("journal"))) {
            files = all.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
        int next = 0;
        for (Path file : files) {
            try (var channel = FileChannel.open(file, READ, WRITE)) {
                MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
                int at = 0;
                while (next < before.size() && (at = find(bytes, at, before.get(next))) >= 0) {
                    bytes.put(at, after.get(next));
                    at += after.get(next).length;
                    next++;
                }
            }
        }
        if (next < before.size()) {
            throw new AssertionError(
                    "expected to find all " + before.size() + " frames in " + files + ", found " + next);
        }
    }

    /** Messages lie at multiples of 4 bytes; -1 if it is not there. */
    private static int find(MappedByteBuffer bytes, int from, byte[] frame) {
        ByteBuffer sought = ByteBuffer.wrap(frame);
        for (int at = from; at + frame.length <= bytes.capacity(); at += Integer.BYTES) {
            if (bytes.getLong(at) == sought.getLong(0)
                    && bytes.slice(at, frame.length).equals(sought)) {
                return at;
            }
        }
        return -1;
    }
}
