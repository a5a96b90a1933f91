package smc.execution.risk;

import smc.strategy.number.ExactMath;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * What one account may do on one symbol, and the breakers that end it: the day's loss, the fall from the peak, trades lost in a row, orders a day
 * (docs/rules.md, section 30). Whoever tells it something asks {@link #takeChange} after it. Engine thread.
 */
public final class DeskRisk {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long NO_DAY = Long.MIN_VALUE;

    private final int accountId;
    private final RiskGate gate;
    private boolean isOn;
    private TradingState state = TradingState.ACTIVE;
    /** Why it is not active; null if it is. */
    private RiskReason reason;
    /** When it ends by itself, epoch nanoseconds; 0 if it does not. */
    private long untilNanos;

    private long found;
    private long allowed;

    private long equityE8;
    private long peakE8;
    private long day = NO_DAY;
    private long dayStartE8;
    private int orders;
    private int lost;
    /** Whether it is part of the state: journals of before it hold hashes made without. */
    private boolean isUsed;

    /** Whether the state has changed and nobody has taken that yet; never so between inputs. */
    private boolean hasChanged;

    /** @param capitalE8 that it begins with */
    public DeskRisk(int accountId, RiskGate gate, long capitalE8) {
        this.accountId = accountId;
        this.gate = gate;
        isOn = gate.settings().isOn();
        isUsed = isOn;
        begin(capitalE8);
    }

    /**
     * The gate has other limits: from here on they hold. The state stays what it is.
     *
     * @param nowE8 equity as it stands: where nothing was counted so far, the counting begins with it
     */
    public void goOn(long nowE8) {
        boolean wasOn = isOn;
        isOn = gate.settings().isOn();
        isUsed |= isOn;
        if (isOn && !wasOn) {
            begin(nowE8);
        }
    }

    private void begin(long nowE8) {
        equityE8 = nowE8;
        peakE8 = nowE8;
        dayStartE8 = nowE8;
        day = NO_DAY;
        orders = 0;
        lost = 0;
    }

    // ---- asked

    public TradingState state() {
        return state;
    }

    /** Why it is not active; null if it is. */
    public RiskReason reason() {
        return reason;
    }

    /** When it ends by itself, epoch nanoseconds; 0 if it does not. */
    public long untilNanos() {
        return untilNanos;
    }

    /** What was found, of a breaker. */
    public long found() {
        return found;
    }

    /** What is allowed, of a breaker. */
    public long allowed() {
        return allowed;
    }

    /** Whether a breaker is also to close the position. */
    public boolean flattensNow() {
        return gate.settings().flattensOnBreach() && state != TradingState.ACTIVE && isBreaker(reason);
    }

    /** What sizing may use of a capital. */
    public long sizedE8(long capitalE8) {
        return gate.sizedE8(capitalE8);
    }

    /** Limits over all accounts. */
    public RiskGate gate() {
        return gate;
    }

    /** Whether the state has changed since this was asked last. */
    public boolean takeChange() {
        boolean taken = hasChanged;
        hasChanged = false;
        return taken;
    }

    /** What the trail's distance is multiplied by, in basis points. */
    public int trailBps() {
        return state == TradingState.REDUCING ? gate.settings().reducingTrailBps() : (int) Sizing.BPS;
    }

    // ---- told

    /**
     * Somebody asks for a state. Less than what holds already is not taken, but {@link TradingState#ACTIVE}: asked for by a person it ends everything, and
     * everything counts anew, or the breaker that was the reason would be one again at once. Asked for by whoever compares with the venue it ends the pause
     * that the same has brought about, and nothing else; likewise of a person who knows that data was lost.
     */
    public void onAsked(TradingState asked, RiskReason why) {
        isUsed = true;
        if (asked != TradingState.ACTIVE) {
            if (asked.isStricterThan(state) || (asked == state && untilNanos != 0)) {
                change(asked, why, 0, 0, 0);
            }
        } else if (isEndedBy(why)) {
            boolean isOfPerson = why != RiskReason.RECONCILIATION;
            if (isOfPerson) {
                begin(equityE8);
            }
            if (state != TradingState.ACTIVE) {
                change(TradingState.ACTIVE, null, 0, 0, 0);
            }
            if (!isOfPerson && isOn) {
                countOrders(); // A pause of the day may have gone on as one of the comparison.
            }
        }
    }

    private boolean isEndedBy(RiskReason why) {
        return switch (why) {
            case RECONCILIATION -> state == TradingState.PAUSED && reason == why;
            case DATA_LOST -> reason == why;
            default -> true;
        };
    }

    /** Time moved: a day may be over, and what was to end with it. */
    public void onTime(long nowNanos) {
        if (isUsed) {
            roll(nowNanos);
            if (untilNanos != 0 && nowNanos >= untilNanos) {
                change(TradingState.ACTIVE, null, 0, 0, 0);
            }
        }
    }

    /** Capital and what the open trade would come to are this much. */
    public void onEquity(long nowE8, long nowNanos) {
        if (!isOn) {
            return;
        }
        roll(nowNanos);
        equityE8 = nowE8;
        peakE8 = Math.max(peakE8, nowE8);
        RiskSettings limits = gate.settings();
        long fallE8 = peakE8 - nowE8;
        if (isPast(fallE8, limits.drawdownBps(), peakE8)) {
            breach(TradingState.HALTED, RiskReason.DRAWDOWN, fallE8, share(limits.drawdownBps(), peakE8), 0);
        }
        long lossE8 = dayStartE8 - nowE8;
        if (isPast(lossE8, limits.dailyLossBps(), dayStartE8)) {
            long limitE8 = share(limits.dailyLossBps(), dayStartE8);
            breach(TradingState.PAUSED, RiskReason.DAILY_LOSS, lossE8, limitE8, endOfDay());
        }
    }

    /** A trade closed, and brought this much. */
    public void onClosed(long moneyE8) {
        if (!isOn) {
            return;
        }
        lost = moneyE8 < 0 ? lost + 1 : 0;
        int most = gate.settings().losingStreak();
        if (most > 0 && lost >= most) {
            breach(TradingState.HALTED, RiskReason.LOSING_STREAK, lost, most, 0);
        }
    }

    /** An order was asked for, whatever it is for. */
    public void onSubmitted(long nowNanos) {
        if (!isOn) {
            return;
        }
        gate.onSubmitted(accountId, nowNanos);
        roll(nowNanos);
        orders++;
        countOrders();
    }

    private void countOrders() {
        int most = gate.settings().ordersPerDay();
        if (most > 0 && orders >= most) {
            breach(TradingState.PAUSED, RiskReason.ORDERS_A_DAY, orders, most, endOfDay());
        }
    }

    /** Capital was added, or taken: neither gain nor loss. */
    public void onMoved(long moneyE8) {
        equityE8 = Math.addExact(equityE8, moneyE8);
        peakE8 = Math.addExact(peakE8, moneyE8);
        dayStartE8 = Math.addExact(dayStartE8, moneyE8);
    }

    private void roll(long nowNanos) {
        long today = Math.floorDiv(nowNanos + gate.settings().dayOffsetNanos(), DAY_NANOS);
        if (today != day) {
            day = today;
            dayStartE8 = equityE8;
            orders = 0;
        }
    }

    private long endOfDay() {
        return (day + 1) * DAY_NANOS - gate.settings().dayOffsetNanos();
    }

    /** A share of nothing, or of less, is reached by any loss. */
    private static boolean isPast(long lossE8, int bps, long ofE8) {
        return bps > 0 && lossE8 > 0 && lossE8 >= share(bps, ofE8);
    }

    private static long share(int bps, long ofE8) {
        return ofE8 <= 0 ? 0 : ExactMath.multiplyDivideCeil(ofE8, bps, Sizing.BPS);
    }

    /** A state that holds back as much, or more, stays. */
    private void breach(TradingState to, RiskReason why, long foundNow, long allowedNow, long until) {
        if (to.isStricterThan(state)) {
            change(to, why, foundNow, allowedNow, until);
        }
    }

    private void change(TradingState to, RiskReason why, long foundNow, long allowedNow, long until) {
        isUsed = true;
        hasChanged = true;
        state = to;
        reason = why;
        found = foundNow;
        allowed = allowedNow;
        untilNanos = until;
    }

    private static boolean isBreaker(RiskReason why) {
        return switch (why) {
            case DAILY_LOSS, ORDERS_A_DAY, DRAWDOWN, LOSING_STREAK -> true;
            default -> false;
        };
    }

    // ---- what is remembered

    /** Adds everything that is remembered; nothing where nothing was ever held back. */
    public void hashTo(StateHash hash) {
        if (isUsed) {
            hash.add(state)
                    .add(reason == null ? 0 : reason.code())
                    .add(untilNanos)
                    .add(found)
                    .add(allowed);
            hash.add(equityE8).add(peakE8).add(day).add(dayStartE8).add(orders).add(lost);
        }
    }

    /** Copies out everything that is remembered; nothing where nothing was ever held back. */
    public void copyTo(StateCopy out) {
        if (!isUsed) {
            return;
        }
        out.begin("risk", 1)
                .put("state", state)
                .put("reason", reason)
                .put("untilNanos", untilNanos)
                .put("found", found)
                .put("allowed", allowed)
                .put("equityE8", equityE8)
                .put("peakE8", peakE8)
                .put("day", day)
                .put("dayStartE8", dayStartE8)
                .put("orders", orders)
                .put("lost", lost)
                .end();
    }

    /** Of one that remembers nothing: goes on as the one did that copied itself out. */
    public void restore(StateTree in) {
        if (!in.has("risk")) {
            return;
        }
        StateTree told = in.object("risk", 1);
        isUsed = true;
        state = told.word("state", TradingState.class);
        reason = told.wordOrNull("reason", RiskReason.class);
        untilNanos = told.number("untilNanos");
        found = told.number("found");
        allowed = told.number("allowed");
        equityE8 = told.number("equityE8");
        peakE8 = told.number("peakE8");
        day = told.number("day");
        dayStartE8 = told.number("dayStartE8");
        orders = told.integer("orders");
        lost = told.integer("lost");
    }
}
