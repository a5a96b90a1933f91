package smc.engine.event;

import java.util.function.Consumer;
import smc.execution.desk.event.DeskEvent;
import smc.execution.order.OrderRequest;

/** Takes every effect in one place: what tests keep, hand on or change. */
public abstract class EveryEffect implements Effects {
    /** @param again calls another with the same */
    protected abstract void on(Call call, Consumer<Effects> again);

    @Override
    public void wanted(OrderRequest request) {
        on(Call.of("wanted", request), effects -> effects.wanted(request));
    }

    @Override
    public void concluded(DeskEvent event) {
        on(Call.of("concluded", event), effects -> effects.concluded(event));
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        on(
                Call.of("positionDiffers", accountId, instrumentId, ownContracts, venueContracts),
                effects -> effects.positionDiffers(accountId, instrumentId, ownContracts, venueContracts));
    }

    @Override
    public void seen(MarketEvent event) {
        on(Call.of("seen", event), effects -> effects.seen(event));
    }

    @Override
    public void snapshotTaken(long hash) {
        on(Call.of("snapshotTaken", hash), effects -> effects.snapshotTaken(hash));
    }
}
