package smc.ops.journal.upgrade;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import smc.engine.event.codec.EventSchema;
import smc.ops.journal.Moment;
import smc.ops.journal.upgrade.FrameDifference.Said;
import smc.strategy.number.FixedPoint;

/** An {@link UpgradeCheck} for programs (docs/formats.md). Money is decimal text in USD, times ISO 8601 in UTC, sequences as text. */
public final class UpgradeJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private UpgradeJson() {}

    /** @param build number of the program at hand, as frames carry it */
    public static ObjectNode of(UpgradeCheck check, int build) {
        OtherReplay replay = check.replay();
        ObjectNode json = MAPPER.createObjectNode();
        check.snapshot()
                .ifPresentOrElse(
                        header -> json.putObject("snapshot")
                                .put("sequence", Long.toString(header.sequence()))
                                .put("time", time(header.atNanos())),
                        () -> json.putNull("snapshot"));
        json.put("frames", replay.frames());
        json.put("lastSequence", Long.toString(replay.lastSequence()));
        ArrayNode writers = json.putArray("writtenBy");
        replay.writers()
                .forEach(writer -> writers.addObject()
                        .put("build", writer.build())
                        .put("schemaVersion", writer.schemaVersion())
                        .put("frames", writer.frames())
                        .put("firstSequence", Long.toString(writer.firstSequence()))
                        .put("lastSequence", Long.toString(writer.lastSequence())));
        json.putObject("thisBuild").put("build", build).put("schemaVersion", EventSchema.VERSION);
        json.put("framesThatDiffer", replay.differing());
        ArrayNode differences = json.putArray("differences");
        replay.listed().forEach(difference -> put(differences.addObject(), difference));
        replay.failedAt()
                .ifPresentOrElse(
                        sequence -> json.put("coreFailsAt", Long.toString(sequence)),
                        () -> json.putNull("coreFailsAt"));
        ArrayNode money = json.putArray("money");
        check.money()
                .forEach(one -> money.addObject()
                        .put("account", one.account())
                        .put("symbol", one.symbol())
                        .put("recorded", usd(one.recordedE8()))
                        .put("thisBuild", usd(one.insteadE8()))
                        .put("difference", usd(one.differenceE8())));
        return json.put("isSame", check.isSame()).put("verdict", UpgradeText.verdict(check));
    }

    private static void put(ObjectNode json, FrameDifference difference) {
        json.put("sequence", Long.toString(difference.sequence()))
                .put("time", time(difference.atNanos()))
                .put("input", difference.input());
        put(json.putArray("recorded"), difference.recorded());
        put(json.putArray("thisBuild"), difference.instead());
    }

    private static void put(ArrayNode json, List<Said> said) {
        said.forEach(one -> json.addObject()
                .put("symbol", one.symbol().isEmpty() ? null : one.symbol())
                .put("mode", one.mode().isEmpty() ? null : one.mode())
                .put("words", one.words()));
    }

    private static String time(long nanos) {
        return Moment.utc(nanos).toString();
    }

    private static String usd(long e8) {
        return BigDecimal.valueOf(e8, FixedPoint.SCALE).toPlainString();
    }
}
