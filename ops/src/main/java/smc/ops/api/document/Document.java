package smc.ops.api.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import smc.ops.api.model.Reading;

/** One route of the API and what it answers. Safe to ask from any thread. */
public interface Document {
    /** As {@code /api/trades} or {@code /api/trades/{id}}: at most one part in braces, the last. */
    String path();

    /** Its name first in lists that say what there is; the one in the path is among them. */
    List<Parameter> parameters();

    /**
     * The document by {@code openapi.yaml}.
     *
     * @param reading of the moment that {@code query} is about
     * @param query checked against {@link #parameters}
     * @throws RefusedException if a value is not what it should be, or there is no such thing
     */
    JsonNode answer(Reading reading, Query query) throws RefusedException;
}
