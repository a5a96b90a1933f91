package smc.ops.exchange;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import smc.engine.config.AccountConfig;
import smc.engine.config.Configuration;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.ExchangeSettings;
import smc.exchange.MarketFeed;
import smc.exchange.host.EmbeddedExchange;
import smc.ops.run.OpenVenue;
import smc.ops.run.VenueAddress;
import smc.strategy.number.FixedPoint;

/**
 * The exchange in the box of one engine, with the accounts that the engine's configuration asks for.
 *
 * @param traded what the engine is configured to trade
 * @param folder the exchange's own, inside the engine's data folder
 */
public record BoxedExchange(
        Configuration traded,
        Path folder,
        ExchangeSettings settings,
        List<ExchangeInstrument> instruments,
        MarketFeed feed) {
    /**
     * Starts it, and makes its accounts if there are none yet.
     *
     * @param isPaper whether the engine fills its orders itself and sends none
     * @param said told if others could read the keys
     * @throws IOException if it cannot start, or its folder has fewer accounts than are configured
     */
    public OpenVenue open(boolean isPaper, PrintWriter said) throws IOException {
        List<ExchangeAccount> accounts = accounts(isPaper, said); // last: it writes a file
        EmbeddedExchange exchange = EmbeddedExchange.start(settings, instruments, accounts, feed);
        var address = new VenueAddress(
                "in the box at %s (stream on port %d), %s"
                        .formatted(
                                exchange.restUri(), exchange.publicSocketUri().getPort(), feed.description()),
                exchange.restUri(),
                exchange.publicSocketUri(),
                exchange.privateSocketUri(),
                ExchangeAccounts.byId(accounts),
                settings.speed() != 1,
                true,
                isPaper);
        return new OpenVenue(address, Optional.of(exchange));
    }

    private List<ExchangeAccount> accounts(boolean isPaper, PrintWriter said) throws IOException {
        int wanted = traded.accounts().size();
        long depositE8 = traded.accounts().stream()
                        .mapToLong(AccountConfig::capitalE8)
                        .max()
                        .orElseThrow()
                * traded.engine().symbols().size();
        List<ExchangeAccount> accounts = ExchangeAccounts.kept(folder, ExchangeAccounts.made(depositE8), said);
        if (accounts.size() < wanted) {
            throw new IOException(
                    "expected %d accounts in %s, are %d: give another folder with --data, or configure so many accounts"
                            .formatted(wanted, folder.resolve(ExchangeAccounts.FILE), accounts.size()));
        }
        if (!isPaper && accounts.getFirst().depositE8() < depositE8) {
            said.println(
                    "smc: the exchange in the box keeps wallets of %s USD from its first start, less than the capital of %s USD: an order that needs more margin is refused"
                            .formatted(
                                    FixedPoint.formatE8(accounts.getFirst().depositE8()),
                                    FixedPoint.formatE8(depositE8)));
        }
        return accounts.subList(0, wanted);
    }
}
