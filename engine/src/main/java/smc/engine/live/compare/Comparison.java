package smc.engine.live.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import smc.engine.live.compare.Finding.Kind;
import smc.engine.view.EngineImage;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderState;
import smc.execution.order.OrderType;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePicture.MarginMode;
import smc.execution.venue.VenuePicture.WorkingOrder;

/** One account at one moment: the venue's picture held against the core's, symbol by symbol. Decides nothing. */
final class Comparison {
    private final VenuePicture picture;
    private final int accountId;
    private final int instruments;
    private final EngineImage image;
    private final Set<Long> cancelled;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param image in which the account's desks stand one behind the other
     * @param cancelled our numbers of orders whose cancel was asked for and not answered
     */
    Comparison(VenuePicture picture, EngineImage image, Set<Long> cancelled) {
        this.picture = picture;
        accountId = picture.accountId();
        instruments = image.markets().size();
        this.image = image;
        this.cancelled = cancelled;
        for (VenuePicture.Product product : picture.products()) {
            compare(product);
        }
    }

    /** What differs. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private EngineImage.Desk desk(int instrumentId) {
        return image.desks().get(accountId * instruments + instrumentId);
    }

    /** Whether an order of the symbol waits for an answer, or for the venue to be asked. */
    boolean isUnderWay(int instrumentId) {
        return image.orders().stream()
                .filter(order -> isOf(order.known(), instrumentId))
                .anyMatch(this::isUnderWay);
    }

    private boolean isUnderWay(EngineImage.WorkingOrder order) {
        KnownOrder known = order.known();
        boolean isAsked = known.state() == OrderState.SENT
                || known.state() == OrderState.UNKNOWN
                // A bracket's stop waits for its entry.
                || (known.state() == OrderState.WANTED && known.entryOrderId() == 0);
        return isAsked
                || order.wantedPriceE8() != known.priceE8()
                || order.wantedContracts() != known.contracts()
                || cancelled.contains(known.orderId());
    }

    /** Whether nothing is held in any symbol, by both, and nothing is under way. */
    boolean isFlat() {
        for (VenuePicture.Product product : picture.products()) {
            int id = product.instrumentId();
            if (product.contracts() != 0 || desk(id).contracts() != 0 || isUnderWay(id)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOf(KnownOrder order, int instrumentId) {
        return order.accountId() == accountId && order.instrumentId() == instrumentId;
    }

    private void compare(VenuePicture.Product product) {
        int id = product.instrumentId();
        long own = desk(id).contracts();
        if (own != product.contracts()) {
            find(kind(own, product.contracts()), id, 0, own, product.contracts());
        }
        Map<Long, KnownOrder> known = new HashMap<>();
        image.orders().stream()
                .map(EngineImage.WorkingOrder::known)
                .filter(order -> isOf(order, id))
                .forEach(order -> known.put(order.orderId(), order));
        boolean hasStop = false;
        for (WorkingOrder order : picture.orders()) {
            if (order.instrumentId() == id) {
                compare(order, known.remove(order.orderId()));
                hasStop |= order.type() == OrderType.STOP_MARKET && order.isReduceOnly() && order.isBuy() == own < 0;
            }
        }
        known.values().stream()
                .filter(Comparison::isShown)
                .forEach(order -> find(Kind.VANISHED_ORDER, id, order.orderId(), 0, 0));
        if (own != 0 && own == product.contracts() && !hasStop) {
            find(Kind.NO_STOP, id, 0, own, 0);
        }
        boolean isLeverageOther = product.leverage() != product.setLeverage();
        if (isLeverageOther && product.leverage() != 0 && product.setLeverage() != 0) {
            find(Kind.OTHER_LEVERAGE, id, 0, product.setLeverage(), product.leverage());
        }
        if (product.marginMode() == MarginMode.SHARED) {
            find(Kind.SHARED_MARGIN, id, 0, 0, 0);
        }
    }

    private static Kind kind(long own, long venue) {
        if (own == 0) {
            return Kind.UNKNOWN_POSITION;
        }
        return venue == 0 ? Kind.CLOSED_ELSEWHERE : Kind.OTHER_SIZE;
    }

    /** Whether the venue lists it by a name of its own; one leg stands for all stops of a position. */
    private static boolean isShown(KnownOrder order) {
        boolean isWorking = order.state() == OrderState.OPEN || order.state() == OrderState.PARTLY_FILLED;
        return isWorking && order.entryOrderId() == 0;
    }

    /** @param known null if no such order works here */
    private void compare(WorkingOrder there, KnownOrder known) {
        int id = there.instrumentId();
        if (there.isForeign()) {
            find(Kind.FOREIGN_ORDER, id, there.venueId(), 0, there.contracts());
        } else if (known == null) {
            find(Kind.STRANGE_ORDER, id, there.orderId(), 0, there.contracts());
        } else if (known.type() != OrderType.MARKET) {
            long left = known.contracts() - known.filledContracts();
            if (known.priceE8() != there.priceE8()) {
                find(Kind.OTHER_PRICE, id, known.orderId(), known.priceE8(), there.priceE8());
            } else if (known.purpose() != OrderPurpose.STOP && left != there.contracts()) {
                // A stop is never made smaller, and covers what is held all the same.
                find(Kind.OTHER_CONTRACTS, id, known.orderId(), left, there.contracts());
            }
        }
    }

    private void find(Kind kind, int instrumentId, long order, long own, long venue) {
        findings.add(new Finding(kind, accountId, instrumentId, order, own, venue));
    }
}
