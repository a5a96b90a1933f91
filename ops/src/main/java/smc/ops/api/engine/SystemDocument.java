package smc.ops.api.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import smc.journal.CutReason;
import smc.journal.JournalException;
import smc.journal.chronicle.JournalFolder;
import smc.ops.api.document.Document;
import smc.ops.api.document.Page;
import smc.ops.api.document.Parameter;
import smc.ops.api.document.Query;
import smc.ops.api.document.Values;
import smc.ops.api.model.History.Start;
import smc.ops.api.model.LiveFacts;
import smc.ops.api.model.Part;
import smc.ops.api.model.Progress;
import smc.ops.api.model.Reading;
import smc.ops.text.ProgramVersion;

/** {@code /api/system}. */
public final class SystemDocument implements Document {
    private static final int STARTS_MAX = 20;

    private final Path data;
    private final LiveFacts live;

    /**
     * @param data folder of the engine
     * @param live what no frame says
     */
    public SystemDocument(Path data, LiveFacts live) {
        this.data = data;
        this.live = live;
    }

    @Override
    public String path() {
        return "/api/system";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Page.AT);
    }

    @Override
    public JsonNode answer(Reading reading, Query query) {
        ObjectNode json = Values.begin(reading).put("build", ProgramVersion.text());
        Progress progress = reading.progress();
        json.putObject("readModel")
                .put("folded", Values.id(progress.folded()))
                .put("target", Values.id(progress.target()))
                .put("complete", progress.isComplete())
                .put("donePct", progress.donePct())
                .put("problem", progress.problem().orElse(null));
        putJournal(json.putObject("journal"));
        putStarts(reading.history().starts(), json.putArray("starts"));
        json.putObject("disk").put("freeBytes", freeBytes());
        LiveRow.put(LiveRow.of(reading, live), json);
        json.putNull("server");
        live.server().ifPresent(counts -> json.set("server", counts));
        return json;
    }

    private void putJournal(ObjectNode json) {
        Path name = data.toAbsolutePath().normalize().getFileName();
        json.put("folder", name == null ? "" : name.toString());
        try {
            List<JournalFolder.StoredEpoch> epochs = JournalFolder.isIn(data) ? JournalFolder.epochs(data) : List.of();
            json.put("firstSequence", Values.id(JournalFolder.isIn(data) ? JournalFolder.firstSequence(data) : 1))
                    .put("epochs", epochs.size())
                    .put(
                            "bytes",
                            epochs.stream()
                                    .mapToLong(JournalFolder.StoredEpoch::fileBytes)
                                    .sum());
        } catch (JournalException _) {
            json.put("firstSequence", "1").put("epochs", 0).putNull("bytes");
        }
    }

    private static void putStarts(Part<Start> starts, ArrayNode json) {
        for (int i = starts.size() - 1; i >= Math.max(0, starts.size() - STARTS_MAX); i--) {
            Start start = starts.get(i);
            json.addObject()
                    .put("seq", Values.id(starts.sequence(i)))
                    .put("time", Values.time(start.atNanos()))
                    .put("epoch", start.epoch())
                    .put("configHash", "%016x".formatted(start.configHash()))
                    .put("keptSequence", Values.id(start.keptSequence()))
                    .put("cut", CutReason.of(start.cutReason()).map(Enum::name).orElse("reason " + start.cutReason()));
        }
    }

    private Long freeBytes() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException _) {
            return null;
        }
    }
}
