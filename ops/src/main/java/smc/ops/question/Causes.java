package smc.ops.question;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import smc.execution.desk.event.Verdict;
import smc.ops.journal.Moment;
import smc.ops.question.Course.Touch;
import smc.ops.question.Difference.Cause;

/**
 * Looks for what the journal shows of why something differs. What says the most is asked first: a pause, a hole, a refusal, a fill in parts, an order
 * under way, a trade that went another way before. Each must lie where the difference begins.
 */
final class Causes {
    private static final Found NONE = new Found(Cause.NONE, "");

    /** What a touch comes to by what is or was traded before. */
    private static final Set<Verdict> OF_A_TRADE =
            EnumSet.of(Verdict.ALREADY_TRADED, Verdict.POSITION_OPEN, Verdict.COOLDOWN, Verdict.SIZE_BELOW_ONE);

    /** What it comes to, besides, while an order is under way. */
    private static final Set<Verdict> OF_AN_ORDER = EnumSet.of(
            Verdict.ORDER_NOT_LIVE,
            Verdict.LATE,
            Verdict.ENTRY_IN_FLIGHT,
            Verdict.REACHED_NOT_FILLED,
            Verdict.ORDER_REFUSED,
            Verdict.OTHER_ORDER_FILLED,
            Verdict.SCOPE_LOST,
            Verdict.TRADE);

    private final Market market;
    private final int accounts;
    private final long timeframeNanos;
    private final Course recorded;
    private final Course backtest;
    private final Circumstances circumstances;

    /** A cause, and what shows it. */
    record Found(Cause cause, String evidence) {}

    Causes(Market market, Course backtest) {
        this.market = market;
        accounts = market.configuration().accounts().size();
        timeframeNanos =
                TimeUnit.MINUTES.toNanos(market.configuration().engine().timeframeMinutes());
        recorded = market.recorded();
        this.backtest = backtest;
        circumstances = market.circumstances();
    }

    /** Of a trade that both have, with other fills or other costs. */
    Found ofTrades(Zone zone, ToldTrade our, ToldTrade their, List<Difference> earlierTrades) {
        if (our.hasSameFills(their)) {
            return our.fundingE8() != their.fundingE8() ? new Found(Cause.FUNDING, "") : NONE;
        }
        int at = our.firstOther(their);
        long fromNanos = Math.min(nanos(our, at), nanos(their, at));
        long toNanos = Math.max(nanos(our, at), nanos(their, at));
        return pause(fromNanos, toNanos)
                .or(() -> hole(zone, fromNanos, toNanos))
                .or(() -> refusedOrder(our))
                .or(() -> fillInParts(our, their))
                .or(() -> our.differsInSizeAlone(their) ? earlier(zone, earlierTrades) : Optional.empty())
                .or(() -> latency(our.lagNanos(), their.lagNanos()))
                .or(() -> earlier(zone, earlierTrades))
                .orElse(NONE);
    }

    /** The time of a fill, or of the last before it if there is none. */
    private static long nanos(ToldTrade trade, int fill) {
        return trade.fills().get(Math.min(fill, trade.fills().size() - 1)).atNanos();
    }

    /**
     * Of a trade that only one of the two has.
     *
     * @param our what was said of the zone in the candle in which it began
     * @param their likewise in the backtest
     */
    Found ofTradeOfOne(
            Zone zone, ToldTrade trade, Optional<Touch> our, Optional<Touch> their, List<Difference> earlierTrades) {
        return pause(trade.firstNanos(), trade.firstNanos())
                .or(() -> refused(our))
                .or(() -> ofCandle(zone, trade.opened().candleNanos(), our, their, earlierTrades))
                .orElse(NONE);
    }

    /** Of a touch that was judged otherwise, or by one of the two only. */
    Found ofTouch(
            Zone zone, long candleNanos, Optional<Touch> our, Optional<Touch> their, List<Difference> earlierTrades) {
        return pause(candleNanos, candleNanos + timeframeNanos)
                .or(() -> refused(our))
                .or(() -> ofCandle(zone, candleNanos, our, their, earlierTrades))
                .orElse(NONE);
    }

    private Optional<Found> ofCandle(
            Zone zone, long candleNanos, Optional<Touch> our, Optional<Touch> their, List<Difference> earlierTrades) {
        // What was decided at its close and waited belongs to it.
        long endNanos = Math.max(
                candleNanos + timeframeNanos + market.closeGraceNanosAt(candleNanos),
                our.map(Touch::atNanos).orElse(0L));
        Supplier<Optional<Found>> latency = () -> {
            boolean isOfAnOrder = isOf(OF_AN_ORDER, our) || isOf(OF_AN_ORDER, their);
            return isOfAnOrder
                    ? latency(lag(recorded, zone, candleNanos, endNanos), lag(backtest, zone, candleNanos, endNanos))
                    : Optional.empty();
        };
        Supplier<Optional<Found>> earlier = () -> earlier(zone, earlierTrades);
        boolean isOfATrade = isOf(OF_A_TRADE, our) || isOf(OF_A_TRADE, their);
        return hole(zone, candleNanos, endNanos)
                .or(isOfATrade ? earlier : latency)
                .or(isOfATrade ? latency : earlier);
    }

