package smc.ops.journal.cause;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import smc.engine.event.text.MessageText;
import smc.ops.journal.Moment;

/** A chain of causes, for people and for programs. */
public final class Answer {
    private final Sentences sentences;
    private final ObjectNode subject;
    private final String heading;
    private final List<Link> links;
    private final List<String> reasons;

    /**
     * @param subject what was asked about, with the names of the JSON
     * @param heading likewise, for people
     * @param reasons sentences that say why there is not more
     */
    Answer(Names names, ObjectNode subject, String heading, List<Link> links, List<String> reasons) {
        sentences = new Sentences(names);
        this.subject = subject;
        this.heading = heading;
        this.links = List.copyOf(links);
        this.reasons = List.copyOf(reasons);
    }

    /** A frame a paragraph: its sequence, its time and what came in, then what of it led on. */
    public void print(PrintWriter out) {
        out.println(heading);
        int digits = links.stream()
                .mapToInt(link -> Long.toString(link.sequence()).length())
                .max()
                .orElse(0);
        String indent = " ".repeat(digits + 2);
        for (Link link : links) {
            List<Message> messages = link.messages();
            out.printf("%" + digits + "d  %s  %s%n", link.sequence(), Moment.utc(link.atNanos()), first(link));
            messages.stream().skip(1).forEach(message -> out.println(indent + "  -> " + sentences.of(message)));
        }
        reasons.forEach(out::println);
    }

    private String first(Link link) {
        if (!link.note().isEmpty()) {
            return link.note();
        }
        return sentences.of(link.messages().getFirst());
    }

    /** {@code subject}, {@code chain} of {@code sequence}, {@code time}, {@code note} and {@code messages}, and {@code reasons}. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("subject", subject);
        ArrayNode chain = json.putArray("chain");
        for (Link link : links) {
            ObjectNode frame = chain.addObject();
            frame.put("sequence", Long.toString(link.sequence()))
                    .put("time", Moment.utc(link.atNanos()).toString())
                    .put("note", link.note().isEmpty() ? null : link.note());
            ArrayNode messages = frame.putArray("messages");
            link.messages().forEach(message -> put(message, messages.addObject()));
        }
        ArrayNode why = json.putArray("reasons");
        reasons.forEach(why::add);
        return json;
    }

    /** As {@code ./smc journal dump --json} has it, and in words. */
    private void put(Message message, ObjectNode json) {
        json.put("message", message.name());
        for (MessageText.Field field : message.text().fields()) {
            if (!field.isBare()) {
                json.put(field.name(), field.value());
            } else if (field.value().equals("true") || field.value().equals("false")) {
                json.put(field.name(), field.value().equals("true"));
            } else {
                json.put(field.name(), Long.parseLong(field.value()));
            }
        }
        json.put("text", sentences.of(message));
    }
}
