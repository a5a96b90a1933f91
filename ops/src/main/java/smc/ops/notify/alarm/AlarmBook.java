package smc.ops.notify.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import smc.engine.event.Inputs;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;
import smc.ops.api.model.Happening.Severity;
import smc.ops.notify.Courier;
import smc.ops.notify.Kind;
import smc.ops.notify.Message;
import smc.ops.notify.Place;

/**
 * Keeps alarms in {@code outbox/alarms.jsonl}, each with a number, from 1 and without a hole as long as all are kept. One is told when it is on disk, or
 * could not be brought there. Its place as a message is frame 0, which no journal has, and its number.
 */
public final class AlarmBook implements Courier.Alarms, AutoCloseable {
    /** So many are there for who was away, the newest: one a minute for 16 hours. A line has some 200 bytes, and the file twice as many lines at most. */
    static final int KEPT = 1_000;

    /** So many may come while the disk is busy with those before; what is more is counted, and said to be missing. */
    static final int TAKEN_MOST = 1_000;

    /** Longer ones are cut: who sends them has to end. */
    private static final int TEXT_CHARS_MOST = 4_000;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long END_MILLIS = 500;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private record Taken(Instant at, String text) {}

    private final Path file;
    private final Consumer<String> trouble;
    private final ArrayBlockingQueue<Taken> taken = new ArrayBlockingQueue<>(TAKEN_MOST);
    private final AtomicInteger missed = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().daemon().name("alarms").unstarted(this::run);
    private volatile boolean isClosed;

    /** Oldest first. Under the lock of the book, as are those below. */
    private final Deque<Message> kept = new ArrayDeque<>();

    private int before;
    private int last;
    private int lines;

    /** Whether a line can be put behind what is in the file. */
    private boolean isSound;

    private boolean isFailing;

    private AlarmBook(Path file, Consumer<String> trouble) {
        this.file = file;
        this.trouble = trouble;
    }

    /**
     * Opens it; the folder {@code outbox} is made if there is none. It writes only when it is asked to, {@link #write}.
     *
     * @param trouble told once when it cannot write
     * @throws DataFileException if a line is not what is written here, but for a last one that was cut off
     */
    public static AlarmBook open(Path data, Consumer<String> trouble) throws IOException {
        Path folder = data.resolve("outbox");
        Files.createDirectories(folder);
        var book = new AlarmBook(folder.resolve("alarms.jsonl"), trouble);
        book.read();
        return book;
    }

    /** Begins to write what is taken, until it is closed. */
    public AlarmBook start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!isClosed) {
            write();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        write();
    }

    /** Takes one. Any thread; at once back. A death of the process before it is written, within moments, loses it. */
    public void take(Instant at, String text) {
        String line = text.length() <= TEXT_CHARS_MOST ? text : text.substring(0, TEXT_CHARS_MOST);
        if (!taken.offer(new Taken(at, line))) {
            missed.incrementAndGet();
        }
        LockSupport.unpark(thread);
    }

    /** Writes what was taken so far, and lets it be told. */
    public synchronized void write() {
        List<Taken> all = new ArrayList<>();
        int lost = missed.getAndSet(0);
        taken.drainTo(all);
        if (all.isEmpty()) {
            missed.addAndGet(lost);
            return;
        }
        List<Message> fresh = new ArrayList<>();
        for (Taken one : all) {
            fresh.add(message(++last, one.at(), one.text()));
        }
        last += lost; // They came behind these: there was no room.
        kept.addAll(fresh);
        while (kept.size() > KEPT) {
            kept.removeFirst();
        }
        try {
            keep(fresh);
            isFailing = false;
        } catch (IOException e) {
            isSound = false;
            if (!isFailing) {
                trouble.accept("outbox/alarms.jsonl cannot be written, which ends nothing: " + e.getMessage());
            }
            isFailing = true;
        }
    }

    private void keep(List<Message> fresh) throws IOException {
        if (!isSound || lines + fresh.size() > 2 * KEPT) {
            OutputFile.write(file, bytes(kept));
            lines = kept.size();
            isSound = true;
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(fresh));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        lines += fresh.size();
    }

    private static byte[] bytes(Iterable<Message> messages) {
        var text = new StringBuilder();
        for (Message message : messages) {
            text.append(MAPPER.createObjectNode()
                            .put("number", message.place().index())
                            .put(
                                    "at",
                                    Instant.ofEpochSecond(0, message.atNanos()).toString())
                            .put("text", message.text()))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private synchronized void read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return;
        }
        int sound = bytes.length;
        while (sound > 0 && bytes[sound - 1] != '\n') {
            sound--;
        }
        isSound = sound == bytes.length; // What is cut off was told to nobody.
        for (String line :
                new String(bytes, 0, sound, StandardCharsets.UTF_8).lines().toList()) {
            lines++;
            Message message = message(line);
            if (message.place().index() <= last) {
                throw new DataFileException(
                        file,
                        lines,
                        "number: expected one above " + last + ", was "
                                + message.place().index());
            }
            last = message.place().index();
            kept.add(message);
        }
        while (kept.size() > KEPT) {
            kept.removeFirst();
        }
        before = last;
    }

    private Message message(String line) throws DataFileException {
        String expected = "expected a JSON object with number, at and text, was " + line;
        try {
            JsonNode json = MAPPER.readTree(line);
            if (!json.path("number").isInt() || !json.path("text").isTextual()) {
                throw new DataFileException(file, lines, expected);
            }
            return message(
                    json.path("number").intValue(),
                    Instant.parse(json.path("at").asText()),
                    json.path("text").textValue());
        } catch (JsonProcessingException | DateTimeException e) {
            throw new DataFileException(file, lines, expected);
        }
    }

    private static Message message(int number, Instant at, String text) {
        long atNanos = TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
        return new Message(new Place(0, number), atNanos, Kind.ALARM, Severity.ALARM, Inputs.ALL, text);
    }

    /** Who was told more than is there, since the file went away, begins with what comes. */
    @Override
    public synchronized Place begin(Optional<Place> told) {
        return new Place(0, Math.min(told.map(Place::index).orElse(before), before));
    }

    @Override
    public synchronized List<Message> after(Place told) {
        List<Message> found = new ArrayList<>();
        int previous = told.index();
        for (Message message : kept) {
            int number = message.place().index();
            if (number > previous) {
                found.add(new Message(
                        message.place(),
                        message.atNanos(),
                        message.kind(),
                        message.severity(),
                        message.accountId(),
                        words(message.text(), number - previous - 1)));
                previous = number;
            }
        }
        return found;
    }

    private static String words(String text, int missing) {
        return "ALARM: " + text
                + (missing == 0 ? "" : "\n(%,d alarms before it were too many to keep)".formatted(missing));
    }

    /** Writes what was taken; what comes after is told to nobody. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
