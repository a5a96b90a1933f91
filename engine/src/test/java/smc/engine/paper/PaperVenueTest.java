package smc.engine.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import smc.engine.core.CoreSettings;
import smc.engine.event.codec.EffectEncoder;
import smc.engine.event.codec.EventSchema;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.engine.view.EngineView;
import smc.exchange.matching.InstrumentTerms;
import smc.exchange.matching.VenueSettings;
import smc.execution.desk.DeskSettings;
import smc.execution.desk.DeskSettings.ZoneSettings;
import smc.execution.desk.Mode;
import smc.execution.desk.event.DeskEvent.TradeEntered;
import smc.execution.desk.event.DeskEvent.TradeOpened;
import smc.execution.instrument.Direction;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderPurpose;
import smc.execution.order.OrderReport;
import smc.execution.order.OrderReport.Filled;
import smc.execution.order.OrderRequest.Submit;
import smc.execution.order.OrderType;
import smc.execution.venue.VenuePosition;
import smc.execution.venue.VenueReports;
import smc.journal.Frame;
import smc.strategy.block.BlockState;
import smc.strategy.structure.Side;

/** Orders filled on paper pay funding by the clock: whether anything trades, and whether anybody looks. */
class PaperVenueTest {
    /** 2025-01-01 00:00 UTC, a funding instant. */
    private static final long MIDNIGHT_NANOS = 1_735_689_600_000_000_000L;

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int SOL = 0;
    private static final ZoneSettings ZONE = new ZoneSettings(4_000, 20, 2_000, 200, 150);
    private static final CoreSettings CORE = new CoreSettings(
            0,
            TimeUnit.MINUTES.toNanos(15),
            0,
            true,
            List.of(new Instrument(SOL, "SOLUSD", 1_000_000, 100_000_000, 500_000, Long.MAX_VALUE)),
            List.of(new DeskSettings(
                    Mode.CANDLE_CLOSE, e8(10_000), ZONE, ZONE, 5_000, false, 3, 1, 200, 8_000, 5_000_000_000L)));

    private final EngineView view = new EngineView(CORE);
    private final List<Object> reported = new ArrayList<>();

    @Test
    void timeAloneChargesEveryInstantAtTheLastPrice() {
        PaperVenue paper = paper();
        paper.reconcile(List.of(), MIDNIGHT_NANOS + 1).join();
        buyThree(paper, 150, 151);

        paper.onTime(MIDNIGHT_NANOS + 8 * HOUR_NANOS - 1);
        assertThat(fundings()).isEmpty();
        paper.onTime(MIDNIGHT_NANOS + 8 * HOUR_NANOS);
        paper.onTime(MIDNIGHT_NANOS + 17 * HOUR_NANOS);

        // 3 x 151 x 0.01 %, at 08:00 and 16:00.
        assertThat(fundings()).containsExactly(new Charged(0, SOL, 4_530_000), new Charged(0, SOL, 4_530_000));
    }

    @Test
    void aTradeAfterAHoleComesAfterTheFundingOfTheHole() {
        PaperVenue paper = paper();
        paper.reconcile(List.of(), MIDNIGHT_NANOS + 1).join();
        buyThree(paper, 150, 151);
        paper.request(new Submit(2, 0, SOL, OrderPurpose.EXIT, OrderType.MARKET, Direction.SHORT, 0, 3, 0, 0, 0, 1));
        reported.clear();

        paper.onTrade(SOL, MIDNIGHT_NANOS + 20 * HOUR_NANOS, e8(160), 1);

        assertThat(reported)
                .extracting(Object::getClass)
                .containsSubsequence(Charged.class, Charged.class, Filled.class);
        assertThat(fundings()).hasSize(2);
    }

    @Test
    void whatCameDueWhileNobodyLookedIsChargedAtTheLastPriceOfTheBook() {
        heldInTheBook(3, 150, 151, MIDNIGHT_NANOS + HOUR_NANOS);
        PaperVenue paper = paper();

        // The market is heard before the start is done, and is 20 hours further.
        paper.onTrade(SOL, MIDNIGHT_NANOS + 21 * HOUR_NANOS, e8(155), 1);
        List<VenuePosition> positions =
                paper.reconcile(List.of(), MIDNIGHT_NANOS + HOUR_NANOS).join();
        paper.onTime(MIDNIGHT_NANOS + 24 * HOUR_NANOS);

        assertThat(positions).extracting(VenuePosition::contracts).containsExactly(3L);
        // 3 x 151 x 0.01 % at 08:00 and 16:00; 3 x 155 x 0.01 % at the next midnight.
        assertThat(reported)
                .containsExactly(
                        new Charged(0, SOL, 4_530_000), new Charged(0, SOL, 4_530_000), new Charged(0, SOL, 4_650_000));
    }

