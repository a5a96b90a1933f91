package smc.execution.desk;

import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.Order;
import smc.execution.position.ExitReason;
import smc.execution.position.Position;
import smc.execution.risk.Sizing;
import smc.strategy.number.ExactMath;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * A trade while it is open: its position, what protects it, and where its levels lie (docs/rules.md, sections 21 and 22). Keeps its own
 * copy of the zone's edges, so that it does not depend on the detector after a restart, and the rules it was ordered by, so that a changed
 * configuration does not change it. Engine thread.
 */
final class OpenTrade {
    private static final int HUNDREDTHS = 100;

    final Position position;
    final Zone zone;
    final Entry entry;
    final Instrument instrument;
    private final DeskSettings settings;
    private final ZoneSettings terms;

    Order stop;
    /** What protects until the venue has the stop, which is to stand in its place; null if the stop is alone. */
    Order replacedStop;

    Order target;
    Order exit;

    /** Most favourable price of the closed candles that count; the worst imaginable before the first. */
    private long bestE8;

    long stopE8;
    ExitReason stopReason = ExitReason.EMERGENCY_STOP;
    boolean isTargetReached;
    private boolean isTrailArmed;

    /** Why it is being closed at market; null while it is not. */
    ExitReason exitReason;
    /** The close at which that was decided. */
    long exitDecidedIndex;
    /** How often what reduces already was in the way of the exit; not counted beyond 2. */
    int blockedExits;
    /** How often in a row the exit came to nothing; not counted beyond what makes the longest pause. */
    int failedExits;
    /** Before that the exit is not repeated, epoch nanoseconds. */
    long exitNotBeforeNanos;

    OpenTrade(Position position, Entry entry, Instrument instrument) {
        this.position = position;
        this.entry = entry;
        this.zone = entry.zone;
        this.instrument = instrument;
        settings = entry.terms;
        terms = settings.zone(zone.state);
        stop = entry.stop;
        bestE8 = direction() == Direction.LONG ? 0 : Long.MAX_VALUE;
    }

    Direction direction() {
        return position.direction();
    }

    /** Whether the entry is part of it: it opened it, or filled beside it in its direction. */
    boolean hasJoined(Entry other) {
        return other == entry || (other.tradeId == position.tradeId() && other.order.direction() == direction());
    }

    /** Why contracts go out that an order takes out. */
    ExitReason reasonOf(Order order) {
        return switch (order.purpose()) {
            case TARGET -> ExitReason.TARGET;
            case STOP -> order == stop ? stopReason : ExitReason.EMERGENCY_STOP;
            // One of a trade before has no reason of this trade's.
            case EXIT -> exitReason != null ? exitReason : ExitReason.DOUBLE_FILL;
            case ENTRY -> throw new IllegalArgumentException("expected no entry, was order " + order.id());
        };
    }

    /** All that is held, and what the entry may still fill. */
    long contractsToCover() {
        return Math.addExact(position.contracts(), entry.order.openContracts());
    }

    /** Arms the stop as a trail, never further from price than it is; returns whether that changed anything. */
    boolean moveStopTo(long levelE8) {
        long movedE8 = direction().further(levelE8, stopE8);
        boolean hasChanged = movedE8 != stopE8 || stopReason != ExitReason.TRAIL_STOP;
        stopE8 = movedE8;
        stopReason = ExitReason.TRAIL_STOP;
        return hasChanged;
    }

    void hashTo(StateHash hash) {
        position.hashTo(hash);
        hash.add(bestE8).add(stopE8).add(stopReason).add(isTargetReached).add(isTrailArmed);
        if (replacedStop != null) {
            hash.add(replacedStop.id());
        }
        if (exitReason != null) {
            hash.add(exitReason).add(exitDecidedIndex);
            if (blockedExits > 0) {
                hash.add(blockedExits);
            }
            if (failedExits > 0) {
                hash.add(failedExits).add(exitNotBeforeNanos);
            }
        }
    }

    /** The emergency stop for the average entry, until the trail took over. */
    long emergencyStopE8() {
        return zone.emergencyStopE8(position.entryE8(), settings);
    }

    long targetE8() {
        // The entry is whole, so only the distance is rounded, and rounding twice in the same direction is rounding
        // once.
        long distanceE8 = ExactMath.multiplyDivideCeil(position.entryAtrE8(), terms.targetAtr(), HUNDREDTHS);
        return direction() == Direction.LONG
                ? instrument.ceilToTick(Math.addExact(position.entryE8(), distanceE8))
                : instrument.floorToTick(position.entryE8() - distanceE8);
    }

    /** Contracts to sell at the target, rounded up; one contract closes whole, unless it only arms the trail. */
    long targetContracts() {
        long entered = position.enteredContracts();
        if (entered == 1 && settings.trailsOddLot()) {
            return 0;
        }
        return ExactMath.multiplyDivideCeil(entered, settings.partialBps(), Sizing.BPS);
    }

