package smc.exchange.matching;

import java.util.ArrayDeque;
import java.util.Queue;
import smc.exchange.matching.OrderTicket.Kind;

/**
 * Fills orders against trades: docs/rules.md section 24, "Trades". A trade meets only what was there before it: an order given, edited or
 * born by a fill while it is worked waits for the next.
 *
 * <p>One trade is worked in this order: market orders, stops, liquidation, limits; of a kind the older first. So the worse case comes first,
 * and a stop that lies before the liquidation price saves the position from it.
 */
final class TradeFills {
    private final OrderDesk desk;
    private final Reactions reactions;
    private final Queue<DelayedCommand> underWay = new ArrayDeque<>();

    TradeFills(OrderDesk desk, Reactions reactions) {
        this.desk = desk;
        this.reactions = reactions;
    }

    private record DelayedCommand(long effectNanos, Runnable command) {}

    /** The command takes effect one latency from now. The latency is the same for all, so they stay in their order. */
    void delay(Runnable command) {
        underWay.add(new DelayedCommand(
                Math.addExact(desk.nowNanos(), desk.settings().latencyNanos()), command));
    }

    /**
     * Lets commands take effect and charges funding up to and including this time, in the order of their times; at one time funding comes
     * first. Funding is on the position held at the instant, at the last trade price.
     */
    void advanceTo(long timeNanos) {
        while (true) {
            long fundingNanos = FundingTimes.nextAfter(desk.nowNanos());
            long effectNanos = underWay.isEmpty() ? Long.MAX_VALUE : underWay.element().effectNanos;
            if (Math.min(fundingNanos, effectNanos) > timeNanos) {
                desk.advanceTo(timeNanos);
                return;
            }
            if (fundingNanos <= effectNanos) {
                desk.advanceTo(fundingNanos);
                chargeFunding();
            } else {
                desk.advanceTo(effectNanos);
                underWay.remove().command.run();
                reactions.run();
            }
        }
    }

    void trade(TradedInstrument market, long priceE8, long contracts) {
        long beforeSequence = desk.nextSequence();
        market.lastPrice(priceE8);
        fillTakers(Kind.MARKET, market, priceE8, beforeSequence);
        fillTakers(Kind.STOP, market, priceE8, beforeSequence);
        for (Account account : desk.accounts()) {
            liquidateIfReached(account, market, priceE8);
        }
        fillLimits(market, priceE8, contracts, beforeSequence);
    }

    private void chargeFunding() {
        for (TradedInstrument market : desk.markets()) {
            if (desk.chargeFunding(market, market.lastPriceE8())) {
                reactions.run();
            }
        }
    }

    /** A stop is triggered at or beyond its trigger, so of the two the trade's price is never the better one: it is what the stop gets. */
    private void fillTakers(Kind kind, TradedInstrument market, long priceE8, long beforeSequence) {
        VenueOrder order;
        while ((order = firstReached(kind, market, priceE8, beforeSequence)) != null) {
            long slippedE8 =
                    Money.slippedE8(priceE8, order.isBuy(), desk.settings().slippageBps());
            desk.fill(order, order.remainingContracts(), slippedE8, false);
            reactions.run();
        }
    }

    private void fillLimits(TradedInstrument market, long priceE8, long contracts, long beforeSequence) {
        long leftContracts = desk.settings().partialFills() ? contracts : Long.MAX_VALUE;
        VenueOrder order;
        while (leftContracts > 0 && (order = firstReached(Kind.LIMIT, market, priceE8, beforeSequence)) != null) {
            long filledBefore = order.filledContracts();
            desk.fill(order, leftContracts, order.priceE8(), true);
            if (desk.settings().partialFills()) {
                leftContracts -= order.filledContracts() - filledBefore;
            }
            reactions.run();
        }
    }

    /** The oldest order of the kind that the trade reaches, or null. */
    private VenueOrder firstReached(Kind kind, TradedInstrument market, long priceE8, long beforeSequence) {
        for (VenueOrder order : market.orders()) {
            if (order.is(kind) && order.sequence() < beforeSequence && isReached(order, priceE8)) {
                return order;
            }
        }
        return null;
    }

    private boolean isReached(VenueOrder order, long priceE8) {
        long beyondE8 = Math.multiplyExact(
                order.ticket().market().terms().tickE8(), desk.settings().limitThroughTicks());
        return switch (order.ticket().kind()) {
            case MARKET -> true;
            case STOP -> order.isBuy() ? priceE8 >= order.priceE8() : priceE8 <= order.priceE8();
            case LIMIT ->
                order.isBuy()
                        ? priceE8 <= Math.subtractExact(order.priceE8(), beyondE8)
                        : priceE8 >= Math.addExact(order.priceE8(), beyondE8);
        };
    }

    /**
     * Isolated margin: the position ends when a trade reaches its liquidation price. It is closed at the trade, slipped, but not beyond the
     * bankruptcy price, on the grid the last price before it: what lies beyond is the venue's loss (docs/delta-exchange.md section 3.10).
     */
    private void liquidateIfReached(Account account, TradedInstrument market, long priceE8) {
        Position position = account.position(market);
        if (position.isFlat()) {
            return;
        }
        boolean isLong = position.isLong();
        long entryE8 = position.averageEntryE8();
        long addedE8 = OrderDesk.addedDistanceE8(account, market);
        long liquidationE8 = further(
                isLong, Money.liquidationPriceE8(market.terms(), isLong, entryE8, position.leverage()), addedE8);
        if (isLong ? priceE8 > liquidationE8 : priceE8 < liquidationE8) {
            return;
        }
        long slippedE8 = desk.filledAtE8(
                market, Money.slippedE8(priceE8, !isLong, desk.settings().slippageBps()), !isLong);
        long bankruptcyE8 = desk.filledAtE8(
                market,
                further(isLong, Money.bankruptcyPriceE8(isLong, entryE8, position.leverage()), addedE8),
                isLong);
        desk.liquidate(account, market, isLong ? Math.max(slippedE8, bankruptcyE8) : Math.min(slippedE8, bankruptcyE8));
        reactions.run();
    }

    /** Away from the entry, to no less than the smallest price. */
    private static long further(boolean isLong, long priceE8, long distanceE8) {
        return isLong ? Math.max(1, Math.subtractExact(priceE8, distanceE8)) : Math.addExact(priceE8, distanceE8);
    }
}
