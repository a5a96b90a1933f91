package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.JsonNode;
import smc.execution.venue.delta.ledger.Refusal;

/** What came of a request. */
sealed interface RestReply {
    /** Carried out. */
    record Done(JsonNode result, JsonNode meta) implements RestReply {}

    /** Not carried out, for a reason that the API itself names. */
    record Refused(int status, String code, JsonNode context) implements RestReply {
        Refusal refusal() {
            return Refusal.of(code);
        }

        boolean isNotFound() {
            return (status == 404 && refusal() != Refusal.NOT_AUTHORIZED) || code.equals("open_order_not_found");
        }
    }

    /**
     * Not carried out: the quota is used up.
     *
     * @param waitMillis how long; 0 if the venue does not say it, as its matching engine may not (docs/delta-exchange.md, section 3.2)
     */
    record QuotaUsedUp(long waitMillis) implements RestReply {}

    /** Carried out or not: no answer, or none of the API's own. */
    record Unknown(String why) implements RestReply {}
}
