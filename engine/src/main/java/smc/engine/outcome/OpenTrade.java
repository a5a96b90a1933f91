package smc.engine.outcome;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import smc.execution.instrument.Direction;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** A trade while it is open: what {@link ClosedTrade} is made of when it ends. */
final class OpenTrade {
    private static final BigInteger ONE_E8 = BigInteger.valueOf(100_000_000);

    private final long id;
    private final BigInteger gstRateE8;
    private final long entryNanos;
    private final Direction direction;
    private final BlockState state;
    private final Side blockSide;
    private final long originNanos;
    private final long expectedEntryE8;
    private final long entryAtrE8;
    private final List<ClosedTrade.Exit> exits = new ArrayList<>();
    private long contracts;
    private long entryE8;
    private long targetE8;
    private long targetContracts;
    private long gstE8;

    /** @param gstRateE8 of the tax in a commission, in 1e-8 */
    OpenTrade(
            long id,
            long gstRateE8,
            long entryNanos,
            Direction direction,
            BlockState state,
            Side blockSide,
            long originNanos,
            long expectedEntryE8,
            long entryAtrE8) {
        this.id = id;
        this.gstRateE8 = BigInteger.valueOf(gstRateE8);
        this.entryNanos = entryNanos;
        this.direction = direction;
        this.state = state;
        this.blockSide = blockSide;
        this.originNanos = originNanos;
        this.expectedEntryE8 = expectedEntryE8;
        this.entryAtrE8 = entryAtrE8;
    }

    /** More contracts, or the first, came in; the prices are those that hold from here on. */
    void enter(long newContracts, long feeE8, long newEntryE8, long newTargetE8, long newTargetContracts) {
        contracts += newContracts;
        entryE8 = newEntryE8;
        targetE8 = newTargetE8;
        targetContracts = newTargetContracts;
        gstE8 += gstE8(feeE8);
    }

    void reduce(long candleNanos, long exitContracts, long priceE8, long feeE8, ExitReason reason) {
        exits.add(new ClosedTrade.Exit(candleNanos, exitContracts, priceE8, reason));
        gstE8 += gstE8(feeE8);
    }

    /** @param feesE8 taxes included */
    ClosedTrade close(
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason) {
        return new ClosedTrade(
                id,
                accountId,
                instrumentId,
                direction,
                state,
                blockSide,
                originNanos,
                entryNanos,
                contracts,
                entryE8,
                expectedEntryE8,
                targetE8,
                targetContracts,
                entryAtrE8,
                List.copyOf(exits),
                gainE8,
                feesE8 - gstE8,
                gstE8,
                fundingE8,
                slippageE8,
                capitalBeforeE8,
                capitalAfterE8,
                reason);
    }

    /** The tax in a commission: {@code commission · rate / (1 + rate)}, rounded half-even (formats.md, output of a backtest). */
    private long gstE8(long commissionE8) {
        BigInteger divisor = ONE_E8.add(gstRateE8);
        BigInteger[] quotient =
                BigInteger.valueOf(commissionE8).multiply(gstRateE8).divideAndRemainder(divisor);
        int half = quotient[1].shiftLeft(1).compareTo(divisor);
        boolean isUp = half > 0 || (half == 0 && quotient[0].testBit(0));
        return quotient[0].longValueExact() + (isUp ? 1 : 0);
    }
}
