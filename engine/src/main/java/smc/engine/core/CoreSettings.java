package smc.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import smc.engine.config.AccountConfig;
import smc.engine.config.AccountConfig.OddLot;
import smc.engine.config.Configuration;
import smc.engine.config.EngineConfig;
import smc.engine.config.SymbolConfig;
import smc.engine.config.ZoneConfig;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.instrument.Instrument;
import smc.execution.risk.RiskSettings;

/**
 * Everything the core is told before its first input.
 *
 * @param epoch number of this start; part of every order id
 * @param timeframeNanos length of a candle
 * @param closeGraceNanos how long after its boundary a candle built from trades is closed
 * @param sharesPosition one position per symbol over all accounts; otherwise one per account and symbol
 * @param instruments by id: {@code instruments.get(i).id() == i}
 * @param accounts by id
 * @param risk what entries must keep to
 */
public record CoreSettings(
        long epoch,
        long timeframeNanos,
        long closeGraceNanos,
        boolean sharesPosition,
        List<Instrument> instruments,
        List<DeskSettings> accounts,
        RiskSettings risk) {
    private static final long TICK_NANOS = TimeUnit.MINUTES.toNanos(1);

    /**
     * As configured, without limits: who holds entries back says so by {@link #withRisk}.
     *
     * @param symbols to trade; instrument ids are their positions
     * @param modes accounts of other modes are left out
     * @throws IllegalArgumentException if the configuration has no data of a symbol
     */
    public static CoreSettings of(Configuration configuration, List<String> symbols, Set<Mode> modes, long epoch) {
        EngineConfig engine = configuration.engine();
        List<Instrument> instruments = new ArrayList<>();
        for (String name : symbols) {
            SymbolConfig symbol = configuration.symbols().get(name);
            if (symbol == null) {
                throw new IllegalArgumentException("expected one of "
                        + String.join(", ", configuration.symbols().keySet()) + ", was " + name);
            }
            instruments.add(new Instrument(
                    instruments.size(),
                    name,
                    symbol.tickE8(),
                    symbol.contractValueE8(),
                    symbol.maintenanceRateE8(),
                    Long.MAX_VALUE));
        }
        List<DeskSettings> accounts = configuration.accounts().stream()
                .filter(account -> modes.contains(account.mode()))
                .map(account -> deskSettings(account, engine))
                .toList();
        return new CoreSettings(
                epoch,
                TimeUnit.MINUTES.toNanos(engine.timeframeMinutes()),
                TimeUnit.MILLISECONDS.toNanos(engine.closeGraceMillis()),
                engine.positionScope() == EngineConfig.PositionScope.SYMBOL,
                instruments,
                accounts);
    }

    private static DeskSettings deskSettings(AccountConfig account, EngineConfig engine) {
        return new DeskSettings(
                account.mode(),
                account.capitalE8(),
                zoneSettings(account.fresh()),
                zoneSettings(account.breaker()),
                account.partialBps(),
                account.oddLot() == OddLot.TRAIL,
                account.cooldownCandles(),
                account.ordersPerSide(),
                account.emergencyHeightsHundredths(),
                account.liquidationGuardBps(),
                TimeUnit.MILLISECONDS.toNanos(engine.entryDeadlineMillis()));
    }

    private static ZoneSettings zoneSettings(ZoneConfig zone) {
        return new ZoneSettings(
                zone.capitalBps(),
                zone.leverage(),
                zone.penetrationBps(),
                zone.targetAtrHundredths(),
                zone.trailAtrHundredths());
    }

    /** The next whole minute, or the next close of a candle built from trades, whichever comes first after {@code nanos}: when a driver lets time pass. */
    public long nextTickNanos(long nanos) {
        long minuteNanos = nanos - Math.floorMod(nanos, TICK_NANOS) + TICK_NANOS;
        long sinceClose = Math.floorMod(nanos - closeGraceNanos, timeframeNanos);
        return Math.min(minuteNanos, nanos - sinceClose + timeframeNanos);
    }

    /**
     * Whether an engine of these settings can go on by others: in the same candles, with the same symbols, and as many accounts. Modes, rules, sizes and
     * the data of the instruments may be others, and so may what holds a position.
     */
    public boolean goesOnWith(CoreSettings next) {
        return timeframeNanos == next.timeframeNanos
                && symbols().equals(next.symbols())
                && accounts.size() == next.accounts.size();
    }

    private List<String> symbols() {
        return instruments.stream().map(Instrument::symbol).toList();
    }

    /** The same with other accounts. */
    public CoreSettings withAccounts(List<DeskSettings> others) {
        return new CoreSettings(epoch, timeframeNanos, closeGraceNanos, sharesPosition, instruments, others, risk);
    }

    /** The same with other limits. */
    public CoreSettings withRisk(RiskSettings other) {
        return new CoreSettings(epoch, timeframeNanos, closeGraceNanos, sharesPosition, instruments, accounts, other);
    }

    /** Without limits. */
    public CoreSettings(
            long epoch,
            long timeframeNanos,
            long closeGraceNanos,
            boolean sharesPosition,
            List<Instrument> instruments,
            List<DeskSettings> accounts) {
        this(epoch, timeframeNanos, closeGraceNanos, sharesPosition, instruments, accounts, RiskSettings.OFF);
    }

    public CoreSettings {
        instruments = List.copyOf(instruments);
        accounts = List.copyOf(accounts);
        for (int i = 0; i < instruments.size(); i++) {
            if (instruments.get(i).id() != i) {
                throw new IllegalArgumentException("expected instrument id " + i + ", was " + instruments.get(i));
            }
        }
    }
}
