package smc.ops.story;

import java.io.IOException;
import java.util.List;
import smc.strategy.block.BlockEvent;

/**
 * A run as it was recorded, wherever that is. Each call reads anew.
 *
 * <p>All methods throw an {@link IOException} that says where, if the record cannot be read or is not what it should be.
 */
public interface RecordedRun {
    /** All symbols of the run, traded or not. */
    List<String> symbols() throws IOException;

    /** The closed trades of all accounts, in order of closing. */
    List<RecordedTrade> trades() throws IOException;

    /** All orders, in order of being wanted. */
    List<RecordedOrder> orders() throws IOException;

    /** What became of every touch, in order of verdict. */
    List<RecordedDecision> decisions() throws IOException;

    /** The detector's events of one symbol, in order. */
    List<BlockEvent> blockEvents(String symbol) throws IOException;
}
