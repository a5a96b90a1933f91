package smc.ops.notify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import smc.engine.event.Inputs;
import smc.ops.api.model.Reading;
import smc.ops.story.Prose;

/**
 * What is delivered as one: a message, or a summary of many.
 *
 * @param messages one or more, oldest first
 * @param texts each within a channel's limit, in order
 * @param picture a PNG of which the last text is the caption
 */
record Parcel(List<Message> messages, List<String> texts, Optional<byte[]> picture) {
    /** So many may wait and are still told one by one: at one a second the last of them is half a minute late. */
    static final int MERGED_ABOVE = 30;

    /** The most messages that one summary stands for; what waits behind it is the next one's. So many trades make some 200 texts. */
    static final int MERGED_MOST = 2_000;

    /** The next of what waits. */
    static Parcel next(List<Message> waiting, Manner manner, Reading reading, int textLimit) {
        int count = waiting.size() > MERGED_ABOVE ? Math.min(waiting.size(), MERGED_MOST) : 1;
        return of(waiting.subList(0, count), manner, reading, textLimit);
    }

    static Parcel of(List<Message> messages, Manner manner, Reading reading, int textLimit) {
        String text =
                messages.size() == 1 ? text(messages.getFirst(), manner, reading) : summary(messages, manner, reading);
        return new Parcel(List.copyOf(messages), TextSplit.of(text, textLimit), Optional.empty());
    }

    Parcel withPicture(byte[] png, String caption) {
        List<String> all = new ArrayList<>(texts);
        all.add(caption);
        return new Parcel(messages, List.copyOf(all), Optional.of(png));
    }

    Optional<byte[]> pictureOf(int part) {
        return part == texts.size() - 1 ? picture : Optional.empty();
    }

    private static String text(Message message, Manner manner, Reading reading) {
        return "%s%s\n%s UTC"
                .formatted(
                        message.accountId() == Inputs.ALL ? "" : manner.prefix(reading.account(message.accountId())),
                        message.text(),
                        Prose.time(message.atNanos()));
    }

    /** Trades, alarms and what somebody asked for are all in it; of the rest it says how many. */
    private static String summary(List<Message> messages, Manner manner, Reading reading) {
        List<String> lines = new ArrayList<>();
        lines.add("SUMMARY of %,d messages, %s to %s UTC"
                .formatted(
                        messages.size(),
                        Prose.time(messages.getFirst().atNanos()),
                        Prose.time(messages.getLast().atNanos())));
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Message message : messages) {
            if (!isNamed(message)) {
                counts.merge(message.kind(), 1, Integer::sum);
            }
        }
        counts.forEach((kind, count) -> lines.add("%s: %,d".formatted(kind.key(), count)));
        for (Message message : messages) {
            if (isNamed(message)) {
                lines.add("");
                lines.add(text(message, manner, reading));
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isNamed(Message message) {
        return message.isAlarm() || message.kind().isNamed();
    }

    Place until() {
        return messages.getLast().place();
    }
}
