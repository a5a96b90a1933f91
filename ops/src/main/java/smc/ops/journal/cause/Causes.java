package smc.ops.journal.cause;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import smc.strategy.structure.Side;

/** What is in a journal to be asked about, and the answers. */
public final class Causes {
    private final Path data;
    private final Names names;
    private final Relations relations;
    private final List<String> remarks;

    private Causes(Path data, Names names, Relations relations, List<String> remarks) {
        this.data = data;
        this.names = names;
        this.relations = relations;
        this.remarks = remarks;
    }

    /**
     * Reads the journal of a data folder once; each answer reads it again.
     *
     * @throws smc.journal.JournalException if it cannot be read
     */
    public static Causes of(Path data) {
        Names names = Names.of(data);
        var relations = new Relations();
        List<String> remarks = SpokenFrames.read(data, relations);
        return new Causes(data, names, relations, remarks);
    }

    /** What must be said beside an answer. */
    public List<String> remarks() {
        return remarks;
    }

    /** By instrument. */
    public List<String> symbols() {
        return names.symbols();
    }

    /** Whether such a trade was ever opened. */
    public boolean hasTrade(long id) {
        return relations.trades().containsKey(id);
    }

    /** Whether a trade that was opened has ended. */
    public boolean isClosed(long id) {
        return relations.trades().get(id).isClosed();
    }

    /** Whether such an order was ever wanted, be it as the stop of another. */
    public boolean hasOrder(long id) {
        return relations.orders().containsKey(id);
    }

    /** Whether a block of this name was ever alive. {@code symbol} is one of {@link #symbols}. */
    public boolean hasBlock(String symbol, Side side, long originNanos) {
        return relations.blocks().contains(block(symbol, side, originNanos));
    }

    /** From the birth of its block to its end. */
    public Answer ofTrade(long id) {
        return answer(
                subject("trade").put("id", Long.toString(id)),
                "Causes of trade %d%s".formatted(id, isClosed(id) ? "" : ", which is open"),
                Interest.ofTrade(id, relations));
    }

    /** From what it came of to what became of it. */
    public Answer ofOrder(long id) {
        long trade = relations.orders().get(id).tradeId();
        return answer(
                subject("order").put("id", Long.toString(id)).put("trade", trade == 0 ? null : Long.toString(trade)),
                "Causes of order %d, %s".formatted(id, trade == 0 ? "which became no trade" : "of trade " + trade),
                Interest.ofOrder(id, relations));
    }

    /** From its birth to its end, with every touch and the trades that came of them. */
    public Answer ofBlock(String symbol, Side side, long originNanos) {
        String origin = Sentences.time(originNanos);
        return answer(
                subject("block").put("symbol", symbol).put("side", side.name()).put("origin", origin),
                "What became of block %s:%s:%s".formatted(symbol, BlockName.of(side), origin),
                Interest.ofBlock(block(symbol, side, originNanos), relations));
    }

    /**
     * What was decided in the candle of a moment.
     *
     * @param atNanos epoch nanoseconds
     * @throws OutsideException if the candle was over when the journal began and is not in its history, or begins after its end
     */
    public Answer ofCandle(String symbol, long atNanos) throws OutsideException {
        long candleNanos = names.candleOf(atNanos);
        CandleChain chain = CandleChain.read(data, names.symbols().indexOf(symbol), candleNanos, relations);
        boolean isOutside =
                candleNanos + names.timeframeNanos() <= chain.firstNanos() || candleNanos > chain.lastNanos();
        if (!chain.isClosed() && isOutside) {
            throw new OutsideException(chain.firstNanos(), chain.lastNanos());
        }
        String candle = Sentences.time(candleNanos);
        return new Answer(
                names,
                subject("candle").put("symbol", symbol).put("candle", candle).put("closed", chain.isClosed()),
                "What was decided on %s in candle %s".formatted(symbol, candle),
                chain.links(),
                chain.reasons(data, names));
    }

    private Answer answer(ObjectNode subject, String heading, Interest interest) {
        return new Answer(names, subject, heading, Chain.read(data, interest, relations, names), List.of());
    }

    private BlockName block(String symbol, Side side, long originNanos) {
        return new BlockName(names.symbols().indexOf(symbol), side, originNanos);
    }

    private static ObjectNode subject(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }
}
