package smc.engine.outcome;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;

/** A trade while it is open: what it closes with is put together from what is said of it. One owner. */
public final class TradeDraft {
    private static final BigInteger ONE_E8 = BigInteger.valueOf(100_000_000);

    private final TradeOpened opened;
    private final BigInteger gstRateE8;
    private final List<ClosedTrade.Exit> exits = new ArrayList<>();
    private long contracts;
    private long entryE8;
    private long targetE8;
    private long targetContracts;
    private long gstE8;

    /** @param gstRateE8 tax of commissions, a fraction scaled by 1e-8 */
    public TradeDraft(TradeOpened opened, long gstRateE8) {
        this.opened = opened;
        this.gstRateE8 = BigInteger.valueOf(gstRateE8);
    }

    /** Contracts came in. */
    public void enter(TradeEntered entered) {
        contracts += entered.contracts();
        entryE8 = entered.entryE8();
        targetE8 = entered.targetE8();
        targetContracts = entered.targetContracts();
        gstE8 += gstE8(entered.feeE8());
    }

    /** Contracts went out. */
    public void reduce(TradeReduced reduced) {
        exits.add(
                new ClosedTrade.Exit(reduced.candleNanos(), reduced.contracts(), reduced.priceE8(), reduced.reason()));
        gstE8 += gstE8(reduced.feeE8());
    }

    /** It is closed. */
    public ClosedTrade close(TradeClosed closed) {
        return new ClosedTrade(
                closed.tradeId(),
                closed.accountId(),
                closed.instrumentId(),
                opened.direction(),
                opened.state(),
                opened.blockSide(),
                opened.originNanos(),
                opened.candleNanos(),
                contracts,
                entryE8,
                opened.expectedE8(),
                targetE8,
                targetContracts,
                opened.entryAtrE8(),
                List.copyOf(exits),
                closed.gainE8(),
                closed.feesE8() - gstE8,
                gstE8,
                closed.fundingE8(),
                closed.slippageE8(),
                closed.capitalBeforeE8(),
                closed.capitalAfterE8(),
                closed.reason());
    }

    /** The tax in a commission: {@code commission · rate / (1 + rate)}, rounded half-even (docs/formats.md, section 5.1). */
    private long gstE8(long commissionE8) {
        BigInteger divisor = ONE_E8.add(gstRateE8);
        BigInteger[] quotient =
                BigInteger.valueOf(commissionE8).multiply(gstRateE8).divideAndRemainder(divisor);
        int half = quotient[1].shiftLeft(1).compareTo(divisor);
        boolean isUp = half > 0 || (half == 0 && quotient[0].testBit(0));
        return quotient[0].longValueExact() + (isUp ? 1 : 0);
    }
}
