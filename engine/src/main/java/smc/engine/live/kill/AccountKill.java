package smc.engine.live.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.LastResort;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePicture.Product;
import smc.execution.venue.VenuePicture.WorkingOrder;

/**
 * One account under a kill: it is read again and again, and what the venue shows is cancelled and closed, by the engine first and past it if that does
 * not do. An account that does not answer holds up no other. Event loop.
 */
final class AccountKill {
    private static final long NEVER = Long.MIN_VALUE;

    private final Course course;
    private final int accountId;
    private final Map<Integer, HeldPosition> positions = new HashMap<>();
    /** When an order that works was seen first, by the venue's number. */
    private final Map<Long, Long> seenNanos = new HashMap<>();

    private final Set<Long> cancelling = new HashSet<>();
    private List<String> standing = List.of("it has not been read yet");
    /** End of the first of the readings since which nothing is there. */
    private long emptyNanos = NEVER;

    private boolean isFlat;
    private boolean hasGhost;
    /** Counts the readings: the answer to one that was given up says nothing. */
    private int reading;

    private String saidFailure = "";

    AccountKill(Course course, int accountId) {
        this.course = course;
        this.accountId = accountId;
    }

    /** Reads the account, and goes on doing so until the course is over. */
    void look() {
        if (course.isOver()) {
            return;
        }
        course.goOn();
        int number = ++reading;
        long askedNanos = course.nowNanos();
        course.after(course.settings().answerNanos(), () -> {
            if (number == reading && !course.isOver()) {
                onSilent("no answer within " + course.settings().answerNanos() / 1_000_000 + " ms");
            }
        });
        var _ = asked().whenComplete((picture, failure) -> course.after(0, () -> {
            if (number != reading || course.isOver()) {
                return;
            }
            reading++;
            if (failure == null) {
                onPicture(picture, askedNanos);
            } else {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                onSilent(String.valueOf(cause.getMessage()));
            }
        }));
    }

