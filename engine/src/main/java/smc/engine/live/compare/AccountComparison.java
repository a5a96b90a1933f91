package smc.engine.live.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.live.compare.Finding.Kind;
import smc.engine.live.watch.LiveListener;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineView;
import smc.execution.risk.RiskReason;
import smc.execution.risk.TradingState;
import smc.execution.venue.KnownOrder;
import smc.execution.venue.Venue;
import smc.execution.venue.VenuePicture;
import smc.strategy.number.FixedPoint;

/**
 * One account, held against its venue. What differs counts if another reading, 2 s later or more, finds it alike and nothing of the symbol is under way;
 * or if it was found alike for a minute, whatever is. Event loop.
 */
final class AccountComparison {
    /** Less than the capital by so small a part of it is short of nothing. */
    private static final int TOLERATED_SHARE = 100;

    private static final int FAILURES_SAID = 4;
    /** Of the journal's time, while nothing differs. */
    private static final long TOLD_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final String WHO = "reconciliation";

    private final int accountId;
    private final ComparePace pace;
    private final CoreSettings core;
    private final EngineView view;
    private final Consumer<Consumer<Inputs>> inputs;
    private final LiveListener listener;
    private final BooleanSupplier isReady;
    private final Money money;

    /** When each was found first, of those that the last reading found. */
    private final Map<Finding, Long> sinceNanos = new HashMap<>();
    /** Those that count. */
    private final Set<Finding> counted = new HashSet<>();
    /** Symbols that wait for a person since it took too long. */
    private final Set<Integer> halted = new HashSet<>();

    private boolean isAsking;
    private long nowNanos;
    private long dueNanos = Long.MIN_VALUE;
    private long connections;
    private boolean keepsWallet;
    private boolean isShortTold;
    /** Of the journal. */
    private long toldNanos;

    private int failures;
    /** Of a withdrawal that has left capital uncovered: one a symbol. */
    private List<Finding> shortOfCapital = List.of();

    AccountComparison(
            int accountId,
            ComparePace pace,
            CoreSettings core,
            EngineView view,
            Consumer<Consumer<Inputs>> inputs,
            LiveListener listener,
            BooleanSupplier isReady) {
        this.accountId = accountId;
        this.pace = pace;
        this.core = core;
        this.view = view;
        this.inputs = inputs;
        this.listener = listener;
        this.isReady = isReady;
        money = new Money(pace.period().toNanos());
    }

    /** Asks if it is time, or if something may have been missed. */
    void onTime(Venue venue, long nanoTime) {
        nowNanos = nanoTime;
        long connectionsNow = venue.connections(accountId);
        if (isAsking || (nanoTime < dueNanos && connectionsNow == connections)) {
            return;
        }
        if (dueNanos == Long.MIN_VALUE && venue.keepsWallets()) {
            keepsWallet = true;
            view.wallet(accountId).ifPresent(known -> {
                money.goOnFrom(known.depositE8());
                isShortTold = known.isShort();
            });
        }
        connections = connectionsNow;
        dueNanos = nanoTime + pace.period().toNanos();
        isAsking = true;
        Set<Integer> pausedBefore = paused();
        var _ = venue.picture(accountId).whenComplete((picture, failure) -> {
            isAsking = false;
            if (failure != null) {
                unsaid(failure);
            } else if (isReady.getAsBoolean()) {
                failures = 0;
                take(picture, pausedBefore);
            } else {
                dueNanos = nowNanos + pace.again().toNanos();
            }
        });
    }

    private void unsaid(Throwable failure) {
        failures++;
        if (failures % FAILURES_SAID == 0) {
            listener.alarm("account %s could not be held against the venue %d times in a row: %s"
                    .formatted(mode(), failures, failure.getMessage()));
        }
    }

    /** Symbols that are paused since they were otherwise at the venue. */
    private Set<Integer> paused() {
        Set<Integer> paused = new HashSet<>();
        for (int instrument = 0; instrument < core.instruments().size(); instrument++) {
            if (view.isPausedBy(RiskReason.RECONCILIATION, accountId, instrument)) {
                paused.add(instrument);
            }
        }
        return paused;
    }

    private EngineImage.Desk desk(EngineImage image, int instrumentId) {
        return image.desks().get(accountId * image.markets().size() + instrumentId);
    }

    private void take(VenuePicture picture, Set<Integer> pausedBefore) {
        EngineImage image = view.image();
        var comparison = new Comparison(
                picture,
                image,
                view.cancelsUnderWay().stream().map(KnownOrder::orderId).collect(Collectors.toSet()));
        if (comparison.isFlat()) {
            look(picture, image, comparison.findings().isEmpty());
        }
        List<Finding> found = new ArrayList<>(comparison.findings());
        found.addAll(shortOfCapital);
        sinceNanos.keySet().retainAll(Set.copyOf(found));
        counted.retainAll(Set.copyOf(found));
        List<Finding> news = new ArrayList<>();
        for (Finding finding : found) {
            long since = sinceNanos.computeIfAbsent(finding, _ -> nowNanos);
            boolean isSeenAgain =
                    nowNanos - since >= pace.again().toNanos() && !comparison.isUnderWay(finding.instrumentId());
            boolean counts = isSeenAgain || nowNanos - since >= pace.whatever().toNanos();
            if (counts && counted.add(finding)) {
                news.add(finding);
            }
        }
        for (int instrument = 0; instrument < image.markets().size(); instrument++) {
            settle(instrument, image, pausedBefore.contains(instrument), news);
        }
        news.stream()
                .filter(finding -> finding.isPosition() && !pausedBefore.contains(finding.instrumentId()))
                .map(finding -> picture.product(finding.instrumentId()))
                .forEach(held -> inputs.accept(input ->
                        input.onPositionRead(accountId, held.instrumentId(), held.contracts(), held.entryPriceE8())));
        if (!counted.containsAll(found)) {
            dueNanos = nowNanos + pace.again().toNanos();
        }
    }

