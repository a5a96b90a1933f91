package smc.feed.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import smc.feed.decode.Symbols;

class MarketSessionTest {
    private static final SessionSettings SETTINGS =
            new SessionSettings(10_000, 35_000, 10_000, 1_000, 8_000, 300_000, 60_000, 60_000);
    private static final long KNOWN_UNTIL = 100;

    private final RecordedMarket market = new RecordedMarket();
    private final List<String> wanted = new ArrayList<>();
    private MarketSession session = session(null);

    @BeforeEach
    void start() {
        session.start(0);
    }

    @Test
    void asksForHeartbeatsTradesAndMarksOnceOpen() {
        session.onOpened(1);

        assertThat(wanted)
                .containsExactly(
                        "connect",
                        "{\"type\":\"enable_heartbeat\"}",
                        "{\"type\":\"subscribe\",\"payload\":{\"channels\":["
                                + "{\"name\":\"trades\",\"symbols\":[\"SOLUSD\",\"AAVEUSD\"]},"
                                + "{\"name\":\"mark_price\",\"symbols\":[\"MARK:SOLUSD\",\"MARK:AAVEUSD\"]}]}}");
    }

    @Test
    void asksForTheBestPricesWhereTheyAreWantedAndWaitsForThemInNoCase() {
        market.wantsBest = true;
        session.onOpened(1);
        assertThat(wanted.getLast()).contains("{\"name\":\"ob_l1\",\"symbols\":[\"SOLUSD\",\"AAVEUSD\"]}");
        session.onSubscribed("trades", 0);
        session.onSubscribed("trades", 1);
        session.onSubscriptionRefused("ob_l1", "gone");
        session.onBest(1, 200, 14, 15);

        assertThat(market.told).containsExactly("connected", "refused ob_l1: gone", "best 1 200 14 15");
    }

    @Test
    void isConnectedWhenTheTradesOfEverySymbolAreAcknowledged() {
        session.onOpened(1);
        session.onSubscribed("trades", 0);
        session.onSubscribed("mark_price", 1);
        assertThat(market.told).isEmpty();

        session.onSubscribed("trades", 1);

        assertThat(market.told).containsExactly("connected");
    }

    @Test
    void marksThatWereAskedForAndNeverGrantedEndTheConnection() {
        session.onOpened(1);
        session.onSubscribed("trades", 0);
        session.onSubscribed("trades", 1);
        session.onSubscribed("mark_price", 0);

        session.onFrame(10_000);
        session.onTick(10_001);
        assertThat(market.told).containsExactly("connected");
        session.onTick(10_002);

        assertThat(market.told)
                .containsExactly("connected", "disconnected: no acknowledgement in time of mark_price of AAVEUSD");
    }

    @Test
    void anAcknowledgementThatGrantsNothingIsNoConnection() {
        session.onOpened(1);

        session.onFrame(9_000);
        session.onTick(10_002);

        assertThat(market.told).isEmpty();
        assertThat(wanted).contains("close");
    }

    @Test
    void theFirstTradeEndsTheHoleSinceHistory() {
        live(1);

        trade(0, 150);
        trade(0, 151);

        assertThat(toldAfterConnected()).containsExactly("gap 0 100 151", "trade 0 150 7 1", "trade 0 151 7 1");
    }

    @Test
    void aMarkEndsTheHoleOfAQuietSymbolOnceItsTradesAreAcknowledged() {
        session.onOpened(1);
        session.onMarkPrice(0, 120, 7);
        acknowledge();
        session.onMarkPrice(0, 130, 7);

        assertThat(market.told).containsExactly("mark 0 120 7", "connected", "gap 0 100 131", "mark 0 130 7");
    }

    @Test
    void aReconnectTellsTheHoleFromTheLastTradeToTheFirstNewOne() {
        live(1);
        trade(0, 150);
        reconnect(5_000);

        trade(0, 170);
        trade(0, 171);

        assertThat(market.told)
                .endsWith("disconnected: gone", "connected", "gap 0 150 171", "trade 0 170 7 1", "trade 0 171 7 1");
    }

    @Test
    void aReplayThatReachesBackToTheLastTradeLeavesNoHole() {
        live(1);
        trade(0, 150);
        reconnect(5_000);

        replay(0, 140, 1);
        replay(0, 150, 1);
        replay(0, 160, 1);
        trade(0, 170);

        assertThat(market.told).endsWith("connected", "trade 0 160 7 1", "trade 0 170 7 1");
    }

