package smc.ops.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import smc.engine.live.LiveStatus;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineImage.Desk;
import smc.engine.view.EngineImage.Market;
import smc.execution.risk.TradingState;
import smc.strategy.number.FixedPoint;

/** How an engine stands, in one line. */
public final class StatusLine {
    private StatusLine() {}

    /**
     * {@code 2025-07-02 14:05:12  SOLUSD 151.2 (12 blocks, bull fresh 150.1-150.6)  A long 2 at 150.9  B flat  orders 1 …}.
     */
    public static String of(LiveStatus status) {
        var parts = new ArrayList<String>();
        parts.add(Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(status.marketNanos()))
                .toString()
                .replace('T', ' ')
                .replace("Z", ""));
        for (Market market : status.engine().markets()) {
            parts.add(market(market));
        }
        Map<String, List<Desk>> accounts = new LinkedHashMap<>();
        for (Desk desk : status.engine().desks()) {
            accounts.computeIfAbsent(String.valueOf(desk.mode().letter()), _ -> new ArrayList<>())
                    .add(desk);
        }
        accounts.forEach((mode, desks) -> parts.add(account(mode, desks)));
        parts.add("orders " + status.engine().orders().size());
        parts.add(status.isConnected() ? "feed on" : "FEED LOST");
        parts.add("frame %,d".formatted(status.engine().sequence()));
        parts.add("order after close %,d ms"
                .formatted(TimeUnit.NANOSECONDS.toMillis(status.orders().lastNanos())));
        return String.join("  ", parts);
    }

    private static String market(Market market) {
        String text = market.symbol() + " " + FixedPoint.formatE8(market.lastPriceE8());
        if (market.blocks().isEmpty()) {
            return text;
        }
        Block near = market.blocks().getFirst();
        return "%s (%d blocks, %s %s %s-%s)"
                .formatted(
                        text,
                        market.blocks().size(),
                        near.side().name().toLowerCase(Locale.ROOT),
                        near.state().name().toLowerCase(Locale.ROOT),
                        FixedPoint.formatE8(near.bottomE8()),
                        FixedPoint.formatE8(near.topE8()));
    }

    private static String account(String mode, List<Desk> desks) {
        long equityE8 = 0;
        long trades = 0;
        boolean isOn = true;
        var positions = new ArrayList<String>();
        var held = new ArrayList<String>();
        for (Desk desk : desks) {
            equityE8 += desk.equityE8();
            trades += desk.tradesClosed();
            isOn &= desk.isTradingOn();
            if (desk.standing().state() != TradingState.ACTIVE) {
                held.add("%s %s".formatted(desk.symbol(), desk.standing().state()));
            }
            if (desk.contracts() != 0) {
                positions.add(
                        "%s %+d at %s".formatted(desk.symbol(), desk.contracts(), FixedPoint.formatE8(desk.entryE8())));
            }
        }
        return "%s %s, equity %s, %d trades%s%s"
                .formatted(
                        mode,
                        positions.isEmpty() ? "flat" : String.join(" and ", positions),
                        cents(equityE8),
                        trades,
                        held.isEmpty() ? "" : ", " + String.join(" and ", held),
                        isOn ? "" : ", OFF");
    }

    private static String cents(long moneyE8) {
        return "%,.2f".formatted(moneyE8 / 1e8);
    }
}
