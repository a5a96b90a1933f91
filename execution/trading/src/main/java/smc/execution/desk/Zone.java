package smc.execution.desk;

import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.risk.EmergencyStop;
import smc.execution.risk.Sizing;
import smc.strategy.block.BlockState;
import smc.strategy.number.ExactMath;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;

/**
 * A block in one state, as one desk sees it (docs/rules.md, sections 15 to 17). Its edges are fixed for its life, its entry level for as long as
 * the account trades by the same rules. Engine thread.
 */
final class Zone {
    private static final int BPS = 10_000;

    final Side side;
    final BlockState state;
    final long originNanos;
    final long topE8;
    final long bottomE8;
    final long number;
    final Direction direction;
    ZoneSettings settings;
    /** Reaching it is a touch; at least the penetration deep, on the tick grid. */
    long entryE8;
    /** A body strictly beyond it ends the zone. */
    final long stopEdgeE8;

    boolean isThin;

    /** A close was on the near side of the entry level. */
    boolean isArmed;
    /** This desk has traded it. */
    boolean isTraded;
    /** It ended at the close that is being worked on. */
    boolean isEnded;

    /** Why the zone is passed over; null while it is not. Of the touch judged in mode A, of the plan in mode B. */
    Verdict planned;
    /** Mode B: the entry resting in it, or null. */
    Entry entry;

    private Instrument instrument;

    // Of an entry at the entry level: at every close most zones ask again.
    private long sizedContracts;
    private long sizedCapitalE8;
    private long entryStopE8;
    private long entryCapitalE8;

    // The copy it was told whole in last, and by which number; no part of its state.
    private long copiedIn;
    private long copiedAs;

    /** The numbers behind the verdict being reached, or the one planned. */
    long value1;

    long value2;
    long value3;

    Zone(
            Instrument instrument,
            ZoneSettings settings,
            Side side,
            BlockState state,
            long originNanos,
            long topE8,
            long bottomE8,
            long number) {
        this.side = side;
        this.state = state;
        this.originNanos = originNanos;
        this.topE8 = topE8;
        this.bottomE8 = bottomE8;
        this.number = number;
        // A broken block works from the other side.
        direction = (side == Side.BULL) == (state == BlockState.FRESH) ? Direction.LONG : Direction.SHORT;
        stopEdgeE8 = direction == Direction.LONG ? bottomE8 : topE8;
        goOnUnder(instrument, settings);
    }

    /** It lies, and is sized, by these rules from here on. */
    void goOnUnder(Instrument instrument, ZoneSettings settings) {
        this.instrument = instrument;
        this.settings = settings;
        long depthE8 = ExactMath.multiplyDivideCeil(topE8 - bottomE8, settings.penetrationBps(), BPS);
        entryE8 = direction == Direction.LONG
                ? instrument.floorToTick(topE8 - depthE8)
                : instrument.ceilToTick(bottomE8 + depthE8);
        isThin = topE8 == bottomE8 || entryE8 < bottomE8 || entryE8 > topE8;
        sizedCapitalE8 = Long.MIN_VALUE;
        entryStopE8 = 0;
        entryCapitalE8 = 0;
    }

    boolean is(Side side, BlockState state, long originNanos) {
        return this.originNanos == originNanos && this.side == side && this.state == state;
    }

    /** Whether a candle reaches the entry level; reaching it exactly counts. */
    boolean isTouchedBy(long highE8, long lowE8) {
        return direction == Direction.LONG ? lowE8 <= entryE8 : highE8 >= entryE8;
    }

    /** Whether price reaches this zone before the other: nearer level, then fresh, then newer (sections 18 and 19). */
    boolean isNearerThan(Zone other) {
        if (entryE8 != other.entryE8) {
            return direction.isBeyond(entryE8, other.entryE8);
        }
        if (state != other.state) {
            return state == BlockState.FRESH;
        }
        return number > other.number;
    }

    /** Size of an entry (section 20). */
    long contractsFor(long capitalE8, long priceE8) {
        if (priceE8 != entryE8) {
            return Sizing.contracts(instrument, capitalE8, settings.fractionBps(), settings.leverage(), priceE8);
        }
        if (sizedCapitalE8 != capitalE8) {
            sizedContracts =
                    Sizing.contracts(instrument, capitalE8, settings.fractionBps(), settings.leverage(), entryE8);
            sizedCapitalE8 = capitalE8;
        }
        return sizedContracts;
    }