    @Test
    void aReplayThatDoesNotReachBackLeavesAHoleUpToItsFirstRow() {
        live(1);
        trade(0, 150);
        reconnect(5_000);

        replay(0, 160, 1);
        replay(0, 165, 1);

        assertThat(market.told).endsWith("connected", "gap 0 150 161", "trade 0 160 7 1", "trade 0 165 7 1");
    }

    @Test
    void aReplayThatReachesBackToATradeOfAnEarlierProcessLeavesNoHole() {
        session = session(null);
        session.known(0, 150, 7, 1);
        session.start(0);
        live(1);

        replay(0, 140, 1);
        replay(0, 150, 1);
        replay(0, 150, 2); // another of the same instant
        replay(0, 160, 1);

        assertThat(toldAfterConnected()).containsExactly("trade 0 150 7 2", "trade 0 160 7 1");
        assertThat(market.resumed).containsExactly(0);
    }

    @Test
    void aReplayThatDoesNotReachBackToATradeOfAnEarlierProcessLeavesAHole() {
        session = session(null);
        session.known(0, 150, 7, 1);
        session.start(0);
        live(1);

        replay(0, 160, 1);

        assertThat(toldAfterConnected()).containsExactly("gap 0 150 161", "trade 0 160 7 1");
        assertThat(market.resumed).isEmpty();
    }

    @Test
    void equalTradesOfOneInstantAreToldAsOftenAsTheyHappened() {
        live(1);
        trade(0, 150);
        trade(0, 150);
        reconnect(5_000);

        // Three equal rows, of which two were told; and another of the same instant.
        replay(0, 150, 1);
        replay(0, 150, 1);
        replay(0, 150, 1);
        replay(0, 150, 2);
        replay(0, 151, 1);
        replay(0, 151, 1);

        assertThat(market.told)
                .endsWith("connected", "trade 0 150 7 1", "trade 0 150 7 2", "trade 0 151 7 1", "trade 0 151 7 1");
    }

    @Test
    void aFrameThatCouldNotBeReadIsAHoleUpToTheNextTrade() {
        live(1);
        trade(0, 150);

        session.onUnreadable();
        trade(0, 170);
        trade(0, 180);

        assertThat(market.told).endsWith("trade 0 150 7 1", "gap 0 150 171", "trade 0 170 7 1", "trade 0 180 7 1");
    }

    @Test
    void equalTradesOfTheStreamAreAllTold() {
        live(1);
        trade(0, 150);
        trade(0, 150);

        assertThat(toldAfterConnected()).containsExactly("gap 0 100 151", "trade 0 150 7 1", "trade 0 150 7 1");
    }

    @Test
    void aConnectionWithoutAnyFrameIsDropped() {
        live(1);
        session.onFrame(20_000);
        session.onReadingPaused(50_000);
        session.onTick(85_000);
        assertThat(market.told).noneMatch(line -> line.startsWith("disconnected"));

        session.onTick(85_001);

        assertThat(market.told).contains("disconnected: no frame for 35001 ms");
        assertThat(wanted).endsWith("close");
    }

    @Test
    void aSymbolThatNeverSpokeIsToldOnceAndTheOthersGoOn() {
        live(1);
        for (long at = 1_000; at <= 30_000; at += 1_000) {
            session.onFrame(at);
            session.onMarkPrice(0, 110, 7);
            session.onTick(at);
        }

        assertThat(market.told).containsOnlyOnce("silent 1 from the start");
        assertThat(wanted).doesNotContain("close");
    }

    @Test
    void inLockStepNobodyIsSilentWhileTheEngineMakesTheMarketWait() {
        session = session((_, _, _) -> {});
        session.start(0);
        live(1);
        session.onMarkPrice(0, 110, 7);
        session.onMarkPrice(1, 110, 7);
        session.onStep(1, 110, 0);

        for (long at = 1_000; at <= 300_000; at += 1_000) { // of real time, with heartbeats
            session.onFrame(at);
            session.onTick(at);
        }

        assertThat(market.told).noneMatch(line -> line.startsWith("silent"));
        assertThat(wanted).doesNotContain("close");
    }

    @Test
    void inLockStepASymbolWhoseMarksStopInTheMarketsTimeIsFetchedBack() {
        session = session((_, _, _) -> {});
        session.start(0);
        live(1);
        session.onMarkPrice(0, 1_000_000_000L, 7);
        session.onMarkPrice(1, 1_000_000_000L, 7);
        for (long second = 2; second <= 11; second++) {
            session.onMarkPrice(0, second * 1_000_000_000L, 7);
            session.onTick(1);
        }
        List<String> before = List.copyOf(market.told);

        session.onStep(1, 11_001_000_000L, 0);
        session.onTick(1);

        assertThat(before).noneMatch(line -> line.startsWith("silent"));
        assertThat(market.told).endsWith("silent 1 after it spoke", "disconnected: AAVEUSD fell silent");
    }

