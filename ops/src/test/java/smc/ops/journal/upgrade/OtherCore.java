package smc.ops.journal.upgrade;

import java.util.function.UnaryOperator;
import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.execution.desk.event.DeskEvent;
import smc.execution.order.OrderRequest;

/** What a core says, as one that concludes otherwise would say it. The core itself goes on as it is. */
final class OtherCore implements Effects {
    private final Effects effects;
    private final UnaryOperator<OrderRequest> requests;
    private final UnaryOperator<DeskEvent> events;

    OtherCore(Effects effects, UnaryOperator<OrderRequest> requests, UnaryOperator<DeskEvent> events) {
        this.effects = effects;
        this.requests = requests;
        this.events = events;
    }

    @Override
    public void wanted(OrderRequest request) {
        effects.wanted(requests.apply(request));
    }

    @Override
    public void concluded(DeskEvent event) {
        effects.concluded(events.apply(event));
    }

    @Override
    public void seen(MarketEvent event) {
        effects.seen(event);
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        effects.positionDiffers(accountId, instrumentId, ownContracts, venueContracts);
    }

    @Override
    public void snapshotTaken(long hash) {
        effects.snapshotTaken(hash);
    }
}
