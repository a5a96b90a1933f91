package smc.execution.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the exchange was told, a line of JSON each: first what it is, then every command that was carried out with its place in the market,
 * and now and then the place alone. Played again through a fresh exchange it gives the same state. A last line that was cut off by a crash
 * was never answered, and goes.
 *
 * <pre>
 * {"market":"synthetic NORMAL seed 1", "start":1735689600000000000, "accounts":[...], "instruments":[...]}
 * {"place":120, "market_nanos":..., "next_id":1000001, "user":1, "command":"PLACE", "body":{...}}
 * {"place":400}
 * </pre>
 */
final class CommandLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;
    private final List<JsonNode> lines = new ArrayList<>();

    /** @throws IOException if it cannot be read or written, a line is no JSON, or another exchange has it open */
    CommandLog(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = folder.resolve("commands.log");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock();
            read();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(file + ": another exchange runs on this folder");
        }
    }

    private void read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        channel.truncate(end);
        channel.position(end);
        int number = 0;
        for (String line :
                new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            try {
                lines.add(JSON.readTree(line));
            } catch (IOException e) {
                throw new IOException(file + ":" + number + ": expected a line of JSON, was " + line, e);
            }
        }
    }

    /** What was there at the start; the caller may forget it after. */
    List<JsonNode> lines() {
        return lines;
    }

    Path file() {
        return file;
    }

    /** On disk when it returns. */
    void append(ObjectNode line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