    /** Of an instant long after the one before, the first symbol is told before the second, and the clock may come in between. */
    @Test
    void inLockStepNobodyIsSilentHalfwayThroughAnInstant() {
        session = session((_, _, _) -> {});
        session.start(0);
        live(1);
        session.onMarkPrice(0, 1_000_000_000L, 7);
        session.onMarkPrice(1, 1_000_000_000L, 7);
        session.onStep(1, 1_000_000_000L, 0);

        session.onMarkPrice(0, 21_000_000_000L, 7);
        session.onTick(1);
        session.onMarkPrice(1, 21_000_000_000L, 7);
        session.onStep(2, 21_000_000_000L, 0);
        session.onTick(1);

        assertThat(market.told).noneMatch(line -> line.startsWith("silent"));
    }

    @Test
    void inLockStepWhatTheMarketWentOnWithoutTheConnectionIsNoSilence() {
        session = session((_, _, _) -> {});
        session.start(0);
        live(1);
        session.onMarkPrice(0, 1_000_000_000L, 7);
        session.onMarkPrice(1, 1_000_000_000L, 7);
        reconnect(5_000);

        session.onMarkPrice(0, 3_600_000_000_000L, 7);
        session.onTick(6_000);

        assertThat(market.told).noneMatch(line -> line.startsWith("silent"));
    }

    @Test
    void aSymbolWhoseMarksStopIsFetchedBackByReconnecting() {
        live(1);
        session.onMarkPrice(1, 110, 7);
        for (long at = 1_000; at <= 11_000; at += 1_000) {
            session.onFrame(at);
            session.onMarkPrice(0, 110, 7);
            session.onTick(at);
        }

        assertThat(market.told).endsWith("silent 1 after it spoke", "disconnected: AAVEUSD fell silent");
        assertThat(wanted).endsWith("close");
    }

    @Test
    void pausesDoubleUpToTheirBoundWithJitterAndItNeverGivesUp() {
        var pausesMillis = new ArrayList<Long>();
        long at = 0;
        for (int attempt = 0; attempt < 200; attempt++) {
            wanted.clear();
            long closedAt = at;
            session.onClosed(at, "refused");
            while (!wanted.contains("connect")) {
                session.onTick(++at);
            }
            pausesMillis.add(at - closedAt);
        }

        for (int attempt = 0; attempt < pausesMillis.size(); attempt++) {
            long fullMillis = Math.min(8_000, 1_000L << Math.min(attempt, 3));
            assertThat(pausesMillis.get(attempt)).as("pause %d", attempt).isBetween(fullMillis / 2, fullMillis);
        }
        assertThat(pausesMillis.subList(3, 200).stream().distinct()).hasSizeGreaterThan(100);
        assertThat(market.told).containsExactly("outage 60000: refused");
    }

    @Test
    void tooManyConnectionsMeanALongPause() {
        session.onQuotaExceeded(10);
        wanted.clear();

        session.onTick(300_009);
        assertThat(wanted).isEmpty();
        session.onTick(600_011);

        assertThat(wanted).containsExactly("connect");
    }

    @Test
    void anOutageToldAlreadyIsToldAgainWhenTheVenueWantsALongPause() {
        session.onClosed(0, "refused");
        session.onTick(60_000);

        session.onQuotaExceeded(61_000);
        session.onTick(61_001);
        session.onTick(61_002);

        assertThat(market.told)
                .containsExactly("outage 60000: refused", "outage 61001: too many connections, says the venue");
    }

    @Test
    void aConnectionThatLivedStartsAgainFromTheShortestPause() {
        for (int i = 0; i < 5; i++) {
            session.onClosed(0, "refused");
            session.onTick(8_000);
        }
        live(8_001);
        session.onClosed(68_001, "gone");
        wanted.clear();

        session.onTick(69_001);

        assertThat(wanted).containsExactly("connect");
    }

    @Test
    void whatIsNotAnsweredInTimeIsDropped() {
        session.onTick(10_001);
        assertThat(wanted).containsExactly("connect", "close");

        session.onTick(12_000);
        session.onOpened(12_001);
        session.onTick(22_002);

        assertThat(wanted).endsWith("close");
        assertThat(market.told).isEmpty();
    }

