package smc.ops.journal.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smc.engine.event.codec.FrameReader;
import smc.engine.view.NoEffects;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Submit;
import smc.journal.Frame;

/** In which frame of a part each order was wanted, and each trade closed. */
final class Sequences extends NoEffects {
    private final Map<Long, Long> orders = new HashMap<>();
    private final Map<Long, Long> trades = new HashMap<>();
    private List<String> remarks = List.of();
    private long sequence;

    private Sequences() {}

    static Sequences of(Part part) {
        var sequences = new Sequences();
        var reader = new FrameReader();
        sequences.remarks = part.read((isIn, buffer, offset, length) -> {
            if (isIn && (Frame.flags(buffer, offset) & Frame.FLAG_FAULTED) == 0) {
                sequences.sequence = Frame.sequence(buffer, offset);
                reader.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, sequences);
            }
        });
        return sequences;
    }

    /** By order id; those alone that were wanted in the part. A bracket stop is wanted with its entry. */
    Map<Long, Long> orders() {
        return orders;
    }

    /** By trade id; those alone that closed in the part. */
    Map<Long, Long> trades() {
        return trades;
    }

    List<String> remarks() {
        return remarks;
    }

    @Override
    public void wanted(OrderRequest request) {
        if (request instanceof Submit submit) {
            orders.put(submit.orderId(), sequence);
            if (submit.hasStop()) {
                orders.put(submit.stopOrderId(), sequence);
            }
        }
    }

    @Override
    public void concluded(DeskEvent event) {
        if (event instanceof TradeClosed closed) {
            trades.put(closed.tradeId(), sequence);
        }
    }
}
