package smc.ops.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.engine.view.NoInputs;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.feed.file.OutputFile;
import smc.feed.text.DataFileException;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.chronicle.ChronicleReader;
import smc.strategy.number.FixedPoint;

/**
 * What was added to, and taken from, the capital of a data folder: from its journal, and why from the file beside it. That is written before the
 * journal is, with the number of the epoch in which it will be found; a reason of an epoch without such a move is of one that was never made.
 */
public final class CapitalMoves implements FrameListener {
    /** Its name in the data folder: JSON lines. */
    public static final String FILE = "capital.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final FrameReader reader = new FrameReader();
    private final Map<Long, String> reasons;
    private final List<Moved> moves = new ArrayList<>();
    private final NoInputs told = new NoInputs() {
        @Override
        public void onEngineStarted(long newEpoch, long configHash, long keptSequence, int cutReason) {
            epoch = newEpoch;
        }
    };
    private final NoEffects said = new NoEffects() {
        @Override
        public void concluded(DeskEvent event) {
            if (event instanceof CapitalMoved moved) {
                String why = moved.isByHand() ? reasons.getOrDefault(epoch, "") : "configured so";
                moves.add(new Moved(sequence, atNanos, moved, why));
            }
        }
    };
    private long epoch;
    private long sequence;
    private long atNanos;

    /**
     * One of them.
     *
     * @param why as whoever did it gave it; empty if that is lost
     */
    public record Moved(long sequence, long atNanos, CapitalMoved move, String why) {}

    private CapitalMoves(Map<Long, String> reasons) {
        this.reasons = reasons;
    }

    /** All of them, in order. */
    public static List<Moved> in(Path data) throws IOException {
        var moves = new CapitalMoves(reasons(data.resolve(FILE)));
        try (var journal = ChronicleReader.open(data, 1)) {
            while (journal.poll(moves) > 0) {
                // each frame is looked at as it comes
            }
        }
        return List.copyOf(moves.moves);
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        sequence = Frame.sequence(buffer, offset);
        atNanos = Frame.atNanos(buffer, offset);
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
            reader.read(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, told, said);
        }
    }

    /**
     * Keeps why a move is made that the journal is about to get; whole or not at all.
     *
     * @param moneyE8 1e-8 USD, negative is taken
     */
    public static void keepReason(
            Path data, int epoch, Instant now, String account, String symbol, long moneyE8, String reason)
            throws IOException {
        Path file = data.resolve(FILE);
        String before = Files.exists(file) ? Files.readString(file) : "";
        String line = MAPPER.createObjectNode()
                .put("epoch", epoch)
                .put("time", now.toString())
                .put("account", account)
                .put("symbol", symbol)
                .put("usd", FixedPoint.formatE8(moneyE8))
                .put("reason", reason)
                .toString();
        OutputFile.write(file, out -> out.append(before).append(line).append('\n'));
    }

    private static Map<Long, String> reasons(Path file) throws IOException {
        var reasons = new LinkedHashMap<Long, String>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                try {
                    JsonNode json = MAPPER.readTree(line);
                    reasons.put(json.path("epoch").asLong(), json.path("reason").asText());
                } catch (JsonProcessingException e) {
                    throw new DataFileException(file, "expected JSON lines: " + e.getOriginalMessage());
                }
            }
        }
        return reasons;
    }
}