    private CompletableFuture<VenuePicture> asked() {
        try {
            return course.venue().picture(accountId);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** It is not known how the account stands: what was known before counts for nothing. */
    private void onSilent(String why) {
        reading++;
        emptyNanos = NEVER;
        isFlat = false;
        stands(List.of(course.name(accountId) + ": the venue does not say how it stands"));
        if (!why.equals(saidFailure)) {
            saidFailure = why;
            course.say(course.name(accountId) + " cannot be read, it is asked again: " + why);
        }
        course.after(course.settings().pollNanos(), this::look);
    }

    private void onPicture(VenuePicture picture, long askedNanos) {
        saidFailure = "";
        course.goOn(); // what the reading has overtaken, or was overtaken by, is in the engine's book
        act(picture);
        long nowNanos = course.nowNanos();
        List<String> open = words(picture);
        List<String> own = ownOpen();
        if (!picture.isEmpty()) {
            emptyNanos = NEVER;
            isFlat = false;
            stands(open);
        } else {
            if (emptyNanos == NEVER) {
                emptyNanos = nowNanos;
            }
            long sinceNanos = askedNanos - emptyNanos;
            boolean isGhost = !own.isEmpty();
            hasGhost = isGhost;
            isFlat = sinceNanos >= course.settings().recheckNanos()
                    && (!isGhost || (sinceNanos >= course.settings().ghostNanos() && !hasEntryUnderWay()));
            stands(isFlat ? List.of() : own.isEmpty() ? List.of(course.name(accountId) + ": read once more") : own);
        }
        course.onRead();
        course.after(
                picture.isEmpty()
                        ? course.settings().recheckNanos()
                        : course.settings().pollNanos(),
                this::look);
    }

    private void act(VenuePicture picture) {
        long nowNanos = course.nowNanos();
        seenNanos
                .keySet()
                .retainAll(picture.orders().stream().map(WorkingOrder::venueId).toList());
        for (WorkingOrder order : picture.orders()) {
            long firstNanos = seenNanos.computeIfAbsent(order.venueId(), _ -> nowNanos);
            boolean isEnginesTurn = !order.isForeign()
                    && course.isReady()
                    && nowNanos - firstNanos < course.settings().ownNanos();
            // What only reduces may protect what is held.
            boolean isUnwanted = !order.isReduceOnly()
                    || picture.product(order.instrumentId()).contracts() == 0;
            if (isUnwanted && !isEnginesTurn) {
                cancel(order);
            }
        }
        for (Product product : picture.products()) {
            HeldPosition position =
                    positions.computeIfAbsent(product.instrumentId(), id -> new HeldPosition(course, accountId, id));
            if (product.contracts() == 0) {
                position.onFlat();
            } else {
                position.onHeld(
                        product.contracts(),
                        picture.orders().stream()
                                .filter(order -> order.instrumentId() == product.instrumentId())
                                .toList());
            }
        }
    }

    private void cancel(WorkingOrder order) {
        if (cancelling.add(order.venueId())) {
            var _ = course.act(
                            new LastResort.Cancel(accountId, order.instrumentId(), order.venueId()),
                            "cancels order %d that %s"
                                    .formatted(
                                            order.venueId(),
                                            order.isForeign()
                                                    ? "is not the engine's"
                                                    : "the engine did not get cancelled"))
                    .whenComplete((_, _) -> cancelling.remove(order.venueId()));
        }
    }

    /** What the engine's own book has open. */
    private List<String> ownOpen() {
        var open = new ArrayList<String>();
        ownOrders()
                .forEach(order -> open.add("%s: %s order %d, %s, of which the engine has not heard the end"
                        .formatted(
                                course.place(accountId, order.instrumentId()),
                                order.purpose(),
                                order.orderId(),
                                order.state())));
        course.view().image().desks().stream()
                .filter(desk -> desk.accountId() == accountId && desk.contracts() != 0)
                .forEach(desk -> open.add("%s, %s: the engine's book has %+d contracts"
                        .formatted(course.name(accountId), desk.symbol(), desk.contracts())));
        return open;
    }

    private Stream<KnownOrder> ownOrders() {
        // What waits for a venue that has not been read cannot leave before it was, and is given up then. A bracket's
        // stop leaves with its entry.
        return course.view().orders().stream()
                .filter(order -> order.accountId() == accountId)
                .filter(order -> order.state() != OrderState.WANTED || (course.isReady() && order.entryOrderId() == 0));
    }

    private boolean hasEntryUnderWay() {
        return ownOrders().anyMatch(order -> order.purpose() == OrderPurpose.ENTRY);
    }

    private List<String> words(VenuePicture picture) {
        var words = new ArrayList<String>();
        for (Product product : picture.products()) {
            if (product.contracts() != 0) {
                words.add("%s: %+d contracts are held"
                        .formatted(course.place(accountId, product.instrumentId()), product.contracts()));
            }
        }
        for (WorkingOrder order : picture.orders()) {
            words.add("%s: order %d works, %s %,d%s%s"
                    .formatted(
                            course.place(accountId, order.instrumentId()),
                            order.venueId(),
                            order.isBuy() ? "buy" : "sell",
                            order.contracts(),
                            order.isReduceOnly() ? ", only reducing" : "",
                            order.isForeign() ? ", not the engine's" : ""));
        }
        return words;
    }

    private void stands(List<String> now) {
        if (!now.equals(standing)) {
            standing = now;
            if (!now.isEmpty()) {
                course.say(String.join("; ", now));
            }
        }
    }

    /** Whether nothing was there at two readings so far apart as they must be. */
    boolean isFlat() {
        return isFlat;
    }

    /** What is not flat, in words; empty if everything is. */
    List<String> standing() {
        return isFlat ? List.of() : standing;
    }

    /** What the engine's own book has although the venue shows nothing. */
    List<String> ghosts() {
        return isFlat && hasGhost ? ownOpen() : List.of();
    }
}
