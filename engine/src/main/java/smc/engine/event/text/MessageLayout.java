package smc.engine.event.text;

import java.util.List;
import smc.engine.event.codec.FrameMessage;

/**
 * Where the fields of a message are.
 *
 * @param fields in the order of the schema
 */
record MessageLayout(String name, List<FieldLayout> fields) {
    MessageLayout {
        fields = List.copyOf(fields);
    }

    /** The fields that this message has. */
    MessageText text(FrameMessage message) {
        return new MessageText(
                name,
                fields.stream()
                        .filter(field -> field.isIn(message))
                        .map(field -> field.text(message))
                        .toList());
    }
}