    @Test
    void withoutTradesThereIsNoSession() {
        session.onOpened(1);
        session.onSubscriptionRefused("mark_price", "forbidden");
        assertThat(wanted).doesNotContain("close");

        session.onSubscriptionRefused("trades", "forbidden");

        assertThat(wanted).endsWith("close");
        assertThat(market.told).containsExactly("refused mark_price: forbidden", "refused trades: forbidden");
    }

    @Test
    void nothingMovesOnceItIsStopped() {
        live(1);
        session.stop();
        wanted.clear();

        session.onClosed(2, "gone");
        session.onTick(1_000_000);

        assertThat(wanted).isEmpty();
        assertThat(market.told).containsExactly("connected");
    }

    @Test
    void aHoleThatAnExchangeTellsOfIsAGapAsLongAsItSaysAndTheFirstTradeBehindItIsNone() {
        live(1);
        trade(0, 150);

        session.onHole(0, 200, 900);
        trade(0, 950);

        assertThat(toldAfterConnected())
                .containsExactly("gap 0 100 151", "trade 0 150 7 1", "gap 0 200 900", "trade 0 950 7 1");
    }

    @Test
    void lockStepIsAskedForOnceTheTradesAreSubscribedOnEachConnection() {
        session = session((_, _, _) -> {});
        session.start(0);
        session.onOpened(1);
        assertThat(wanted).doesNotContain("{\"type\":\"sim_lockstep\"}");

        acknowledge();
        reconnect(5_000);

        assertThat(wanted).filteredOn("{\"type\":\"sim_lockstep\"}"::equals).hasSize(2);
    }

    @Test
    void aStepComesAfterWhatTheFramesBeforeItTold() {
        session = session((place, marketNanos, _) -> market.told.add("step " + place + " " + marketNanos));
        session.start(0);
        live(1);

        trade(0, 150);
        session.onStep(1, 150, 0);

        assertThat(toldAfterConnected()).containsExactly("gap 0 100 151", "trade 0 150 7 1", "step 1 150");
    }

    @Test
    void anAcknowledgementAsksForAWakeInWholeMicrosecondsNeverTooEarly() {
        live(1);
        wanted.clear();

        session.acknowledge(41, MarketSession.NO_WAKE);
        session.acknowledge(42, 1_775_800_366_000_001_000L);
        session.acknowledge(43, 1_775_800_366_000_001_001L);

        assertThat(wanted)
                .containsExactly(
                        "{\"type\":\"sim_ack\",\"place\":41}",
                        "{\"type\":\"sim_ack\",\"place\":42,\"wake\":1775800366000001}",
                        "{\"type\":\"sim_ack\",\"place\":43,\"wake\":1775800366000002}");
    }

    @Test
    void anAcknowledgementWithoutAConnectionIsDropped() {
        live(1);
        session.onClosed(2, "gone");
        wanted.clear();

        session.acknowledge(41, MarketSession.NO_WAKE);

        assertThat(wanted).isEmpty();
    }

    @Test
    void withoutLockStepAStepIsNobodys() {
        live(1);
        wanted.clear();

        session.onStep(1, 150, 0);

        assertThat(wanted).isEmpty();
        assertThat(toldAfterConnected()).isEmpty();
    }

    private MarketSession session(StepListener steps) {
        return new MarketSession(
                new Symbols(List.of("SOLUSD", "AAVEUSD")),
                SETTINGS,
                KNOWN_UNTIL,
                6,
                market,
                steps,
                new SessionSocket() {
                    @Override
                    public void connect() {
                        wanted.add("connect");
                    }

                    @Override
                    public void send(String text) {
                        wanted.add(text);
                    }

                    @Override
                    public void close() {
                        wanted.add("close");
                    }
                });
    }

    private void live(long nowMillis) {
        session.onOpened(nowMillis);
        acknowledge();
    }

    private void acknowledge() {
        for (int symbol = 0; symbol < 2; symbol++) {
            session.onSubscribed("trades", symbol);
            session.onSubscribed("mark_price", symbol);
        }
    }

    private void reconnect(long nowMillis) {
        session.onClosed(nowMillis, "gone");
        session.onTick(nowMillis + 1_000);
        live(nowMillis + 1_001);
    }

    private void trade(int symbol, long venueNanos) {
        session.onTrade(symbol, venueNanos, 7, 1, false);
    }

    private void replay(int symbol, long venueNanos, long contracts) {
        session.onTrade(symbol, venueNanos, 7, contracts, true);
    }

    private List<String> toldAfterConnected() {
        return market.told.subList(market.told.indexOf("connected") + 1, market.told.size());
    }
}
