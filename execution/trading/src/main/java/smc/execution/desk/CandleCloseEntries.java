package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import smc.execution.desk.event.Verdict;
import smc.execution.order.Order;
import smc.execution.order.OrderType;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** Mode A: a market order at the close of a candle that touched a zone and closed in its favour (docs/rules.md, section 18). */
final class CandleCloseEntries implements EntryMode {
    private final Desk desk;
    private final Market market;

    /** Zones of the candle being judged. */
    private final List<Zone> touched = new ArrayList<>();
    /** The zone decided on, until its entry filled or failed; null if there is none. */
    private Zone decided;
    /** Its order, once sent. */
    private Entry sent;

    // What was decided, and the candle that was judged.
    private long contracts;
    private long atrE8;
    private long deadlineNanos;
    private long openTimeNanos;
    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;

    CandleCloseEntries(Desk desk, Market market) {
        this.desk = desk;
        this.market = market;
    }

    @Override
    public void judgeTouches() {
        Zone nearest = null;
        touched.clear();
        for (Zone zone : desk.zones()) {
            if (!zone.isTouchedBy(market.highE8(), market.lowE8())) {
                continue;
            }
            touched.add(zone);
            zone.planned = desk.rules().firstThatBars(zone, null, market.closeE8());
            if (zone.planned == null && (nearest == null || zone.isNearerThan(nearest))) {
                nearest = zone;
            }
        }
        for (Zone zone : desk.zones()) {
            if (zone != nearest && zone.isTouchedBy(market.highE8(), market.lowE8())) {
                Verdict verdict =
                        zone.planned != null ? zone.planned : zone.because(Verdict.NOT_NEAREST, nearest.entryE8);
                desk.rules().judged(zone, verdict);
            }
        }
        if (nearest != null) {
            decide(nearest);
        }
    }

    private void decide(Zone zone) {
        decided = zone;
        contracts = desk.contractsFor(zone, market.closeE8());
        atrE8 = market.atrE8();
        deadlineNanos = market.nowNanos() + desk.settings().entryDeadlineNanos();
        openTimeNanos = market.openTimeNanos();
        openE8 = market.openE8();
        highE8 = market.highE8();
        lowE8 = market.lowE8();
        closeE8 = market.closeE8();
    }

    @Override
    public void plan() {
        // Nothing rests in this mode.
    }

    /** Goes once no resting entry of the scope can fill any more, at the latest at the deadline (section 19). */
    @Override
    public void send() {
        if (decided == null || sent != null) {
            return;
        }
        if (market.nowNanos() > deadlineNanos) {
            give(openTimeNanos, decided.because(Verdict.LATE, deadlineNanos));
        } else if (!desk.scope().hasRestingEntry()) {
            Verdict refusal = desk.rules().refusal(decided, OrderType.MARKET, closeE8, contracts);
            if (refusal != null) {
                give(openTimeNanos, refusal);
            } else {
                sent = desk.submitEntry(decided, OrderType.MARKET, closeE8, contracts, atrE8);
            }
        }
    }

    @Override
    public void sendWaiting() {
        send();
    }

    @Override
    public void onTradingOff() {
        if (decided != null && sent == null) {
            give(openTimeNanos, desk.rules().off(decided));
        }
    }

    @Override
    public void placeAgain() {
        // Nothing rests in this mode.
    }

    @Override
    public boolean hasMarketEntry() {
        return decided != null && sent == null;
    }

    @Override
    public void onFirstFill(Entry entry) {
        if (entry != sent) {
            return; // Reported cancelled before: its touch has had its verdict.
        }
        Order order = entry.order;
        give(
                market.currentCandleNanos(),
                decided.because(Verdict.TRADE, entry.tradeId, order.contracts(), order.averagePriceE8()));
    }

    @Override
    public void onSettled(Entry entry) {
        if (entry == sent) {
            give(openTimeNanos, decided.because(Verdict.ORDER_REFUSED, entry.order.id(), entry.refusalCode));
        }
    }

    @Override
    public void hashTo(StateHash hash) {
        if (decided != null) {
            hash.add(decided.originNanos).add(sent == null ? 0 : sent.order.id());
            hash.add(contracts).add(atrE8).add(deadlineNanos).add(openTimeNanos);
        }
    }

    @Override
    public void copyTo(StateCopy out, DeskCopy.Told told) {
        if (decided == null) {
            return;
        }
        out.begin("decided", 1);
        decided.copyTo(out, "zone", told);
        if (sent != null) {
            sent.copyTo(out, "sent", told);
        }
        out.put("contracts", contracts)
                .put("atrE8", atrE8)
                .put("deadlineNanos", deadlineNanos)
                .put("openTimeNanos", openTimeNanos)
                .put("openE8", openE8)
                .put("highE8", highE8)
                .put("lowE8", lowE8)
                .put("closeE8", closeE8)
                .end();
    }

    @Override
    public void restore(StateTree in, DeskCopy.Remade remade) {
        if (!in.has("decided")) {
            return;
        }
        StateTree told = in.object("decided", 1);
        decided = Zone.of(told.object("zone"), remade);
        sent = told.optional("sent").map(entry -> Entry.of(entry, remade)).orElse(null);
        contracts = told.number("contracts");
        atrE8 = told.number("atrE8");
        deadlineNanos = told.number("deadlineNanos");
        openTimeNanos = told.number("openTimeNanos");
        openE8 = told.number("openE8");
        highE8 = told.number("highE8");
        lowE8 = told.number("lowE8");
        closeE8 = told.number("closeE8");
    }

    @Override
    public void yieldTo(long tradeId) {
        if (decided != null && sent == null) {
            give(openTimeNanos, decided.because(Verdict.SCOPE_LOST, tradeId));
        }
    }

    private void give(long candleNanos, Verdict verdict) {
        Zone zone = decided;
        decided = null;
        sent = null;
        desk.rules().judged(zone, verdict, candleNanos, openE8, highE8, lowE8, closeE8);
    }
}
