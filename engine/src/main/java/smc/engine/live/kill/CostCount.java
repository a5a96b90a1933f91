package smc.engine.live.kill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.strategy.number.ExactMath;
import smc.strategy.number.FixedPoint;

/** Adds up what closing costs, of what the engine says of its trades. Event loop. */
final class CostCount {
    private final List<Instrument> instruments;
    /** When the kill began, by instrument id; 0 if there is none. */
    private final long[] lastE8;

    private final Map<Long, Held> trades = new HashMap<>();
    private int closed;
    private long resultE8;
    private long feesE8;
    private long slippageE8;

    private record Held(int instrumentId, Direction direction) {}

    /** Begins with what is held now. */
    CostCount(List<Instrument> instruments, EngineView view) {
        this.instruments = instruments;
        lastE8 = instruments.stream()
                .mapToLong(instrument -> view.lastPriceE8(instrument.id()))
                .toArray();
        for (EngineImage.Trade trade : view.image().trades()) {
            trades.put(trade.id(), new Held(trade.instrumentId(), trade.direction()));
        }
    }

    void on(DeskEvent event) {
        switch (event) {
            case TradeOpened opened ->
                trades.put(opened.tradeId(), new Held(opened.instrumentId(), opened.direction()));
            case TradeReduced reduced -> {
                feesE8 += reduced.feeE8();
                slippageE8 += slippageE8(reduced);
            }
            case TradeClosed trade -> {
                closed++;
                resultE8 += trade.capitalAfterE8() - trade.capitalBeforeE8();
            }
            default -> {
                // Costs nothing.
            }
        }
    }

    private long slippageE8(TradeReduced reduced) {
        Held held = trades.get(reduced.tradeId());
        if (held == null || lastE8[held.instrumentId()] == 0) {
            return 0;
        }
        long worseE8 = held.direction().sign() * (lastE8[held.instrumentId()] - reduced.priceE8());
        return ExactMath.multiplyDivideFloor(
                Math.multiplyExact(
                        reduced.contracts(),
                        instruments.get(held.instrumentId()).contractValueE8()),
                worseE8,
                FixedPoint.ONE_E8);
    }

    KillReport.Cost cost() {
        return new KillReport.Cost(closed, resultE8, feesE8, slippageE8);
    }
}
