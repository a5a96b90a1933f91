package smc.ops.size;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.engine.config.SymbolConfig;
import smc.engine.config.ZoneConfig;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Desk;
import smc.engine.view.EngineImage.Market;
import smc.execution.instrument.Instrument;
import smc.execution.risk.Sizing;
import smc.ops.story.Prose;
import smc.ops.text.TickPrice;
import smc.strategy.number.ExactMath;

/** One contract of a symbol, as an account trades one state of a block (docs/rules.md, section 20). */
public final class OneContract {
    private final Instrument instrument;
    private final ZoneConfig zone;

    OneContract(Instrument instrument, ZoneConfig zone) {
        this.instrument = instrument;
        this.zone = zone;
    }

    /** @param symbol one that the configuration has data of */
    public static OneContract of(Configuration configuration, String symbol, ZoneConfig zone) {
        SymbolConfig config = configuration.symbols().get(symbol);
        return new OneContract(
                new Instrument(
                        0,
                        symbol,
                        config.tickE8(),
                        config.contractValueE8(),
                        config.maintenanceRateE8(),
                        Long.MAX_VALUE),
                zone);
    }

    /** The least capital that pays for it at a price, in 1e-8 USD. */
    public long capitalE8(long priceE8) {
        return Sizing.capitalForOneE8(instrument, zone.capitalBps(), zone.leverage(), priceE8);
    }

    /** How many a capital pays for at a price. */
    public long contracts(long capitalE8, long priceE8) {
        return Sizing.contracts(instrument, capitalE8, zone.capitalBps(), zone.leverage(), priceE8);
    }

    /** The highest price at which a capital pays for it, in 1e-8 USD; empty if that is more than can be counted. */
    public OptionalLong priceMaxE8(long capitalE8) {
        long factor = Math.multiplyExact((long) zone.capitalBps() * zone.leverage(), Sizing.BPS);
        // capital · factor / contract value: the condition of Sizing.contracts, solved for the price.
        return Math.multiplyHigh(capitalE8, factor) >= instrument.contractValueE8() / 2
                ? OptionalLong.empty()
                : OptionalLong.of(ExactMath.multiplyDivideFloor(capitalE8, factor, instrument.contractValueE8()));
    }

    /**
     * What it means for the desks of an engine at the newest price, a line for those of a symbol that are alike; none of a symbol without a price.
     *
     * @param capE8 the most that an entry is sized by, in 1e-8 USD; 0 without
     */
    public static List<String> lines(Configuration configuration, EngineImage image, long capE8) {
        var lines = new ArrayList<String>();
        for (Market market : image.markets()) {
            Map<String, List<String>> modesOf = new LinkedHashMap<>();
            for (Desk desk : image.desks()) {
                if (desk.symbol().equals(market.symbol()) && market.lastPriceE8() > 0) {
                    long capitalE8 = capE8 == 0 ? desk.capitalE8() : Math.min(desk.capitalE8(), capE8);
                    AccountConfig account = configuration.accounts().get(desk.accountId());
                    modesOf.computeIfAbsent(
                                    words(configuration, account, market.symbol(), market.lastPriceE8(), capitalE8),
                                    _ -> new ArrayList<>())
                            .add(String.valueOf(account.mode().letter()));
                }
            }
            modesOf.forEach((words, modes) -> lines.add("%s at %s, %s with %s"
                    .formatted(
                            market.symbol(),
                            TickPrice.of(configuration, market.symbol(), market.lastPriceE8()),
                            String.join(" and ", modes),
                            words)));
        }
        return lines;
    }

    /** {@code 100.00 USD: 3 contracts in a fresh block (26.66 each); NONE in a breaker (171.08 each)}. */
    static String words(
            Configuration configuration, AccountConfig account, String symbol, long priceE8, long capitalE8) {
        return "%s USD: %s; %s"
                .formatted(
                        Prose.cents(capitalE8, RoundingMode.FLOOR),
                        of(configuration, symbol, account.fresh()).words(capitalE8, priceE8, "fresh block"),
                        of(configuration, symbol, account.breaker()).words(capitalE8, priceE8, "breaker"));
    }

    private String words(long capitalE8, long priceE8, String state) {
        long contracts = contracts(capitalE8, priceE8);
        // Rounded up: the cent below would not do.
        return "%s in a %s (%s each)"
                .formatted(
                        contracts == 0 ? "NONE" : Prose.contracts(contracts),
                        state,
                        Prose.cents(capitalE8(priceE8), RoundingMode.CEILING));
    }
}
