package smc.exchange.matching;

import static smc.exchange.matching.RecordedReports.e8;

import java.util.List;

/**
 * One account at one venue, spoken to in decimals: the instrument of docs/rules.md section 26 (tick 0.01, one coin, maintenance 0.5 %, taker
 * 0.059 % and maker 0.0236 % with GST). Rows are 15 minutes apart and start away from a funding instant.
 */
final class Desk {
    static final int ACCOUNT = 1;
    static final int OTHER_ACCOUNT = 2;
    static final int SOL = 7;
    static final int AAVE = 8;
    static final long MINUTE_NANOS = 60_000_000_000L;

    /** 2025-01-01 00:00 UTC, a funding instant. */
    static final long MIDNIGHT_NANOS = 1_735_689_600_000_000_000L;

    /** No slippage, one tick through. */
    static final VenueSettings NO_SLIPPAGE = new VenueSettings(0, 1, 0, false);

    final SimulatedVenue venue;
    final RecordedReports reports = new RecordedReports();
    long nextRowNanos = MIDNIGHT_NANOS + 15 * MINUTE_NANOS;
    Runnable reaction = () -> {};

    private Desk(VenueSettings settings, String fundingRate, boolean isOverRows) {
        List<InstrumentTerms> instruments = List.of(terms(SOL, fundingRate), terms(AAVE, fundingRate));
        venue = isOverRows
                ? SimulatedVenue.overRows(settings, instruments, reports)
                : SimulatedVenue.overTrades(settings, instruments, reports);
        venue.addAccount(ACCOUNT, e8("100"));
        venue.addAccount(OTHER_ACCOUNT, e8("100"));
    }

    static Desk overRows() {
        return new Desk(NO_SLIPPAGE, "0", true);
    }

    static Desk overRows(VenueSettings settings) {
        return new Desk(settings, "0", true);
    }

    static Desk overRowsWithFunding() {
        return new Desk(NO_SLIPPAGE, "0.0001", true);
    }

    static Desk overTrades(VenueSettings settings) {
        return new Desk(settings, "0.0001", false);
    }

    static InstrumentTerms terms(int instrumentId, String fundingRate) {
        return new InstrumentTerms(
                instrumentId,
                e8("0.01"),
                e8("1"),
                e8("0.005"),
                e8("0.0005"),
                e8("0.0002"),
                e8("0.18"),
                e8(fundingRate));
    }

    /** One whole row of SOL: {@code "open high low close"}. */
    Desk row(String prices) {
        openRow(prices);
        return fillRow(prices);
    }

    /** The open of the next row of SOL. */
    Desk openRow(String prices) {
        venue.openRow(SOL, nextRowNanos, e8(prices.split(" ", -1)[0]), reaction);
        return this;
    }

    /** The rest of the row opened last. */
    Desk fillRow(String prices) {
        String[] price = prices.split(" ", -1);
        venue.fillRow(SOL, nextRowNanos, e8(price[0]), e8(price[1]), e8(price[2]), e8(price[3]), reaction);
        nextRowNanos += 15 * MINUTE_NANOS;
        return this;
    }

    /** A trade of SOL, so many nanoseconds after midnight. */
    Desk trade(long afterMidnightNanos, String price, long contracts) {
        venue.onTrade(SOL, MIDNIGHT_NANOS + afterMidnightNanos, e8(price), contracts, reaction);
        return this;
    }

    /** A market order that opens or increases, leverage 20, without bracket. */
    Desk market(long orderId, int signedContracts) {
        return market(orderId, signedContracts, 20, 0, "0");
    }

    Desk market(long orderId, int signedContracts, int leverage, long stopId, String stop) {
        venue.submitMarket(
                ACCOUNT,
                orderId,
                SOL,
                signedContracts > 0,
                Math.abs(signedContracts),
                false,
                leverage,
                stopId,
                e8(stop));
        return this;
    }

    /** A reduce-only market order. */
    Desk exit(long orderId, int signedContracts) {
        venue.submitMarket(ACCOUNT, orderId, SOL, signedContracts > 0, Math.abs(signedContracts), true, 0, 0, 0);
        return this;
    }

    /** A limit entry, post-only, leverage 20, without bracket. */
    Desk entry(long orderId, int signedContracts, String price) {
        return entry(orderId, signedContracts, price, 20, 0, "0");
    }

    Desk entry(long orderId, int signedContracts, String price, int leverage, long stopId, String stop) {
        venue.submitLimit(
                ACCOUNT,
                orderId,
                SOL,
                signedContracts > 0,
                e8(price),
                Math.abs(signedContracts),
                true,
                false,
                leverage,
                stopId,
                e8(stop));
        return this;
    }

    /** A reduce-only limit. */
    Desk target(long orderId, int signedContracts, String price) {
        venue.submitLimit(
                ACCOUNT, orderId, SOL, signedContracts > 0, e8(price), Math.abs(signedContracts), false, true, 0, 0, 0);
        return this;
    }

    Desk stop(long orderId, int signedContracts, String trigger) {
        venue.submitStop(ACCOUNT, orderId, SOL, signedContracts > 0, e8(trigger), Math.abs(signedContracts));
        return this;
    }

    Desk edit(long orderId, long contracts, String price) {
        venue.edit(orderId, e8(price), contracts);
        return this;
    }

    Desk cancel(long orderId) {
        venue.cancel(orderId);
        return this;
    }

    /** Reacts once, to the first report of that beginning. */
    Desk whenReported(String beginning, Runnable commands) {
        Runnable earlier = reaction;
        boolean[] isDone = {false};
        reaction = () -> {
            earlier.run();
            if (!isDone[0] && reports.lines().stream().anyMatch(line -> line.startsWith(beginning))) {
                isDone[0] = true;
                commands.run();
            }
        };
        return this;
    }

    String wallet() {
        return RecordedReports.text(venue.account(ACCOUNT).walletE8());
    }

    String free() {
        return RecordedReports.text(venue.account(ACCOUNT).freeE8());
    }

    AccountState.Holding holding() {
        return venue.account(ACCOUNT).holding(SOL);
    }

    long contracts() {
        return holding().contracts();
    }

    /** Reports since the last call. */
    List<String> reported() {
        return reports.take();
    }

    /** Forgets the reports so far. */
    Desk quietly() {
        reports.take();
        return this;
    }
}
