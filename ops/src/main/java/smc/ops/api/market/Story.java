package smc.ops.api.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent.BlockBorn;
import smc.engine.event.MarketEvent.BlockBroken;
import smc.engine.event.MarketEvent.BlockDead;
import smc.engine.event.MarketEvent.BlockFound;
import smc.engine.event.MarketEvent.BlockWithdrawn;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.order.OrderRequest.Edit;
import smc.ops.api.document.Values;
import smc.ops.api.model.BlockLife;
import smc.ops.api.model.History.Touch;
import smc.ops.api.model.MarketHistory;
import smc.ops.api.model.OrderLife;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;
import smc.ops.api.model.TradeLife;
import smc.ops.journal.cause.SpokenEffects;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** What happened, in the words of {@code ./smc why}: a step for each frame, in order. One owner. */
public final class Story {
    private final Reading reading;
    private final SpokenEffects words;
    private final TreeMap<Long, Step> steps = new TreeMap<>();

    private record Step(long atNanos, List<String> sentences) {}

    /** Of nothing so far. */
    public Story(Reading reading) {
        this.reading = reading;
        words = new SpokenEffects(reading.configuration());
    }

    /**
     * The block that a trade or a verdict names, of those of one name the one born last before.
     *
     * @param sequence of the frame that names it
     */
    public static Optional<BlockLife> block(
            Reading reading, int instrumentId, Side side, long originNanos, long sequence) {
        MarketHistory market = reading.history().markets().get(instrumentId);
        return market.blocks().until(sequence).reversed().stream()
                .filter(block -> block.side() == side && block.originNanos() == originNanos)
                .findFirst();
    }

    private void add(long sequence, long atNanos, String sentence) {
        if (sequence <= reading.history().sequence()) {
            steps.computeIfAbsent(sequence, _ -> new Step(atNanos, new ArrayList<>()))
                    .sentences
                    .add(sentence);
        }
    }

    private void add(long sequence, long atNanos, Consumer<Effects> effect) {
        words.of(effect).forEach(sentence -> add(sequence, atNanos, sentence));
    }

    /** What became of a block, and of the touches that are wanted, up to a frame. */
    public Story and(BlockLife block, Predicate<TouchJudged> touches, long untilSequence) {
        Part<BlockLife.Change> changes = block.changes(untilSequence);
        for (int i = 0; i < changes.size(); i++) {
            BlockLife.Change change = changes.get(i);
            add(changes.sequence(i), change.atNanos(), out -> say(block, change, out));
        }
        Part<Touch> judged = block.touches(untilSequence);
        for (int i = 0; i < judged.size(); i++) {
            Touch touch = judged.get(i);
            if (touches.test(touch.judged())) {
                add(judged.sequence(i), touch.atNanos(), sentence(touch));
            }
        }
        return this;
    }

    private static void say(BlockLife block, BlockLife.Change change, Effects out) {
        int instrumentId = block.instrumentId();
        Side side = block.side();
        long originNanos = block.originNanos();
        long topE8 = block.topE8();
        long bottomE8 = block.bottomE8();
        long candleNanos = change.candleNanos();
        out.seen(
                switch (change.kind()) {
                    case BORN -> new BlockBorn(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, 0);
                    case BROKEN -> new BlockBroken(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, 0);
                    case DIED -> new BlockDead(instrumentId, candleNanos, side, originNanos, topE8, bottomE8, 0);
                    case WITHDRAWN ->
                        new BlockWithdrawn(instrumentId, side, BlockState.FRESH, originNanos, topE8, bottomE8, 0);
                    case FOUND ->
                        new BlockFound(
                                instrumentId, side, change.state().orElseThrow(), originNanos, topE8, bottomE8, 0);
                });
    }

    /** With the mode that the account was in then. */
    private String sentence(Touch touch) {
        TouchJudged judged = touch.judged();
        return "touch judged, mode %s, %s %s block of %s, level %s: %s, %s"
                .formatted(
                        touch.mode().letter(),
                        judged.state().name().toLowerCase(Locale.ROOT),
                        judged.blockSide().name().toLowerCase(Locale.ROOT),
                        Values.time(judged.originNanos()),
                        Values.usd(judged.entryLevelE8()),
                        judged.verdict(),
                        DecisionRow.text(reading.symbol(judged.instrumentId()), touch));
    }

    /** What became of an order. A bracket stop is wanted by its entry's sentence. */
    public Story and(OrderLife order) {
        if (!order.isBracketStop()) {
            add(order.sequence(), order.wantedNanos(), out -> out.wanted(order.request()));
        }
        Part<OrderLife.State> states = order.states(reading.history().sequence());
        for (int i = 1; i < states.size(); i++) {
            OrderLife.State state = states.get(i);
            OrderLife.State before = states.get(i - 1);
            if (state.isTold()) {
                add(
                        states.sequence(i),
                        state.atNanos(),
                        out -> out.concluded(new OrderChanged(
                                order.id(),
                                order.accountId(),
                                order.instrumentId(),
                                state.state(),
                                state.filledContracts(),
                                state.averagePriceE8())));
            } else if (isAsked(before, state)) {
                add(
                        states.sequence(i),
                        state.atNanos(),
                        out -> out.wanted(new Edit(
                                order.id(),
                                order.accountId(),
                                order.instrumentId(),
                                state.wantedPriceE8(),
                                state.wantedContracts())));
            }
        }
        return this;
    }

    /** Another price or size was asked for, and not taken back by the venue's refusal. */
    private static boolean isAsked(OrderLife.State before, OrderLife.State state) {
        boolean isOther =
                before.wantedPriceE8() != state.wantedPriceE8() || before.wantedContracts() != state.wantedContracts();
        return isOther && (state.wantedPriceE8() != state.priceE8() || state.wantedContracts() != state.contracts());
    }

    /** What became of a trade. */
    public Story and(TradeLife trade, Predicate<DeskEvent> wanted) {
        Part<TradeLife.Step> told = trade.steps(reading.history().sequence());
        for (int i = 0; i < told.size(); i++) {
            DeskEvent event = told.get(i).event();
            if (wanted.test(event)) {
                add(told.sequence(i), told.get(i).atNanos(), out -> out.concluded(event));
            }
        }
        return this;
    }

    /** Adds {@code story} and {@code storyMissing}. */
    public void put(ObjectNode json, Optional<String> missing) {
        ArrayNode story = json.putArray("story");
        steps.forEach((sequence, step) -> {
            ObjectNode one = story.addObject()
                    .put("seq", Values.id(sequence))
                    .put("time", Values.time(step.atNanos))
                    .put("text", step.sentences.getFirst());
            ArrayNode effects = one.putArray("effects");
            step.sentences.stream().skip(1).forEach(effects::add);
        });
        json.put("storyMissing", missing.orElse(null));
    }
}
