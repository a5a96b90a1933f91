package smc.execution.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderState;
import smc.execution.position.ExitReason;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/**
 * What the desks concluded and want, passed on to the venue if there is one, and kept as lines that read like the desk talks: {@code submit #1 B ENTRY LIMIT long 5 at 151.6 x20, stop #2 at
 * 148}, {@code closed T1 B TARGET: ...}, {@code B bull fresh 151.6 COOLDOWN candles_left=2}.
 */
final class RecordedEffects implements DeskListener {
    private final List<Mode> modes;
    private final List<String> requests = new ArrayList<>();
    private final List<String> trades = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final long[] capitalE8;
    private final long[] unrealisedE8;
    private final Map<Long, Integer> accounts = new HashMap<>();
    private final List<Consumer<OrderRequest>> venue = new ArrayList<>();

    /** @param modes of the accounts, by id */
    RecordedEffects(List<Mode> modes, long capitalE8) {
        this.modes = modes;
        this.capitalE8 = new long[modes.size()];
        this.unrealisedE8 = new long[modes.size()];
        Arrays.fill(this.capitalE8, capitalE8);
    }

    /** What was asked of the venue since the last call. */
    List<String> takeRequests() {
        return take(requests);
    }

    /** What became of trades since the last call. */
    List<String> takeTrades() {
        return take(trades);
    }

    /** Verdicts since the last call. */
    List<String> takeVerdicts() {
        return take(verdicts);
    }

    /** How orders changed since the last call. */
    List<String> takeChanges() {
        return take(changes);
    }

    void passRequestsTo(Consumer<OrderRequest> asked) {
        venue.add(asked);
    }

    /** Whose order it is. */
    int accountOf(long orderId) {
        return accounts.get(orderId);
    }

    /** After the last closed trade of the account. */
    long capitalE8(int accountId) {
        return capitalE8[accountId];
    }

    /** At the last close. */
    long unrealisedE8(int accountId) {
        return unrealisedE8[accountId];
    }

    private static List<String> take(List<String> lines) {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void wanted(OrderRequest request) {
        requests.add(
                switch (request) {
                    case Submit order -> submitted(order);
                    case Edit edit ->
                        "edit #%d to %d at %s"
                                .formatted(edit.orderId(), edit.contracts(), Decimals.text(edit.priceE8()));
                    case Cancel cancel -> "cancel #" + cancel.orderId();
                });
        venue.forEach(asked -> asked.accept(request));
    }

    private String submitted(Submit order) {
        accounts.put(order.orderId(), order.accountId());
        if (order.hasStop()) {
            accounts.put(order.stopOrderId(), order.accountId());
        }
        String line = "submit #%d %s %s %s %s %d at %s"
                .formatted(
                        order.orderId(),
                        letter(order.accountId()),
                        order.purpose(),
                        order.type(),
                        lower(order.direction()),
                        order.contracts(),
                        Decimals.text(order.priceE8()));
        return order.isEntry()
                ? line
                        + " x%d, stop #%d at %s"
                                .formatted(order.leverage(), order.stopOrderId(), Decimals.text(order.stopE8()))
                : line + " for T" + order.tradeId();
    }

    @Override
    public void orderChanged(
            long orderId,
            int accountId,
            int instrumentId,
            OrderState state,
            long filledContracts,
            long averagePriceE8) {
        changes.add("#%d %s %d at %s".formatted(orderId, state, filledContracts, Decimals.text(averagePriceE8)));
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        changes.add("position %d, at the venue %d".formatted(ownContracts, venueContracts));
    }

    @Override
    public void touchJudged(
            int accountId,
            int instrumentId,
            long candleNanos,
            Side blockSide,
            BlockState state,
            long originNanos,
            long entryLevelE8,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            Verdict verdict,
            long value1,
            long value2,
            long value3) {
        var line = new StringBuilder("%s %s %s %s %s"
                .formatted(letter(accountId), lower(blockSide), lower(state), Decimals.text(entryLevelE8), verdict));
        long[] values = {value1, value2, value3};
        for (int i = 0; i < verdict.numbers().size(); i++) {
            String[] nameAndKind = verdict.numbers().get(i).split(":", -1);
            line.append(' ').append(nameAndKind[0]).append('=').append(number(values[i], nameAndKind[1]));
        }
        verdicts.add(line.toString());
    }

    @Override
    public void tradeOpened(
            long tradeId,
            long entryOrderId,
            long stopOrderId,
            int accountId,
            int instrumentId,
            long candleNanos,
            Direction direction,
            BlockState state,
            Side blockSide,
            long originNanos,
            long expectedE8,
            long entryAtrE8) {
        trades.add("opened T%d %s %s, %s %s, by #%d with stop #%d, atr %s"
                .formatted(
                        tradeId,
                        letter(accountId),
                        lower(direction),
                        lower(blockSide),
                        lower(state),
                        entryOrderId,
                        stopOrderId,
                        Decimals.text(entryAtrE8)));
    }

    @Override
    public void tradeEntered(
            long tradeId,
            long contracts,
            long priceE8,
            long feeE8,
            long entryE8,
            long targetE8,
            long targetContracts,
            long stopE8) {
        trades.add("entered T%d: %d at %s, average %s, target %d at %s, stop %s"
                .formatted(
                        tradeId,
                        contracts,
                        Decimals.text(priceE8),
                        Decimals.text(entryE8),
                        targetContracts,
                        Decimals.text(targetE8),
                        Decimals.text(stopE8)));
    }

    @Override
    public void stopMoved(long tradeId, long stopE8, ExitReason reason) {
        trades.add("stop of T%d at %s, %s".formatted(tradeId, Decimals.text(stopE8), reason));
    }

    @Override
    public void tradeReduced(
            long tradeId, long candleNanos, long contracts, long priceE8, long feeE8, ExitReason reason) {
        trades.add("reduced T%d: %d at %s, %s".formatted(tradeId, contracts, Decimals.text(priceE8), reason));
    }

    @Override
    public void tradeFunded(long tradeId, long moneyE8) {
        trades.add("funded T%d: %s".formatted(tradeId, Decimals.text(moneyE8)));
    }

    @Override
    public void capitalCorrected(int accountId, int instrumentId, long moneyE8, long capitalAfterE8) {
        capitalE8[accountId] = capitalAfterE8;
        trades.add("corrected %s: %s".formatted(letter(accountId), Decimals.text(moneyE8)));
    }

    @Override
    public void tradeClosed(
            long tradeId,
            int accountId,
            int instrumentId,
            long gainE8,
            long feesE8,
            long fundingE8,
            long slippageE8,
            long capitalBeforeE8,
            long capitalAfterE8,
            ExitReason reason) {
        capitalE8[accountId] = capitalAfterE8;
        trades.add("closed T%d %s %s: gain %s, fees %s, funding %s, capital %s"
                .formatted(
                        tradeId,
                        letter(accountId),
                        reason,
                        Decimals.text(gainE8),
                        Decimals.text(feesE8),
                        Decimals.text(fundingE8),
                        Decimals.text(capitalAfterE8)));
    }

    @Override
    public void equity(int accountId, int instrumentId, long candleNanos, long capitalE8, long unrealisedE8) {
        this.unrealisedE8[accountId] = unrealisedE8;
    }

    private static String number(long value, String kind) {
        return switch (kind) {
            case "price", "money" -> Decimals.text(value);
            case "count", "id", "time" -> Long.toString(value);
            default -> throw new IllegalArgumentException("expected a kind of number, was " + kind);
        };
    }

    private char letter(int accountId) {
        return modes.get(accountId).letter();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
