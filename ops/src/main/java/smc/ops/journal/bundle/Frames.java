package smc.ops.journal.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.journal.Frame;
import smc.journal.FrameChecksum;
import smc.journal.FrameListener;
import smc.journal.JournalReader;

/** The frames of a bundle, one after another as they stand in the journal: each begins with its length and its checksum. */
final class Frames implements JournalReader {
    private final InputStream in;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[Frame.LENGTH_MAX]);
    private final FrameChecksum checksum = new FrameChecksum();
    private long lastSequence;

    /** @param firstSequence of the first frame */
    Frames(InputStream in, long firstSequence) {
        this.in = in;
        lastSequence = firstSequence - 1;
    }

    static Manifest.Point point(DirectBuffer buffer, int offset) {
        return new Manifest.Point(Frame.sequence(buffer, offset), Frame.atNanos(buffer, offset));
    }

    /** @throws BundleException if what comes is not the next frame, whole */
    @Override
    public int poll(FrameListener listener) {
        try {
            int header = in.readNBytes(frame.byteArray(), 0, Frame.HEADER_LENGTH);
            if (header == 0) {
                return 0;
            }
            int length = header < Frame.HEADER_LENGTH ? 0 : Frame.length(frame, 0);
            if (!FrameChecksum.isLength(length)) {
                throw wrong("a frame cannot have a length of " + length);
            }
            int content = length - Frame.HEADER_LENGTH;
            if (in.readNBytes(frame.byteArray(), Frame.HEADER_LENGTH, content) < content) {
                throw new EOFException();
            }
            if (checksum.check(frame, 0, length) != FrameChecksum.Result.OK
                    || Frame.sequence(frame, 0) != lastSequence + 1) {
                throw wrong("it is another, or its checksum is wrong");
            }
            lastSequence++;
            listener.onFrame(frame, 0, length);
            return 1;
        } catch (IOException e) {
            throw wrong(e instanceof EOFException ? "it is cut off" : "it cannot be read: " + e.getMessage());
        }
    }

    private BundleException wrong(String what) {
        return new BundleException("%s: expected the frame of sequence %d after %d: %s"
                .formatted(Entries.FRAMES, lastSequence + 1, lastSequence, what));
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new BundleException(Entries.FRAMES + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