    private static boolean isOf(Set<Verdict> verdicts, Optional<Touch> touch) {
        return touch.isPresent() && verdicts.contains(touch.get().judged().verdict());
    }

    /** Of the scope: with one position a symbol, what the other account has under way counts too. */
    private long lag(Course course, Zone zone, long fromNanos, long toNanos) {
        long lagNanos = 0;
        for (int account = 0; account < accounts; account++) {
            if (market.sharesPositionAt(fromNanos) || account == zone.accountId()) {
                lagNanos = Math.max(lagNanos, course.lagNanos(account, zone.instrumentId(), fromNanos, toNanos));
            }
        }
        return lagNanos;
    }

    private Optional<Found> pause(long fromNanos, long toNanos) {
        return circumstances.pauses().stream()
                .filter(pause -> pause.fromNanos() <= toNanos && pause.toNanos() >= fromNanos)
                .findFirst()
                .map(pause -> new Found(
                        Cause.STOPPED,
                        "it might not trade from %s %s, sequence %d"
                                .formatted(
                                        Moment.utc(pause.fromNanos()),
                                        pause.toNanos() == Long.MAX_VALUE ? "on" : "to " + Moment.utc(pause.toNanos()),
                                        pause.sequence())));
    }

    private Optional<Found> hole(Zone zone, long fromNanos, long toNanos) {
        return circumstances.holes().stream()
                .filter(hole -> hole.instrumentId() == zone.instrumentId()
                        && hole.fromNanos() <= toNanos
                        && Math.max(Math.min(hole.toNanos(), hole.toldNanos()), hole.fromNanos()) >= fromNanos)
                .findFirst()
                .map(hole -> new Found(
                        Cause.MISSED_TRADES,
                        "missed from %s %s, sequence %d"
                                .formatted(
                                        Moment.utc(hole.fromNanos()),
                                        hole.toNanos() == Long.MAX_VALUE ? "on" : "to " + Moment.utc(hole.toNanos()),
                                        hole.sequence())));
    }

    /** By a code: one without was cancelled before it filled. */
    private static Optional<Found> refused(Optional<Touch> touch) {
        return touch.map(Touch::judged)
                .filter(one -> one.verdict() == Verdict.ORDER_REFUSED && one.value2() != 0)
                .map(one -> new Found(Cause.REFUSED, "with code " + one.value2()));
    }

    /** While the trade was open: one that came too late, when all had left already, is refused for that. */
    private static Optional<Found> refusedOrder(ToldTrade trade) {
        return trade.orders().stream()
                .filter(order ->
                        order.rejectedNanos() != 0 && (!trade.isClosed() || trade.lastNanos() > order.rejectedNanos()))
                .findFirst()
                .map(order ->
                        new Found(Cause.REFUSED, "its order of " + Moment.utc(order.wantedNanos()) + " was refused"));
    }

    private static Optional<Found> fillInParts(ToldTrade our, ToldTrade their) {
        boolean areTheirs = their.orders().stream().anyMatch(OrderLife::wasPartlyFilled);
        return our.orders().stream()
                .filter(order -> order.wasPartlyFilled() && !areTheirs)
                .findFirst()
                .map(order -> new Found(
                        Cause.PARTIAL_FILL, "its order of " + Moment.utc(order.wantedNanos()) + " filled in parts"));
    }

    private static Optional<Found> latency(long ourNanos, long theirNanos) {
        return ourNanos > theirNanos
                ? Optional.of(new Found(
                        Cause.LATENCY, "an answer took %,d ms".formatted(TimeUnit.NANOSECONDS.toMillis(ourNanos))))
                : Optional.empty();
    }

    private Optional<Found> earlier(Zone zone, List<Difference> trades) {
        for (int i = trades.size() - 1; i >= 0; i--) {
            Difference trade = trades.get(i);
            if (trade.instrumentId() == zone.instrumentId()
                    && (market.sharesPositionAt(trade.atNanos()) || trade.accountId() == zone.accountId())) {
                return Optional.of(new Found(Cause.EARLIER_DIFFERENCE, "difference " + trade.number()));
            }
        }
        return Optional.empty();
    }
}
