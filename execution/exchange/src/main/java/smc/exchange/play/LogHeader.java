package smc.exchange.play;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import smc.exchange.ExchangeAccount;
import smc.exchange.ExchangeInstrument;
import smc.exchange.MarketFeed;
import smc.exchange.json.Decimals;
import smc.exchange.json.Documents;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;

/**
 * The first line of the exchange's log: everything that is not in the log again. If one of it is another, the log is another exchange's.
 * Written field by field, so that no name of a class or of a record's part is in it.
 */
final class LogHeader {
    private final MarketFeed feed;
    private final Collection<ExchangeAccount> accounts;
    private final Collection<ExchangeInstrument> instruments;
    private final VenueSettings venue;

    LogHeader(
            MarketFeed feed,
            Collection<ExchangeAccount> accounts,
            Collection<ExchangeInstrument> instruments,
            VenueSettings venue) {
        this.feed = feed;
        this.accounts = accounts;
        this.instruments = instruments;
        this.venue = venue;
    }

    /** Whether a log that begins so is this exchange's, whichever build began it. */
    boolean matches(String firstLine) {
        return firstLine.equals(line().toString()) || firstLine.equals(textBefore20261130());
    }

    /** What came later than the first build is in the log's rules. */
    ObjectNode line() {
        ObjectNode header = beginning();
        ArrayNode products = header.putArray("instruments");
        for (ExchangeInstrument instrument : instruments) {
            InstrumentTerms terms = instrument.terms();
            products.addObject()
                    .put("product_id", terms.instrumentId())
                    .put("symbol", instrument.symbol())
                    .put("tick", Decimals.text(terms.tickE8()))
                    .put("contract_value", Decimals.text(terms.contractValueE8()))
                    .put("maintenance_rate", Decimals.text(terms.maintenanceRateE8()))
                    .put("taker_rate", Decimals.text(terms.takerRateE8()))
                    .put("maker_rate", Decimals.text(terms.makerRateE8()))
                    .put("gst_rate", Decimals.text(terms.gstRateE8()))
                    .put("funding_rate", Decimals.text(terms.fundingRateE8()))
                    .put("leverage_max", instrument.leverageMax())
                    .put("position_contracts_max", instrument.positionContractsMax())
                    .put("price_band_percent", instrument.priceBandPercent());
        }
        header.putObject("venue")
                .put("slippage_bps", venue.slippageBps())
                .put("limit_through_ticks", venue.limitThroughTicks())
                .put("latency_nanos", venue.latencyNanos())
                .put("partial_fills", venue.partialFills());
        return header;
    }

    /** As builds up to 2026-11-30 wrote it: the text of two records as they were named then. */
    private String textBefore20261130() {
        ObjectNode header = beginning();
        ArrayNode products = header.putArray("instruments");
        for (ExchangeInstrument instrument : instruments) {
            InstrumentTerms terms = instrument.terms();
            products.add(("ExchangeInstrument[terms=InstrumentTerms[instrumentId=%d, tickE8=%d, contractValueE8=%d,"
                            + " maintenanceRateE8=%d, takerRateE8=%d, makerRateE8=%d, gstRateE8=%d, fundingRateE8=%d],"
                            + " symbol=%s, leverageMax=%d, positionContractsMax=%d, priceBandPercent=%s]")
                    .formatted(
                            terms.instrumentId(),
                            terms.tickE8(),
                            terms.contractValueE8(),
                            terms.maintenanceRateE8(),
                            terms.takerRateE8(),
                            terms.makerRateE8(),
                            terms.gstRateE8(),
                            terms.fundingRateE8(),
                            instrument.symbol(),
                            instrument.leverageMax(),
                            instrument.positionContractsMax(),
                            instrument.priceBandPercent()));
        }
        return header.put(
                        "venue",
                        "VenueSettings[slippageBps=%d, limitThroughTicks=%d, latencyNanos=%d, partialFills=%b]"
                                .formatted(
                                        venue.slippageBps(),
                                        venue.limitThroughTicks(),
                                        venue.latencyNanos(),
                                        venue.partialFills()))
                .toString();
    }

    private ObjectNode beginning() {
        ObjectNode header = Documents.object().put("market", feed.description()).put("start", feed.startNanos());
        ArrayNode users = header.putArray("accounts");
        for (ExchangeAccount account : accounts) {
            users.addObject()
                    .put("user", account.userId())
                    .put("key", account.apiKey())
                    .put("deposit", Decimals.text(account.depositE8()));
        }
        return header;
    }
}
