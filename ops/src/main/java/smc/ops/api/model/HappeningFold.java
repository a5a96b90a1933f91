package smc.ops.api.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import smc.engine.event.Inputs;
import smc.engine.event.MarketEvent.CandleCorrected;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Rejected;
import smc.execution.order.OrderReport.Unanswered;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.journal.CutReason;
import smc.ops.api.model.Happening.Kind;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.History.Gap;
import smc.ops.story.RiskSentence;
import smc.strategy.number.FixedPoint;

/** Puts into words what somebody should see. One thread. */
final class HappeningFold {
    private final Rows<Happening> rows = new Rows<>(16);
    private final Rows<Gap> gaps = new Rows<>(4);
    private long sequence;
    private long atNanos;

    /** Of the frame before it; negative for the first. */
    private long beforeNanos = -1;

    private boolean hasFrames;

    /** When the engine ended that is followed by this one, until time goes on; negative otherwise. */
    private long endedNanos = -1;

    private boolean hasSaid;

    // Of the frame that is read.
    private String who = "";
    private String why = "";

    Part<Happening> part() {
        return rows.part();
    }

    Part<Gap> gaps() {
        return gaps.part();
    }

    void onFrame(long ofSequence, long nanos) {
        sequence = ofSequence;
        beforeNanos = hasFrames ? atNanos : -1;
        hasFrames = true;
        atNanos = nanos;
        endGap();
        hasSaid = false;
        who = "";
        why = "";
    }

    private void endGap() {
        if (endedNanos >= 0 && atNanos > endedNanos) {
            gaps.append(sequence, new Gap(Inputs.ALL, endedNanos, atNanos));
            endedNanos = -1;
        }
    }

    /** Whether the frame that is read has said anything. */
    boolean hasSaid() {
        return hasSaid;
    }

    void onStarted(long epoch, int cutReason) {
        endedNanos = beforeNanos;
        endGap();
        Optional<CutReason> cut = CutReason.of(cutReason);
        boolean isWell = cut.filter(reason -> reason == CutReason.CLEAN || reason == CutReason.FIRST_START)
                .isPresent();
        say(
                isWell ? Severity.INFO : Severity.WARNING,
                Kind.STARTED,
                Inputs.ALL,
                Inputs.ALL,
                "the engine was started, epoch %d%s"
                        .formatted(
                                epoch,
                                isWell
                                        ? ""
                                        : "; the one before was not closed: "
                                                + cut.map(Enum::name).orElse("reason " + cutReason)));
    }

    void onFault() {
        say(Severity.ALARM, Kind.FAULT, Inputs.ALL, Inputs.ALL, "the engine failed at this input");
    }

    void onTradesMissed(int instrumentId, long fromNanos, long toNanos) {
        gaps.append(sequence, new Gap(instrumentId, fromNanos, toNanos));
        say(
                Severity.WARNING,
                Kind.TRADES_MISSED,
                Inputs.ALL,
                instrumentId,
                toNanos == Long.MAX_VALUE
                        ? "no trades follow " + utc(fromNanos)
                        : "trades from %s to %s may have been missed".formatted(utc(fromNanos), utc(toNanos)));
    }

    void onCorrected(CandleCorrected corrected) {
        say(
                Severity.INFO,
                Kind.CANDLE_CORRECTED,
                Inputs.ALL,
                corrected.instrumentId(),
                "the venue's own candle of %s replaced ours"
                        .formatted(utc(corrected.candle().openTimeNanos())));
    }

    void on(int accountId, int instrumentId, OrderReport report) {
        if (report instanceof Rejected refused) {
            say(
                    Severity.WARNING,
                    Kind.ORDER_REFUSED,
                    accountId,
                    instrumentId,
                    "order %d was refused, code %d".formatted(refused.orderId(), refused.code()));
        } else if (report instanceof Unanswered unanswered) {
            say(
                    Severity.WARNING,
                    Kind.ORDER_UNANSWERED,
                    accountId,
                    instrumentId,
                    "no answer about order %d came in time".formatted(unanswered.orderId()));
        }
    }

    void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8) {
        say(
                Severity.ALARM,
                Kind.LIQUIDATED,
                accountId,
                instrumentId,
                "the venue closed %,d contracts at %s for want of margin"
                        .formatted(contracts, FixedPoint.formatE8(priceE8)));
    }

    void onPositionMoved(int accountId, int instrumentId, long heldContracts, long contracts, long priceE8) {
        say(
                Severity.ALARM,
                Kind.POSITION_MOVED,
                accountId,
                instrumentId,
                "somebody else's order filled %,d contracts at %s: the venue holds %,d from then on"
                        .formatted(contracts, FixedPoint.formatE8(priceE8), heldContracts));
    }

    void onPositionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        say(
                Severity.ALARM,
                Kind.POSITION_DIFFERS,
                accountId,
                instrumentId,
                "the venue holds %,d contracts, the engine %,d".formatted(venueContracts, ownContracts));
    }

    void onTradingSwitched(int accountId, boolean isOn) {
        say(
                Severity.INFO,
                Kind.TRADING,
                accountId,
                Inputs.ALL,
                "new entries are %s".formatted(isOn ? "allowed" : "not allowed any more"));
    }

    /** Somebody asks for what the frame goes on to say. */
    void onAsked(String asker, String words) {
        who = asker;
        why = words;
    }

    void onFlattenAsked(int accountId, int instrumentId, String asker, String words) {
        onAsked(asker, words);
        say(Severity.WARNING, Kind.FLATTEN, accountId, instrumentId, "everything is to be closed%s".formatted(asked()));
    }

    void onStageSet(long capE8, String asker, String words) {
        onAsked(asker, words);
        say(
                Severity.INFO,
                Kind.STAGE,
                Inputs.ALL,
                Inputs.ALL,
                (capE8 == 0
                                ? "all of the capital may be traded with"
                                : "%s USD may be traded with by account and symbol"
                                        .formatted(FixedPoint.formatE8(capE8)))
                        + asked());
    }

    void on(StateChanged changed) {
        TradingState state = changed.state();
        RiskReason reason = changed.reason();
        Severity severity = state == TradingState.ACTIVE
                ? Severity.INFO
                : reason == RiskReason.OPERATOR ? Severity.WARNING : Severity.ALARM;
        String because = reason == null
                ? ""
                : ": " + RiskSentence.of(reason, changed.found(), changed.allowed())
                        + (changed.untilNanos() == 0 ? "" : ", until " + utc(changed.untilNanos()));
        say(
                severity,
                Kind.STATE,
                changed.accountId(),
                changed.instrumentId(),
                "%s%s%s".formatted(state.name(), because, asked()));
    }

    private String asked() {
        return who.isEmpty() ? "" : " (%s: %s)".formatted(who, why);
    }

    private void say(Severity severity, Kind kind, int accountId, int instrumentId, String text) {
        hasSaid = true;
        rows.append(sequence, new Happening(atNanos, severity, kind, accountId, instrumentId, text));
    }

    /** To the millisecond: an end that is the nanosecond behind a trade is for nobody to read. */
    private static String utc(long nanos) {
        return Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
