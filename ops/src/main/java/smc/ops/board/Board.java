package smc.ops.board;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import smc.engine.config.Configuration;
import smc.engine.live.LiveStatus;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineImage.Desk;
import smc.engine.view.EngineImage.Market;
import smc.execution.risk.TradingState;
import smc.ops.api.model.Reading;
import smc.ops.text.TickPrice;
import smc.strategy.number.ExactMath;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/**
 * The rows of the board: the time, the time to the next close and the feed; of each symbol its price and the nearest block, below it a row for each
 * mode with what it holds; and the equity of each mode, since the folder's start and today (UTC). Made by one thread.
 */
public final class Board {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle BOLD = AttributedStyle.DEFAULT.bold();
    private static final AttributedStyle GAIN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle LOSS = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle WARNING = AttributedStyle.BOLD.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle ALARM = AttributedStyle.BOLD.foreground(AttributedStyle.RED);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Configuration configuration;
    private final Supplier<Reading> readings;

    /** @param readings what the journal has of the past; it may be behind */
    public Board(Configuration configuration, Supplier<Reading> readings) {
        this.configuration = configuration;
        this.readings = readings;
    }

    /** As it stands. */
    public List<AttributedString> rows(LiveStatus status) {
        var rows = new ArrayList<AttributedString>();
        rows.add(first(status));
        for (Market market : status.engine().markets()) {
            rows.add(market(market));
            for (Desk desk : status.engine().desks()) {
                if (desk.symbol().equals(market.symbol())) {
                    rows.add(desk(desk, market));
                }
            }
        }
        rows.add(equity(status));
        return rows;
    }

