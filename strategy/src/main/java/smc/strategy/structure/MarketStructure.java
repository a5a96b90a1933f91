package smc.strategy.structure;

import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.StructureListener.Break;

/**
 * Reaction box, structure and structure points (docs/rules.md, sections 3, 4, 5), in constant memory (section 11, choice B): instead of
 * searching back for the highest or lowest candle after {@code from}, three candles are carried along that answer the only questions ever
 * asked. Step names in the code are those of section 4.
 *
 * <p>One owning thread; {@link #onCandle} allocates nothing. The two trends are not mirror images (section 9, Q2), so each is written out.
 */
public final class MarketStructure {
    /** Prices are positive, so 0 says that there is no level. */
    public static final long NO_LEVEL = 0;

    private final StructureListener listener;

    private Phase phase = Phase.NONE;
    private long boxHighE8;
    private long boxLowE8;
    private long bosE8;
    private long chochE8;
    private long fromIndex;
    private long previousOpenE8;
    private long previousCloseE8;

    private final CandleMark current = new CandleMark();
    /** The trend's running extreme: its low is the extreme in a bear trend, its high in a bull trend. */
    private final CandleMark extreme = new CandleMark();
    /** Highest candle after {@code from} in a bear trend with a level, otherwise after the extreme. */
    private final CandleMark highest = new CandleMark();
    /** Lowest candle after {@code from} in a bull trend with a level, otherwise after the extreme. */
    private final CandleMark lowest = new CandleMark();

    /**
     * Everything the machine remembers besides the last candle.
     *
     * @param bosE8 level whose break continues the trend; {@link #NO_LEVEL} while none is formed
     * @param chochE8 level whose break turns the trend
     * @param fromIndex candle after which the search for an origin starts
     * @param extreme null outside a trend
     * @param highest null if no candle followed yet
     * @param lowest null if no candle followed yet
     */
    public record State(
            Phase phase,
            long boxHighE8,
            long boxLowE8,
            long bosE8,
            long chochE8,
            long fromIndex,
            CandleMark.Copy extreme,
            CandleMark.Copy highest,
            CandleMark.Copy lowest) {

        /** Before the first candle. */
        public static final State NONE = new State(Phase.NONE, 0, 0, NO_LEVEL, NO_LEVEL, 0, null, null, null);

        /** Copies it out. */
        public void copyTo(StateCopy out) {
            out.begin("structure", 1)
                    .put("phase", phase)
                    .put("boxHighE8", boxHighE8)
                    .put("boxLowE8", boxLowE8)
                    .put("bosE8", bosE8)
                    .put("chochE8", chochE8)
                    .put("fromIndex", fromIndex);
            CandleMark.copyTo(out, "extreme", extreme);
            CandleMark.copyTo(out, "highest", highest);
            CandleMark.copyTo(out, "lowest", lowest);
            out.end();
        }

        /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
        public static State of(StateTree in) {
            StateTree structure = in.object("structure", 1);
            return new State(
                    structure.word("phase", Phase.class),
                    structure.number("boxHighE8"),
                    structure.number("boxLowE8"),
                    structure.number("bosE8"),
                    structure.number("chochE8"),
                    structure.number("fromIndex"),
                    CandleMark.copyOf(structure, "extreme"),
                    CandleMark.copyOf(structure, "highest"),
                    CandleMark.copyOf(structure, "lowest"));
        }
    }

    /**
     * Starts as it stood after a candle.
     *
     * @param state {@link State#NONE} for a fresh start
     * @param lastOpenE8 open of that candle; any value with {@link State#NONE}
     * @param lastCloseE8 close of that candle; any value with {@link State#NONE}
     */
    public MarketStructure(State state, long lastOpenE8, long lastCloseE8, StructureListener listener) {
        this.listener = listener;
        phase = state.phase;
        boxHighE8 = state.boxHighE8;
        boxLowE8 = state.boxLowE8;
        bosE8 = state.bosE8;
        chochE8 = state.chochE8;
        fromIndex = state.fromIndex;
        extreme.set(state.extreme);
        highest.set(state.highest);
        lowest.set(state.lowest);
        previousOpenE8 = lastOpenE8;
        previousCloseE8 = lastCloseE8;
    }

    /**
     * Takes the next closed candle; the caller has checked its shape.
     *
     * @param index row number, one more than at the last call
     * @param atrE8 average true range including this candle
     */
    public void onCandle(
            long index, long openTimeNanos, long openE8, long highE8, long lowE8, long closeE8, long atrE8) {
        current.set(index, openTimeNanos, highE8, lowE8, atrE8);

        // An outside candle crosses up only; touching an edge crosses nothing (section 3).
        boolean crossUp = highE8 > boxHighE8;
        boolean crossDown = !crossUp && lowE8 < boxLowE8;
        if (crossUp || crossDown) {
            boxHighE8 = highE8;
            boxLowE8 = lowE8;
        }

        switch (phase) {
            case NONE -> start();
            case RANGE -> range(closeE8);
            case BEAR -> bear(closeE8, crossUp && closeE8 > openE8 && previousCloseE8 > previousOpenE8);
            case BULL -> bull(closeE8, crossDown && closeE8 < openE8 && previousCloseE8 < previousOpenE8);
        }
        previousOpenE8 = openE8;
        previousCloseE8 = closeE8;
    }

    /** Copies the state out; allocates. */
    public State state() {
        return new State(
                phase, boxHighE8, boxLowE8, bosE8, chochE8, fromIndex, extreme.copy(), highest.copy(), lowest.copy());
    }

