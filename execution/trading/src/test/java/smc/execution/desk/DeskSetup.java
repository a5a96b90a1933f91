package smc.execution.desk;

import java.util.List;
import java.util.concurrent.TimeUnit;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.instrument.Instrument;
import smc.execution.risk.RiskSettings;

/**
 * What the desks of a test trade, and how: the instrument, fees and rules of docs/rules.md, section 26 (no slippage, no funding, the
 * emergency stop one block height beyond the edge), unless said otherwise.
 */
final class DeskSetup {
    static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<Mode> modes;
    private String capital = "100";
    private String tick = "0.01";
    private String fundingRate = "0";
    private boolean sharesPosition = true;
    private boolean trailsOddLot;
    private int ordersPerSide = 1;
    private int emergencyHeights = 100;
    private long positionMaxContracts = Long.MAX_VALUE;
    private int inputsPerRemaking = 1;
    private RiskSettings risk = RiskSettings.OFF;
    private VenueSettings venue = new VenueSettings(0, 1, 0, false);

    private DeskSetup(List<Mode> modes) {
        this.modes = modes;
    }

    static DeskSetup modeA() {
        return new DeskSetup(List.of(Mode.CANDLE_CLOSE));
    }

    static DeskSetup modeB() {
        return new DeskSetup(List.of(Mode.LIMIT));
    }

    /** A on account 0 and B on account 1, one position for both. */
    static DeskSetup bothModes() {
        return new DeskSetup(List.of(Mode.CANDLE_CLOSE, Mode.LIMIT));
    }

    DeskSetup capital(String usd) {
        capital = usd;
        return this;
    }

    DeskSetup tick(String usd) {
        tick = usd;
        return this;
    }

    DeskSetup fundingRate(String perInstant) {
        fundingRate = perInstant;
        return this;
    }

    /** Each mode with a position of its own. */
    DeskSetup apart() {
        sharesPosition = false;
        return this;
    }

    DeskSetup trailsOddLot() {
        trailsOddLot = true;
        return this;
    }

    DeskSetup ordersPerSide(int orders) {
        ordersPerSide = orders;
        return this;
    }

    /** In 1/100 block heights. */
    DeskSetup emergencyHeights(int hundredths) {
        emergencyHeights = hundredths;
        return this;
    }

    DeskSetup positionMaxContracts(long contracts) {
        positionMaxContracts = contracts;
        return this;
    }

    /** For runs of thousands of candles: how often the desks beside the test's are made again; a prime, so that it falls on inputs of every kind. */
    DeskSetup remadeEvery(int inputs) {
        inputsPerRemaking = inputs;
        return this;
    }

    int inputsPerRemaking() {
        return inputsPerRemaking;
    }

    DeskSetup risk(RiskSettings limits) {
        risk = limits;
        return this;
    }

    RiskSettings risk() {
        return risk;
    }

    DeskSetup venue(VenueSettings settings) {
        venue = settings;
        return this;
    }

    /** A desk whose venue is played by the test. */
    TradingDesk byHand() {
        return new TradingDesk(this);
    }

    /** A desk at the simulated venue. */
    SimulatedDesk overRows() {
        return new SimulatedDesk(this, true);
    }

    /** A desk at the simulated venue, which fills at single trades. */
    SimulatedDesk overTrades() {
        return new SimulatedDesk(this, false);
    }

    List<Mode> modes() {
        return modes;
    }

    long capitalE8() {
        return Decimals.e8(capital);
    }

    boolean isPositionShared() {
        return sharesPosition;
    }

    VenueSettings venueSettings() {
        return venue;
    }

    Instrument instrument() {
        return new Instrument(
                0, "SOLUSD", Decimals.e8(tick), Decimals.e8("1"), Decimals.e8("0.005"), positionMaxContracts);
    }

    InstrumentTerms terms() {
        return new InstrumentTerms(
                0,
                Decimals.e8(tick),
                Decimals.e8("1"),
                Decimals.e8("0.005"),
                Decimals.e8("0.0005"),
                Decimals.e8("0.0002"),
                Decimals.e8("0.18"),
                Decimals.e8(fundingRate));
    }

    DeskSettings settings(Mode mode) {
        return new DeskSettings(
                mode,
                capitalE8(),
                new ZoneSettings(4_000, 20, 2_000, 200, 150),
                new ZoneSettings(3_000, 10, 2_000, 150, 100),
                5_000,
                trailsOddLot,
                3,
                ordersPerSide,
                emergencyHeights,
                8_000,
                DEADLINE_NANOS);
    }
}