    /**
     * What counts since now is an input, each by itself. A symbol stays paused for as long as anything counts; one that was paused before the venue was
     * asked, and is equal, goes on.
     */
    private void settle(int instrumentId, EngineImage image, boolean wasPaused, List<Finding> news) {
        List<Finding> here = of(instrumentId, counted);
        if (here.isEmpty()) {
            halted.remove(instrumentId);
            if (wasPaused && of(instrumentId, sinceNanos.keySet()).isEmpty()) {
                listener.note("account %s, %s: the venue's picture is the engine's again"
                        .formatted(mode(), symbol(instrumentId)));
                ask(instrumentId, TradingState.ACTIVE, "equal again");
            }
            return;
        }
        // A position that moved was said, and has paused the symbol, when it moved.
        List<Finding> newHere = of(instrumentId, news).stream()
                .filter(finding -> !(wasPaused && finding.isPosition()))
                .toList();
        for (Finding finding : newHere) {
            listener.alarm("account %s, %s: %s; nothing new is begun there until both are equal"
                    .formatted(mode(), symbol(instrumentId), finding.words()));
            ask(instrumentId, TradingState.PAUSED, finding.words());
        }
        TradingState state = desk(image, instrumentId).standing().state();
        if (newHere.isEmpty() && state.allowsEntries()) {
            ask(instrumentId, TradingState.PAUSED, here.getFirst().words());
        }
        long oldest = here.stream().mapToLong(sinceNanos::get).min().orElseThrow();
        boolean isLong = nowNanos - oldest >= pace.halt().toNanos();
        if (isLong && state != TradingState.HALTED && halted.add(instrumentId)) {
            listener.alarm("account %s, %s: for %d minutes both have not come equal, and now a person has to resume it"
                    .formatted(mode(), symbol(instrumentId), pace.halt().toMinutes()));
            ask(instrumentId, TradingState.HALTED, here.getFirst().words());
        }
    }

    private static List<Finding> of(int instrumentId, Collection<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.instrumentId() == instrumentId)
                .toList();
    }

    private void ask(int instrumentId, TradingState state, String why) {
        inputs.accept(input -> input.onStateAsked(accountId, instrumentId, state, RiskReason.RECONCILIATION, WHO, why));
    }

    /** Money that was added changes nothing here; what was taken must leave the capital that is traded with. */
    private void look(VenuePicture picture, EngineImage image, boolean isEqual) {
        long capitalE8 = 0;
        long depositedE8 = 0;
        for (int instrument = 0; instrument < image.markets().size(); instrument++) {
            capitalE8 = Math.addExact(capitalE8, desk(image, instrument).capitalE8());
            depositedE8 = Math.addExact(depositedE8, view.depositedE8(accountId, instrument));
        }
        long walletE8 = picture.walletE8();
        long broughtE8 = capitalE8 - depositedE8;
        long movedE8 = money.look(walletE8, broughtE8, nowNanos);
        if (capitalE8 - walletE8 <= capitalE8 / TOLERATED_SHARE) {
            shortOfCapital = List.of();
        } else if (movedE8 < 0 || (isShortTold && shortOfCapital.isEmpty())) {
            shortOfCapital = shortOfCapital(capitalE8, walletE8);
        }
        if (movedE8 != 0) {
            moved(movedE8);
        }
        tell(walletE8, broughtE8, isEqual);
    }

    /** So that a start finds what was moved while nobody looked; and as a sign that account and venue are equal. */
    private void tell(long walletE8, long broughtE8, boolean isEqual) {
        boolean isShort = !shortOfCapital.isEmpty();
        boolean isOther = money.isToBeTold() || isShort != isShortTold;
        boolean isDue = isEqual && !isShort && view.atNanos() - toldNanos >= TOLD_EVERY_NANOS;
        isShortTold = isShort;
        if (keepsWallet && (isOther || isDue)) {
            toldNanos = view.atNanos();
            inputs.accept(input -> input.onWalletRead(accountId, walletE8, broughtE8, isShort));
        }
    }

    private List<Finding> shortOfCapital(long capitalE8, long walletE8) {
        return core.instruments().stream()
                .map(each -> new Finding(Kind.SHORT_OF_CAPITAL, accountId, each.id(), 0, capitalE8, walletE8))
                .toList();
    }

    /** It is journaled as what it is: a comparison that ends nothing but what it has brought about. */
    private void moved(long movedE8) {
        String what = "%s USD %s the account at the venue by hand; the capital stays: ./smc capital %s books it"
                .formatted(
                        FixedPoint.formatE8(Math.abs(movedE8)),
                        movedE8 > 0 ? "were added to" : "were taken from",
                        movedE8 > 0 ? "add" : "take");
        listener.alarm("account " + mode() + ": " + what);
        if (counted.isEmpty()) {
            inputs.accept(input -> input.onStateAsked(
                    accountId, Inputs.ALL, TradingState.ACTIVE, RiskReason.RECONCILIATION, WHO, what));
        }
    }

    private String mode() {
        return core.accounts().get(accountId).mode().toString();
    }

    private String symbol(int instrumentId) {
        return core.instruments().get(instrumentId).symbol();
    }
}
