package smc.execution.position;

import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.strategy.number.ProductSum;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/**
 * One trade from its first fill to its last. Keeps sums of price times contracts, so that no average is ever rounded on the way to money.
 * Engine thread; allocates nothing after construction.
 */
public final class Position {
    private final long tradeId;
    private final Instrument instrument;
    private final Direction direction;
    private final long entryAtrE8;
    private final long entryIndex;

    private long enteredContracts;
    private long exitedContracts;
    private final ProductSum entryPriceContractsE8 = new ProductSum();
    private final ProductSum exitPriceContractsE8 = new ProductSum();
    private final ProductSum shortfallPriceContractsE8 = new ProductSum();
    private final ProductSum gainPriceContractsE8 = new ProductSum();
    private long feesE8;
    private long fundingE8;

    /**
     * @param entryAtrE8 average true range of the last candle closed at the entry; fixed for the trade
     * @param entryIndex row number of the candle of the first fill
     */
    public Position(long tradeId, Instrument instrument, Direction direction, long entryAtrE8, long entryIndex) {
        this.tradeId = tradeId;
        this.instrument = instrument;
        this.direction = direction;
        this.entryAtrE8 = entryAtrE8;
        this.entryIndex = entryIndex;
    }

    /** Takes contracts bought or sold into the position. {@code expectedE8} is the price the decision counted on. */
    public void enter(long contracts, long priceE8, long expectedE8, long feeE8) {
        enteredContracts = Math.addExact(enteredContracts, contracts);
        entryPriceContractsE8.add(contracts, priceE8);
        shortfallPriceContractsE8.add(contracts, direction.sign() * (priceE8 - expectedE8));
        feesE8 = Math.addExact(feesE8, feeE8);
    }

    /** Takes contracts out; never more than are left. */
    public void exit(long contracts, long priceE8, long expectedE8, long feeE8) {
        if (contracts > contracts()) {
            throw new IllegalStateException("expected to exit at most " + contracts() + " contracts of trade " + tradeId
                    + ", was " + contracts);
        }
        exitedContracts += contracts;
        exitPriceContractsE8.add(contracts, priceE8);
        shortfallPriceContractsE8.add(contracts, direction.sign() * (expectedE8 - priceE8));
        feesE8 = Math.addExact(feesE8, feeE8);
    }

    /** Takes a funding payment; positive costs. */
    public void pay(long moneyE8) {
        fundingE8 = Math.addExact(fundingE8, moneyE8);
    }

    public long tradeId() {
        return tradeId;
    }

    public Direction direction() {
        return direction;
    }

    public long entryAtrE8() {
        return entryAtrE8;
    }

    public long entryIndex() {
        return entryIndex;
    }

    public long enteredContracts() {
        return enteredContracts;
    }

    /** Contracts still held. */
    public long contracts() {
        return enteredContracts - exitedContracts;
    }

    /** Average entry in 1e-8 USD, rounded against us: up for long, down for short. */
    public long entryE8() {
        return direction == Direction.LONG
                ? entryPriceContractsE8.divideCeil(enteredContracts)
                : entryPriceContractsE8.divideFloor(enteredContracts);
    }

    /** Fees booked so far, taxes included, in 1e-8 USD. */
    public long feesE8() {
        return feesE8;
    }

    /** Funding booked so far in 1e-8 USD; positive costs. */
    public long fundingE8() {
        return fundingE8;
    }

    /** How much worse than the decisions counted on the fills were, rounded down in 1e-8 USD; negative if better. Already in the gain. */
    public long slippageE8() {
        return instrument.moneyFloorE8(shortfallPriceContractsE8);
    }

    /** Gain of what was exited, plus that of the rest at {@code priceE8}, before costs, rounded down once in 1e-8 USD. */
    public long gainE8(long priceE8) {
        gainPriceContractsE8.clear();
        gainPriceContractsE8.add(entryPriceContractsE8);
        gainPriceContractsE8.negate();
        gainPriceContractsE8.add(exitPriceContractsE8);
        gainPriceContractsE8.add(contracts(), priceE8);
        if (direction == Direction.SHORT) {
            gainPriceContractsE8.negate();
        }
        return instrument.moneyFloorE8(gainPriceContractsE8);
    }

    /** {@link #gainE8} less the costs booked so far. */
    public long netE8(long priceE8) {
        return Math.subtractExact(gainE8(priceE8), Math.addExact(feesE8, fundingE8));
    }

    /** Adds everything that is remembered. */
    public void hashTo(StateHash hash) {
        hash.add(tradeId)
                .add(direction)
                .add(entryAtrE8)
                .add(entryIndex)
                .add(enteredContracts)
                .add(exitedContracts);
        entryPriceContractsE8.hashTo(hash);
        exitPriceContractsE8.hashTo(hash);
        shortfallPriceContractsE8.hashTo(hash);
        hash.add(feesE8).add(fundingE8);
    }

    /** Copies out everything that is remembered. */
    public void copyTo(StateCopy out) {
        out.begin("position", 1)
                .put("tradeId", tradeId)
                .put("direction", direction)
                .put("entryAtrE8", entryAtrE8)
                .put("entryIndex", entryIndex)
                .put("enteredContracts", enteredContracts)
                .put("exitedContracts", exitedContracts);
        out.put("entryPriceContractsE8", entryPriceContractsE8);
        out.put("exitPriceContractsE8", exitPriceContractsE8);
        out.put("shortfallPriceContractsE8", shortfallPriceContractsE8);
        out.put("feesE8", feesE8).put("fundingE8", fundingE8).end();
    }

    /** @throws smc.strategy.state.StateException if it is not what {@link #copyTo} tells */
    public static Position of(StateTree in, Instrument instrument) {
        StateTree told = in.object("position", 1);
        var position = new Position(
                told.number("tradeId"),
                instrument,
                told.word("direction", Direction.class),
                told.number("entryAtrE8"),
                told.number("entryIndex"));
        position.enteredContracts = told.number("enteredContracts");
        position.exitedContracts = told.number("exitedContracts");
        told.restore("entryPriceContractsE8", position.entryPriceContractsE8);
        told.restore("exitPriceContractsE8", position.exitPriceContractsE8);
        told.restore("shortfallPriceContractsE8", position.shortfallPriceContractsE8);
        position.feesE8 = told.number("feesE8");
        position.fundingE8 = told.number("fundingE8");
        return position;
    }
}