    private AttributedString first(LiveStatus status) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(status.marketNanos());
        long candleSeconds = TimeUnit.MINUTES.toSeconds(configuration.engine().timeframeMinutes());
        long left = candleSeconds - Math.floorMod(seconds, candleSeconds);
        var row = new AttributedStringBuilder()
                .styled(BOLD, SECOND.format(Instant.ofEpochSecond(seconds)))
                .append("  next close in %02d:%02d  ".formatted(left / 60, left % 60));
        if (status.isConnected()) {
            row.styled(GAIN, "feed on");
        } else {
            row.styled(ALARM, "FEED LOST");
        }
        long on = status.engine().desks().stream()
                .filter(desk -> desk.isTradingOn() && desk.standing().state() == TradingState.ACTIVE)
                .count();
        long all = status.engine().desks().size();
        return row.append("  ")
                .styled(on == all ? PLAIN : WARNING, on == all ? "all trade" : "%d of %d trade".formatted(on, all))
                .toAttributedString();
    }

    private AttributedString market(Market market) {
        var row = new AttributedStringBuilder()
                .styled(BOLD, "%-8s".formatted(market.symbol()))
                .append(market.lastPriceE8() == 0 ? "-" : price(market.symbol(), market.lastPriceE8()));
        Optional<Block> nearest = market.blocks().stream().findFirst();
        if (nearest.isEmpty() || market.lastPriceE8() == 0) {
            return row.styled(FAINT, "  no block").toAttributedString();
        }
        Block block = nearest.get();
        boolean isBull = block.side() == Side.BULL;
        return row.append("  %s %s block %s to %s, "
                        .formatted(
                                isBull ? "bullish" : "bearish",
                                block.state().name().toLowerCase(Locale.ROOT),
                                price(market.symbol(), block.bottomE8()),
                                price(market.symbol(), block.topE8())))
                .append(distance(market.lastPriceE8(), block))
                .toAttributedString();
    }

    /** From the price to the nearer edge. */
    static String distance(long priceE8, Block block) {
        if (priceE8 > block.topE8()) {
            return percent(priceE8 - block.topE8(), priceE8) + " below";
        }
        return priceE8 < block.bottomE8() ? percent(block.bottomE8() - priceE8, priceE8) + " above" : "price in it";
    }

    private static String percent(long partE8, long wholeE8) {
        return BigDecimal.valueOf(partE8)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(wholeE8), 2, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + " %";
    }

    private AttributedString desk(Desk desk, Market market) {
        var row = new AttributedStringBuilder().append("  " + desk.mode().letter() + "  ");
        if (desk.contracts() == 0) {
            row.styled(FAINT, "flat");
        } else {
            long openE8 = openE8(desk, market.lastPriceE8());
            row.append("%s %,d at %s  "
                            .formatted(
                                    desk.contracts() > 0 ? "long" : "short",
                                    Math.abs(desk.contracts()),
                                    price(desk.symbol(), desk.entryE8())))
                    .styled(style(openE8), signed(openE8))
                    .append("  stop %s  target %s"
                            .formatted(orNone(desk.symbol(), desk.stopE8()), orNone(desk.symbol(), desk.targetE8())));
        }
        if (desk.standing().state() != TradingState.ACTIVE) {
            String reason = desk.standing()
                    .reason()
                    .map(each -> ", " + each.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .orElse("");
            row.styled(WARNING, "  " + desk.standing().state().name().replace('_', ' ') + reason);
        } else if (!desk.isTradingOn()) {
            row.styled(WARNING, "  OFF");
        }
        return row.toAttributedString();
    }

    private String orNone(String symbol, long priceE8) {
        return priceE8 == 0 ? "-" : price(symbol, priceE8);
    }

    /** Of what is held, at a price; before costs, in 1e-8 USD. */
    private long openE8(Desk desk, long priceE8) {
        long cvE8 = configuration.symbols().get(desk.symbol()).contractValueE8();
        return ExactMath.multiplyDivideFloor(
                Math.multiplyExact(desk.contracts(), priceE8 - desk.entryE8()), cvE8, FixedPoint.ONE_E8);
    }

    private AttributedString equity(LiveStatus status) {
        Map<Integer, Long> nowE8 = new LinkedHashMap<>();
        Map<Integer, Character> letters = new LinkedHashMap<>();
        for (Desk desk : status.engine().desks()) {
            long priceE8 = status.engine().markets().stream()
                    .filter(market -> market.symbol().equals(desk.symbol()))
                    .findFirst()
                    .orElseThrow()
                    .lastPriceE8();
            nowE8.merge(
                    desk.accountId(),
                    desk.capitalE8() + (desk.contracts() == 0 ? 0 : openE8(desk, priceE8)),
                    Math::addExact);
            letters.put(desk.accountId(), desk.mode().letter());
        }
        Reading reading = readings.get();
        long dayNanos = TimeUnit.DAYS.toNanos(Math.floorDiv(status.marketNanos(), TimeUnit.DAYS.toNanos(1)));
        var row = new AttributedStringBuilder().styled(BOLD, "equity");
        nowE8.forEach((account, equityE8) -> {
            row.append("  %s %s (".formatted(letters.get(account), cents(equityE8)));
            change(row, EquityBefore.first(reading, account), equityE8);
            row.append(", today ");
            change(row, EquityBefore.ofDay(reading, account, dayNanos), equityE8);
            row.append(")");
        });
        return row.toAttributedString();
    }

    private static void change(AttributedStringBuilder row, OptionalLong fromE8, long toE8) {
        if (fromE8.isEmpty()) {
            row.append("-");
        } else {
            long changeE8 = toE8 - fromE8.getAsLong();
            row.styled(style(changeE8), signed(changeE8));
        }
    }

    private static AttributedStyle style(long resultE8) {
        return resultE8 > 0 ? GAIN : resultE8 < 0 ? LOSS : PLAIN;
    }

    private static String signed(long moneyE8) {
        String written = cents(moneyE8);
        return moneyE8 > 0 && !"0.00".equals(written) ? "+" + written : written;
    }

    private static String cents(long moneyE8) {
        return "%,.2f".formatted(BigDecimal.valueOf(moneyE8, FixedPoint.SCALE));
    }

    private String price(String symbol, long priceE8) {
        return TickPrice.of(configuration, symbol, priceE8);
    }
}
