package smc.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import smc.engine.config.Configuration;
import smc.engine.core.CoreSettings;
import smc.engine.core.TradingCore;
import smc.engine.event.Inputs;
import smc.engine.ring.EngineRing;
import smc.engine.ring.RingSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;
import smc.journal.DataLock;
import smc.journal.JournalException;
import smc.journal.chronicle.ChronicleJournal;
import smc.journal.chronicle.JournalSettings;

/** The engine as it runs: ring, core with both modes switched on, journal, syncs by request. Its history is in it when it is made. */
final class EnginePipe implements Pipe {
    private final DataLock lock;
    private final EngineRing ring;
    private final long historyFrames;

    EnginePipe(int slots, CoreSettings core, Ticks ticks, Through through, Path folder) {
        lock = DataLock.take(folder);
        var journal = ChronicleJournal.open(lock, JournalSettings.DEFAULT, () -> Long.MAX_VALUE, (what, cause) -> {
            throw new JournalException(what, cause);
        });
        var isHistory = new boolean[] {true};
        ring = new EngineRing(
                new RingSettings(slots, RingSettings.Idle.BACKOFF, RingSettings.Sync.REQUESTS, 1),
                journal,
                effects -> new TradingCore(core, effects),
                (_, _, _) -> {
                    if (!isHistory[0]) {
                        through.onThrough();
                    }
                },
                fault -> fault.cause().printStackTrace());
        for (int account = 0; account < core.accounts().size(); account++) {
            place(0).onTradingSwitched(account, true);
            ring.publish();
        }
        for (Ticks.HistoryCandle input : ticks.history()) {
            input.on(place(input.nowNanos()));
            ring.publish();
        }
        ring.await();
        historyFrames = ring.lastPublished() + 1;
        isHistory[0] = false;
    }

    /** As shipped, but with other symbols: copies of the first. */
    static CoreSettings settings(Path config, int symbols) {
        CoreSettings shipped =
                CoreSettings.of(Configuration.load(config), List.of("SOLUSD"), EnumSet.allOf(Mode.class), 1);
        Instrument first = shipped.instruments().getFirst();
        var instruments = new ArrayList<Instrument>();
        for (int id = 0; id < symbols; id++) {
            instruments.add(new Instrument(
                    id,
                    "S" + id,
                    first.tickE8(),
                    first.contractValueE8(),
                    first.maintenanceRateE8(),
                    first.positionMaxContracts()));
        }
        return new CoreSettings(
                shipped.epoch(),
                shipped.timeframeNanos(),
                shipped.closeGraceNanos(),
                shipped.sharesPosition(),
                instruments,
                shipped.accounts());
    }

    private Inputs place(long nowNanos) {
        Inputs place = ring.tryNext(nowNanos);
        while (place == null) {
            if (ring.fault() != null) {
                throw new IllegalStateException(ring.fault().toString());
            }
            Thread.onSpinWait();
            place = ring.tryNext(nowNanos);
        }
        return place;
    }

    @Override
    public boolean offer(Ticks ticks) {
        Inputs place = ring.tryNext(ticks.nowNanos());
        if (place == null) {
            if (ring.fault() != null) {
                throw new IllegalStateException(ring.fault().toString());
            }
            return false;
        }
        ticks.on(place);
        ring.publish();
        return true;
    }

    /** A trade of its own time, from whoever is the only producer from here on. */
    void trade(int instrumentId, long venueNanos, long priceE8, long contracts) {
        place(venueNanos).onTrade(instrumentId, venueNanos, priceE8, contracts);
        ring.publish();
    }

    /** Frames in the journal before the first trade. */
    long historyFrames() {
        return historyFrames;
    }

    @Override
    public void close() {
        ring.close();
        lock.close();
    }
}
