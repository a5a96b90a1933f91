package smc.execution.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.EquityMarked;
import smc.execution.desk.event.DeskEvent.OrderChanged;
import smc.execution.desk.event.DeskEvent.StateChanged;
import smc.execution.desk.event.DeskEvent.StopMoved;
import smc.execution.desk.event.DeskEvent.TouchJudged;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeFunded;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.desk.event.DeskEvent.TradeReduced;
import smc.execution.desk.event.DeskListener;
import smc.execution.desk.event.Verdict;
import smc.execution.order.OrderRequest;
import smc.execution.order.OrderRequest.Cancel;
import smc.execution.order.OrderRequest.Edit;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.risk.RiskReason;

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
    private final List<String> states = new ArrayList<>();
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

    /** What accounts may do otherwise since the last call. */
    List<String> takeStates() {
        return take(states);
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
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        changes.add("position %d, at the venue %d".formatted(ownContracts, venueContracts));
    }

    @Override
    public void concluded(DeskEvent event) {
        switch (event) {
            case OrderChanged changed ->
                changes.add("#%d %s %d at %s"
                        .formatted(
                                changed.orderId(),
                                changed.state(),
                                changed.filledContracts(),
                                Decimals.text(changed.averagePriceE8())));
            case TouchJudged judged -> verdicts.add(judged(judged));
            case TradeOpened opened ->
                trades.add("opened T%d %s %s, %s %s, by #%d with stop #%d, atr %s"
                        .formatted(
                                opened.tradeId(),
                                letter(opened.accountId()),
                                lower(opened.direction()),
                                lower(opened.blockSide()),
                                lower(opened.state()),
                                opened.entryOrderId(),
                                opened.stopOrderId(),
                                Decimals.text(opened.entryAtrE8())));
            case TradeEntered entered ->
                trades.add("entered T%d: %d at %s, average %s, target %d at %s, stop %s"
                        .formatted(
                                entered.tradeId(),
                                entered.contracts(),
                                Decimals.text(entered.priceE8()),
                                Decimals.text(entered.entryE8()),
                                entered.targetContracts(),
                                Decimals.text(entered.targetE8()),
                                Decimals.text(entered.stopE8())));
            case StopMoved moved ->
                trades.add("stop of T%d at %s, %s"
                        .formatted(moved.tradeId(), Decimals.text(moved.stopE8()), moved.reason()));
            case TradeReduced reduced ->
                trades.add("reduced T%d: %d at %s, %s"
                        .formatted(
                                reduced.tradeId(),
                                reduced.contracts(),
                                Decimals.text(reduced.priceE8()),
                                reduced.reason()));
            case TradeFunded funded ->
                trades.add("funded T%d: %s".formatted(funded.tradeId(), Decimals.text(funded.moneyE8())));
            case CapitalCorrected corrected -> {
                capitalE8[corrected.accountId()] = corrected.capitalE8();
                trades.add("corrected %s: %s"
                        .formatted(letter(corrected.accountId()), Decimals.text(corrected.moneyE8())));
            }
            case CapitalMoved moved -> {
                capitalE8[moved.accountId()] = moved.capitalE8();
                trades.add("moved %s: %s".formatted(letter(moved.accountId()), Decimals.text(moved.moneyE8())));
            }
            case TradeClosed closed -> {
                capitalE8[closed.accountId()] = closed.capitalAfterE8();
                trades.add("closed T%d %s %s: gain %s, fees %s, funding %s, capital %s"
                        .formatted(
                                closed.tradeId(),
                                letter(closed.accountId()),
                                closed.reason(),
                                Decimals.text(closed.gainE8()),
                                Decimals.text(closed.feesE8()),
                                Decimals.text(closed.fundingE8()),
                                Decimals.text(closed.capitalAfterE8())));
            }
            case StateChanged changed ->
                states.add("%s %s by %s, %s of %s%s"
                        .formatted(
                                letter(changed.accountId()),
                                changed.state(),
                                changed.reason(),
                                changed.found(),
                                changed.allowed(),
                                changed.untilNanos() == 0
                                        ? ""
                                        : ", until " + Instant.ofEpochSecond(0, changed.untilNanos())));
            case EquityMarked marked -> unrealisedE8[marked.accountId()] = marked.unrealisedE8();
        }
    }

    private String judged(TouchJudged judged) {
        Verdict verdict = judged.verdict();
        var line = new StringBuilder("%s %s %s %s %s"
                .formatted(
                        letter(judged.accountId()),
                        lower(judged.blockSide()),
                        lower(judged.state()),
                        Decimals.text(judged.entryLevelE8()),
                        verdict));
        long[] values = {judged.value1(), judged.value2(), judged.value3()};
        List<String> named = verdict.numbers(judged.value1());
        for (int i = 0; i < named.size(); i++) {
            String[] nameAndKind = named.get(i).split(":", -1);
            line.append(' ').append(nameAndKind[0]).append('=').append(number(values[i], nameAndKind[1]));
        }
        return line.toString();
    }

    private static String number(long value, String kind) {
        return switch (kind) {
            case "price", "money" -> Decimals.text(value);
            case "count", "id", "time" -> Long.toString(value);
            case "reason" -> RiskReason.of(-value).name();
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