    @Test
    void whatWasChargedBeforeTheStopIsNotChargedAgain() {
        heldInTheBook(3, 150, 151, MIDNIGHT_NANOS + 8 * HOUR_NANOS);
        PaperVenue paper = paper();

        paper.reconcile(List.of(), MIDNIGHT_NANOS + 8 * HOUR_NANOS).join();
        paper.onTime(MIDNIGHT_NANOS + 9 * HOUR_NANOS);

        assertThat(reported).isEmpty();
    }

    private static void buyThree(PaperVenue paper, int priceUsd, int lastUsd) {
        paper.onTrade(SOL, MIDNIGHT_NANOS + 2, e8(priceUsd), 1);
        paper.request(new Submit(1, 0, SOL, OrderPurpose.ENTRY, OrderType.MARKET, Direction.LONG, 0, 3, 20, 0, 0, 0));
        paper.onTrade(SOL, MIDNIGHT_NANOS + 3, e8(priceUsd), 3);
        paper.onTrade(SOL, MIDNIGHT_NANOS + 4, e8(lastUsd), 1);
    }

    private List<Charged> fundings() {
        return reported.stream()
                .filter(Charged.class::isInstance)
                .map(Charged.class::cast)
                .toList();
    }

    private PaperVenue paper() {
        return new PaperVenue(
                CORE.accounts(),
                CORE.instruments(),
                new VenueSettings(0, 1, 0, false),
                List.of(new InstrumentTerms(SOL, 1_000_000, 100_000_000, 500_000, 50_000, 20_000, 18_000_000, 10_000)),
                List.of(e8(10_000)),
                view,
                Runnable::run,
                new Reports());
    }

    /** What it says, as records: those on orders, and the funding it charges. */
    private final class Reports implements VenueReports {
        @Override
        public void onOrderReport(int accountId, int instrumentId, OrderReport report) {
            reported.add(report);
        }

        @Override
        public void onFunding(int accountId, int instrumentId, long moneyE8) {
            reported.add(new Charged(accountId, instrumentId, moneyE8));
        }

        @Override
        public void onLiquidated(int accountId, int instrumentId, long contracts, long priceE8, long feeE8) {
            throw new AssertionError("expected no liquidation");
        }

        @Override
        public void onPositionMoved(
                int accountId, int instrumentId, long heldContracts, long contracts, long priceE8, long feeE8) {
            throw new AssertionError("expected nobody else to trade");
        }

        @Override
        public void onAlarm(int accountId, String what) {
            throw new AssertionError(what);
        }

        @Override
        public void onFault(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private record Charged(int accountId, int instrumentId, long moneyE8) {}

    /** What a journal says that ends with an open trade and a last price. */
    private void heldInTheBook(int contracts, int entryUsd, int lastUsd, long atNanos) {
        UnsafeBuffer slot = FrameWriter.newSlot();
        var writer = new FrameWriter();
        var inputs = new InputEncoder(writer);
        var effects = new EffectEncoder(writer);
        writer.start(slot, Frame.HEADER_LENGTH);
        inputs.onTrade(SOL, atNanos, e8(lastUsd), 1);
        effects.concluded(new TradeOpened(
                1, 10, 11, 0, SOL, atNanos, Direction.LONG, BlockState.FRESH, Side.BULL, 1, e8(entryUsd), 1));
        effects.concluded(new TradeEntered(
                1, contracts, e8(entryUsd), 0, e8(entryUsd), e8(entryUsd + 9), contracts, e8(entryUsd - 9)));
        Frame.header(slot, 0, 1, atNanos, 0, EventSchema.VERSION, (short) 0);
        view.onFrame(slot, 0, writer.end());
    }

    private static long e8(int usd) {
        return usd * 100_000_000L;
    }
}
