package smc.execution.venue.delta.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.strategy.number.FixedPoint;

/** A ledger without a venue: what it asks is answered out of lists that the test fills. */
final class LedgerSetup implements Questions {
    static final ProductFacts SOL = new ProductFacts(
            0,
            14_823,
            "SOLUSD",
            10_000,
            FixedPoint.ONE_E8,
            500_000,
            100_000,
            50_000,
            20_000,
            100,
            "live",
            "operational");
    static final ClientOrderIds IDS = new ClientOrderIds(5);

    private record Settings(long graceMillis, long retryMillis, long gstRateE8) implements LedgerSettings {}

    static final LedgerSettings SETTINGS = new Settings(300, 1_000, 18_000_000);

    final Said said = new Said();
    final OrderLedger ledger = new OrderLedger(0, IDS, List.of(SOL), SETTINGS, said, this);

    /** What the venue would answer now. */
    final List<FillFacts> fills = new ArrayList<>();

    final List<OrderFacts> orders = new ArrayList<>();
    final Queue<Runnable> answers = new ArrayDeque<>();
    final List<String> wishes = new ArrayList<>();
    long nowMillis = 1;

    LedgerSetup() {
        ledger.onTime(nowMillis);
    }

    TrackedOrder entry(long orderId, Direction direction, long contracts, String stop) {
        return ledger.orders()
                .submit(new Submit(
                        orderId,
                        0,
                        0,
                        OrderPurpose.ENTRY,
                        OrderType.LIMIT,
                        direction,
                        e8("150"),
                        contracts,
                        20,
                        orderId + 1,
                        e8(stop),
                        0));
    }

    TrackedOrder exit(long orderId, OrderPurpose purpose, Direction direction, long contracts) {
        return ledger.orders()
                .submit(new Submit(
                        orderId, 0, 0, purpose, OrderType.MARKET, direction, e8("150"), contracts, 0, 0, 0, 0));
    }

    /** An order of ours as the venue shows it; its number there is ours and 1000. */
    static OrderFacts order(long orderId, boolean isBuy, long contracts, long filled, OrderFacts.State state) {
        return facts(1_000 + orderId, IDS.of(orderId), isBuy, contracts, filled, 0, state, false, "");
    }

    static OrderFacts leg(long venueId, boolean isBuy, long contracts, long filled, OrderFacts.State state) {
        boolean isCut = state == OrderFacts.State.CANCELLED;
        return facts(
                venueId, "", isBuy, contracts, filled, e8("140"), state, true, isCut ? "offset_by_reduce_only" : "");
    }

    static OrderFacts facts(
            long venueId,
            String clientOrderId,
            boolean isBuy,
            long contracts,
            long filled,
            long stopE8,
            OrderFacts.State state,
            boolean isLeg,
            String reason) {
        return new OrderFacts(
                venueId,
                clientOrderId,
                0,
                isBuy,
                contracts,
                contracts - filled,
                e8("150"),
                stopE8,
                0,
                state,
                isLeg,
                isLeg,
                reason);
    }

    /** @param sequence of the channel, which is its id too; 0 in answers */
    static FillFacts fill(
            long sequence, long venueId, String clientOrderId, boolean isBuy, long contracts, long after) {
        return new FillFacts(
                "f" + sequence,
                venueId,
                clientOrderId,
                0,
                isBuy,
                contracts,
                e8("150"),
                false,
                "normal",
                OptionalLong.of(after),
                OptionalLong.empty(),
                sequence,
                sequence);
    }

    static FillFacts fill(long sequence, long orderId, boolean isBuy, long contracts, long after) {
        return fill(sequence, 1_000 + orderId, IDS.of(orderId), isBuy, contracts, after);
    }

    static long e8(String price) {
        return FixedPoint.parseE8(price);
    }

    /** Lets time pass, with all answers given, until nothing is asked any more. */
    void settle() {
        for (int turns = 0; turns < 20; turns++) {
            pass(1_000);
            answer();
        }
    }

    void pass(long millis) {
        nowMillis += millis;
        ledger.onTime(nowMillis);
    }

    void answer() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    @Override
    public void askFills() {
        answers.add(() -> ledger.onFills(List.copyOf(fills).reversed()));
    }

    @Override
    public void askOpenOrders() {
        long askedMillis = nowMillis;
        answers.add(() -> ledger.onOpenOrders(
                orders.stream().filter(order -> !order.isFinal()).toList(), askedMillis));
    }

    @Override
    public void askOrder(TrackedOrder order) {
        answers.add(() -> orders.stream()
                .filter(each -> each.clientOrderId().equals(IDS.of(order.orderId)))
                .findFirst()
                .ifPresentOrElse(ledger::onOrder, () -> ledger.onOrderGone(order)));
    }

    @Override
    public void askVenueOrder(long venueId) {
        answers.add(() -> orders.stream()
                .filter(each -> each.venueId() == venueId)
                .findFirst()
                .ifPresentOrElse(ledger::onOrder, () -> ledger.onVenueOrderGone(venueId)));
    }

    @Override
    public void cancelAgain(TrackedOrder order) {
        wishes.add("cancel " + order.orderId);
    }

    @Override
    public void cancelStray(long venueId, int instrumentId) {
        wishes.add("cancel stray " + venueId);
    }

    @Override
    public void editAgain(TrackedOrder stop) {
        wishes.add("edit " + stop.orderId);
    }
}
