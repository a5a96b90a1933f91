package smc.ops.api.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import smc.engine.config.AccountConfig;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.ops.api.document.Values;
import smc.ops.api.model.BlockLife;
import smc.ops.api.model.BlockLife.Kind;
import smc.ops.api.model.Reading;
import smc.strategy.block.BlockState;

/** A block as documents have it. */
final class BlockRow {
    private static final int BPS = 10_000;

    private BlockRow() {}

    static void put(Reading reading, BlockLife block, ObjectNode json) {
        long sequence = reading.history().sequence();
        Optional<BlockState> state = block.state(sequence);
        Optional<Long> broken = block.brokenNanos(sequence);
        BlockState lastLiving = broken.isPresent() ? BlockState.BREAKER : BlockState.FRESH;
        Direction direction = BlockNames.direction(block.side(), lastLiving);
        String symbol = reading.symbol(block.instrumentId());
        Optional<BlockLife.Change> end = state.isPresent()
                ? Optional.empty()
                : Optional.of(block.changes(sequence).getLast());
        json.put("id", BlockNames.of(symbol, block.side(), block.originNanos()))
                .put("seq", Values.id(block.sequence()))
                .put("symbol", symbol)
                .put("side", block.side().name())
                .put("state", state.map(Enum::name).orElse("DEAD"))
                .put("direction", direction.name())
                .put("top", Values.usd(block.topE8()))
                .put("bottom", Values.usd(block.bottomE8()))
                .put("level", level(reading, block, lastLiving, direction))
                .put("origin", Values.time(block.originNanos()))
                .put("born", Values.time(block.bornNanos()))
                .put("broken", broken.map(Values::time).orElse(null))
                .put(
                        "died",
                        end.map(change -> Values.time(change.candleNanos())).orElse(null))
                .put(
                        "end",
                        end.map(change -> change.kind() == Kind.DIED ? "DIED" : "WITHDRAWN")
                                .orElse(null))
                .put("touches", block.touches(sequence).size());
        ArrayNode trades = json.putArray("trades");
        block.touches(sequence).stream()
                .map(touch -> touch.judged())
                .filter(judged -> judged.verdict() == Verdict.TRADE)
                .forEach(judged -> trades.add(Values.id(judged.value1())));
    }

    /** Where the zone is entered (docs/rules.md, section 16); null where the accounts do not agree. */
    private static String level(Reading reading, BlockLife block, BlockState state, Direction direction) {
        long tickE8 = reading.configuration()
                .symbols()
                .get(reading.symbol(block.instrumentId()))
                .tickE8();
        List<Long> levels = reading.configuration().accounts().stream()
                .map(account -> levelE8(block, penetrationBps(account, state), tickE8, direction))
                .distinct()
                .toList();
        return levels.size() == 1 ? Values.usd(levels.getFirst()) : null;
    }

    private static int penetrationBps(AccountConfig account, BlockState state) {
        return (state == BlockState.FRESH ? account.fresh() : account.breaker()).penetrationBps();
    }

    private static long levelE8(BlockLife block, int penetrationBps, long tickE8, Direction direction) {
        long heightE8 = block.topE8() - block.bottomE8();
        // In two parts, since the product may not fit where the depth does.
        long depthE8 = heightE8 / BPS * penetrationBps + Math.ceilDiv(heightE8 % BPS * penetrationBps, (long) BPS);
        return direction == Direction.LONG
                ? Math.floorDiv(block.topE8() - depthE8, tickE8) * tickE8
                : Math.ceilDiv(block.bottomE8() + depthE8, tickE8) * tickE8;
    }
}
