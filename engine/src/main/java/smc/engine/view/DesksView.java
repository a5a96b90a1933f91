package smc.engine.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import smc.engine.core.CoreSettings;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.position.ExitReason;
import smc.strategy.number.ExactMath;
import smc.strategy.number.FixedPoint;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateException;
import smc.strategy.state.StateTree;

/** Each account on each symbol: its capital, its trade, and how long an exit bars the next entry; under the view's lock. */
final class DesksView {
    /** Of no exit: far enough from every candle, and from the ends of what a long holds. */
    private static final long NEVER = Integer.MIN_VALUE;

    private final MarketView[] markets;
    private final DeskView[][] desks;
    private final Map<Long, DeskView> byTrade = new LinkedHashMap<>();

    private final RiskView risk;

    private List<Instrument> instruments;
    private List<DeskSettings> accounts;
    private boolean isScopeShared;

    private static final class DeskView {
        private final int accountId;
        private final int instrumentId;
        private boolean isTradingOn;
        private long capitalE8;
        private long equityE8;
        /** Capital of the first start, and what later starts have moved it by as it was configured otherwise. */
        private long configuredE8;

        private long movedByHandE8;
        private int leverage;
        private Direction direction;
        private long contracts;
        private long entryE8;
        private long stopE8;
        private long targetE8;
        private long tradesOpened;
        private long tradesClosed;
        /** An entry was cancelled because trading was switched off, and no candle has closed since. */
        private boolean hasSwitchedOffEntry;
        /** Of the candle in which contracts went out last. */
        private long reducedIndex;

        private long longExitIndex = NEVER;
        private long shortExitIndex = NEVER;

        private DeskView(int accountId, int instrumentId, long capitalE8) {
            this.accountId = accountId;
            this.instrumentId = instrumentId;
            this.capitalE8 = capitalE8;
            equityE8 = capitalE8;
            configuredE8 = capitalE8;
        }

        private long exitIndex(Direction side) {
            return side == Direction.LONG ? longExitIndex : shortExitIndex;
        }

        private void copyTo(StateCopy out) {
            out.begin()
                    .put("isTradingOn", isTradingOn)
                    .put("capitalE8", capitalE8)
                    .put("equityE8", equityE8)
                    .put("configuredE8", configuredE8)
                    .put("movedByHandE8", movedByHandE8)
                    .put("leverage", leverage)
                    .put("direction", direction)
                    .put("contracts", contracts)
                    .put("entryE8", entryE8)
                    .put("stopE8", stopE8)
                    .put("targetE8", targetE8)
                    .put("tradesOpened", tradesOpened)
                    .put("tradesClosed", tradesClosed)
                    .put("hasSwitchedOffEntry", hasSwitchedOffEntry)
                    .put("reducedIndex", reducedIndex)
                    .put("longExitIndex", longExitIndex)
                    .put("shortExitIndex", shortExitIndex)
                    .end();
        }

        private void restore(StateTree in) {
            isTradingOn = in.truth("isTradingOn");
            capitalE8 = in.number("capitalE8");
            equityE8 = in.number("equityE8");
            configuredE8 = in.number("configuredE8");
            movedByHandE8 = in.number("movedByHandE8");
            leverage = in.integer("leverage");
            direction = in.wordOrNull("direction", Direction.class);
            contracts = in.number("contracts");
            entryE8 = in.number("entryE8");
            stopE8 = in.number("stopE8");
            targetE8 = in.number("targetE8");
            tradesOpened = in.number("tradesOpened");
            tradesClosed = in.number("tradesClosed");
            hasSwitchedOffEntry = in.truth("hasSwitchedOffEntry");
            reducedIndex = in.number("reducedIndex");
            longExitIndex = in.number("longExitIndex");
            shortExitIndex = in.number("shortExitIndex");
        }
    }

    DesksView(CoreSettings core, MarketView[] markets) {
        instruments = core.instruments();
        accounts = core.accounts();
        isScopeShared = core.sharesPosition();
        this.markets = markets;
        desks = new DeskView[accounts.size()][markets.length];
        risk = new RiskView(accounts.size(), markets.length);
        for (int account = 0; account < desks.length; account++) {
            for (int instrument = 0; instrument < markets.length; instrument++) {
                desks[account][instrument] =
                        new DeskView(account, instrument, accounts.get(account).capitalE8());
            }
        }
    }