    /** Adds all that is remembered besides the last candle. */
    public void hashTo(StateHash hash) {
        hash.add(phase).add(boxHighE8).add(boxLowE8).add(bosE8).add(chochE8).add(fromIndex);
        extreme.hashTo(hash);
        highest.hashTo(hash);
        lowest.hashTo(hash);
    }

    private void start() {
        boxHighE8 = current.highE8();
        boxLowE8 = current.lowE8();
        bosE8 = current.highE8();
        chochE8 = current.lowE8();
        fromIndex = current.index();
        phase = Phase.RANGE;
    }

    private void range(long closeE8) {
        foldHighest();
        foldLowest();
        if (current.lowE8() <= chochE8 && chochE8 <= closeE8) { // R1
            sweepChochDown();
        } else if (closeE8 <= bosE8 && bosE8 <= current.highE8()) { // R2
            sweepBosUp();
        } else if (closeE8 < chochE8) { // R3
            listener.broken(Break.CHOCH, Side.BEAR, chochE8, Side.BULL, lowest);
            chochE8 = bosE8;
            startTrend(Phase.BEAR);
        } else if (closeE8 > bosE8) { // R4
            listener.broken(Break.CHOCH, Side.BULL, bosE8, Side.BEAR, highest);
            startTrend(Phase.BULL);
        }
    }

    private void bear(long closeE8, boolean reactedUp) {
        if (current.lowE8() <= extreme.lowE8()) { // D1
            extreme.set(current);
            lowest.clear();
            if (bosE8 == NO_LEVEL) {
                highest.clear();
            } else {
                foldHighest();
            }
        } else {
            foldHighest();
            foldLowest();
        }
        if (bosE8 == NO_LEVEL && reactedUp) { // D2
            bosE8 = extreme.lowE8();
            fromIndex = extreme.index();
        }
        if (bosE8 != NO_LEVEL) {
            if (current.lowE8() <= bosE8 && bosE8 <= closeE8) { // D3a
                sweepBosDown();
                return;
            }
            if (closeE8 < bosE8) { // D3b
                listener.broken(Break.BOS, Side.BEAR, bosE8, Side.BEAR, highest);
                chochE8 = highest.highE8();
                fromIndex = highest.index();
                bosE8 = NO_LEVEL;
                highest.clear();
            }
        }
        if (closeE8 <= chochE8 && chochE8 <= current.highE8()) { // D4
            sweepChochUp();
        } else if (closeE8 > chochE8) { // D5
            CandleMark origin = turningPoint(lowest);
            listener.broken(Break.CHOCH, Side.BULL, chochE8, Side.BULL, origin);
            chochE8 = bosE8 != NO_LEVEL ? bosE8 : origin.highE8();
            startTrend(Phase.BULL);
        }
    }

    private void bull(long closeE8, boolean reactedDown) {
        if (current.highE8() >= extreme.highE8()) { // U1
            extreme.set(current);
            highest.clear();
            if (bosE8 == NO_LEVEL) {
                lowest.clear();
            } else {
                foldLowest();
            }
        } else {
            foldHighest();
            foldLowest();
        }
        if (bosE8 == NO_LEVEL && reactedDown) { // U2
            bosE8 = extreme.highE8();
            fromIndex = extreme.index();
        }
        if (bosE8 != NO_LEVEL) {
            if (closeE8 <= bosE8 && bosE8 <= current.highE8()) { // U3a
                sweepBosUp();
                return;
            }
            if (closeE8 > bosE8) { // U3b
                listener.broken(Break.BOS, Side.BULL, bosE8, Side.BULL, lowest);
                chochE8 = lowest.highE8(); // the high, not the low: quirk Q2
                fromIndex = lowest.index();
                bosE8 = NO_LEVEL;
                lowest.clear();
            }
        }
        if (current.lowE8() <= chochE8 && chochE8 <= closeE8) { // U4
            sweepChochDown();
        } else if (closeE8 < chochE8) { // U5
            CandleMark origin = turningPoint(highest);
            listener.broken(Break.CHOCH, Side.BEAR, chochE8, Side.BEAR, origin);
            chochE8 = bosE8 != NO_LEVEL ? bosE8 : origin.highE8();
            startTrend(Phase.BEAR);
        }
    }

    /** Origin of a turn: the trend's own extreme if it lies after {@code from}, else what followed it, else this candle. */
    private CandleMark turningPoint(CandleMark sinceExtreme) {
        if (extreme.index() > fromIndex) {
            return extreme;
        }
        return sinceExtreme.isPresent() ? sinceExtreme : current;
    }

    private void startTrend(Phase trend) {
        phase = trend;
        bosE8 = NO_LEVEL;
        fromIndex = current.index();
        extreme.set(current);
        highest.clear();
        lowest.clear();
    }

    private void sweepBosUp() {
        listener.swept(Side.BULL, bosE8);
        bosE8 = current.highE8();
    }

    private void sweepBosDown() {
        listener.swept(Side.BEAR, bosE8);
        bosE8 = current.lowE8();
    }

    private void sweepChochUp() {
        listener.swept(Side.BULL, chochE8);
        chochE8 = current.highE8();
    }

    private void sweepChochDown() {
        listener.swept(Side.BEAR, chochE8);
        chochE8 = current.lowE8();
    }

    /** Of equal highs the most recent stays. */
    private void foldHighest() {
        if (!highest.isPresent() || current.highE8() >= highest.highE8()) {
            highest.set(current);
        }
    }

    /** Of equal lows the most recent stays. */
    private void foldLowest() {
        if (!lowest.isPresent() || current.lowE8() <= lowest.lowE8()) {
            lowest.set(current);
        }
    }
}
