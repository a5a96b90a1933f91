package smc.ops.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.live.LiveStatus;
import smc.engine.live.watch.Delays;
import smc.engine.outcome.EquityPoint;
import smc.engine.view.EngineImage;
import smc.engine.view.EngineImage.Block;
import smc.engine.view.EngineImage.Desk;
import smc.journal.DiskLevel;
import smc.ops.api.model.Progress;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.run.SeededSession;
import smc.strategy.block.BlockState;
import smc.strategy.number.FixedPoint;
import smc.strategy.structure.Side;

/** The rows say what the engine's image has. */
class BoardTest {
    private static final Delays NONE = new Delays(0, 0, 0, 0, 0);

    @TempDir
    private static Path session;

    private static Reading whole;

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(session, 7);
        whole = ReadingFold.read(session, Long.MAX_VALUE);
    }

    private static LiveStatus status(EngineImage image, boolean isConnected) {
        return new LiveStatus(image, image.atNanos(), isConnected, 0, 0, 0, DiskLevel.OK, NONE, NONE);
    }

    private static List<String> rows(Reading reading, boolean isConnected) {
        return new Board(reading.configuration(), () -> reading)
                .rows(status(reading.image(), isConnected)).stream()
                        .map(AttributedString::toString)
                        .toList();
    }

    private static long e8(String value) {
        return FixedPoint.parseE8(value);
    }

    /** The last moment at which something was held. */
    private static Reading withAPosition() throws Exception {
        for (long sequence = whole.sequence(); sequence > 0; sequence -= 500) {
            Reading reading = ReadingFold.read(session, sequence);
            if (reading.image().desks().stream().anyMatch(desk -> desk.contracts() != 0)) {
                return reading;
            }
        }
        throw new AssertionError("nothing was ever held");
    }

    @Test
    void aRowForTheTimeForEachSymbolEachModeOfItAndTheEquity() {
        List<String> rows = rows(whole, true);

        assertThat(rows).hasSize(1 + 2 * (1 + 2) + 1);
        assertThat(rows.get(0))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  next close in \\d\\d:\\d\\d  feed on  .*trade");
        assertThat(rows.get(1)).startsWith("SOLUSD  ");
        assertThat(rows.get(2)).startsWith("  A  ");
        assertThat(rows.get(3)).startsWith("  B  ");
        assertThat(rows.get(4)).startsWith("AAVEUSD ");
        assertThat(rows.getLast()).startsWith("equity  A ").contains("  B ");
    }

    /** A terminal has 80 columns; what matters stands on the left. */
    @Test
    void noRowNeedsMoreThanEightyColumnsHere() {
        assertThat(rows(whole, true)).allMatch(row -> row.length() <= 80);
    }

    @Test
    void theNextCloseIsAtTheEndOfTheCandle() {
        EngineImage image = whole.image();
        long candle = TimeUnit.MINUTES.toNanos(15);
        var atOpen = new EngineImage(
                image.epoch(),
                image.sequence(),
                candle * 2_000_000,
                image.markets(),
                image.desks(),
                image.trades(),
                image.orders());
        var board = new Board(whole.configuration(), () -> whole);

        assertThat(board.rows(status(atOpen, true)).getFirst().toString()).contains("next close in 15:00");
    }

    @Test
    void aFeedThatIsLostIsSaidLoudly() {
        assertThat(rows(whole, false).getFirst()).contains("FEED LOST").doesNotContain("feed on");
    }

    @Test
    void aPositionHasItsSideEntryStopAndTarget() throws Exception {
        Reading reading = withAPosition();
        Desk held = reading.image().desks().stream()
                .filter(desk -> desk.contracts() != 0)
                .findFirst()
                .orElseThrow();
        String entry = FixedPoint.formatE8(held.entryE8());

        assertThat(rows(reading, true))
                .filteredOn(row -> row.startsWith("  " + held.mode().letter() + "  ") && row.contains(" at " + entry))
                .singleElement()
                .asString()
                .contains((held.contracts() > 0 ? "long " : "short ") + Math.abs(held.contracts()))
                .contains("stop " + FixedPoint.formatE8(held.stopE8()));
    }

    @Test
    void theDistanceIsFromThePriceToTheNearerEdge() {
        var block = new Block(Side.BULL, BlockState.FRESH, 0, e8("102"), e8("101"));

        assertThat(Board.distance(e8("100"), block)).isEqualTo("1.00 % above");
        assertThat(Board.distance(e8("200"), block)).isEqualTo("49.00 % below");
        assertThat(Board.distance(e8("101.5"), block)).isEqualTo("price in it");
    }

    /** What the trades of an account came to, where nothing is open. */
    @Test
    void sinceTheStartIsTheSumOfTheTrades() throws Exception {
        Reading reading = ReadingFold.read(session, flatAt());
        for (int account = 0; account < 2; account++) {
            int id = account;
            long netE8 = reading.history().closed().stream()
                    .map(trade -> trade.end(reading.sequence()).orElseThrow().trade())
                    .filter(trade -> trade.accountId() == id)
                    .mapToLong(trade -> trade.netE8())
                    .sum();
            long nowE8 = reading.image().desks().stream()
                    .filter(desk -> desk.accountId() == id)
                    .mapToLong(Desk::capitalE8)
                    .sum();

            assertThat(nowE8 - EquityBefore.first(reading, account).orElseThrow())
                    .isEqualTo(netE8);
        }
        assertThat(reading.history().closed()).isNotEmpty();
    }

    private static long flatAt() throws Exception {
        for (long sequence = whole.sequence(); sequence > 0; sequence -= 500) {
            Reading reading = ReadingFold.read(session, sequence);
            if (!reading.history().closed().isEmpty()
                    && reading.image().desks().stream().allMatch(desk -> desk.contracts() == 0)) {
                return sequence;
            }
        }
        throw new AssertionError("never flat behind a trade");
    }

    /** A day may begin at any candle here: each moment is held against all points that closed by then. */
    @Test
    void aDayBeginsWithWhatStoodAtTheLastCloseBefore() {
        long candle = TimeUnit.MINUTES.toNanos(15);
        List<EquityPoint> points = whole.history().equity();
        long firstNanos =
                points.stream().mapToLong(EquityPoint::candleNanos).min().orElseThrow();

        for (long at = firstNanos; at <= whole.atNanos(); at += 7 * candle) {
            long boundary = at;
            long expectedE8 = IntStream.range(0, 2)
                    .mapToLong(instrument -> points.stream()
                            .filter(point -> point.accountId() == 1 && point.instrumentId() == instrument)
                            .filter(point -> point.candleNanos() + candle <= boundary)
                            .max(Comparator.comparingLong(EquityPoint::candleNanos))
                            .map(point -> point.capitalE8() + point.unrealisedE8() - point.movedE8())
                            .orElse(whole.startsE8().get(1) / 2))
                    .sum();

            assertThat(EquityBefore.ofDay(whole, 1, boundary)).hasValue(expectedE8);
        }
    }

    @Test
    void whatIsStillBeingReadIsNotKnown() {
        var unread = new Reading(
                whole.configuration(),
                whole.image(),
                whole.startsE8(),
                whole.stageCapE8(),
                whole.history(),
                new Progress(1, whole.sequence(), false, Optional.empty()),
                whole.lastChanged(),
                false);

        assertThat(rows(unread, true).getLast())
                .matches("equity  A [0-9.,]+ \\(-, today -\\)  B [0-9.,]+ \\(-, today -\\)");
    }
}