    /** From here on these rules hold; a scope that is not shared any more leaves each its cool-down. */
    void goOnUnder(CoreSettings core) {
        if (isScopeShared && !core.sharesPosition()) {
            for (int instrument = 0; instrument < markets.length; instrument++) {
                long longIndex = exitIndex(instrument, Direction.LONG);
                long shortIndex = exitIndex(instrument, Direction.SHORT);
                for (DeskView[] account : desks) {
                    account[instrument].longExitIndex = longIndex;
                    account[instrument].shortExitIndex = shortIndex;
                }
            }
        }
        instruments = core.instruments();
        accounts = core.accounts();
        isScopeShared = core.sharesPosition();
    }

    /** What holds accounts back. */
    RiskView risk() {
        return risk;
    }

    boolean holds(int accountId, int instrumentId) {
        return desks[accountId][instrumentId].contracts != 0;
    }

    long configuredE8(int accountId, int instrumentId) {
        return desks[accountId][instrumentId].configuredE8;
    }

    long depositedE8(int accountId, int instrumentId) {
        DeskView desk = desks[accountId][instrumentId];
        return Math.addExact(desk.configuredE8, desk.movedByHandE8);
    }

    /** Capital, less a loss that is open and the margin of what is held. */
    long freeE8(int accountId, int instrumentId) {
        DeskView desk = desks[accountId][instrumentId];
        return Math.subtractExact(
                Math.min(desk.capitalE8, desk.equityE8),
                marginE8(instrumentId, desk.contracts, desk.entryE8, desk.leverage));
    }

    /** Rounded up; all of it where no leverage is known. */
    long marginE8(int instrumentId, long contracts, long priceE8, int leverage) {
        return contracts == 0
                ? 0
                : ExactMath.multiplyDivideCeil(
                        ExactMath.multiplyDivideCeil(
                                contracts, instruments.get(instrumentId).contractValueE8(), Math.max(1, leverage)),
                        priceE8,
                        FixedPoint.ONE_E8);
    }

    /** The size of an entry's trade was worked out with this leverage. */
    void onSized(TradeOpened opened, int leverage) {
        desks[opened.accountId()][opened.instrumentId()].leverage = leverage;
    }

    /** Trading is off again. */
    void onEngineStarted() {
        for (int account = 0; account < desks.length; account++) {
            onTradingSwitched(account, false);
        }
    }

    void onTradingSwitched(int accountId, boolean isOn) {
        for (DeskView desk : desks[accountId]) {
            desk.isTradingOn = isOn;
        }
    }

    boolean isTradingOn(int accountId) {
        return desks[accountId][0].isTradingOn;
    }

    void onSwitchedOffEntry(int accountId, int instrumentId) {
        desks[accountId][instrumentId].hasSwitchedOffEntry = true;
    }

    void onCandleClosed(int instrumentId) {
        for (DeskView[] account : desks) {
            account[instrumentId].hasSwitchedOffEntry = false;
        }
    }

    boolean hasSwitchedOffEntry(int accountId) {
        return Arrays.stream(desks[accountId]).anyMatch(desk -> desk.hasSwitchedOffEntry);
    }

    void on(DeskEvent event, long atNanos) {
        risk.on(event, atNanos);
        switch (event) {
            case TradeOpened opened -> {
                DeskView desk = desks[opened.accountId()][opened.instrumentId()];
                desk.direction = opened.direction();
                desk.tradesOpened++;
                byTrade.put(opened.tradeId(), desk);
            }
            case TradeEntered entered -> {
                DeskView desk = byTrade.get(entered.tradeId());
                desk.contracts += entered.contracts();
                desk.entryE8 = entered.entryE8();
                desk.targetE8 = entered.targetE8();
                desk.stopE8 = entered.stopE8();
            }
            case StopMoved moved -> byTrade.get(moved.tradeId()).stopE8 = moved.stopE8();
            case TradeReduced reduced -> {
                DeskView desk = byTrade.get(reduced.tradeId());
                desk.contracts -= reduced.contracts();
                desk.reducedIndex = markets[desk.instrumentId].indexOf(reduced.candleNanos());
            }
            case TradeClosed closed -> onClosed(closed);
            case CapitalCorrected corrected ->
                desks[corrected.accountId()][corrected.instrumentId()].capitalE8 = corrected.capitalE8();
            case CapitalMoved moved -> {
                DeskView desk = desks[moved.accountId()][moved.instrumentId()];
                desk.capitalE8 = moved.capitalE8();
                desk.equityE8 += moved.moneyE8();
                if (moved.isByHand()) {
                    desk.movedByHandE8 += moved.moneyE8();
                } else {
                    desk.configuredE8 += moved.moneyE8();
                }
            }
            case EquityMarked marked ->
                desks[marked.accountId()][marked.instrumentId()].equityE8 = marked.capitalE8() + marked.unrealisedE8();
            default -> {
                // Of an order, of the past, or part of the sums the trade closes with.
            }
        }
    }

