package smc.execution.venue.delta.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import smc.execution.venue.LastResort;
import smc.execution.venue.LastResort.Answer;
import smc.execution.venue.LastResort.Outcome;
import smc.execution.venue.delta.ledger.ClientOrderIds;
import smc.execution.venue.delta.ledger.OrderFacts;
import smc.execution.venue.delta.ledger.OrderLedger;
import smc.execution.venue.delta.ledger.ProductFacts;
import smc.execution.venue.delta.ledger.Refusal;
import smc.execution.venue.delta.ledger.TrackedOrder;
import smc.execution.venue.delta.ledger.TrackedOrders;
import smc.execution.venue.delta.queue.CallQueue;
import smc.execution.venue.delta.queue.QuotaBudget;
import smc.execution.venue.delta.queue.Urgency;

/**
 * What is to be done at the venue for one account: each order, edit and cancel waits for its turn, then steps from state to state. Event loop.
 *
 * <p>What only reduces protects, and goes first in the order in which it is wanted: so a close stays behind the cancel of what stands in its way. Entries
 * are taken back next; they are placed and changed last.
 */
final class OrderCommands {
    static final String ORDERS = "/v2/orders";

    private final int accountId;
    private final AccountCalls calls;
    private final CallQueue queue;
    private final OrderLedger ledger;
    private final OrderTickets tickets;
    private final Inquiries inquiries;
    private final CallSettings settings;
    private final Consumer<String> alarm;

    /** Strays whose cancel is in the queue, by the venue's number. */
    private final Set<Long> straysUnderWay = new HashSet<>();
    /** By instrument: a leverage that was asked for without an answer, as long as the request may still be carried out. */
    private final Map<Integer, LeverageDoubt> leverageDoubts = new TreeMap<>();
    /** By order: changes that were asked for without an answer, as long as they may still be carried out. */
    private final Map<Long, List<EditDoubt>> editDoubts = new HashMap<>();

    private record LeverageDoubt(int leverage, long untilVenueMillis) {}

    private record EditDoubt(long priceE8, long contracts, long untilVenueMillis) {}

    OrderCommands(
            int accountId,
            AccountCalls calls,
            CallQueue queue,
            OrderLedger ledger,
            Inquiries inquiries,
            ClientOrderIds ids,
            CallSettings settings,
            Consumer<String> alarm) {
        this.accountId = accountId;
        this.calls = calls;
        this.queue = queue;
        this.ledger = ledger;
        this.inquiries = inquiries;
        this.settings = settings;
        this.alarm = alarm;
        tickets = new OrderTickets(ledger.orders(), ids, settings.triggerMethod());
    }

    AccountCalls calls() {
        return calls;
    }

    OrderLedger ledger() {
        return ledger;
    }

    TrackedOrders orders() {
        return ledger.orders();
    }

    OrderTickets tickets() {
        return tickets;
    }

    Inquiries inquiries() {
        return inquiries;
    }

    CallSettings settings() {
        return settings;
    }

    void place(TrackedOrder order) {
        var placing = new Placing(this, order, alarm);
        if (order.isEntry()) {
            queue.entry(Urgency.ENTRY, order.instrumentId(), placing.lapsesMillis(), placing::begin);
        } else {
            queue.command(Urgency.PROTECT, order.instrumentId(), placing::begin);
        }
    }

    void edit(int instrumentId, long orderId, long priceE8, long contracts) {
        TrackedOrder order = orders().get(orderId);
        if (order == null) {
            alarm.accept("order " + orderId + " is to be changed, and is long over here");
            queue.command(Urgency.PROTECT, instrumentId, _ -> {
                orders().editRejected(instrumentId, orderId);
                return CallQueue.NOTHING;
            });
            return;
        }
        var edit = new Edit(this, order, priceE8, contracts, alarm);
        queue.command(urgencyOfChange(order), instrumentId, edit::begin);
    }

