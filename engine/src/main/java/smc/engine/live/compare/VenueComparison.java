package smc.engine.live.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import smc.engine.core.CoreSettings;
import smc.engine.event.Inputs;
import smc.engine.live.watch.LiveListener;
import smc.engine.view.EngineView;
import smc.execution.venue.Venue;

/**
 * Holds every account against its venue: each 30 s, whatever happens, and after each reconnect of its private connection. By real time, in lock-step
 * too: the venue's quota is of real time, and a reading that finds everything equal leaves no trace but the wallet, once an hour. An account that cannot be
 * read stops no other.
 * Event loop.
 */
public final class VenueComparison {
    private final List<AccountComparison> accounts = new ArrayList<>();
    private final BooleanSupplier isReady;

    /**
     * @param inputs takes an input of now
     * @param isReady whether the start has read how things stand, and everything that the venue has said since is on its way into the core
     */
    public VenueComparison(
            ComparePace pace,
            CoreSettings core,
            EngineView view,
            Consumer<Consumer<Inputs>> inputs,
            LiveListener listener,
            BooleanSupplier isReady) {
        for (int account = 0; account < core.accounts().size(); account++) {
            accounts.add(new AccountComparison(account, pace, core, view, inputs, listener, isReady));
        }
        this.isReady = isReady;
    }

    /** @param nanoTime of any origin; never decreases */
    public void onTime(Venue venue, long nanoTime) {
        if (isReady.getAsBoolean()) {
            for (AccountComparison account : accounts) {
                account.onTime(venue, nanoTime);
            }
        }
    }
}
