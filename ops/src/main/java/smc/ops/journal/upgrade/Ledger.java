package smc.ops.journal.upgrade;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import smc.engine.event.text.MessageText;
import smc.engine.view.EngineImage;
import smc.engine.view.NoEffects;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskEvent.CapitalCorrected;
import smc.execution.desk.event.DeskEvent.CapitalMoved;
import smc.execution.desk.event.DeskEvent.TradeClosed;
import smc.execution.desk.event.DeskEvent.TradeOpened;

/** What one of the two sides, the journal or this build, has booked, and where its trades are. */
final class Ledger extends NoEffects {
    private final Map<Long, Place> trades = new HashMap<>();
    private final Map<Place, Long> bookedE8 = new TreeMap<>();

    /** Trades that were open before. */
    void open(Iterable<EngineImage.Trade> open) {
        open.forEach(trade -> trades.put(trade.id(), new Place(trade.accountId(), trade.instrumentId())));
    }

    @Override
    public void concluded(DeskEvent event) {
        switch (event) {
            case TradeOpened opened ->
                trades.put(opened.tradeId(), new Place(opened.accountId(), opened.instrumentId()));
            case TradeClosed closed ->
                book(closed.accountId(), closed.instrumentId(), closed.capitalAfterE8() - closed.capitalBeforeE8());
            case CapitalCorrected corrected ->
                book(corrected.accountId(), corrected.instrumentId(), -corrected.moneyE8());
            case CapitalMoved moved -> book(moved.accountId(), moved.instrumentId(), moved.moneyE8());
            default -> {
                // Changes no capital.
            }
        }
    }

    private void book(int accountId, int instrumentId, long moneyE8) {
        bookedE8.merge(new Place(accountId, instrumentId), moneyE8, Math::addExact);
    }

    /** How much the capital of each place has changed, in 1e-8 USD; without those on which nothing was booked. */
    Map<Place, Long> bookedE8() {
        return bookedE8;
    }

    /** What a message is about. */
    Place place(MessageText message) {
        int account = Place.NONE;
        int instrument = Place.NONE;
        Place ofTrade = null;
        for (MessageText.Field field : message.fields()) {
            switch (field.name()) {
                case "account" -> account = Integer.parseInt(field.value());
                case "instrument" -> instrument = Integer.parseInt(field.value());
                case "trade" -> ofTrade = trades.get(Long.parseLong(field.value()));
                default -> {
                    // Says nothing of the place.
                }
            }
        }
        return account == Place.NONE && instrument == Place.NONE && ofTrade != null
                ? ofTrade
                : new Place(account, instrument);
    }
}
