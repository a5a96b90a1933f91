package smc.engine.live;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import smc.engine.event.codec.FrameReader;
import smc.engine.live.LiveEgress.Request.Kind;
import smc.engine.ring.Egress;
import smc.engine.view.EngineView;
import smc.engine.view.NoEffects;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequests;
import smc.execution.order.OrderType;
import smc.journal.Frame;

/** Hands the requests of frames that are on disk from the engine thread to the event loop, in their order, and shows each frame to the view. */
final class LiveEgress extends NoEffects implements Egress {
    /** Far more than all desks can ask for at one close: one more is a fault. */
    private static final int REQUESTS_MAX = 1 << 12;

    private final EngineView view;
    private final Runnable wake;
    private final Runnable closed;
    private final Runnable differed;
    private final FrameReader reader = new FrameReader();
    private final OneToOneConcurrentArrayQueue<Request> requests = new OneToOneConcurrentArrayQueue<>(REQUESTS_MAX);
    private boolean hasAdded;

    /** A request, to be handed to whoever carries it out. */
    record Request(Kind kind, int accountId, int instrumentId, long orderId, Consumer<OrderRequests> action) {
        enum Kind {
            SUBMIT,
            EDIT,
            CANCEL
        }
    }

    /**
     * @param wake called on the engine thread when there are requests; must not block
     * @param closed likewise when a candle has closed
     * @param differed likewise when the venue has a position otherwise
     */
    LiveEgress(EngineView view, Runnable wake, Runnable closed, Runnable differed) {
        this.view = view;
        this.wake = wake;
        this.closed = closed;
        this.differed = differed;
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
    Request poll() {
        return requests.poll();
    }

    /** Whether there is none. Event loop. */
    boolean isEmpty() {
        return requests.isEmpty();
    }

    @Override
    public void submit(
            long orderId,
            int accountId,
            int instrumentId,
            OrderPurpose purpose,
            OrderType type,
            Direction direction,
            long priceE8,
            long contracts,
            int leverage,
            long stopOrderId,
            long stopE8,
            long tradeId) {
        add(
                Kind.SUBMIT,
                accountId,
                instrumentId,
                orderId,
                venue -> venue.submit(
                        orderId,
                        accountId,
                        instrumentId,
                        purpose,
                        type,
                        direction,
                        priceE8,
                        contracts,
                        leverage,
                        stopOrderId,
                        stopE8,
                        tradeId));
    }

    @Override
    public void edit(long orderId, int accountId, int instrumentId, long priceE8, long contracts) {
        add(
                Kind.EDIT,
                accountId,
                instrumentId,
                orderId,
                venue -> venue.edit(orderId, accountId, instrumentId, priceE8, contracts));
    }

    @Override
    public void cancel(long orderId, int accountId, int instrumentId) {
        add(Kind.CANCEL, accountId, instrumentId, orderId, venue -> venue.cancel(orderId, accountId, instrumentId));
    }

    private void add(Kind kind, int accountId, int instrumentId, long orderId, Consumer<OrderRequests> action) {
        if (!requests.offer(new Request(kind, accountId, instrumentId, orderId, action))) {
            throw new IllegalStateException(
                    "expected at most " + REQUESTS_MAX + " requests to wait for the event loop, was one more");
        }
        hasAdded = true;
    }
}
