package smc.ops.journal.upgrade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.config.ConfigException;
import smc.engine.event.Inputs;
import smc.engine.event.codec.EngineStart;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.codec.FrameException;
import smc.engine.event.codec.FrameMessage;
import smc.engine.event.codec.FrameReader;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.text.FrameText;
import smc.engine.event.text.MessageText;
import smc.engine.record.KeptConfigurations;
import smc.journal.Frame;
import smc.journal.FrameListener;
import smc.journal.JournalException;
import smc.ops.journal.cause.Wording;
import smc.ops.journal.upgrade.FrameDifference.Said;

/**
 * Feeds recorded inputs to this build's core, and goes on where it concludes something else: {@link smc.engine.replay.Replay} ends there. A faulted input
 * is passed over, as it was when the engine started again.
 */
final class OtherReplay implements FrameListener {
    private final Inputs core;
    private final KeptConfigurations kept;
    private final FrameWriter writer;
    private final int listedMax;
    private final UnsafeBuffer replayed = FrameWriter.newSlot();
    private final FrameReader reader = new FrameReader();
    private final FrameText text = new FrameText();
    private final Ledger recordedLedger = new Ledger();
    private final Ledger ledger = new Ledger();
    private final List<Writer> writers = new ArrayList<>();
    private final List<FrameDifference> listed = new ArrayList<>();
    private Wording wording;
    private long frames;
    private long differing;
    private long firstDifference;
    private long lastSequence;
    private long lastNanos;
    private long failedAt;

