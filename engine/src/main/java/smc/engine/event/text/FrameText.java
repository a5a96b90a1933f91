package smc.engine.event.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.agrona.DirectBuffer;
import smc.engine.event.codec.FrameException;
import smc.engine.event.codec.FrameMessage;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Shows a frame's messages by the schema alone, so that a message of any version is shown and a new one needs no code here. One owner, since it
 * keeps its place while reading.
 */
public final class FrameText {
    private static final String SCHEMA = "events.sbeir";
    private static final String UNKNOWN = "unknown";

    private final Map<Integer, MessageLayout> layouts = new HashMap<>();
    private final FrameMessage message = new FrameMessage();

    /** By the schema that this build was made with. */
    public FrameText() {
        for (List<Token> tokens : schema().messages()) {
            layouts.put(tokens.getFirst().id(), layout(tokens));
        }
    }

    /**
     * Shows all messages, in order. What a message lacks, because it is older, is left out; what is unknown is shown by its number.
     *
     * @param offset of the content: behind the frame's header
     * @param length of the content, in bytes
     * @throws FrameException at the first byte that cannot be part of a frame
     */
    public List<MessageText> messages(DirectBuffer buffer, int offset, int length) {
        var messages = new ArrayList<MessageText>();
        int end = FrameMessage.end(buffer, offset, length);
        for (int at = offset; at < end && !FrameMessage.isPadding(buffer, at, end); ) {
            at = message.read(buffer, at, end);
            messages.add(text());
        }
        return messages;
    }

    /** Name of the method that a message stands for; {@code unknown} if this build does not know it. */
    public String name(int templateId) {
        MessageLayout layout = layouts.get(templateId);
        return layout != null ? layout.name() : UNKNOWN;
    }

    /** The names of all messages that this build knows, inputs first, in the order of the schema. */
    public SequencedSet<String> names() {
        var names = new LinkedHashSet<String>();
        layouts.keySet().stream().sorted().forEach(template -> names.add(name(template)));
        return names;
    }

    private MessageText text() {
        MessageLayout layout = layouts.get(message.templateId());
        return layout != null
                ? layout.text(message)
                : new MessageText(
                        UNKNOWN,
                        List.of(
                                new MessageText.Field("template", Integer.toString(message.templateId()), true),
                                new MessageText.Field("version", Integer.toString(message.version()), true)));
    }

    private static MessageLayout layout(List<Token> tokens) {
        var fields = new ArrayList<FieldLayout>();
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.signal() == Signal.BEGIN_FIELD) {
                fields.add(FieldLayout.of(token, tokens.subList(at + 1, at + token.componentTokenCount() - 1)));
            }
        }
        return new MessageLayout(tokens.getFirst().name(), fields);
    }

    private static Ir schema() {
        try (InputStream in = FrameText.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("expected " + SCHEMA + " beside " + FrameText.class.getName());
            }
            try (var decoder = new IrDecoder(ByteBuffer.wrap(in.readAllBytes()))) {
                return decoder.decode();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
