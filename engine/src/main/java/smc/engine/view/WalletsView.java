package smc.engine.view;

import java.util.Optional;
import java.util.TreeMap;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** How the wallets of accounts stood, as it was told last; under the view's lock. */
final class WalletsView {
    /** By account. */
    private final TreeMap<Integer, KnownWallet> wallets = new TreeMap<>();

    void onRead(int accountId, long walletE8, long broughtE8, boolean isShort) {
        wallets.put(accountId, new KnownWallet(Math.subtractExact(walletE8, broughtE8), isShort));
    }

    Optional<KnownWallet> of(int accountId) {
        return Optional.ofNullable(wallets.get(accountId));
    }

    /** Nothing before the first: views of before have none of it. */
    void copyTo(StateCopy out) {
        if (wallets.isEmpty()) {
            return;
        }
        out.beginList("wallets");
        wallets.forEach((accountId, wallet) -> out.begin()
                .put("accountId", accountId)
                .put("depositE8", wallet.depositE8())
                .put("isShort", wallet.isShort())
                .end());
        out.end();
    }

    void restore(StateTree in) {
        if (in.has("wallets")) {
            for (StateTree told : in.objects("wallets")) {
                wallets.put(
                        told.integer("accountId"), new KnownWallet(told.number("depositE8"), told.truth("isShort")));
            }
        }
    }
}
