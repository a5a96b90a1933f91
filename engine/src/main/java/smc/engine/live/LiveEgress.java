package smc.engine.live;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import smc.engine.event.codec.FrameReader;
import smc.engine.ring.Egress;
import smc.engine.view.EngineView;
import smc.engine.view.NoEffects;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.order.OrderRequest;
import smc.journal.Frame;

/** Hands the requests of frames that are on disk from the engine thread to the event loop, in their order, and shows each frame to the view. */
final class LiveEgress extends NoEffects implements Egress {
    /** Far more than all desks can ask for at one close: one more is a fault. */
    private static final int REQUESTS_MAX = 1 << 12;

    private final EngineView view;
    private final Runnable wake;
    private final Runnable closed;
    private final Runnable differed;
    private final Snapshots snapshots;
    private final Consumer<DeskEvent> concluded;
    private final FrameReader reader = new FrameReader();
    private final OneToOneConcurrentArrayQueue<OrderRequest> requests =
            new OneToOneConcurrentArrayQueue<>(REQUESTS_MAX);
    private boolean hasAdded;

    /** Takes a state that was copied out, once its frame is on disk. */
    @FunctionalInterface
    interface Snapshots {
        void onTaken(long sequence, long atNanos, long hash);
    }

    /**
     * @param wake called on the engine thread when there are requests; must not block
     * @param closed likewise when a candle has closed
     * @param differed likewise when the venue has a position otherwise
     * @param snapshots called on the engine thread, the view up to date; must not block
     * @param concluded likewise when an account may do otherwise, and what becomes of a trade
     */
    LiveEgress(
            EngineView view,
            Runnable wake,
            Runnable closed,
            Runnable differed,
            Snapshots snapshots,
            Consumer<DeskEvent> concluded) {
        this.view = view;
        this.wake = wake;
        this.closed = closed;
        this.differed = differed;
        this.snapshots = snapshots;
        this.concluded = concluded;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        long closes = view.closes();
        int differences = view.positionDifferences();
        view.onFrame(buffer, offset, length);
        if (view.positionDifferences() != differences) {
            differed.run();
        }
        if (view.closes() != closes) {
            closed.run();
        }
        // Whatever asks something of the venue asks for a sync.
        if ((Frame.flags(buffer, offset) & Frame.FLAG_SYNC) != 0) {
            hasAdded = false;
            reader.readEffects(buffer, offset + Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH, this);
            if (hasAdded) {
                wake.run();
            }
        }
    }

    /** The next request, or null. Event loop. */
    OrderRequest poll() {
        return requests.poll();
    }

    /** Whether there is none. Event loop. */
    boolean isEmpty() {
        return requests.isEmpty();
    }

    @Override
    public void snapshotTaken(long hash) {
        snapshots.onTaken(view.sequence(), view.atNanos(), hash);
    }

    @Override
    public void concluded(DeskEvent event) {
        switch (event) {
            case StateChanged _, TradeOpened _, TradeReduced _, TradeClosed _ -> concluded.accept(event);
            default -> {
                // Of interest to the view alone.
            }
        }
    }

    @Override
    public void wanted(OrderRequest request) {
        if (!requests.offer(request)) {
            throw new IllegalStateException(
                    "expected at most " + REQUESTS_MAX + " requests to wait for the event loop, was one more");
        }
        hasAdded = true;
    }
}
