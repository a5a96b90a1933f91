package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import smc.engine.config.ZoneConfig;
import smc.execution.instrument.Instrument;
import smc.execution.risk.Sizing;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;
import smc.strategy.number.FixedPoint;

/** How many contracts the capital pays for, by symbol, account and state of a zone; below one nothing is traded there. */
final class TradableCheck implements Check {
    private static final String EXPECTED = "at least 1 contract";

    private final VenueQuestions venue;
    private final List<Account> accounts;
    private final List<Instrument> instruments;
    private final long stageE8;

    /** @param stageE8 the most that may be traded with by account and symbol, 1e-8 USD; 0 for all of it */
    TradableCheck(VenueQuestions venue, List<Account> accounts, List<Instrument> instruments, long stageE8) {
        this.venue = venue;
        this.accounts = accounts;
        this.instruments = instruments;
        this.stageE8 = stageE8;
    }

    @Override
    public String name() {
        return "size";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        boolean isAny = false;
        for (Instrument instrument : instruments) {
            long markE8 = venue.ticker(instrument.symbol()).markE8();
            for (Account account : accounts) {
                long capitalE8 = account.usableE8(instrument.id(), stageE8);
                String place = instrument.symbol() + " " + account.name();
                Finding fresh = zone(
                        place + " fresh",
                        instrument,
                        capitalE8,
                        account.config().fresh(),
                        markE8);
                Finding breaker = zone(
                        place + " breaker",
                        instrument,
                        capitalE8,
                        account.config().breaker(),
                        markE8);
                findings.add(fresh);
                findings.add(breaker);
                isAny |= fresh.level() == Finding.Level.PASS || breaker.level() == Finding.Level.PASS;
            }
        }
        if (!isAny) {
            findings.add(Finding.fail(
                    "all of it", "something that can be traded", "nothing", "trade with more, or another symbol"));
        }
        return findings;
    }

    private static Finding zone(String place, Instrument instrument, long capitalE8, ZoneConfig zone, long markE8) {
        long contracts = Sizing.contracts(instrument, capitalE8, zone.capitalBps(), zone.leverage(), markE8);
        String of = " with %s USD at %s".formatted(FixedPoint.formatE8(capitalE8), FixedPoint.formatE8(markE8));
        if (contracts >= 1) {
            return Finding.pass(place, EXPECTED, contracts + of);
        }
        long needE8 = Sizing.capitalForOneE8(instrument, zone.capitalBps(), zone.leverage(), markE8);
        return Finding.warn(
                place,
                EXPECTED,
                "0" + of,
                "nothing is traded there until %s USD may be traded with".formatted(FixedPoint.formatE8(needE8)));
    }
}
