package smc.execution.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import smc.execution.desk.event.Verdict;
import smc.execution.instrument.Instrument;
import smc.strategy.block.BlockState;
import smc.strategy.block.OrderBlock;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;
import smc.strategy.structure.Side;

/** The zones of one desk: what the detector says of blocks becomes theirs at the end of a close. Engine thread. */
final class Zones {
    private Instrument instrument;
    private DeskSettings settings;

    private final List<Zone> zones = new ArrayList<>();
    private final List<Zone> born = new ArrayList<>();
    private final List<Zone> withdrawn = new ArrayList<>();

    /** Whether a zone ended at the close being worked on. */
    private boolean hasEndedZone;

    Zones(Instrument instrument, DeskSettings settings) {
        this.instrument = instrument;
        this.settings = settings;
    }

    /** All zones lie, and are sized, by these rules from here on; what they are marked with, armed or traded, stays. */
    void goOnUnder(Instrument instrument, DeskSettings settings) {
        this.instrument = instrument;
        this.settings = settings;
        Stream.concat(zones.stream(), born.stream())
                .forEach(zone -> zone.goOnUnder(instrument, settings.zone(zone.state)));
    }

    /**
     * Entries are decided in another way from here on: nothing rests in a zone, and none was planned in that way, so that each is barred until the next
     * plan. Those that the last close is on the near side of are armed, as it would have armed them.
     */
    void planNothing(EntryRules rules, long closeE8) {
        for (Zone zone : zones) {
            zone.entry = null;
            zone.planned = rules.off(zone);
        }
        arm(closeE8);
    }

    /** Those that could be touched by the candle being worked on. */
    List<Zone> all() {
        return zones;
    }

    void onBlockBorn(Side side, long originNanos, long topE8, long bottomE8, long number) {
        born.add(newZone(side, BlockState.FRESH, originNanos, topE8, bottomE8, number));
    }

    void onBlockBroken(Side side, long originNanos, long topE8, long bottomE8, long number) {
        end(side, BlockState.FRESH, originNanos);
        born.add(newZone(side, BlockState.BREAKER, originNanos, topE8, bottomE8, number));
    }

    void onBlockDead(Side side, long originNanos) {
        end(side, BlockState.BREAKER, originNanos);
    }

    void onBlocksWithdrawn(List<OrderBlock> blocks) {
        for (OrderBlock block : blocks) {
            Zone zone = find(block);
            zone.entry = null;
            zones.remove(zone);
            born.remove(zone);
            withdrawn.add(zone);
        }
    }

    void onBlocksFound(List<OrderBlock> blocks) {
        for (OrderBlock block : blocks) {
            Zone zone = newZone(
                    block.side(), block.state(), block.originNanos(), block.topE8(), block.bottomE8(), block.number());
            for (Zone old : withdrawn) {
                if (old.is(zone.side, zone.state, zone.originNanos)) {
                    zone.isArmed = old.isArmed;
                    zone.isTraded = old.isTraded;
                }
            }
            // Barred until the next plan: it could not know this zone.
            zone.planned = zone.because(Verdict.DATA_NOT_TRUSTED);
            zones.add(zone);
        }
        withdrawn.clear();
    }

    /** Those that ended at this close go, and those born at it can be touched from the next candle on. */
    void takeOver() {
        if (hasEndedZone) {
            hasEndedZone = false;
            for (Zone zone : zones) {
                if (zone.isEnded) {
                    zone.entry = null;
                }
            }
            zones.removeIf(zone -> zone.isEnded);
        }
        zones.addAll(born);
        born.clear();
    }

    /** A close on the near side of its entry level arms a zone. */
    void arm(long closeE8) {
        for (Zone zone : zones) {
            zone.isArmed |= zone.direction.isBeyond(closeE8, zone.entryE8);
        }
    }

    void hashTo(StateHash hash) {
        for (Zone zone : zones) {
            zone.hashTo(hash);
        }
    }

    /** Between two inputs none is born or withdrawn and not taken over. */
    void copyTo(StateCopy out, DeskCopy.Told told) {
        if (!born.isEmpty() || !withdrawn.isEmpty() || hasEndedZone) {
            throw new IllegalStateException("expected no zone on its way between two inputs on " + instrument.symbol());
        }
        out.begin("zones", 1).beginList("all");
        for (Zone zone : zones) {
            zone.copyTo(out, "", told);
        }
        out.end().end();
    }

    void restore(StateTree in, DeskCopy.Remade remade) {
        for (StateTree zone : in.object("zones", 1).objects("all")) {
            zones.add(Zone.of(zone, remade));
        }
    }

    private Zone newZone(Side side, BlockState state, long originNanos, long topE8, long bottomE8, long number) {
        return new Zone(instrument, settings.zone(state), side, state, originNanos, topE8, bottomE8, number);
    }

    private void end(Side side, BlockState state, long originNanos) {
        for (Zone zone : zones) {
            if (zone.is(side, state, originNanos)) {
                zone.isEnded = true;
                hasEndedZone = true;
                return;
            }
        }
        throw new IllegalStateException("expected a live " + side + " " + state + " zone of " + originNanos + " on "
                + instrument.symbol() + ", there is none");
    }

    private Zone find(OrderBlock block) {
        return Stream.concat(zones.stream(), born.stream())
                .filter(zone -> zone.is(block.side(), block.state(), block.originNanos()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "expected a zone on " + instrument.symbol() + " for " + block + ", there is none"));
    }
}
