package smc.execution.desk;

import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskListener;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderType;
import smc.execution.risk.DeskRisk;
import smc.execution.risk.EmergencyStop;
import smc.execution.risk.RiskReason;

/**
 * The rules that bar a zone from an entry, in the order of docs/rules.md, section 25. What becomes of an entry that none of them bars, rules 14
 * and on, the modes know; told is either here. Engine thread; asked of most zones at every close, so only what is told is allocated.
 */
final class EntryRules {
    private final int accountId;
    private final Market market;
    private final TradeKeeper trades;
    private final DeskRisk risk;
    private final DeskListener out;

    private Instrument instrument;
    private DeskSettings settings;
    private Scope scope;
    private boolean isTradingOn;

    // How the scope stands while the zones are gone through: the same for all of them, so asked once.
    private long scopeTradeId;
    private boolean isScopeEntering;
    private boolean hasUnansweredEntry;

    EntryRules(
            int accountId,
            Instrument instrument,
            DeskSettings settings,
            Market market,
            Scope scope,
            TradeKeeper trades,
            DeskRisk risk,
            DeskListener out) {
        this.accountId = accountId;
        this.instrument = instrument;
        this.settings = settings;
        this.market = market;
        this.scope = scope;
        this.trades = trades;
        this.risk = risk;
        this.out = out;
    }

    /** From here on these rules bar. */
    void goOnUnder(Instrument instrument, DeskSettings settings, Scope scope) {
        this.instrument = instrument;
        this.settings = settings;
        this.scope = scope;
    }

    /** Off at the start. */
    void onTradingSwitched(boolean isOn) {
        isTradingOn = isOn;
    }

    boolean isTradingOn() {
        return isTradingOn;
    }

    /** Whether new entries may be made, by whoever has a say in it. */
    boolean mayEnter() {
        return isTradingOn && risk.state().allowsEntries();
    }

    /** That they may not be, with the reason in the zone if there is one to be named. */
    Verdict off(Zone zone) {
        RiskReason reason = risk.reason();
        return isTradingOn && reason != null
                ? zone.because(Verdict.TRADING_OFF, -reason.code(), risk.found(), risk.allowed())
                : zone.because(Verdict.TRADING_OFF);
    }

    /** The limit that an entry would pass, as a verdict with its numbers in the zone; null if it may be asked for. */
    Verdict refusal(Zone zone, OrderType type, long priceE8, long contracts) {
        RiskReason reason = risk.gate()
                .firstThatRefuses(
                        accountId,
                        instrument,
                        zone.direction,
                        type,
                        priceE8,
                        contracts,
                        settings.zone(zone.state).leverage(),
                        zone.stopForE8(priceE8, settings),
                        market.nowNanos());
        return reason == null
                ? null
                : zone.because(
                        Verdict.ORDER_REFUSED,
                        -reason.code(),
                        risk.gate().found(),
                        risk.gate().allowed());
    }

    /** Before the zones are gone through. */
    void askScope() {
        scopeTradeId = scope.openTradeId();
        isScopeEntering = scope.hasMarketEntry();
        hasUnansweredEntry = scope.unansweredEntry(null) != 0;
    }

    /**
     * The first that bars an entry at {@code priceE8}, its numbers left in the zone; null if none does.
     *
     * @param own the zone's own entry, which does not stand in its way; null if there is none
     */
    Verdict firstThatBars(Zone zone, Entry own, long priceE8) {
        boolean isAtClose = settings.mode() == Mode.CANDLE_CLOSE;
        long closeE8 = market.closeE8();
        if (!mayEnter()) {
            return off(zone);
        }
        if (!market.isTrusted()) {
            return zone.because(Verdict.DATA_NOT_TRUSTED);
        }
        if (isAtClose && zone.isEnded) {
            long bodyE8 = zone.direction.opposite().further(market.openE8(), closeE8);
            return zone.because(Verdict.STATE_CHANGED, zone.stopEdgeE8, bodyE8);
        }
        if (isAtClose && !zone.isArmed) {
            return zone.because(Verdict.NOT_ARMED);
        }
        if (zone.isThin) {
            return zone.because(Verdict.BLOCK_TOO_THIN, zone.heightE8());
        }
        if (zone.isTraded) {
            return zone.because(Verdict.ALREADY_TRADED);
        }
        if (scopeTradeId != 0 || isScopeEntering) {
            return zone.because(Verdict.POSITION_OPEN, scopeTradeId);
        }
        long orderId = hasUnansweredEntry ? scope.unansweredEntry(own) : 0;
        if (orderId != 0) {
            return zone.because(Verdict.ENTRY_IN_FLIGHT, orderId);
        }
        long left = scope.cooldownLeft(zone.direction, settings.cooldownCandles(), market.index());
        if (left > 0) {
            return zone.because(Verdict.COOLDOWN, left);
        }
        if (isAtClose && !zone.direction.isBeyond(closeE8, market.openE8())) {
            return zone.because(Verdict.CLOSE_NOT_FAVOURABLE, market.openE8(), closeE8);
        }
        if (isAtClose && zone.direction.isBeyond(zone.stopEdgeE8, closeE8)) {
            throw new IllegalStateException("expected a standing zone not to be closed beyond, edge " + zone.stopEdgeE8
                    + " close " + closeE8 + " at " + market.openTimeNanos());
        }
        if (!isAtClose && !zone.direction.isBeyond(closeE8, zone.entryE8)) {
            return zone.because(Verdict.PRICE_BEYOND_LEVEL, closeE8);
        }
        if (trades.contractsFor(zone, priceE8) < 1) {
            return zone.because(Verdict.SIZE_BELOW_ONE, trades.sizedCapitalE8(), zone.capitalForOneE8(priceE8));
        }
        long stopE8 = zone.stopForE8(priceE8, settings);
        return EmergencyStop.isBeyondEdge(zone.direction, stopE8, zone.stopEdgeE8)
                ? null
                : zone.because(Verdict.STOP_GUARD, stopE8, zone.stopEdgeE8);
    }

    /** Says what became of a touch by the candle closed last, with the numbers left in the zone. */
    void judged(Zone zone, Verdict verdict) {
        judged(
                zone,
                verdict,
                market.openTimeNanos(),
                market.openE8(),
                market.highE8(),
                market.lowE8(),
                market.closeE8());
    }

    /** Likewise, by another candle. */
    void judged(Zone zone, Verdict verdict, long candleNanos, long openE8, long highE8, long lowE8, long closeE8) {
        out.concluded(new TouchJudged(
                accountId,
                instrument.id(),
                candleNanos,
                zone.side,
                zone.state,
                zone.originNanos,
                zone.entryE8,
                openE8,
                highE8,
                lowE8,
                closeE8,
                verdict,
                zone.value1,
                zone.value2,
                zone.value3));
    }
}
