package smc.engine.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import smc.journal.Journal;
import smc.strategy.state.StateCopy;

/**
 * How things stood after a frame, as a reader of the journal has folded it. The engine took no copy there, so that no frame confirms it: it names the
 * frame that it follows, and the program that made it. No start goes on from one.
 *
 * @param view as {@link smc.engine.view.EngineView#copyTo} tells it
 */
public record ViewSnapshot(Header header, StateCopy view) {
    /**
     * What it is of.
     *
     * @param sequence of the frame
     * @param atNanos time of the frame, epoch nanoseconds
     * @param frameSha256 of all bytes of the frame, as {@link #sha256} tells it
     * @param maker the program
     * @param configuration number of the one that was in force
     * @param place where in the journal the frame's batch begins
     */
    public record Header(
            long sequence, long atNanos, String frameSha256, Maker maker, long configuration, Journal.Place place) {}

    /**
     * Which program has folded. What another one folded is not used.
     *
     * @param build its number; programs of the same number may differ while they are worked on
     * @param schemaVersion of the messages that it knows
     * @param fingerprint of its files
     */
    public record Maker(int build, int schemaVersion, long fingerprint) {}

    /**
     * SHA-256 of a frame.
     *
     * @param buffer over a byte array
     * @param length of the frame, header included, in bytes
     * @return 64 hexadecimal digits
     */
    public static String sha256(DirectBuffer buffer, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