    private static Urgency urgencyOfChange(TrackedOrder order) {
        return order.isEntry() ? Urgency.ENTRY : Urgency.PROTECT;
    }

    void cancel(int instrumentId, long orderId) {
        TrackedOrder order = orders().get(orderId);
        if (order == null) {
            alarm.accept("order " + orderId + " is to be cancelled, and is long over here");
            var cancel = new Cancel(this, new Cancel.Target.Forgotten(instrumentId, orderId), alarm);
            queue.command(Urgency.CANCEL, instrumentId, cancel::begin);
            return;
        }
        order.wantCancel();
        cancel(order);
    }

    /** It is asked for already. */
    void cancel(TrackedOrder order) {
        Urgency urgency = order.isEntry() ? Urgency.CANCEL : Urgency.PROTECT;
        queue.command(urgency, order.instrumentId(), new Cancel(this, new Cancel.Target.Known(order), alarm)::begin);
    }

    /** The venue would not cancel it. If it works all the same, it is asked again. */
    void cancelUntilOver(TrackedOrder order) {
        queue.question(() -> inquiries.askedOrder(order, () -> {
            if (!order.isDone() && !order.hasEnded()) {
                calls.afterRetry(() -> cancel(order));
            }
        }));
    }

    void cancelStray(long venueId, int instrumentId) {
        if (straysUnderWay.add(venueId)) {
            var cancel = new Cancel(this, new Cancel.Target.Stray(instrumentId, venueId), alarm);
            queue.command(
                    Urgency.CANCEL,
                    instrumentId,
                    turn -> cancel.begin(turn).whenComplete((_, _) -> straysUnderWay.remove(venueId)));
        }
    }

    /** Takes another turn behind the others, a pause later. */
    void again(CallQueue.Turn turn, CallQueue.Job begin) {
        calls.afterRetry(() -> queue.again(turn, begin));
    }

    /** Takes another turn behind the others. */
    void behind(CallQueue.Turn turn, CallQueue.Job begin) {
        queue.again(turn, begin);
    }

    /** The entry that it is about is under way: it keeps its turn until that has ended. */
    CompletableFuture<Void> putOffBehindEntry(CallQueue.Turn turn) {
        turn.putOff();
        queue.afterEntry(turn::resume);
        return CallQueue.NOTHING;
    }

    /** The quota holds it back: it keeps its turn until the quota is back, but for what is urgent no longer than {@link QuotaBudget} says. */
    CompletableFuture<Void> putOff(CallQueue.Turn turn, long waitMillis) {
        turn.putOff();
        calls.afterQuota(waitMillis, turn::resume);
        return CallQueue.NOTHING;
    }

    // What may still be carried out

    /** The answer to a change of leverage was lost. */
    void doubtLeverage(int instrumentId, int leverage) {
        leverageDoubts.put(instrumentId, new LeverageDoubt(leverage, calls.voidFromMillis()));
    }

    /** Whether a change of leverage may still be carried out: to this one, or to another. */
    boolean mayLeverageChange(int instrumentId, IntPredicate to) {
        LeverageDoubt doubt = leverageDoubts.get(instrumentId);
        if (doubt != null && calls.venueMillis() >= doubt.untilVenueMillis()) {
            leverageDoubts.remove(instrumentId);
            return false;
        }
        return doubt != null && to.test(doubt.leverage());
    }

    /** The answer to a change was lost. */
    void doubtEdit(TrackedOrder order, long priceE8, long contracts) {
        editDoubts
                .computeIfAbsent(order.orderId(), _ -> new ArrayList<>())
                .add(new EditDoubt(priceE8, contracts, calls.voidFromMillis()));
    }

    /** Whether it may have been changed, or may still be, to something else than this. */
    boolean isEditInDoubt(TrackedOrder order, long priceE8, long contracts) {
        return editDoubts.getOrDefault(order.orderId(), List.of()).stream()
                .anyMatch(each -> each.priceE8() != priceE8 || each.contracts() != contracts);
    }

