package smc.ops.api.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import smc.ops.api.model.Reading;
import smc.strategy.number.FixedPoint;

/** How documents spell what they say. */
public final class Values {
    private Values() {}

    /** What every document begins with. */
    public static ObjectNode begin(Reading reading) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("seq", Long.toString(reading.sequence()))
                .put("asOf", time(reading.atNanos()))
                .put("complete", reading.progress().isComplete());
    }

    /** ISO 8601 in UTC of epoch nanoseconds. */
    public static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    /** Decimal text of 1e-8 USD. */
    public static String usd(long e8) {
        return FixedPoint.formatE8(e8);
    }

    public static String id(long id) {
        return Long.toString(id);
    }

    /** Null for the id of nothing. */
    public static String idOrNull(long id) {
        return id == 0 ? null : Long.toString(id);
    }

    /** Shortest plain decimal; null for what does not exist. */
    public static String decimal(BigDecimal value) {
        return value == null
                ? null
                : value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
