package smc.engine.view;

import smc.engine.event.Effects;
import smc.engine.event.MarketEvent;
import smc.execution.desk.event.DeskEvent;
import smc.execution.order.OrderRequest;

/** Passes over every effect; who extends it takes those it wants. */
public abstract class NoEffects implements Effects {
    @Override
    public void wanted(OrderRequest request) {}

    @Override
    public void concluded(DeskEvent event) {}

    @Override
    public void seen(MarketEvent event) {}

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {}

    @Override
    public void snapshotTaken(long hash) {}
}
