package smc.ops.journal.cause;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import smc.execution.desk.Mode;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.ops.story.RecordedDecision;
import smc.strategy.number.FixedPoint;

/** The frames that something came of and what it led to, in order. */
final class Chain implements SpokenFrames.Listener {
    private final Interest interest;
    private final Relations relations;
    private final Names names;
    private final Sentences sentences;
    private final Ticks ticks;

    /** By sequence. */
    private final TreeMap<Long, Link> links = new TreeMap<>();

    private Chain(Interest interest, Relations relations, Names names) {
        this.interest = interest;
        this.relations = relations;
        this.names = names;
        sentences = new Sentences(names);
        ticks = new Ticks(names.timeframeNanos());
    }

    /** Reads the journal for it. */
    static List<Link> read(Path data, Interest interest, Relations relations, Names names) {
        var chain = new Chain(interest, relations, names);
        SpokenFrames.read(data, chain);
        return List.copyOf(chain.links.values());
    }

    @Override
    public void onTick(long sequence, long atNanos, int instrumentId, long venueNanos, long priceE8) {
        ticks.on(sequence, atNanos, instrumentId, venueNanos, priceE8);
    }

    @Override
    public void onFrame(long sequence, long atNanos, List<Message> messages) {
        Set<Integer> instruments = new HashSet<>();
        boolean hasBirth = false;
        for (Message message : messages) {
            if (interest.has(message, sequence)) {
                instruments.add(relations.instrumentOf(message));
                hasBirth |= message.is("blockBorn");
            }
        }
        if (instruments.isEmpty()) {
            return;
        }
        var told = new ArrayList<Message>(List.of(messages.getFirst()));
        for (Message message : messages.subList(1, messages.size())) {
            if (interest.has(message, sequence)) {
                told.add(message);
                if (message.is("touchJudged")) {
                    addTick(message);
                }
            } else if (interest.explains(message, instruments, hasBirth)) {
                told.add(message);
            }
        }
        Link before = links.get(sequence);
        links.put(sequence, new Link(sequence, atNanos, told, before == null ? "" : before.note()));
    }

    /** The tick that reached the level: of mode A in the candle before that of the fill. */
    private void addTick(Message touch) {
        RecordedDecision decision = sentences.decision(touch);
        boolean isFilled = decision.verdict() == Verdict.TRADE;
        long candleNanos = decision.mode() == Mode.CANDLE_CLOSE && isFilled
                ? decision.candleNanos() - names.timeframeNanos()
                : decision.candleNanos();
        boolean isFromAbove = decision.direction() == Direction.LONG;
        int instrumentId = (int) touch.number("instrument");
        Optional<Ticks.Tick> reached = ticks.firstAt(instrumentId, candleNanos, isFromAbove, decision.entryLevelE8());
        reached.ifPresent(tick -> links.merge(
                tick.sequence(),
                new Link(tick.sequence(), tick.atNanos(), List.of(), note(touch, tick)),
                (known, added) -> new Link(known.sequence(), known.atNanos(), known.messages(), added.note())));
    }

    private String note(Message touch, Ticks.Tick tick) {
        return "tick: %s at %s, the first of its candle to reach the level %s"
                .formatted(names.symbol(touch), FixedPoint.formatE8(tick.priceE8()), touch.get("entryLevel"));
    }
}
