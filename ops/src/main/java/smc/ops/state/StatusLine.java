package smc.ops.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import smc.engine.live.LiveStatus;
import smc.engine.view.EngineImage.Desk;
import smc.engine.view.EngineImage.Market;
import smc.execution.risk.TradingState;
import smc.strategy.number.FixedPoint;

/** How an engine stands, in one line. */
public final class StatusLine {
    private StatusLine() {}

    /**
     * {@code 2025-07-02 14:05:12  SOLUSD 151.2  AAVEUSD 268.6  A 204.81, SOLUSD +2  B 190.89, flat  feed on}: prices, and by mode the equity and what is
     * held; what holds an account back is in capitals.
     */
    public static String of(LiveStatus status) {
        var parts = new ArrayList<String>();
        parts.add(Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(status.marketNanos()))
                .toString()
                .replace('T', ' ')
                .replace("Z", ""));
        for (Market market : status.engine().markets()) {
            parts.add(market.symbol() + " " + FixedPoint.formatE8(market.lastPriceE8()));
        }
        Map<String, List<Desk>> accounts = new LinkedHashMap<>();
        for (Desk desk : status.engine().desks()) {
            accounts.computeIfAbsent(String.valueOf(desk.mode().letter()), _ -> new ArrayList<>())
                    .add(desk);
        }
        accounts.forEach((mode, desks) -> parts.add(account(mode, desks)));
        parts.add(status.isConnected() ? "feed on" : "FEED LOST");
        return String.join("  ", parts);
    }

    private static String account(String mode, List<Desk> desks) {
        long equityE8 = 0;
        boolean isOn = true;
        var held = new ArrayList<String>();
        var heldBack = new ArrayList<String>();
        for (Desk desk : desks) {
            equityE8 += desk.equityE8();
            isOn &= desk.isTradingOn();
            if (desk.standing().state() != TradingState.ACTIVE) {
                heldBack.add("%s %s".formatted(desk.symbol(), desk.standing().state()));
            }
            if (desk.contracts() != 0) {
                held.add("%s %+d".formatted(desk.symbol(), desk.contracts()));
            }
        }
        return "%s %s, %s%s%s"
                .formatted(
                        mode,
                        cents(equityE8),
                        held.isEmpty() ? "flat" : String.join(" ", held),
                        heldBack.isEmpty() ? "" : ", " + String.join(" and ", heldBack),
                        isOn ? "" : ", OFF");
    }

    private static String cents(long moneyE8) {
        return "%,.2f".formatted(moneyE8 / 1e8);
    }
}
