package smc.exchange.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import smc.exchange.FolderTakenException;

/**
 * What the exchange was told, a line of JSON each: first what it is, then every command that was carried out with its place in the market,
 * and now and then the place alone. Played again through a fresh exchange it gives the same state. A last line that was cut off by a crash
 * was never answered, and goes. Every command ends with the checksum of all before it, so that nothing else can go, or be another, unnoticed.
 *
 * <pre>
 * {"market":"synthetic NORMAL seed 1", "start":1735689600000000000, "accounts":[...], "instruments":[...]}
 * {"place":120, "market_nanos":..., "next_id":1000001, "user":1, "command":"PLACE", "body":{...}, "check":"9a3f02c7"}
 * {"place":400}
 * </pre>
 *
 * <p>Locked as long as it is open, and read through what holds the lock: a process that closes any other descriptor of the file loses it (fcntl).
 */
public final class CommandLog implements AutoCloseable {
    static final String FILE = "commands.log";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHECK = "check";

    /** Behind everything else of a line; older builds wrote none. */
    private static final Pattern CHECKED = Pattern.compile("(.*),\"check\":\"([0-9a-f]{8})\"}");

    private static final Set<Path> TAKEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path folder;
    private final FileChannel channel;
    private final List<JsonNode> lines = new ArrayList<>();
    private final CRC32C before = new CRC32C();
    private int bytesCutOff;

    /**
     * @throws FolderTakenException if another exchange has it open
     * @throws IOException if it cannot be read or written, or is not as it was written
     */
    public CommandLog(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        folder = dataFolder.toRealPath();
        file = dataFolder.resolve(FILE);
        if (!TAKEN_HERE.add(folder)) { // before it is opened, since closing it again would release the lock
            throw taken();
        }
        FileChannel opened = null;
        try {
            opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = opened;
            if (channel.tryLock() == null) {
                throw taken();
            }
            read();
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            TAKEN_HERE.remove(folder);
            throw e;
        }
    }

    /**
     * The first line of the log in a folder, without taking it: for whoever wants to know the market before there is an exchange.
     *
     * @return empty if there is no whole line
     * @throws FolderTakenException if an exchange of this process has it
     */
    public static Optional<JsonNode> firstLine(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (TAKEN_HERE.contains(dataFolder.toRealPath())) {
            throw new FolderTakenException(file + ": another exchange runs on this folder");
        }
        try (var lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            return line == null ? Optional.empty() : Optional.of(json(file, 1, line));
        }
    }

    private FolderTakenException taken() {
        return new FolderTakenException(file + ": another exchange runs on this folder");
    }

    private void read() throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // the rest
        }
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        boolean isChecked = false;
        int number = 0;
        for (String line : new String(bytes.array(), 0, end, StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            number++;
            JsonNode parsed = json(file, number, line);
            Matcher checked = CHECKED.matcher(line);
            String text = checked.matches() ? checked.group(1) + "}" : line;
            before.update(text.getBytes(StandardCharsets.UTF_8));
            boolean isCommand = parsed.has("command");
            if (checked.matches() ? !checked.group(2).equals(checksum()) : isCommand && isChecked) {
                throw new IOException(
                        "%s:%d: damaged: expected the line that was written after those before it, its checksum says another, was %s; %s"
                                .formatted(file, number, line, advice(file)));
            }
            isChecked |= checked.matches();
            if (parsed instanceof ObjectNode object) {
                object.remove(CHECK);
            }
            lines.add(parsed);
        }
        bytesCutOff = bytes.position() - end;
        channel.truncate(end);
        channel.position(end);
    }

    private static JsonNode json(Path file, int number, String line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IOException(
                    "%s:%d: damaged: expected a line of JSON, was %s; %s".formatted(file, number, line, advice(file)),
                    e);
        }
    }

    /** What whoever cannot go on with it is to do. */
    static String advice(Path file) {
        return "restore " + file.toAbsolutePath().getParent()
                + " from a copy, or begin anew with another folder: accounts, orders and positions are in this file alone";
    }

    private String checksum() {
        return "%08x".formatted(before.getValue());
    }

    /** Bytes of a last line that was never answered, which are gone now; 0 if there was none. */
    int bytesCutOff() {
        return bytesCutOff;
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
            before.update(line.toString().getBytes(StandardCharsets.UTF_8));
            if (line.has("command")) {
                line.put(CHECK, checksum());
            }
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
        TAKEN_HERE.remove(folder);
    }
}