    /** The cool-down counts from the candle whose close decided the exit, or from the one inside which it filled. */
    private void onClosed(TradeClosed closed) {
        DeskView desk = byTrade.remove(closed.tradeId());
        desk.tradesClosed++;
        desk.capitalE8 = closed.capitalAfterE8();
        desk.equityE8 = closed.capitalAfterE8();
        long index = closed.reason() == ExitReason.BODY_STOP ? desk.reducedIndex - 1 : desk.reducedIndex;
        switch (desk.direction) {
            case LONG -> desk.longExitIndex = Math.max(desk.longExitIndex, index);
            case SHORT -> desk.shortExitIndex = Math.max(desk.shortExitIndex, index);
        }
    }

    boolean holdsAnything() {
        for (DeskView[] account : desks) {
            for (DeskView desk : account) {
                if (desk.contracts != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    List<EngineImage.Desk> image() {
        var image = new ArrayList<EngineImage.Desk>();
        for (DeskView[] account : desks) {
            for (DeskView desk : account) {
                image.add(image(desk));
            }
        }
        return List.copyOf(image);
    }

    private EngineImage.Desk image(DeskView desk) {
        boolean isFlat = desk.contracts == 0;
        return new EngineImage.Desk(
                desk.accountId,
                accounts.get(desk.accountId).mode(),
                markets[desk.instrumentId].symbol(),
                desk.isTradingOn,
                desk.capitalE8,
                desk.equityE8,
                desk.direction == Direction.SHORT ? -desk.contracts : desk.contracts,
                isFlat ? 0 : desk.entryE8,
                isFlat ? 0 : desk.stopE8,
                isFlat ? 0 : desk.targetE8,
                desk.tradesOpened,
                desk.tradesClosed,
                cooldownLeft(desk, Direction.LONG),
                cooldownLeft(desk, Direction.SHORT),
                risk.standing(desk.accountId, desk.instrumentId));
    }

    /** Rule 10 of docs/rules.md, section 25. */
    private long cooldownLeft(DeskView desk, Direction direction) {
        long exitIndex = isScopeShared ? exitIndex(desk.instrumentId, direction) : desk.exitIndex(direction);
        long lastBarred = exitIndex + accounts.get(desk.accountId).cooldownCandles();
        return Math.max(0, lastBarred - markets[desk.instrumentId].index());
    }

    /** The latest of all accounts. */
    private long exitIndex(int instrumentId, Direction direction) {
        long exitIndex = NEVER;
        for (DeskView[] account : desks) {
            exitIndex = Math.max(exitIndex, account[instrumentId].exitIndex(direction));
        }
        return exitIndex;
    }

    List<EngineImage.Trade> trades() {
        return byTrade.entrySet().stream()
                .map(entry -> trade(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static EngineImage.Trade trade(long tradeId, DeskView desk) {
        return new EngineImage.Trade(
                tradeId,
                desk.accountId,
                desk.instrumentId,
                desk.direction,
                desk.contracts,
                desk.entryE8,
                desk.stopE8,
                desk.targetE8);
    }

    /** Accounts one after the other, each with every instrument. */
    void copyTo(StateCopy out) {
        out.begin("desks", 1).beginList("all");
        for (DeskView[] account : desks) {
            for (DeskView desk : account) {
                desk.copyTo(out);
            }
        }
        out.end().beginList("trades");
        byTrade.forEach((tradeId, desk) -> out.begin()
                .put("tradeId", tradeId)
                .put("accountId", desk.accountId)
                .put("instrumentId", desk.instrumentId)
                .end());
        out.end();
        risk.copyTo(out);
        out.end();
    }

    void restore(StateTree in) {
        StateTree told = in.object("desks", 1);
        List<StateTree> all = told.objects("all");
        if (all.size() != desks.length * markets.length) {
            throw new StateException("expected %d desks at %s, were %d"
                    .formatted(desks.length * markets.length, told.place(), all.size()));
        }
        int next = 0;
        for (DeskView[] account : desks) {
            for (DeskView desk : account) {
                desk.restore(all.get(next++));
            }
        }
        for (StateTree trade : told.objects("trades")) {
            byTrade.put(trade.number("tradeId"), desks[trade.integer("accountId")][trade.integer("instrumentId")]);
        }
        risk.restore(told);
    }
}
