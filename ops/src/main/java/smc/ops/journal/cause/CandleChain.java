package smc.ops.journal.cause;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Block;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.strategy.number.FixedPoint;

/**
 * What was decided on a symbol in a candle: the frames behind the close before it up to its own close, and every verdict on its touches, whenever
 * it was said; and if nothing was decided, why.
 */
final class CandleChain implements SpokenFrames.Listener {
    /** Not decided, and said of every close. */
    private static final Set<String> NOT_TOLD = Set.of("equity", "stateHashed", "levelSwept", "onTrade");

    private final int instrumentId;
    private final long candleNanos;
    private final Relations relations;
    private final List<Link> links = new ArrayList<>();

    /** Of the frames since the last close, as long as the candle has not closed. */
    private final List<Link> open = new ArrayList<>();

    private Optional<Link> close = Optional.empty();
    private Optional<Message> closed = Optional.empty();
    private boolean isBehind;
    private long firstNanos;
    private long lastNanos;
    private boolean hasVerdict;

    private CandleChain(int instrumentId, long candleNanos, Relations relations) {
        this.instrumentId = instrumentId;
        this.candleNanos = candleNanos;
        this.relations = relations;
    }

    /** Reads the journal for it. */
    static CandleChain read(Path data, int instrumentId, long candleNanos, Relations relations) {
        var chain = new CandleChain(instrumentId, candleNanos, relations);
        SpokenFrames.read(data, chain);
        if (chain.closed.isEmpty() && !chain.isBehind && candleNanos <= chain.lastNanos) {
            chain.links.addAll(0, chain.open);
        }
        return chain;
    }

    @Override
    public void onTime(long atNanos) {
        firstNanos = firstNanos == 0 ? atNanos : firstNanos;
        lastNanos = atNanos;
    }

    @Override
    public void onFrame(long sequence, long atNanos, List<Message> messages) {
        boolean isAfter = isBehind || closed.isPresent();
        var told = new ArrayList<Message>();
        boolean isOver = isAfter;
        boolean isEarlier = false;
        for (Message message : messages) {
            if (relations.instrumentOf(message) != instrumentId) {
                continue;
            }
            if (message.is("candleClosed")) {
                long closedNanos = message.nanos("candle");
                isEarlier = closedNanos < candleNanos;
                if (isEarlier) {
                    open.clear();
                    told.clear();
                } else if (closedNanos == candleNanos) {
                    closed = Optional.of(message);
                } else {
                    isOver = true;
                }
            }
            boolean isVerdict = message.is("touchJudged") && message.nanos("candle") == candleNanos;
            hasVerdict |= isVerdict;
            if (isVerdict || (!isOver && !isEarlier && !NOT_TOLD.contains(message.name()))) {
                told.add(message);
            }
        }
        isBehind |= isOver && closed.isEmpty();
        boolean isClosing = !isAfter && closed.isPresent();
        if (!told.isEmpty() && (isAfter || !isBehind)) {
            add(new Link(sequence, atNanos, withInput(messages, told), ""), isAfter, isClosing);
        }
    }

    private void add(Link link, boolean isAfter, boolean isClosing) {
        if (isAfter) {
            links.add(link);
        } else {
            open.add(link);
        }
        if (isClosing) {
            close = Optional.of(link);
            links.addAll(open);
            open.clear();
        }
    }

    private static List<Message> withInput(List<Message> messages, List<Message> told) {
        if (told.getFirst().equals(messages.getFirst())) {
            return told;
        }
        var all = new ArrayList<Message>(List.of(messages.getFirst()));
        all.addAll(told);
        return all;
    }

    List<Link> links() {
        return links;
    }

    /** Whether the candle closed. */
    boolean isClosed() {
        return closed.isPresent();
    }

    /** Time of the journal's first frame, epoch nanoseconds. */
    long firstNanos() {
        return firstNanos;
    }

    /** Time of its last frame, epoch nanoseconds. */
    long lastNanos() {
        return lastNanos;
    }

    /** Why nothing was decided; empty if something was. */
    List<String> reasons(Path data, Names names) {
        if (hasVerdict) {
            return List.of();
        }
        if (closed.isEmpty()) {
            return List.of(
                    isBehind
                            ? "No such candle was closed, and a later one was: nothing is known of that time."
                            : "The candle has not closed: the journal ends at %s.".formatted(Moment.utc(lastNanos)));
        }
        if (close.orElseThrow().messages().getFirst().is("onHistoryCandle")) {
            return List.of("It came with the venue's history: what is past is not traded on.");
        }
        EngineImage before = EngineAtMoment.of(
                        data, new Moment.AtSequence(close.orElseThrow().sequence()), Folding.SILENT)
                .image();
        return List.of(untouched(before.markets().get(instrumentId).blocks(), closed.orElseThrow()));
    }

    private static String untouched(List<Block> blocks, Message candle) {
        if (blocks.isEmpty()) {
            return "No verdict: no block was alive.";
        }
        long lowE8 = candle.e8("low");
        long highE8 = candle.e8("high");
        List<Block> inside = blocks.stream()
                .filter(block -> block.bottomE8() <= highE8 && block.topE8() >= lowE8)
                .toList();
        if (!inside.isEmpty()) {
            return "No verdict: price was inside of %,d of the %,d blocks alive, and came to the level of none: %s."
                    .formatted(inside.size(), blocks.size(), name(inside.getFirst()));
        }
        Block nearest = blocks.stream()
                .min(Comparator.comparingLong(block -> distanceE8(block, lowE8, highE8)))
                .orElseThrow();
        return "No verdict: none of the %,d blocks alive was touched; the nearest, %s, was %s %% away."
                .formatted(
                        blocks.size(),
                        name(nearest),
                        BigDecimal.valueOf(distanceE8(nearest, lowE8, highE8))
                                .movePointRight(2)
                                .divide(BigDecimal.valueOf(candle.e8("close")), 2, RoundingMode.HALF_EVEN));
    }

    private static long distanceE8(Block block, long lowE8, long highE8) {
        return block.bottomE8() > highE8 ? block.bottomE8() - highE8 : lowE8 - block.topE8();
    }

    private static String name(Block block) {
        return "%s %s %s to %s of %s"
                .formatted(
                        block.side().name().toLowerCase(Locale.ROOT),
                        block.state().name().toLowerCase(Locale.ROOT),
                        FixedPoint.formatE8(block.bottomE8()),
                        FixedPoint.formatE8(block.topE8()),
                        Moment.utc(block.originNanos()));
    }
}