    /**
     * @param writer takes what the core says
     * @param wording by the configuration in force
     * @param listedMax differences that are kept; further ones are counted
     */
    OtherReplay(Inputs core, KeptConfigurations kept, FrameWriter writer, Wording wording, int listedMax) {
        this.core = core;
        this.kept = kept;
        this.writer = writer;
        this.wording = wording;
        this.listedMax = listedMax;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long sequence = Frame.sequence(buffer, offset);
        long atNanos = Frame.atNanos(buffer, offset);
        short version = Frame.schemaVersion(buffer, offset);
        if (version < 1 || version > EventSchema.VERSION) {
            throw new JournalException(
                    "expected frames of schema version 1 to %d, which this build replays, was %d at sequence %d: a newer build has written it"
                            .formatted(EventSchema.VERSION, version, sequence));
        }
        if (failedAt != 0) {
            return;
        }
        frames++;
        lastSequence = sequence;
        lastNanos = atNanos;
        count(Frame.build(buffer, offset), version, sequence);
        if ((Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
            replay(buffer, offset, length, version);
        }
    }

    private void count(int build, short version, long sequence) {
        Writer last = writers.isEmpty() ? null : writers.getLast();
        if (last != null && last.isOf(build, version)) {
            writers.set(writers.size() - 1, last.and(sequence));
        } else {
            writers.add(new Writer(build, version, sequence, sequence, 1));
        }
    }

    private void replay(DirectBuffer buffer, int offset, int length, short version) {
        int content = offset + Frame.HEADER_LENGTH;
        int contentLength = length - Frame.HEADER_LENGTH;
        EngineStart.of(buffer, content, contentLength)
                .ifPresent(start -> wording = Wording.of(kept.configuration(start.configHash())));
        writer.start(replayed, 0);
        core.at(lastSequence, lastNanos);
        int effects;
        try {
            effects = reader.readInput(buffer, content, contentLength, core);
        } catch (ConfigException | JournalException e) {
            throw e; // what the core is to go on by cannot be had
        } catch (FrameException e) {
            throw new JournalException(
                    "expected a frame of the schema: " + e.getMessage() + ", at sequence " + lastSequence, e);
        } catch (RuntimeException e) {
            fail(buffer, content, contentLength, e);
            return;
        }
        if (writer.position() == 0 && isNothing(buffer, effects, offset + length)) {
            return; // a tick or a clock, as nearly all frames
        }
        if (version != EventSchema.VERSION) {
            EventSchema.stamp(replayed, 0, writer.position(), version);
        }
        UnsafeBuffer other = other(buffer, content, effects);
        boolean isSame = other.capacity() == contentLength && isSame(buffer, content, other);
        reader.readEffects(buffer, content, contentLength, recordedLedger);
        reader.readEffects(other, 0, other.capacity(), ledger);
        if (!isSame) {
            tell(text.messages(buffer, content, contentLength), text.messages(other, 0, other.capacity()));
        }
    }

    private static boolean isNothing(DirectBuffer buffer, int behindInput, int end) {
        return end - behindInput < Frame.ALIGNMENT
                && (behindInput == end || FrameMessage.isPadding(buffer, behindInput, end));
    }

    /** The content that a frame of this build would have. */
    private UnsafeBuffer other(DirectBuffer buffer, int content, int effects) {
        int inputLength = effects - content;
        int said = writer.position();
        var other = new UnsafeBuffer(new byte[Frame.aligned(inputLength + said)]);
        buffer.getBytes(content, other, 0, inputLength);
        replayed.getBytes(0, other, inputLength, said);
        return other;
    }

    private static boolean isSame(DirectBuffer buffer, int content, UnsafeBuffer other) {
        int at = buffer.wrapAdjustment() + content;
        return Arrays.equals(buffer.byteArray(), at, at + other.capacity(), other.byteArray(), 0, other.capacity());
    }

    private void tell(List<MessageText> recorded, List<MessageText> instead) {
        List<Said> onlyRecorded = said(without(recorded, instead), recordedLedger);
        List<Said> onlyInstead = said(without(instead, recorded), ledger);
        if (onlyRecorded.isEmpty() && onlyInstead.isEmpty()) {
            onlyInstead = List.of(new Said("", "", "the same, in another order or by other bytes"));
        }
        add(recorded.getFirst(), onlyRecorded, onlyInstead);
    }

    private void add(MessageText input, List<Said> recorded, List<Said> instead) {
        if (differing++ == 0) {
            firstDifference = lastSequence;
        }
        if (listed.size() < listedMax) {
            listed.add(new FrameDifference(lastSequence, lastNanos, wording.of(input), recorded, instead));
        }
    }

    /** What the recorded core took, this one fails on: nothing can be compared any more. */
    private void fail(DirectBuffer buffer, int content, int length, RuntimeException e) {
        failedAt = lastSequence;
        reader.readEffects(buffer, content, length, recordedLedger);
        List<MessageText> recorded = text.messages(buffer, content, length);
        add(
                recorded.getFirst(),
                said(recorded.subList(1, recorded.size()), recordedLedger),
                List.of(new Said("", "", "the core fails on this input: " + e.getMessage())));
    }

    private static List<MessageText> without(List<MessageText> messages, List<MessageText> others) {
        var left = new ArrayList<>(others);
        return messages.stream().filter(message -> !left.remove(message)).toList();
    }

    private List<Said> said(List<MessageText> messages, Ledger of) {
        return messages.stream()
                .map(message -> {
                    Place place = of.place(message);
                    return new Said(
                            place.instrumentId() == Place.NONE ? "" : wording.symbol(place.instrumentId()),
                            place.accountId() == Place.NONE ? "" : wording.mode(place.accountId()),
                            wording.of(message));
                })
                .toList();
    }

    /** Of the journal; trades open before are to be told. */
    Ledger recordedLedger() {
        return recordedLedger;
    }

    /** Of this build, likewise. */
    Ledger ledger() {
        return ledger;
    }

    List<Writer> writers() {
        return List.copyOf(writers);
    }

    /** The first of them. */
    List<FrameDifference> listed() {
        return List.copyOf(listed);
    }

    /** By the configuration of the last start. */
    Wording wording() {
        return wording;
    }

    /** Frames that were read, faulted ones included; up to the one this build fails on. */
    long frames() {
        return frames;
    }

    /** Frames that this build answers otherwise. */
    long differing() {
        return differing;
    }

    /** Sequence of the first of them; 0 if there is none. */
    long firstDifference() {
        return firstDifference;
    }

    /** Of the last frame compared; 0 before the first. */
    long lastSequence() {
        return lastSequence;
    }

    /** Time of the last frame compared, epoch nanoseconds. */
    long lastNanos() {
        return lastNanos;
    }

    /** Sequence of the input that this build's core fails on; what follows was not compared. */
    OptionalLong failedAt() {
        return failedAt == 0 ? OptionalLong.empty() : OptionalLong.of(failedAt);
    }
}