    /** Takes a closed candle after the entry into account: the best price, and whether the trail is armed from here on. */
    void onClose(Market market, boolean countsForBest) {
        if (countsForBest) {
            bestE8 = direction().further(bestE8, direction() == Direction.LONG ? market.highE8() : market.lowE8());
            if (targetContracts() == 0 && !direction().isBeyond(targetE8(), bestE8)) {
                isTargetReached = true;
            }
        }
        isTrailArmed |= isTargetReached;
    }

    boolean isTrailArmed() {
        return isTrailArmed;
    }

    /** Whether a body beyond the stop edge ended the zone at this close; the open counts. */
    boolean isBodyBeyondEdge(Market market) {
        long bodyE8 = direction() == Direction.LONG
                ? Math.min(market.openE8(), market.closeE8())
                : Math.max(market.openE8(), market.closeE8());
        return direction().isBeyond(zone.stopEdgeE8, bodyE8);
    }

    /**
     * Trail level at this close, on the tick, rounded away from price.
     *
     * @param bps what its distance is multiplied by
     */
    long trailE8(int bps) {
        long bestSoFarE8 = direction().further(bestE8, position.entryE8());
        long distanceE8 = ExactMath.multiplyDivideCeil(
                position.entryAtrE8(), Math.multiplyExact((long) terms.trailAtr(), bps), HUNDREDTHS * Sizing.BPS);
        return direction() == Direction.LONG
                ? instrument.floorToTick(bestSoFarE8 - distanceE8)
                : instrument.ceilToTick(Math.addExact(bestSoFarE8, distanceE8));
    }

    /** That it was opened. */
    TradeOpened opened(int accountId, long candleNanos) {
        return new TradeOpened(
                position.tradeId(),
                entry.order.id(),
                entry.stop.id(),
                accountId,
                instrument.id(),
                candleNanos,
                zone.direction,
                zone.state,
                zone.side,
                zone.originNanos,
                entry.order.priceE8(),
                position.entryAtrE8());
    }

    /** That contracts came in, and where its levels lie since. */
    TradeEntered entered(long contracts, long priceE8, long feeE8) {
        return new TradeEntered(
                position.tradeId(),
                contracts,
                priceE8,
                feeE8,
                position.entryE8(),
                targetE8(),
                targetContracts(),
                stopE8);
    }

    void copyTo(StateCopy out, DeskCopy.Told told) {
        out.begin("trade", 1);
        position.copyTo(out);
        entry.copyTo(out, "entry", told);
        stop.copyTo(out, "stop", told.copy());
        if (replacedStop != null) {
            replacedStop.copyTo(out, "replacedStop", told.copy());
        }
        if (target != null) {
            target.copyTo(out, "target", told.copy());
        }
        if (exit != null) {
            exit.copyTo(out, "exit", told.copy());
        }
        out.put("bestE8", bestE8)
                .put("stopE8", stopE8)
                .put("stopReason", stopReason)
                .put("isTargetReached", isTargetReached)
                .put("isTrailArmed", isTrailArmed)
                .put("exitReason", exitReason)
                .put("exitDecidedIndex", exitDecidedIndex);
        if (blockedExits > 0) {
            out.put("blockedExits", blockedExits);
        }
        if (failedExits > 0) {
            out.put("failedExits", failedExits).put("exitNotBeforeNanos", exitNotBeforeNanos);
        }
        out.end();
    }

    static OpenTrade of(StateTree in, DeskCopy.Remade remade) {
        in.requireVersion(1);
        var trade = new OpenTrade(
                Position.of(in, remade.instrument()), Entry.of(in.object("entry"), remade), remade.instrument());
        trade.stop = Order.of(in.object("stop"), remade.orders());
        trade.replacedStop = orderOrNull(in, "replacedStop", remade);
        trade.target = orderOrNull(in, "target", remade);
        trade.exit = orderOrNull(in, "exit", remade);
        trade.bestE8 = in.number("bestE8");
        trade.stopE8 = in.number("stopE8");
        trade.stopReason = in.word("stopReason", ExitReason.class);
        trade.isTargetReached = in.truth("isTargetReached");
        trade.isTrailArmed = in.truth("isTrailArmed");
        trade.exitReason = in.wordOrNull("exitReason", ExitReason.class);
        trade.exitDecidedIndex = in.number("exitDecidedIndex");
        trade.blockedExits = in.has("blockedExits") ? in.integer("blockedExits") : 0;
        if (in.has("failedExits")) {
            trade.failedExits = in.integer("failedExits");
            trade.exitNotBeforeNanos = in.number("exitNotBeforeNanos");
        }
        return trade;
    }

    private static Order orderOrNull(StateTree in, String name, DeskCopy.Remade remade) {
        return in.optional(name).map(order -> Order.of(order, remade.orders())).orElse(null);
    }
}
