package smc.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.outcome.ClosedTrade;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.api.model.TradeLife;
import smc.ops.run.SeededSession;

/** What is told of a session with trades, holes, corrections and several starts. */
class TellingTest {
    private static final long SEED = 7;
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final Telling TELLING = new Telling(Optional.of(new DailySummary(LocalTime.of(8, 30), KOLKATA)));

    @TempDir
    private static Path data;

    private static Reading whole;
    private static List<Message> all;

    @BeforeAll
    static void read() throws Exception {
        SeededSession.write(data, SEED);
        whole = ReadingFold.read(data, Long.MAX_VALUE);
        all = TELLING.after(Place.behind(0), whole);
    }

    @Test
    void messagesStandInOrderEachAtAPlaceOfItsOwn() {
        assertThat(all).hasSizeGreaterThan(50);
        assertThat(all).extracting(Message::place).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aJournalReadInPiecesTellsTheSameAsReadAtOnce() {
        var random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            List<Message> told = new ArrayList<>();
            Place place = Place.behind(0);
            long sequence = 0;
            while (sequence < whole.sequence()) {
                sequence = Math.min(whole.sequence(), sequence + 1 + random.nextLong(whole.sequence() / 5));
                List<Message> found = TELLING.after(place, CutReading.until(whole, sequence));
                // As if the process had ended in the middle of them.
                List<Message> delivered = found.subList(0, random.nextInt(found.size() + 1));
                told.addAll(delivered);
                place = delivered.isEmpty() ? place : delivered.getLast().place();
            }
            told.addAll(TELLING.after(place, whole));

            assertThat(told).as("round " + i).isEqualTo(all);
        }
    }

    @Test
    void everyTradeIsToldOnceWhenItOpensAndOnceWhenItCloses() {
        List<String> openings = texts(Kind.ENTRY).stream()
                .filter(text -> text.startsWith("OPENED"))
                .toList();
        List<String> ends = texts(Kind.EXIT);

        assertThat(whole.history().trades()).hasSizeGreaterThan(5);
        assertThat(openings).hasSameSizeAs(whole.history().trades());
        assertThat(ends).hasSameSizeAs(whole.history().closed());
        for (TradeLife trade : whole.history().trades()) {
            assertThat(openings).filteredOn(text -> isOf(text, trade)).hasSize(1);
        }
        for (TradeLife trade : whole.history().closed()) {
            assertThat(ends).filteredOn(text -> isOf(text, trade)).hasSize(1);
        }
    }

    private static boolean isOf(String text, TradeLife trade) {
        return text.contains("trade %d,".formatted(trade.id()));
    }

    @Test
    void theNetThatIsToldIsThatOfTheTradeInCents() {
        for (TradeLife trade : whole.history().closed()) {
            ClosedTrade closed = trade.end(whole.sequence()).orElseThrow().trade();
            String text = texts(Kind.EXIT).stream()
                    .filter(one -> isOf(one, trade))
                    .findFirst()
                    .orElseThrow();
            String net = text.replaceFirst("(?s)[^:]*: ([^ ]*) USD net.*", "$1");

            double difference = Double.parseDouble(net) - closed.netE8() / 1e8;
            assertThat(Math.abs(difference)).isLessThanOrEqualTo(0.005000001);
        }
    }

    @Test
    void whatHistoryHadBeforeAnybodyTradedIsNoNews() {
        long from = whole.history().fromNanos();

        assertThat(from).isPositive();
        assertThat(texts(Kind.BLOCK_BIRTH)).isNotEmpty();
        long news = whole.history().markets().stream()
                .flatMap(market -> market.blocks().stream())
                .flatMap(block -> block.changes(whole.sequence()).stream())
                .filter(change -> change.candleNanos() >= from)
                .count();
        assertThat(texts(Kind.BLOCK_BIRTH).size() + texts(Kind.BLOCK_END).size())
                .isEqualTo((int) news);
    }

    @Test
    void everyHappeningIsInSomeMessage() {
        String everything = all.stream().map(Message::text).collect(Collectors.joining("\n"));

        assertThat(whole.history().happenings()).isNotEmpty();
        assertThat(whole.history().happenings())
                .allSatisfy(one -> assertThat(everything).contains(one.text()));
    }

    @Test
    void theDayIsToldOnceAtItsTimeAndItsTradesAreThoseThatClosedInIt() {
        List<Message> days =
                all.stream().filter(one -> one.kind() == Kind.DAILY).toList();

        assertThat(days).hasSizeGreaterThan(1);
        assertThat(days).extracting(Message::text).doesNotHaveDuplicates();
        for (Message day : days) {
            assertThat(day.text()).startsWith("DAY until ").contains("03:00 UTC"); // 08:30 in Kolkata
            assertThat(day.text()).contains("equity").contains("holes in the feed");
        }
        long lastNanos = whole.atNanos();
        DailySummary ever = new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC);
        String last = ever.of(whole, whole.sequence(), Instant.ofEpochSecond(0, lastNanos));
        long closed = whole.history().closed().stream()
                .filter(trade -> trade.end(whole.sequence()).orElseThrow().atNanos() > lastNanos - 86_400_000_000_000L)
                .count();
        assertThat(last.lines().skip(1).findFirst().orElseThrow())
                .startsWith(closed == 1 ? "1 trade," : closed + " trades,");
    }

    @Test
    void anAlarmIsOneWhateverKindItIsOf() {
        assertThat(EnumSet.allOf(Kind.class)).isNotEmpty();
        assertThat(all.stream().filter(Message::isAlarm))
                .allSatisfy(one -> assertThat(one.kind()).isEqualTo(Kind.ALARM));
    }

    private static List<String> texts(Kind kind) {
        return all.stream().filter(one -> one.kind() == kind).map(Message::text).toList();
    }
}