    /** The venue has made a change: if an earlier one may still undo it, the order is looked at once that is past. */
    void watchEdit(TrackedOrder order, long priceE8, long contracts) {
        List<EditDoubt> doubts = editDoubts.remove(order.orderId());
        if (doubts == null) {
            return;
        }
        doubts.stream()
                .filter(each -> each.priceE8() != priceE8 || each.contracts() != contracts)
                .mapToLong(EditDoubt::untilVenueMillis)
                .filter(untilMillis -> calls.venueMillis() < untilMillis)
                .max()
                .ifPresent(untilMillis -> calls.atVenueTime(untilMillis, () -> inquiries.askEdited(order)));
    }

    /** Nothing is waited for of an order that is over. */
    void forgetEdits(TrackedOrder order) {
        editDoubts.remove(order.orderId());
    }

    /**
     * Every resting entry of the product, and nothing that protects; past the queue, for the case that nothing moves there any more. Completes
     * exceptionally unless the venue shows that none is left.
     */
    CompletableFuture<Void> cancelEntries(ProductFacts product) {
        return calls.now(
                        "DELETE",
                        "/v2/orders/all",
                        OrderTickets.entries(product).toString())
                .thenCompose(reply -> {
                    // Where the answer was lost, what is left tells it.
                    if (!(reply instanceof RestReply.Done) && !(reply instanceof RestReply.Unknown)) {
                        throw new IllegalStateException("expected the entries of account " + accountId + " in "
                                + product.symbol() + " to be cancelled, was " + reply);
                    }
                    return calls.openOrders(Urgency.PROTECT);
                })
                .thenAccept(open -> {
                    boolean isNoneLeft = open != null
                            && open.stream()
                                    .noneMatch(order -> order.instrumentId() == product.instrumentId()
                                            && !order.isReduceOnly()
                                            && !order.isLeg()
                                            && order.stopE8() == 0);
                    if (!isNoneLeft) {
                        throw new IllegalStateException("expected no entry of account " + accountId + " in "
                                + product.symbol() + " to be left, the venue "
                                + (open == null ? "does not say its orders" : "shows some"));
                    }
                });
    }

    /** Past the queue, once, and without a name of ours: what the ledger hears of it is somebody else's doing. */
    CompletableFuture<Answer> lastResort(LastResort what) {
        return switch (what) {
            case LastResort.Cancel cancel -> once("DELETE", tickets.which(cancel.venueId(), cancel.instrumentId()));
            case LastResort.Close close -> once("POST", tickets.close(close.instrumentId(), close.contracts()));
            case LastResort.Protect protect ->
                once("POST", tickets.stop(protect.instrumentId(), protect.contracts(), protect.stopE8()));
        };
    }

    private CompletableFuture<Answer> once(String method, ObjectNode ticket) {
        return calls.call(Urgency.PROTECT, method, ORDERS, ticket).thenApply(reply -> switch (reply) {
            case RestReply.Done done ->
                calls.order(done.result()).filter(OrderCommands::isTakenBack).isPresent() && method.equals("POST")
                        ? new Answer(Outcome.IN_THE_WAY, "the venue took it back unfilled")
                        : new Answer(Outcome.DONE, "");
            case RestReply.Refused refused ->
                new Answer(
                        refused.refusal() == Refusal.REDUCING_ORDERS_IN_THE_WAY ? Outcome.IN_THE_WAY : Outcome.REFUSED,
                        "the venue refused it: " + refused.code());
            case RestReply.QuotaUsedUp quota ->
                new Answer(Outcome.REFUSED, "the quota is used up for %,d ms".formatted(quota.waitMillis()));
            case RestReply.Unknown unknown -> new Answer(Outcome.UNKNOWN, "not answered: " + unknown.why());
        });
    }

    private static boolean isTakenBack(OrderFacts facts) {
        return facts.state() == OrderFacts.State.CANCELLED && facts.filledContracts() == 0;
    }
}