    /** Capital that pays for one contract. */
    long capitalForOneE8(long priceE8) {
        if (priceE8 != entryE8) {
            return Sizing.capitalForOneE8(instrument, settings.fractionBps(), settings.leverage(), priceE8);
        }
        if (entryCapitalE8 == 0) {
            entryCapitalE8 = Sizing.capitalForOneE8(instrument, settings.fractionBps(), settings.leverage(), entryE8);
        }
        return entryCapitalE8;
    }

    /** Emergency stop of an entry (section 21). */
    long stopForE8(long priceE8, DeskSettings desk) {
        if (priceE8 != entryE8) {
            return emergencyStopE8(priceE8, desk);
        }
        if (entryStopE8 == 0) {
            entryStopE8 = emergencyStopE8(entryE8, desk);
        }
        return entryStopE8;
    }

    /** As {@link #stopForE8}, for a price asked once. */
    long emergencyStopE8(long priceE8, DeskSettings desk) {
        return EmergencyStop.priceE8(
                instrument,
                direction,
                priceE8,
                stopEdgeE8,
                heightE8(),
                desk.emergencyHeights(),
                desk.zone(state).leverage(),
                desk.liquidationGuardBps());
    }

    long heightE8() {
        return topE8 - bottomE8;
    }

    void hashTo(StateHash hash) {
        hash.add(originNanos)
                .add(side)
                .add(state)
                .add(topE8)
                .add(bottomE8)
                .add(isArmed)
                .add(isTraded);
        hash.add(entry == null ? 0 : entry.order.id());
        if (planned != null) {
            hash.add(planned).add(value1).add(value2).add(value3);
        }
    }

    /** Copies itself out: whole for the first time in a copy, by its number in it after that. */
    void copyTo(StateCopy out, String name, DeskCopy.Told told) {
        out.begin(name);
        if (copiedIn == told.copy()) {
            out.put("number", copiedAs).end();
            return;
        }
        copiedIn = told.copy();
        copiedAs = told.nextZone();
        out.put("number", copiedAs)
                .put("side", side)
                .put("state", state)
                .put("originNanos", originNanos)
                .put("topE8", topE8)
                .put("bottomE8", bottomE8)
                .put("block", number)
                .put("entryE8", entryE8)
                .put("isThin", isThin)
                .put("isArmed", isArmed)
                .put("isTraded", isTraded)
                .put("isEnded", isEnded)
                .put("planned", planned)
                .put("value1", value1)
                .put("value2", value2)
                .put("value3", value3);
        if (entry != null) {
            entry.copyTo(out, "entry", told);
        }
        out.end();
    }

    static Zone of(StateTree in, DeskCopy.Remade remade) {
        long copiedAs = in.number("number");
        return remade.zone(copiedAs).orElseGet(() -> {
            BlockState state = in.word("state", BlockState.class);
            var zone = new Zone(
                    remade.instrument(),
                    remade.settings().zone(state),
                    in.word("side", Side.class),
                    state,
                    in.number("originNanos"),
                    in.number("topE8"),
                    in.number("bottomE8"),
                    in.number("block"));
            remade.zones().put(copiedAs, zone);
            // One that is gone lies as it did under rules of before.
            zone.entryE8 = in.number("entryE8");
            zone.isThin = in.truth("isThin");
            zone.isArmed = in.truth("isArmed");
            zone.isTraded = in.truth("isTraded");
            zone.isEnded = in.truth("isEnded");
            zone.planned = in.wordOrNull("planned", Verdict.class);
            zone.value1 = in.number("value1");
            zone.value2 = in.number("value2");
            zone.value3 = in.number("value3");
            zone.entry = in.optional("entry")
                    .flatMap(entry -> Entry.ofZone(entry, remade))
                    .orElse(null);
            return zone;
        });
    }

    Verdict because(Verdict verdict, long first, long second, long third) {
        value1 = first;
        value2 = second;
        value3 = third;
        return verdict;
    }

    Verdict because(Verdict verdict, long first, long second) {
        return because(verdict, first, second, 0);
    }

    Verdict because(Verdict verdict, long first) {
        return because(verdict, first, 0, 0);
    }

    Verdict because(Verdict verdict) {
        return because(verdict, 0, 0, 0);
    }
}
