package smc.exchange.play;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far the market has come, beside the log: 24 bytes, overwritten before anybody hears of the step. So a killed exchange does not begin
 * at an earlier place than it has told. Never forced: after a power cut the log's place holds, which may be seconds older.
 *
 * <p>Place, market time, and a checksum over both and over what exchange it is: a file that is torn or another's reads as none.
 */
final class PlaceFile implements AutoCloseable {
    static final String FILE = "place.bin";

    private static final int BYTES = 3 * Long.BYTES;

    private final Path file;
    private final FileChannel channel;
    private final long identity;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private Place kept = new Place(-1, 0);

    /**
     * @param trades delivered so far
     * @param marketNanos epoch nanoseconds
     */
    record Place(long trades, long marketNanos) {}

    /** @param exchange what exchange it is, as the log's first line has it */
    PlaceFile(Path folder, String exchange) throws IOException {
        file = folder.resolve(FILE);
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        identity = checksum(ByteBuffer.wrap(exchange.getBytes(StandardCharsets.UTF_8)));
    }

    /** Empty if there is none, or none that was written whole by this exchange. */
    Optional<Place> read() throws IOException {
        bytes.clear();
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // The rest.
        }
        if (bytes.hasRemaining()) {
            return Optional.empty();
        }
        var place = new Place(bytes.getLong(0), bytes.getLong(Long.BYTES));
        return bytes.getLong(2 * Long.BYTES) == checksum(place) ? Optional.of(place) : Optional.empty();
    }

    /** Whether there is something in it, which {@link #read} may refuse. */
    boolean isWritten() throws IOException {
        return channel.size() > 0;
    }

    /** 0.8 us where it was measured (2026-11-22). */
    void keep(long trades, long marketNanos) {
        if (trades == kept.trades && marketNanos == kept.marketNanos) {
            return;
        }
        kept = new Place(trades, marketNanos);
        long checksum = checksum(kept);
        bytes.clear().putLong(trades).putLong(marketNanos).putLong(checksum).flip();
        try {
            // One write within one page: whole, unless the machine itself fails.
            channel.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    private long checksum(Place place) {
        return checksum(ByteBuffer.allocate(BYTES)
                .putLong(identity)
                .putLong(place.trades)
                .putLong(place.marketNanos)
                .flip());
    }

    private static long checksum(ByteBuffer of) {
        var checksum = new CRC32C();
        checksum.update(of);
        return checksum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
