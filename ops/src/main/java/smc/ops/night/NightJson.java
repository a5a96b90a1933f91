package smc.ops.night;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import smc.ops.journal.Moment;
import smc.ops.journal.bundle.PartReplay;
import smc.ops.question.Parity;
import smc.ops.question.QuestionJson;

/** A night's result for programs (docs/formats.md, section 17). */
public final class NightJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private NightJson() {}

    /**
     * Of a night.
     *
     * @param data its folder, which the names of files are relative to
     * @param build version of the program, for people
     */
    public static ObjectNode of(Night night, Path data, String build) {
        ObjectNode json =
                head(night.night(), night.day(), night.from(), night.to(), build, night.told(), night.wrong());
        replay(json.putObject("replay"), night.replay());
        parity(json.putObject("parity"), night.parity());
        retention(json.putObject("retention"), night.retention(), data);
        return json;
    }

    /**
     * Of a night whose work came to nothing.
     *
     * @param why a sentence without its end
     */
    static ObjectNode failed(LocalDate night, Instant from, Instant to, String build, String why) {
        ObjectNode json = head(night, Optional.empty(), from, to, build, List.of(), List.of(why));
        for (String part : List.of("replay", "parity", "retention")) {
            json.putObject(part).put("state", "failed").put("why", why);
        }
        return json;
    }

    private static ObjectNode head(
            LocalDate night,
            Optional<LocalDate> day,
            Instant from,
            Instant to,
            String build,
            List<String> told,
            List<String> wrong) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("night", night.toString())
                .put("day", day.map(LocalDate::toString).orElse(null))
                .put("started", from.toString())
                .put("ended", to.toString())
                .put("build", build)
                .put("good", wrong.isEmpty());
        put(json.putArray("wrong"), wrong);
        put(json.putArray("told"), told);
        return json;
    }

    private static void put(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void replay(ObjectNode json, Part<PartReplay> part) {
        switch (part) {
            case Part.Done<PartReplay>(var replay) -> {
                json.put("state", "done");
                json.put(
                        "snapshot",
                        replay.snapshot().isPresent()
                                ? Long.toString(replay.snapshot().getAsLong())
                                : null);
                json.put("frames", replay.frames())
                        .put("lastSequence", Long.toString(replay.lastSequence()))
                        .put("hashes", replay.hashes())
                        .put(
                                "lastHash",
                                replay.lastHash().isPresent()
                                        ? "%016x".formatted(replay.lastHash().getAsLong())
                                        : null);
                put(json.putArray("remarks"), replay.remarks());
                if (replay.difference().isEmpty()) {
                    json.putNull("difference");
                } else {
                    PartReplay.Differing difference = replay.difference().get();
                    ObjectNode one = json.putObject("difference")
                            .put("sequence", Long.toString(difference.sequence()))
                            .put("time", Moment.utc(difference.atNanos()).toString())
                            .put("build", difference.build());
                    put(one.putArray("comparison"), difference.comparison());
                }
            }
            case Part.Failed<PartReplay>(var why) -> failed(json, why);
            case Part.LeftOut<PartReplay>(var why) -> leftOut(json, why);
        }
    }

    private static void parity(ObjectNode json, Part<Parity> part) {
        switch (part) {
            case Part.Done<Parity>(var parity) -> json.put("state", "done").setAll(QuestionJson.of(parity));
            case Part.Failed<Parity>(var why) -> failed(json, why);
            case Part.LeftOut<Parity>(var why) -> leftOut(json, why);
        }
    }

    private static void retention(ObjectNode json, Part<Retention> part, Path data) {
        switch (part) {
            case Part.Done<Retention>(var retention) -> {
                json.put("state", retention.failure().isEmpty() ? "done" : "failed");
                retention.failure().ifPresent(why -> json.put("why", why));
                json.put("archiveDays", Retention.ARCHIVE_DAYS);
                retention
                        .rule()
                        .keepDays()
                        .ifPresentOrElse(days -> json.put("keepDays", days), () -> json.putNull("keepDays"));
                ArrayNode archived = json.putArray("archived");
                retention
                        .archived()
                        .forEach(epoch -> archived.addObject()
                                .put("epoch", epoch.epoch())
                                .put("file", name(data, epoch.archive()))
                                .put("bytes", epoch.bytes())
                                .put("archivedBytes", epoch.archivedBytes()));
                ArrayNode deleted = json.putArray("deleted");
                retention
                        .deleted()
                        .forEach(epoch -> deleted.addObject()
                                .put("epoch", epoch.epoch())
                                .put("file", name(data, epoch.archive()))
                                .put("bytes", epoch.bytes()));
                put(json.putArray("kept"), retention.kept());
            }
            case Part.Failed<Retention>(var why) -> failed(json, why);
            case Part.LeftOut<Retention>(var why) -> leftOut(json, why);
        }
    }

    private static String name(Path data, Path file) {
        return data.relativize(file).toString();
    }

    private static void failed(ObjectNode json, String why) {
        json.put("state", "failed").put("why", why);
    }

    private static void leftOut(ObjectNode json, String why) {
        json.put("state", "left out").put("why", why);
    }
}
